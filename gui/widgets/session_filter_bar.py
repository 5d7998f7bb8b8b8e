"""Above the list: quick filters with their counts, the search field, and what stops recordings."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gui.widgets.segment_button import SegmentButton
from gui.widgets.session_index import QuickFilter

_GAP: Final = 8
_COUNTED: Final = (QuickFilter.NEEDS_ATTENTION, QuickFilter.LIVE)


class SearchField(QLineEdit):
    """Escape empties it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in an empty field is somebody else's."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SessionFilterBar(QWidget):
    """One row where there is room, else two."""

    filter_changed = Signal(object, str)
    """Quick filter and search text."""
    stop_requested = Signal()
    stop_other_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {
            QuickFilter.NEEDS_ATTENTION: SegmentButton(self.tr("Needs attention")),
            QuickFilter.LIVE: SegmentButton(self.tr("Live")),
            QuickFilter.ENDED: SegmentButton(self.tr("Ended")),
            QuickFilter.ALL: SegmentButton(self.tr("All")),
        }
        self.search = SearchField()
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setPlaceholderText(self.tr("Search everything"))
        self.search.setClearButtonEnabled(True)
        self.stop = QPushButton(self.tr("Stop recording"))
        self.stop.setAccessibleName(self.tr("Stop recording"))
        self.stop.setToolTip(self.tr("Stop the selected recordings (F8)"))
        self.stop_other = QPushButton(self.tr("Stop a recording not in this list…"))
        self.stop_other.setAccessibleName(self.stop_other.text())
        self._lay_out()
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
            self._group.addButton(button)
        self._buttons[QuickFilter.ALL].setChecked(True)
        # Not "clicked": a screen reader toggles.
        self._group.buttonToggled.connect(self._toggled)
        self.search.textChanged.connect(self._tell)
        self.stop.clicked.connect(self.stop_requested)
        self.stop_other.clicked.connect(self.stop_other_requested)
        self.set_stoppable(0)

    def filter(self) -> QuickFilter:
        """The quick filter that is on."""
        return next(quick for quick, button in self._buttons.items() if button.isChecked())

    def set_filter(self, quick: QuickFilter) -> None:
        """Switch to a quick filter."""
        self._buttons[quick].setChecked(True)

    def button(self, quick: QuickFilter) -> SegmentButton:
        """The button of a quick filter."""
        return self._buttons[quick]

    def set_counts(self, counts: Mapping[QuickFilter, int]) -> None:
        """Show how many sessions need attention, and how many are live."""
        for quick, button in self._buttons.items():
            count = str(counts[quick])
            text = f"{button.accessibleName()} {count}" if quick in _COUNTED else button.accessibleName()
            button.setText(text)
            button.setAccessibleDescription(count)

    def set_stoppable(self, count: int) -> None:
        """How many of the selected sessions can be stopped."""
        many = self.tr("Stop {count} recordings").replace("{count}", str(count))
        self.stop.setText(many if count > 1 else self.tr("Stop recording"))
        self.stop.setEnabled(count > 0)

    def focus_search(self) -> None:
        """Go to the search field, ready to type over what is there."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two rows, however they lie now."""
        rows = [self._find_row.minimumSizeHint(), self._stop_row.minimumSizeHint()]
        height = super().minimumSizeHint().height()
        return QSize(max(row.width() for row in rows), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the two rows side by side as soon as both fit."""
        super().resizeEvent(event)
        both = self._find_row.sizeHint().width() + self._stop_row.sizeHint().width() + _GAP
        wide = self.width() >= both
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._rows.direction() != direction:
            self._rows.setDirection(direction)

    def _lay_out(self) -> None:
        self._find_row, self._stop_row = QWidget(), QWidget()
        find, stop = QHBoxLayout(self._find_row), QHBoxLayout(self._stop_row)
        segments = QHBoxLayout()
        segments.setSpacing(0)
        for button in self._buttons.values():
            segments.addWidget(button)
        find.addLayout(segments)
        find.addWidget(self.search, 1)
        stop.addWidget(self.stop)
        stop.addWidget(self.stop_other)
        stop.addStretch(1)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.addWidget(self._find_row, 1)
        self._rows.addWidget(self._stop_row)
        for layout in (find, stop, self._rows):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(_GAP)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)

    def _toggled(self, _button: object, checked: bool) -> None:
        if checked:
            self._tell()

    def _tell(self) -> None:
        self.filter_changed.emit(self.filter(), self.search.text())
