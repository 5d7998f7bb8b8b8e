"""Asks before several sessions are settled by hand: what is known of each, and the reason that staff give."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import local_time
from gui.core.presentation.state_texts import NOTHING, shown, user_text
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.reason_line import SettleReason
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.session_summary_table import SessionSummaryTable


class SettleDialog(AskDialog):
    """Return settles, Escape cancels. Nothing is sent.

    :param state: RECORDING (*it is recording*) or STOPPED (*mark as ended*).
    """

    confirmed = Signal(list, object, str)
    """Ids of the sessions, the state, and the reason, which may be empty."""

    def __init__(
        self,
        sessions: Sequence[Session],
        state: State,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ids = [session.id for session in sessions]
        self._state = state
        self._messages = messages
        self._clock = clock
        self._ask_for(len(sessions))
        self.table = self._table(sessions)
        self.reasons = SettleReason()
        self.reasons.ask_for(state)
        self.reason = self.reasons.edit
        for widget in (ToneLabel(self._consequence(), Tone.MUTED), self.table, self.reasons):
            self.body.addWidget(widget)
        self.set_default(self.yes)
        self.reason.setFocus()

    def accept(self) -> None:
        """Return, or the button."""
        super().accept()
        self.confirmed.emit(self._ids, self._state, self.reasons.text())

    def _ask_for(self, count: int) -> None:
        if self._state is State.RECORDING:
            title, one = self.tr("It is recording"), self.tr("Is this one recording?")
            many = self.tr("Are these {count} recording?")
        else:
            title, one = self.tr("Mark as ended"), self.tr("Has this recording ended?")
            many = self.tr("Have these {count} recordings ended?")
        self.ask(title, fill(one if count == 1 else many, count=count), title)

    def _consequence(self) -> str:
        if self._state is State.RECORDING:
            return self.tr("Nothing is sent. The panel counts them as recording from now on.")
        return self.tr("Nothing is sent. If one still records, it goes on unseen, and is billed.")

    def _table(self, sessions: Sequence[Session]) -> SessionSummaryTable:
        heads = [self.tr("Room"), self.tr("User"), self.tr("State"), self.tr("Last answer")]
        table = SessionSummaryTable(self.tr("Recordings to mark"), heads)
        for session in sessions:
            table.add(self._cells(session))
        return table

    def _cells(self, session: Session) -> tuple[str, ...]:
        now = self._clock.moment(session)
        return (
            str(session.target.room),
            user_text(session, self._messages),
            shown(session, self._messages, now).text,
            self._answered(session, now),
        )

    def _answered(self, session: Session, now: datetime) -> str:
        answered = session.answered_at or session.confirmed_at
        return NOTHING if answered is None else local_time(answered, now, self._messages)
