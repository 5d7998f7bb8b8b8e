"""*Stop alice* at the foot of the inspector: when it is there, what it says, and what a press means."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Operation
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.sessions.offered_steps import OfferedStep
from gui.core.sessions.session import Session
from gui.core.sessions.stoppable import stoppable
from gui.widgets.controls.foot_bar import FootBar

_WIDEST_USER: Final = 130
"""Logical pixels of a name on the button; a screen reader has all of it."""
_STOP_KEY: Final = "F8"


class StopOffer(QObject):
    """Where a stop was refused it is a step, and is sent at once; else, and by Return, it asks first."""

    asked = Signal()
    again = Signal()
    focus_lost = Signal()
    """The stop is gone, and had it. Qt would give it to the stop at the foot of the window."""

    def __init__(self, foot: FootBar) -> None:
        super().__init__(foot)
        self._foot = foot
        self._is_step = False
        foot.stop.clicked.connect(self._pressed)
        foot.stop.keep_return_apart()
        foot.stop.return_pressed.connect(self.ask)

    def show_for(self, session: Session | None, steps: Sequence[OfferedStep]) -> str:
        """Offer to stop a session, or nothing; returns the button's words."""
        stands = any(offer.step is Step.STOP_AGAIN for offer in steps)
        # Where no stop was sent yet, it is none again, and it asks first.
        self._is_step = stands and session is not None and session.operation is Operation.STOP
        if session is None or not (stands or stoppable(session.state, session.desk)):
            held = self._foot.stop is self._foot.window().focusWidget()
            self._foot.show_stop("", "")
            if held:
                self.focus_lost.emit()
            return ""
        words, name = self.tr("Stop {user}"), self.tr("Stop {user} in room {room}")
        if self._is_step:
            words, name = self.tr("Stop {user} again"), self.tr("Stop {user} again in room {room}")
        account, room = session.target.account, session.target.room
        metrics = self._foot.stop.fontMetrics()
        user = metrics.elidedText(visible(account), Qt.TextElideMode.ElideRight, _WIDEST_USER)
        words = fill(words, user=user).replace("&", "&&")
        name = fill(name, user=visible(account), room=room)
        self._foot.show_stop(words, name, "" if self._is_step else _STOP_KEY)
        return words

    def ask(self) -> bool:
        """Ask whether to stop; False while it can't be pressed."""
        if not self._foot.stop.isEnabled():
            return False
        self.asked.emit()
        return True

    def _pressed(self) -> None:
        if self._is_step:
            self.again.emit()
        else:
            self.asked.emit()
