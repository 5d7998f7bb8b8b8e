"""Several sessions of one target that are one recording to the service: a decision on one of them is on all.

Pure functions, for desks of a team: others never have two.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from gui.core.foundation.enums import State
from gui.core.sessions.apart import ended_along
from gui.core.sessions.session import Companion, EndedBy, Session


def stands_for_all(sessions: Iterable[Session]) -> Session:
    """Of those that contradict each other the one to go on with: the accepted start, else the last."""
    return max(sessions, key=lambda one: (one.accepted_at is not None, one.asked_at, len(one.id), one.id))


def settled_along(other: Session, decided: Session, now: datetime) -> Session:
    """What a person said of one session, told by another one that contradicted it.

    :param decided: as the person's decision left it.
    """
    if decided.state is State.STOPPED:
        (ended,) = ended_along([other], decided, now)
        return ended
    return replace(
        other,
        state=State.STOPPED,
        open_attempt=False,
        before_stop=None,
        # It has no end of its own: the other one goes on.
        ended_at=None,
        ended_by=EndedBy.SAME,
        companion=Companion(decided.operator, decided.accepted_at or decided.asked_at),
        failure=None,
        changed_at=now,
        apart=(),
    )


def is_of_decision(other: Session, decided: Session) -> bool:
    """Whether a session was settled along by the decision that left another one."""
    along = other.companion is not None and other.ended_by in (EndedBy.SAME, EndedBy.ALONG)
    return along and other.row < decided.row and other.changed_at == decided.changed_at
