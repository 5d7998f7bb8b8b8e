"""Asks before several failed recordings are started again: which ones, and why others stay as they are."""

import math
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.catalogue.guidance import HAND_WAIT_S
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import wall_now
from gui.core.presentation.state_texts import shown
from gui.core.sessions.bulk_retry import RetryPlan, seconds_left
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.sessions_dialog import SessionsDialog

_MOST_LISTED: Final = 200
"""Rows of the table; nobody reads more than that."""


class RetryDialog(SessionsDialog):
    """Return starts them again, but not many and not others' recordings; Escape cancels.

    :param place: where they go; all of them through one profile.
    """

    confirmed = Signal(object)
    """The sessions to start again."""

    def __init__(
        self,
        plan: RetryPlan,
        place: Place | None,
        operator: str,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(plan.again, place, operator, messages, clock, parent)
        self._plan = plan
        count = len(plan.again)
        self._ask_for(count)
        self.yes.setEnabled(count > 0)
        self.left_out = ToneLabel(self._left_out(), Tone.WARNING)
        self.left_out.setVisible(bool(self.left_out.text()))
        self.wait = ToneLabel(self._wait(), Tone.MUTED)
        self.wait.setVisible(bool(self.wait.text()))
        self.add_groups()
        for label in (self.others, self.left_out, self.wait):
            self.body.addWidget(label)
        if count:
            heads = [self.tr("Room"), self.tr("User"), self.tr("State")]
            self.add_list(self.tr("Recordings to start again"), heads, _MOST_LISTED)
        self.set_default(self.yes if count and not self.careful else self.cancel)

    def accept(self) -> None:
        """Return, or the button."""
        super().accept()
        self.confirmed.emit(self._plan.again)

    def cells(self, session: Session) -> tuple[str, ...]:
        """What it is now."""
        return (shown(session, self.messages, self.clock.moment(session)).text,)

    def _ask_for(self, count: int) -> None:
        one, many = self.tr("Start this recording again?"), self.tr("Start {count} recordings again?")
        question, words = one if count == 1 else many, self.tr("Start {count} again")
        follows = self.tr("A start is sent for each of them, with its settings of before.")
        if not count:
            question, words = self.tr("None of these can be started again together"), self.tr("Start again")
            follows = ""
        number = f"{count:,}"
        self.ask(self.tr("Start again"), fill(question, count=number), fill(words, count=number), follows)

    def _wait(self) -> str:
        """Why some go later than at once."""
        now = wall_now()
        seconds = max(
            (seconds_left(session, now) for session in self._plan.again[:_MOST_LISTED]), default=0.0
        )
        if seconds <= HAND_WAIT_S:
            return ""
        text = self.tr("Some wait {seconds} s first, as the service asks for it.")
        return fill(text, seconds=math.ceil(seconds))

    def _left_out(self) -> str:
        every = self._plan.left_out.total()
        if not every:
            return ""
        reasons = [
            self.messages.text(f"retry.left_out.{why.value}", count=f"{count:,}")
            for why, count in self._plan.left_out.most_common()
        ]
        head = fill(self.tr("{count} can't:"), count=f"{every:,}")
        return "\n".join([head, *(f"· {reason}" for reason in reasons)])
