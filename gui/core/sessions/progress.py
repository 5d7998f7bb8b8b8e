"""What an operation under way reports to its listener: the phase, and until when it waits."""

from dataclasses import dataclass
from enum import StrEnum

from gui.core.foundation.enums import Operation
from gui.core.sessions.session import Target


class Phase(StrEnum):
    """What an operation is waiting for."""

    QUEUED = "queued"
    ANSWER = "answer"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Progress:
    """What an operation that is under way is doing; times are of the monotonic clock.

    :param until: when the panel gives up waiting for an answer, or tries again; not known while queued.
    :param target: of what is queued, with a session or without.
    """

    operation: Operation
    phase: Phase
    attempt: int
    tries: int
    since: float
    until: float
    code: int | None = None
    target: Target | None = None
