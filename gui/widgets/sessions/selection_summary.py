"""What several selected sessions have in common: grouped by failure, with what can be done about all."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.sessions.bulk_retry import SameFailure, Summary
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type

_SHOWN: Final = 8
"""Ways to fail that are listed."""


class SelectionSummary(QScrollArea):
    """Stands in the error panel's place while more than one row is selected."""

    start_again_requested = Signal()
    handled_requested = Signal()
    recording_requested = Signal()
    ended_requested = Signal()
    copy_requested = Signal()
    export_requested = Signal()
    select_requested = Signal(list)
    """Ids of one group: the others are to be left alone."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self.headline = ToneLabel()
        set_type(self.headline, Type.TITLE)
        self.start_again, self.handled = QPushButton(), QPushButton()
        self.recording, self.ended = QPushButton(), QPushButton()
        self.copy = QPushButton(self.tr("Copy"))
        self.export = QPushButton(self.tr("Export…"))
        self.rest = ToneLabel("", Tone.MUTED)
        self._rows: list[GroupRow] = []
        self._lay_out()
        for button, signal in (
            (self.start_again, self.start_again_requested),
            (self.handled, self.handled_requested),
            (self.recording, self.recording_requested),
            (self.ended, self.ended_requested),
            (self.copy, self.copy_requested),
            (self.export, self.export_requested),
        ):
            button.setAutoDefault(True)
            button.clicked.connect(signal)

    def show_summary(self, summary: Summary, may: Mapping[str, int]) -> None:
        """Show what is selected.

        :param may: for how many ``start_again``, ``handled``, ``recording`` and ``ended`` are possible.
        """
        self.headline.setText(self._headline(summary))
        for button, name, words in (
            (self.start_again, "start_again", self.tr("Start {count} again…")),
            (self.handled, "handled", self.tr("Mark {count} as handled")),
            (self.recording, "recording", self.tr("{count} are recording…", "", may["recording"])),
            (self.ended, "ended", self.tr("Mark {count} as ended…")),
        ):
            button.setText(fill(words, count=f"{may[name]:,}"))
            button.setAccessibleName(button.text())
            button.setVisible(may[name] > 0)
        groups = summary.groups()
        self._show_groups(groups[:_SHOWN])
        left = len(groups) - _SHOWN
        self.rest.setText(fill(self.tr("and {count} other failures", "", max(0, left)), count=left))
        self.rest.setVisible(left > 0)

    def groups(self) -> Sequence["GroupRow"]:
        """The failures that are shown, the most frequent first."""
        return [row for row in self._rows if not row.isHidden()]

    def sizeHint(self) -> QSize:
        return QSize(900, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page, buttons = QWidget(), QWidget()
        flow = FlowLayout(buttons)
        for button in (self.start_again, self.handled, self.recording, self.ended, self.export, self.copy):
            button.setAccessibleName(button.text())
            flow.addWidget(button)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addWidget(buttons)
        column.addLayout(self._column)
        column.addWidget(self.rest)
        column.addStretch(1)
        self.setWidget(page)
        page.setBackgroundRole(QPalette.ColorRole.Base)

    def _headline(self, summary: Summary) -> str:
        parts = [fill(self.tr("{count} selected"), count=f"{summary.count:,}")]
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

    def _show_groups(self, groups: Sequence[SameFailure]) -> None:
        while len(self._rows) < len(groups):
            row = GroupRow()
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self.title, self.who, self.solution = ToneLabel(), ToneLabel(), ToneLabel("", Tone.MUTED)
        set_type(self.title, Type.STRONG)
        self.only = QPushButton()
        self.only.clicked.connect(lambda: self.chosen.emit(self._ids))
        for label in (self.title, self.who, self.solution):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self.title, self.who, self.solution):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)

    def show_group(self, group: SameFailure, *, alone: bool) -> None:
        """Show a group; ``alone`` where there is no other group."""
        self._ids = group.ids
        count = f"{len(group.ids):,}"
        parts = [group.title, group.description, self.tr("unconfirmed") if group.open else ""]
        self.title.setText(f"{count} × " + " · ".join(part for part in parts if part))
        self.title.set_tone(Tone.WARNING if group.open else Tone.DANGER)
        self.who.setText(fill(self.tr("Who can fix it: {who}"), who=group.who))
        self.solution.setText(group.solution)
        only = self.tr("Only this one") if len(group.ids) == 1 else self.tr("Only these {count}")
        self.only.setText(fill(only, count=count))
        self.only.setAccessibleName(self.only.text())
        self.only.setVisible(not alone)
