"""The line below the inspector's steps: what the first one does, or why one is missing."""

from collections.abc import Sequence
from datetime import datetime

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import local_time
from gui.core.sessions.offered_steps import OfferedStep
from gui.core.sessions.session import Session


def step_hint(
    session: Session | None,
    steps: Sequence[OfferedStep],
    later: Session | None,
    messages: Messages,
    now: datetime,
    *,
    waits: bool,
) -> str:
    """Empty where the first step's name says it all.

    :param later: the later recording of its target that is live.
    :param waits: whether marks on it wait until colleagues are reached.
    """
    first = steps[0].step if steps else None
    if session is not None and session.apart:
        return messages.text("colleagues.leave_it")
    if waits and session is not None and session.needs_attention(now):
        return messages.text("colleagues.waits")
    if later is not None and later.accepted_at is not None:
        return messages.text("hint.recorded_anew", time=local_time(later.accepted_at, now, messages))
    if first is Step.STOP_AGAIN:
        return messages.text("hint.stop_first")
    if first is Step.GUEST_CAME_BACK:
        return messages.text("hint.guest_came_back")
    if first is Step.START_AGAIN and session is not None and session.state is State.UNKNOWN:
        return messages.text("hint.start_again_open")
    return ""
