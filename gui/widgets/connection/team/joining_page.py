"""What an invitation says, who is at this desk, and what is shared: looked at before anything is sent."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from gui.core.foundation.messages import Messages
from gui.widgets.connection.team.team_facts import FactGrid, TeamFacts
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import SMALL, TIGHT

_LONGEST_NAME: Final = 80
RETURN_MS: Final = 800
"""From here on Return joins: an earlier one was meant for the field in which the invitation was pasted."""


@dataclass(frozen=True, slots=True)
class JoinWish:
    """What somebody chose.

    :param operator: who is at this desk.
    :param everything: share the past as well, and fetch all of the others'.
    """

    operator: str
    everything: bool


class JoiningPage(QWidget):
    """Emits the wish once it is whole."""

    join_requested = Signal(object)

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = FactGrid(
            {
                "team": self.tr("Team"),
                "server": self.tr("Server"),
                "code": self.tr("This desk will be"),
                "certificate": self.tr("Certificate"),
            }
        )
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("Operator"))
        self.line.setMaxLength(_LONGEST_NAME)
        self.operator = HeadedField(self.tr("Operator"), self.line)
        self.operator.set_hint(self.tr("Colleagues see this name at what you do"))
        self.line.textChanged.connect(lambda _text: self.operator.show_complaint(""))
        self.line.returnPressed.connect(self._return)
        self.shared = ToneLabel(messages.text("cli.team.shared"))
        self.from_now_on = QRadioButton(self.tr("From now on, and what is open already"))
        self.everything = QRadioButton(self.tr("Everything that this desk ever did, and all of theirs"))
        self._choice = QButtonGroup(self)
        self._stood = QElapsedTimer()
        self._lay_out()

    def show_invitation(self, facts: TeamFacts, operator: str) -> None:
        """Show what an invitation says.

        :param operator: who is at this desk by what is known; empty for nobody.
        """
        self.facts.show_fact("team", facts.team)
        self.facts.show_fact("server", facts.server)
        self.facts.show_fact("code", facts.code)
        self.facts.show_fact("certificate", self._certificate(facts))
        self.line.setText(operator)
        self.from_now_on.setChecked(True)
        self.line.setFocus()
        self.line.selectAll()
        self._stood.start()

    def join(self) -> None:
        """Ask for it, as it stands here; a name that is missing is asked for first."""
        operator = " ".join(self.line.text().split())
        if not operator:
            self.operator.show_complaint(self.tr("Please give your name."))
            self.line.setFocus()
            return
        self.join_requested.emit(JoinWish(operator, self.everything.isChecked()))

    def _return(self) -> None:
        if self._stood.isValid() and self._stood.hasExpired(RETURN_MS):
            self.join()

    def _certificate(self, facts: TeamFacts) -> str:
        if facts.authority:
            return self.tr("Has to be from the authority that the invitation names")
        if facts.here:
            return self.tr("None: the server is on this computer")
        return self.tr("Has to be from an authority that this computer trusts")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # In a low window all of it is in sight beside a refusal of two lines.
        column.setSpacing(SMALL)
        column.addWidget(self.facts)
        column.addWidget(self.operator)
        column.addWidget(self.shared)
        choices = QVBoxLayout()
        choices.setSpacing(TIGHT)
        choices.addWidget(ToneLabel(self.tr("What the team gets of this desk:"), Tone.MUTED))
        for choice in (self.from_now_on, self.everything):
            self._choice.addButton(choice)
            choice.setAccessibleName(choice.text())
            choices.addWidget(choice)
        column.addLayout(choices)
        column.addStretch(1)
