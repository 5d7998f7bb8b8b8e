"""Asks before recordings are stopped: which ones, how long they have been going on, and whose they are."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.presentation.state_texts import shown, since_text, user_text
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.session_summary_table import SessionSummaryTable
from gui.widgets.style.kinds import Kind, set_kind

_NAMES_SHOWN: Final = 3


class StopDialog(AskDialog):
    """Return stops, Escape cancels.

    :param operator: who is at the desk; recordings that others began are named.
    """

    confirmed = Signal(list)
    """Ids of the sessions to stop."""

    def __init__(
        self,
        sessions: Sequence[Session],
        operator: str,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_kind(self.yes, Kind.FILLED_DANGER)
        self._ids = [session.id for session in sessions]
        self._where = {s.id: (s.target.host, s.target.sdk_app_id) for s in sessions}
        self.choices: dict[tuple[str, int], NoWheelCombo] = {}
        self._operator = operator
        self._messages = messages
        self._clock = clock
        self._ask_for(len(sessions))
        self.others = ToneLabel(self._others(sessions), Tone.WARNING)
        self.others.setVisible(bool(self.others.text()))
        self.table = self._table(sessions)
        self.body.addWidget(self.others)
        self.body.addWidget(self.table)
        self.set_default(self.yes)

    def offer_profiles(self, ways: Mapping[tuple[str, int], tuple[str, ...]], current: str) -> None:
        """Have a profile chosen for recordings whose own is gone.

        :param ways: the profiles to choose from, by relay host and app.
        :param current: chosen first, where it is among them.
        """
        for (host, app), names in ways.items():
            choice = NoWheelCombo(self.tr("Profile"))
            choice.addItems(names)
            choice.setCurrentIndex(max(0, choice.findText(current)))
            text = self.tr("Its profile is gone. Stop it at {host}, app {app}, through:")
            label = ToneLabel(fill(text, host=visible(host), app=app), Tone.WARNING)
            label.setBuddy(choice)
            self.body.insertWidget(0, choice)
            self.body.insertWidget(0, label)
            self.choices[host, app] = choice

    def through(self) -> dict[str, str]:
        """The profiles that were chosen, by the ids of the sessions that need one."""
        chosen = {where: choice.currentText() for where, choice in self.choices.items()}
        return {name: chosen[where] for name, where in self._where.items() if where in chosen}

    def accept(self) -> None:
        """Return, or the button."""
        super().accept()
        self.confirmed.emit(self._ids)

    def _ask_for(self, count: int) -> None:
        question, words = self.tr("Stop this recording?"), self.tr("Stop recording")
        if count > 1:
            question = fill(self.tr("Stop these {count} recordings?"), count=count)
            words = fill(self.tr("Stop {count} recordings"), count=count)
        self.ask(self.tr("Stop recording"), question, words)

    def _begun_by_other(self, session: Session) -> str:
        return "" if session.operator == self._operator else visible(session.operator)

    def _others(self, sessions: Sequence[Session]) -> str:
        begun = [name for name in map(self._begun_by_other, sessions) if name]
        names = list(dict.fromkeys(begun))
        if not names:
            return ""
        listed = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
        text = self.tr("{count} of them: begun by {names}, not by you.")
        if len(sessions) == 1:
            text = self.tr("Begun by {names}, not by you.")
        return fill(text, count=len(begun), names=listed)

    def _table(self, sessions: Sequence[Session]) -> SessionSummaryTable:
        heads = [self.tr("Room"), self.tr("User"), self.tr("Since start"), self.tr("Note")]
        table = SessionSummaryTable(self.tr("Recordings to stop"), heads)
        for session in sessions:
            notes = self._notes(session)
            table.add((*self._cells(session), " · ".join(notes)), Tone.WARNING if notes else None)
        return table

    def _cells(self, session: Session) -> tuple[str, str, str]:
        now, seconds = self._clock.moment(session), self._clock.seconds(session)
        since = since_text(session, self._messages, now, seconds)
        return str(session.target.room), user_text(session, self._messages), since

    def _notes(self, session: Session) -> list[str]:
        notes = []
        if session.state is State.UNKNOWN:
            notes.append(shown(session, self._messages, self._clock.moment(session)).text)
        if other := self._begun_by_other(session):
            notes.append(fill(self.tr("begun by {name}"), name=other))
        return notes
