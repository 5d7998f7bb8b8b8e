"""Asks before several sessions are settled by hand: what is known of each, and the reason that staff give."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import local_time
from gui.core.presentation.state_texts import NOTHING, shown
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.fields.reason_line import SettleReason
from gui.widgets.controls.profile_chip import Place
from gui.widgets.dialogs.sessions_dialog import SessionsDialog


class SettleDialog(SessionsDialog):
    """Return settles as *it is recording*; *Mark as ended* wants its button. Nothing is sent.

    :param state: RECORDING (*it is recording*) or STOPPED (*mark as ended*).
    """

    confirmed = Signal(list, object, str)
    """Ids of the sessions, the state, and the reason, which may be empty."""

    def __init__(
        self,
        sessions: Sequence[Session],
        state: State,
        operator: str,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
        *,
        place: Place | None = None,
    ) -> None:
        super().__init__(sessions, place, operator, messages, clock, parent)
        self._state = state
        self._ask_for(len(self.sessions))
        self.add_groups()
        self.body.addWidget(self.others)
        heads = [self.tr("Room"), self.tr("User"), self.tr("State"), self.tr("Last answer")]
        self.add_list(self.tr("Recordings to mark"), heads)
        self.reasons = SettleReason()
        self.reasons.ask_for(state)
        self.reason = self.reasons.edit
        self.body.addWidget(self.reasons)
        self._cancels = self.careful or state is State.STOPPED
        self.set_default(self.cancel if self._cancels else self.yes)
        self.reason.setFocus()

    def accept(self) -> None:
        """The button."""
        super().accept()
        self.confirmed.emit([session.id for session in self.sessions], self._state, self.reasons.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return after a reason goes to the verb: nobody types a reason and means *Cancel*."""
        wanted = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if wanted and self._cancels and self.reason.hasFocus() and self.reasons.text():
            self.yes.setFocus(Qt.FocusReason.TabFocusReason)
            event.accept()
            return
        super().keyPressEvent(event)

    def cells(self, session: Session) -> tuple[str, ...]:
        """What is known of it, and since when."""
        now = self.clock.moment(session)
        return shown(session, self.messages, now).text, self._answered(session, now)

    def _ask_for(self, count: int) -> None:
        if self._state is State.RECORDING:
            title, one = self.tr("It is recording"), self.tr("Is this one recording?")
            many = self.tr("Are these {count} recording?")
            follows = self.tr("Nothing is sent. The panel counts them as recording from now on.")
        else:
            title, one = self.tr("Mark as ended"), self.tr("Has this recording ended?")
            many = self.tr("Have these {count} recordings ended?")
            follows = self.tr("Nothing is sent. If one still records, it goes on unseen, and is billed.")
        self.ask(title, fill(one if count == 1 else many, count=f"{count:,}"), title, follows)

    def _answered(self, session: Session, now: datetime) -> str:
        answered = session.answered_at or session.confirmed_at
        return NOTHING if answered is None else local_time(answered, now, self.messages)
