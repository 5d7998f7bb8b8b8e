"""The transition table of NEXT_STEPS.md, "States", as data. begin.py and conclude.py apply it.

Nothing here knows wire, ledger or clock: a session, an answer and a time go in, a session comes out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from gui.core.catalogue.errors import Delivery, Problem
from gui.core.catalogue.guidance import Effect
from gui.core.catalogue.guidance_rows import ALREADY_RECORDING, GUEST_GONE, for_problem
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import Session


class Intent(StrEnum):
    """What staff want of a target."""

    START = "start"
    STOP = "stop"
    GUEST_CAME_BACK = "guest_came_back"

    @property
    def operation(self) -> Operation:
        """What goes over the wire for it."""
        return Operation.STOP if self is Intent.STOP else Operation.START


class Reaction(StrEnum):
    """What came of one request, as far as the table cares."""

    NEVER_SENT = auto()
    ACCEPTED = auto()
    ENDED = auto()
    NOTHING = auto()
    MAYBE = auto()
    NO_ANSWER = auto()
    ALREADY = auto()
    GONE = auto()


class Next(StrEnum):
    """The state that follows; BEFORE is what the session was before a stop."""

    FAILED = "failed"
    RECORDING = "recording"
    STOPPED = "stopped"
    UNKNOWN = "unknown"
    BEFORE = "before"


R = Reaction
START_TABLE: Final = {
    R.NEVER_SENT: Next.FAILED,
    R.ACCEPTED: Next.RECORDING,
    R.NOTHING: Next.FAILED,
    R.MAYBE: Next.UNKNOWN,
    R.NO_ANSWER: Next.UNKNOWN,
}
OPEN_START_TABLE: Final = {**dict.fromkeys(START_TABLE, Next.UNKNOWN), R.ACCEPTED: Next.RECORDING}
"""A further attempt of an unknown session: only 0 leads out of unknown."""

STOP_TABLE: Final = {
    R.NEVER_SENT: Next.BEFORE,
    R.ACCEPTED: Next.STOPPED,
    R.ENDED: Next.STOPPED,
    R.NOTHING: Next.BEFORE,
    R.MAYBE: Next.UNKNOWN,
    R.NO_ANSWER: Next.UNKNOWN,
}
OPEN_STOP_TABLE: Final = {
    **dict.fromkeys(STOP_TABLE, Next.UNKNOWN),
    R.ACCEPTED: Next.STOPPED,
    R.ENDED: Next.STOPPED,
}
"""A stop that may have taken effect already: its first sending had no usable answer."""

GUEST_TABLE: Final = {
    R.NEVER_SENT: Next.RECORDING,
    R.ACCEPTED: Next.STOPPED,
    R.ALREADY: Next.RECORDING,
    R.GONE: Next.UNKNOWN,
    R.NOTHING: Next.RECORDING,
    R.MAYBE: Next.RECORDING,
    R.NO_ANSWER: Next.UNKNOWN,
}
"""What a *recording* becomes when its guest came back and a start was sent on purpose."""

GUEST_SUCCESSOR_TABLE: Final = {R.ACCEPTED: State.RECORDING, R.GONE: State.FAILED}
"""The state of the new session that the same answer makes; none for other answers."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A session about to be worked on, and what is wanted of it.

    :param profile_before: the profile that it bore until now; empty for a new session.
    :param beside: of a stop in a team, the other live sessions of its target that are known by now.
    """

    session: Session
    intent: Intent
    successor: StartOptions | None = None
    profile_before: str = ""
    beside: tuple[str, ...] = ()


Plan = Callable[[Session | None], Opening]
"""Decides on the target's newest session, inside the ledger's transaction."""


def reaction_to(problem: Problem | None, intent: Intent) -> Reaction:
    """Which row of the table an answer (None is 0) or a failure belongs to."""
    if problem is None:
        return Reaction.ACCEPTED
    if problem.delivery is Delivery.NEVER_SENT:
        return Reaction.NEVER_SENT
    if problem.delivery is Delivery.NO_ANSWER:
        return Reaction.NO_ANSWER
    if intent is Intent.GUEST_CAME_BACK and problem.code == ALREADY_RECORDING:
        return Reaction.ALREADY
    if intent is Intent.GUEST_CAME_BACK and problem.code in GUEST_GONE:
        return Reaction.GONE
    effect = for_problem(problem, intent.operation).effect
    return {Effect.NOTHING: R.NOTHING, Effect.MAYBE: R.MAYBE, Effect.ENDED: R.ENDED}[effect]


def outcome_of(problem: Problem | None, operation: Operation) -> Outcome:
    """The outcome of this request's last answer: of the request, not of the session."""
    if problem is None:
        return Outcome.ACCEPTED
    if problem.delivery is Delivery.NEVER_SENT:
        return Outcome.NOT_SENT
    effect = for_problem(problem, operation).effect
    by_effect = {
        Effect.NOTHING: Outcome.REFUSED,
        Effect.MAYBE: Outcome.UNKNOWN,
        Effect.ENDED: Outcome.ACCEPTED,
    }
    return by_effect[effect]
