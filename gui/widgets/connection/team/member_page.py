"""The team that this desk is in: which one, as whom, and whether it is reached."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets.connection.team.desk_list import DeskList
from gui.widgets.connection.team.team_facts import FactGrid, TeamFacts
from gui.widgets.controls.labels import ResultLine
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import MEDIUM, SMALL

_LONGEST_CONTACT = 600


class MemberPage(QWidget):
    """Shows what it is told; emits what was asked for."""

    leave_requested = Signal()
    work_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = FactGrid(
            {
                "team": self.tr("Team"),
                "server": self.tr("Server"),
                "code": self.tr("Code of this desk"),
                "operator": self.tr("Operator"),
                "contact": self.tr("Contact"),
            }
        )
        self.desks = DeskList()
        self.not_at_work = ResultLine()
        self.work = QPushButton(self.tr("Work in the team now"))
        self.leave = QPushButton(self.tr("Leave team…"))
        for button, asked in ((self.work, self.work_requested), (self.leave, self.leave_requested)):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, asked=asked: asked.emit())
        self._lay_out()
        self.set_at_work(True)

    def show_team(self, facts: TeamFacts) -> None:
        """Which team it is."""
        self.facts.show_fact("team", facts.team)
        self.facts.show_fact("server", facts.server)
        self.facts.show_fact("code", facts.code)

    def show_contact(self, code: str, operator: str, words: str, *, reached: bool) -> None:
        """Who this desk is by now, and whether the others are reached."""
        self.facts.show_fact("code", code)
        self.facts.show_fact("operator", operator)
        tone = Tone.LIVE if reached else Tone.WARNING
        self.facts.show_fact("contact", words, tone, _LONGEST_CONTACT)

    def set_at_work(self, at_work: bool) -> None:
        """Whether the window works in the team; else it was joined beside the open window."""
        words = "" if at_work else self.tr("This desk joined by a command while the window was open.")
        self.not_at_work.show_text(Tone.WARNING, words)
        self.work.setVisible(not at_work)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.facts)
        column.addWidget(self.not_at_work)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.work)
        row.addWidget(self.leave)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.desks)
        column.addStretch(1)
