"""What several selected sessions have in common: grouped by failure, with what can be done about all."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_groups import StateGroups
from gui.core.sessions.bulk_retry import SameFailure, Summary
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.foot_bar import FootBar
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll, keep_place_of_bar
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.sessions.state_rows import StateRows
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.measures import HAIR, LARGE, MEDIUM, SMALL

_SHOWN: Final = 8
"""Ways to fail that are listed."""
_STOP_KEY: Final = "F8"
_LIVE: Final = (State.STARTING, State.RECORDING, State.STOPPING, State.UNKNOWN)
_STOPPABLE: Final = (State.STARTING, State.RECORDING, State.UNKNOWN)
_FIRST_SIZE: Final = QSize(460, 540)
_LEAST_SIZE: Final = QSize(300, 120)


class SelectionSummary(QWidget):
    """Stands in the inspector's place while more than one row is selected; *Stop 12* is at its foot."""

    start_again_requested = Signal()
    handled_requested = Signal()
    recording_requested = Signal()
    ended_requested = Signal()
    copy_requested = Signal()
    copy_file_ids_requested = Signal()
    export_requested = Signal()
    stop_requested = Signal()
    select_requested = Signal(list)
    """Ids of one group: the others are to be left alone."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._footing = Footing(self)
        self._count = 0
        self.headline, self.counts = ToneLabel(), ToneLabel("", Tone.MUTED)
        self.origin = ToneLabel("", Tone.MUTED)
        set_type(self.headline, Type.TITLE)
        self.start_again, self.handled = self._button("rotate-cw"), self._button("check")
        self.recording, self.ended = self._button("check"), self._button("")
        self.copy, self.export = self._button("copy"), self._button("download")
        self.copy.setText(self.tr("Copy"))
        self.copy_file_ids = self._button("copy")
        self.copy_file_ids.setText(self.tr("Copy file ids"))
        self.copy_file_ids.setToolTip(self.tr("A table with heads: file id, room, user, name and times"))
        self.export.setText(self.tr("Export…"))
        self.rest = ToneLabel("", Tone.MUTED)
        self.stays = ElidedLabel("", Tone.MUTED)
        self.foot = FootBar(self.stays, self)
        self.states = StateRows(self)
        self._rows: list[GroupRow] = []
        self._lay_out()
        for button, signal in (
            (self.start_again, self.start_again_requested),
            (self.handled, self.handled_requested),
            (self.recording, self.recording_requested),
            (self.ended, self.ended_requested),
            (self.copy, self.copy_requested),
            (self.copy_file_ids, self.copy_file_ids_requested),
            (self.export, self.export_requested),
            (self.foot.stop, self.stop_requested),
        ):
            button.clicked.connect(signal)

    def show_summary(
        self,
        summary: Summary,
        may: Mapping[str, int],
        states: StateGroups | None = None,
        stay_live: str = "",
    ) -> None:
        """Show what is selected.

        :param may: for how many ``start_again``, ``handled``, ``recording`` and ``ended`` are possible;
            ``file_ids``: whether there are any.
        :param states: what is selected by state, with the guests' names.
        :param stay_live: which recordings go on whatever is done with these.
        """
        if summary.count != self._count:
            # Another choice: a click that was begun before is not for these.
            self._count = summary.count
            self._footing.restart()
        self.headline.setText(self._headline(summary))
        self.counts.setText(self._counted(summary))
        self.origin.setVisible(states is not None)
        if states is not None:
            self.origin.setText(states.origin())
            self.states.show_groups(states)
        for button, name, words in (
            (self.start_again, "start_again", self.tr("Start {count} again…")),
            (self.handled, "handled", self.tr("Mark {count} as handled")),
            (self.recording, "recording", self.tr("{count} are recording…", "", may["recording"])),
            (self.ended, "ended", self.tr("Mark {count} as ended…")),
        ):
            button.setText(fill(words, count=f"{may[name]:,}"))
            button.setAccessibleName(button.text())
            button.setVisible(may[name] > 0)
        self.copy_file_ids.setVisible(may["file_ids"] > 0)
        self._show_stop(summary, stay_live)
        groups = summary.groups()
        self._show_groups(groups[:_SHOWN])
        left = len(groups) - _SHOWN
        self.rest.setText(fill(self.tr("and {count} other failures", "", max(0, left)), count=left))
        self.rest.setVisible(left > 0)

    def groups(self) -> Sequence["GroupRow"]:
        """The failures that are shown, the most frequent first."""
        return [row for row in self._rows if not row.isHidden()]

    def sizeHint(self) -> QSize:
        return _FIRST_SIZE

    def minimumSizeHint(self) -> QSize:
        return _LEAST_SIZE

    def _button(self, icon: str) -> SteadyButton:
        button = SteadyButton(self._footing)
        set_icon(button, icon)
        return button

    def _lay_out(self) -> None:
        page, buttons = QWidget(), QWidget()
        flow = FlowLayout(buttons, spacing=SMALL)
        decide = (self.start_again, self.handled, self.recording, self.ended)
        for button in (*decide, self.copy_file_ids, self.export, self.copy):
            button.setAccessibleName(button.text())
            flow.addWidget(button)
        self._column = QVBoxLayout()
        self._column.setSpacing(MEDIUM)
        column = QVBoxLayout(page)
        column.setSpacing(SMALL)
        for part in (self.headline, self.counts, self.origin, buttons, self.states):
            column.addWidget(part)
        column.addLayout(self._column)
        column.addWidget(self.rest)
        column.addStretch(1)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        body = RevealingScroll(page, self)
        # The bar stands in the margin.
        column.setContentsMargins(LARGE, MEDIUM, max(0, LARGE - keep_place_of_bar(body)), SMALL)
        whole.addWidget(body, 1)
        whole.addWidget(self.foot)
        self.foot.come_last(self)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def _headline(self, summary: Summary) -> str:
        """*12 selected, 9 of them live*."""
        live = sum(summary.states[state] for state in _LIVE)
        words = self.tr("{count} selected, {live} of them live") if live else self.tr("{count} selected")
        return fill(words, count=f"{summary.count:,}", live=f"{live:,}")

    def _counted(self, summary: Summary) -> str:
        parts = []
        for states, words in (
            ((State.FAILED,), self.tr("{count} not started")),
            ((State.UNKNOWN,), self.tr("{count} unconfirmed")),
            ((State.RECORDING,), self.tr("{count} recording")),
            ((State.STARTING, State.STOPPING), self.tr("{count} under way")),
            ((State.STOPPED,), self.tr("{count} stopped")),
        ):
            count = sum(summary.states[state] for state in states)
            if count:
                parts.append(fill(words, count=f"{count:,}"))
        return " · ".join(parts)

    def _show_stop(self, summary: Summary, stay_live: str) -> None:
        """The question that follows names each of them."""
        count = sum(summary.states[state] for state in _STOPPABLE)
        words = fill(self.tr("Stop {count}"), count=f"{count:,}") if count else ""
        name = fill(self.tr("Stop {count} recordings", "", count), count=f"{count:,}") if count else ""
        self.foot.show_stop(words, name, _STOP_KEY)
        stopping = summary.states[State.STOPPING]
        told = self.tr("{count} are being stopped already", "", stopping)
        going = fill(told, count=f"{stopping:,}") if stopping else ""
        self.stays.set_whole_text(stay_live if count and stay_live else going)
        # Nothing stands below it: no band where there is nothing to say and nothing to stop.
        self.foot.setVisible(bool(count or stopping))

    def _show_groups(self, groups: Sequence[SameFailure]) -> None:
        while len(self._rows) < len(groups):
            row = GroupRow(self._footing)
            row.chosen.connect(self.select_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(groups))
            if number < len(groups):
                row.show_group(groups[number], alone=len(groups) == 1)


class GroupRow(QWidget):
    """One way to fail: how often, what it is, who can fix it, what to do."""

    chosen = Signal(list)

    def __init__(self, footing: Footing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self.title, self.who, self.solution = ToneLabel(), ToneLabel(), ToneLabel("", Tone.MUTED)
        set_type(self.title, Type.STRONG)
        self.only = SteadyButton(footing)
        self.only.clicked.connect(lambda: self.chosen.emit(self._ids))
        for label in (self.title, self.who, self.solution):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        for label in (self.title, self.who, self.solution):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addLayout(words, 1)
        row.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)

    def show_group(self, group: SameFailure, *, alone: bool) -> None:
        """Show a group; ``alone`` where there is no other group."""
        self._ids = group.ids
        count = f"{len(group.ids):,}"
        parts = [group.title, group.description, self.tr("unconfirmed") if group.open else ""]
        self.title.setText(f"{count} × " + " · ".join(part for part in parts if part))
        self.title.set_tone(self._tone(group))
        self.who.setText(fill(self.tr("Who can fix it: {who}"), who=group.who))
        self.solution.setText(group.solution)
        only = self.tr("Only this one") if len(group.ids) == 1 else self.tr("Only these {count}")
        self.only.setText(fill(only, count=count))
        self.only.setAccessibleName(self.only.text())
        self.only.setVisible(not alone)

    def _tone(self, group: SameFailure) -> Tone:
        """What nobody has to mend is no reason to be alarmed."""
        if group.calm:
            return Tone.MUTED
        return Tone.WARNING if group.open else Tone.DANGER
