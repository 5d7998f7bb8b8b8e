"""Above the list: quick filters with their counts, the search field, and what stops recordings."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QWidget,
)

from gui.core.foundation.fill import fill
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.session_list.read_state import COUNT_OF, ReadState
from gui.widgets.controls.buttons import MenuButton, SegmentButton
from gui.widgets.controls.fields.search_field import SearchField
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, HAIR

if TYPE_CHECKING:
    from gui.widgets.sessions.whose_buttons import WhoseButtons

_GAP: Final = 8
_LEAST_SEARCH: Final = 8
"""Average characters that the search shows in the narrowest window."""
_COUNT: Final = 999
"""What each count has room for at first: a longer one makes its button wider once and for all."""
_STOPPED: Final = 9999
_DIGIT: Final = re.compile(r"\d")
_REACHING_BACK: Final = (QuickFilter.ENDED, QuickFilter.ALL)
"""Older sessions belong to these; what is live or needs attention is in the list from the start."""


class SessionFilterBar(QWidget):
    """One row where there is room, else two."""

    filter_changed = Signal(object, str)
    """Quick filter and search text."""
    mine_changed = Signal(bool)
    """Whether only this desk's recordings are wanted, and not the whole team's."""
    stop_requested = Signal()
    stop_other_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: dict[tuple[str, str], int] = {}
        self._attention_kind: Kind | None = None
        self._practice = False
        self._whose: WhoseButtons | None = None
        self._buttons = {
            QuickFilter.NEEDS_ATTENTION: SegmentButton(self.tr("Needs attention")),
            QuickFilter.LIVE: SegmentButton(self.tr("Live")),
            QuickFilter.ENDED: SegmentButton(self.tr("Ended")),
            QuickFilter.ALL: SegmentButton(self.tr("All")),
        }
        self.search = SearchField()
        self.search.setAccessibleName(self.tr("Search"))
        self.search.set_hints(self.tr("Search everything"), self.tr("Search"), "")
        self.search.setToolTip(self.tr("Search everything"))
        self.search.setClearButtonEnabled(True)
        self.stop = QPushButton(self.tr("Stop recording"))
        self.stop.setAccessibleName(self.tr("Stop recording"))
        self.stop.setToolTip(self.tr("Stop the selected recordings (F8)"))
        self.stop_other = QPushButton(self.tr("Stop a recording not in this list…"))
        self.stop_other.setAccessibleName(self.stop_other.text())
        self.batch = QPushButton(self.tr("Batch…"))
        self.batch.setAccessibleName(self.batch.text())
        self.batch.setToolTip(self.tr("Start or stop many recordings from a table file (Ctrl+B)"))
        set_kind(self.stop, Kind.DANGER)
        set_icon(self.stop, "circle-stop")
        set_key_hint(self.stop, "F8")
        self.export = MenuButton(self.tr("Export"))
        for quiet in (self.batch, self.export, self.stop_other):
            set_kind(quiet, Kind.GHOST)
        self.export.setAccessibleName(self.export.text())
        self.export.setToolTip(self.export.text())
        self._counts = dict.fromkeys(QuickFilter, 0)
        self._planned = 0
        self._complete = self._counts_fit = True
        self._tight = self._quiet = False
        self._stoppable = 0
        self._read_state = ReadState.READ
        self._widest: dict[QuickFilter, int] = {}
        self._given_up = 0
        """Pixels that the counts take which may go."""
        self._lay_out()
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
            self._group.addButton(button)
        self._buttons[QuickFilter.ALL].setChecked(True)
        # Not "clicked": a screen reader toggles.
        self._group.buttonToggled.connect(self._toggled)
        self._group.buttonClicked.connect(self._clicked)
        self.search.textChanged.connect(self._emit_filter)
        self.stop.clicked.connect(self.stop_requested)
        self.stop_other.clicked.connect(self.stop_other_requested)
        self._measure_both()
        self.set_stoppable(0)

    def filter(self) -> QuickFilter:
        """The quick filter that is on."""
        return next(quick for quick, button in self._buttons.items() if button.isChecked())

    def reaches_back(self) -> bool:
        """Whether what is asked for may be among older sessions."""
        return bool(self.search.text().strip()) or self.filter() in _REACHING_BACK

    def set_filter(self, quick: QuickFilter) -> None:
        """Switch to a quick filter. It ends a search, which finds everything: one step of undo."""
        if self.filter() is quick:
            self.search.clear()
        else:
            self._buttons[quick].setChecked(True)

    def show_team(self, shown: bool) -> None:
        """Whether there are others' recordings, to be left out at will; each time it begins with all."""
        if shown and self._whose is None:
            from gui.widgets.sessions.whose_buttons import WhoseButtons

            self._whose = WhoseButtons()
            self._whose.mine_changed.connect(self.mine_changed)
            self._find.insertWidget(1, self._whose)
            QWidget.setTabOrder(self._buttons[QuickFilter.ALL], self._whose.mine)
        if self._whose is not None:
            self._whose.setVisible(shown)
            self._whose.show_all()
        self._fit()

    @property
    def whose(self) -> "WhoseButtons | None":
        """*Mine* and *Team*; None before there is a team."""
        return self._whose

    def show_all(self) -> None:
        """Neither filter nor search."""
        if self._whose is not None:
            self._whose.show_all()
        self.set_filter(QuickFilter.ALL)

    def button(self, quick: QuickFilter) -> SegmentButton:
        """The button of a quick filter."""
        return self._buttons[quick]

    def set_counts(self, counts: Mapping[QuickFilter, int]) -> None:
        """Show how many sessions each quick filter has."""
        self._counts = dict(counts)
        needing = counts[QuickFilter.NEEDS_ATTENTION] + self._planned
        for quick, button in self._buttons.items():
            known = self._complete or quick not in _REACHING_BACK
            shown = needing if quick is QuickFilter.NEEDS_ATTENTION else counts[quick]
            # There may be more than these: not all are loaded yet.
            count = f"{QLocale().toString(shown)}{'' if known else '+'}"
            button.setAccessibleDescription(COUNT_OF.get(self._read_state, count))
        self._fill_attention(waiting=needing > 0)
        self._name_buttons()
        self._fit()

    def set_planned(self, count: int) -> None:
        """How many lines of the plan of the day need attention as well; they are no rows of the list."""
        if count != self._planned:
            self._planned = count
            self.set_counts(self._counts)

    def _fill_attention(self, *, waiting: bool) -> None:
        filled = Kind.PRACTICE_ATTENTION if self._practice else Kind.ATTENTION
        kind = filled if waiting else Kind.SEGMENT
        if kind is not self._attention_kind:
            self._attention_kind = kind
            needing = self._buttons[QuickFilter.NEEDS_ATTENTION]
            set_kind(needing, kind)
            set_icon(needing, "triangle-alert")
            self._widths.clear()

    def set_practice(self, practice: bool) -> None:
        """Whether the rows of Practice are listed, and no others."""
        if practice is not self._practice:
            self._practice = practice
            self.set_counts(self._counts)

    def set_complete(self, complete: bool) -> None:
        """Whether the list has every session of the ledger; until then some counts are *so many or more*."""
        if complete is not self._complete:
            self._complete = complete
            self.set_counts(self._counts)

    def set_read_state(self, state: ReadState) -> None:
        """Whether the ledger was read; until then no number is told."""
        if state is not self._read_state:
            self._read_state = state
            self.set_counts(self._counts)

    def set_stoppable(self, count: int) -> None:
        """How many of the selected sessions can be stopped."""
        self._stoppable = count
        self.stop.setText(self._stop_text(count))
        self.stop.setEnabled(count > 0)

    def set_export_menu(self, menu: QMenu) -> None:
        """What *Export* opens; its arrow needs room."""
        self.export.setMenu(menu)
        self._measure_both()

    def focus_search(self) -> None:
        """Go to the search field, ready to type over what is there."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two rows, however they lie now."""
        height = super().minimumSizeHint().height()
        return QSize(max(self._least_width(), self._stop_row.minimumSizeHint().width()), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the two rows side by side as soon as both fit; show all counts where there is room."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A part has got another width, such as *Mine* and *Team* once they have their style."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _lay_out(self) -> None:
        self._find_row, self._stop_row = QWidget(), QWidget()
        find, stop = QHBoxLayout(self._find_row), FlowLayout(self._stop_row)
        self._find = find
        segments = QHBoxLayout()
        segments.setSpacing(HAIR)
        for button in self._buttons.values():
            segments.addWidget(button)
        find.addLayout(segments)
        find.addWidget(self.search, 1)
        stop.addWidget(self.stop)
        stop.addWidget(self.stop_other)
        stop.addWidget(self.batch)
        stop.addWidget(self.export)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.addWidget(self._find_row, 1)
        self._rows.addWidget(self._stop_row)
        for layout in (find, stop, self._rows):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(_GAP)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_SEARCH)

    def _stop_text(self, count: int) -> str:
        if count < 2:
            return self.tr("Stop") if self._tight else self.tr("Stop recording")
        return fill(self.tr("Stop {count}"), count=QLocale().toString(count))

    def _name_buttons(self) -> None:
        """Where there is little room, what ended and what there is at all have no count to be seen."""
        self._given_up = 0
        for quick, button in self._buttons.items():
            name, count = button.accessibleName(), button.accessibleDescription()
            bare = self._width_of(button, name)
            widest = max(self._width_of(button, f"{name} {count}"), self._widest.get(quick, 0))
            # No count that changes moves a button.
            self._widest[quick] = max(widest, self._width_of(button, f"{name} {_COUNT}"))
            counted = self._counts_fit or quick not in _REACHING_BACK
            if quick in _REACHING_BACK:
                self._given_up += self._widest[quick] - bare
            button.setText(f"{name} {count}" if counted else name)
            button.setFixedWidth(self._widest[quick] if counted else bare)

    def _width_of(self, button: SegmentButton, text: str) -> int:
        """Measured once for each number of digits, all as wide: a batch changes counts all the time."""
        key = (button.accessibleName(), _DIGIT.sub("0", text))
        if key not in self._widths:
            button.setText(text)
            self._widths[key] = button.sizeHint().width()
        return self._widths[key]

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style has other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widths.clear()
            self._widest.clear()
            self._measure_both()
            self._name_buttons()
            self._fit()

    def _fit(self) -> None:
        """In one row where it fits, at first without what may go: long words, then counts; else in two."""
        saved = sum(self._full_widths) - sum(self._tight_widths)
        full = self._stop_row.sizeHint().width() + _GAP + (saved if self._tight else 0)
        least, width = self._least_width(), self.width()
        one_row = width >= least + full - saved
        counted = least + self._given_up
        self._shorten(one_row and width < counted + full)
        fit = width >= counted + (full - saved if one_row else 0)
        if fit is not self._counts_fit:
            self._counts_fit = fit
            self._name_buttons()
        direction = QBoxLayout.Direction.LeftToRight if one_row else QBoxLayout.Direction.TopToBottom
        if self._rows.direction() != direction:
            self._rows.setDirection(direction)

    def _shorten(self, tight: bool) -> None:
        if tight is not self._tight:
            self._measured(tight=tight)
            self.stop.setText(self._stop_text(self._stoppable))

    def _measure_both(self) -> None:
        tight = self._tight
        self._tight_widths, self._full_widths = self._measured(tight=True), self._measured(tight=False)
        if tight:
            self._measured(tight=True)
        self.stop.setText(self._stop_text(self._stoppable))

    def _measured(self, *, tight: bool) -> tuple[int, int]:
        """Give the buttons short words or long ones, and the widths of the widest of these."""
        self._tight = tight
        set_key_hint(self.stop, "" if tight else "F8")
        self.export.setText("" if tight else self.export.accessibleName())
        set_icon(self.export, "download" if tight else "")
        widths = []
        for count in (1, _STOPPED):
            self.stop.setText(self._stop_text(count))
            widths.append(self.stop.sizeHint().width())
        self.stop.setFixedWidth(max(widths))
        self.export.setFixedWidth(CONTROL if tight else self.export.sizeHint().width())
        return self.stop.width(), self.export.width()

    def _least_width(self) -> int:
        """Of the row with the search, without the counts that may be given up."""
        least = self._find_row.minimumSizeHint().width()
        return least - self._given_up if self._counts_fit else least

    def _toggled(self, _button: object, checked: bool) -> None:
        if checked:
            self._quiet = True
            self.search.clear()
            self._quiet = False
            self._emit_filter()

    def _clicked(self, _button: object) -> None:
        """Also the one that is on already: its rows are wanted, not those of the search."""
        self.search.clear()

    def _emit_filter(self) -> None:
        if not self._quiet:
            self.filter_changed.emit(self.filter(), self.search.text())
