"""The transition table of the design, as data, and the few pure functions that apply it.

Nothing here knows wire, ledger or clock: a session, an answer and a time go in, a session comes out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.guidance import ALREADY_RECORDING, GUEST_GONE, Effect, for_problem
from gui.core.session import EndedBy, Failure, Session, Settings, Target
from gui.core.terms import Operation, Outcome, State


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

    NEVER_SENT = "never_sent"
    ACCEPTED = "accepted"
    ENDED = "ended"
    NOTHING = "nothing"
    MAYBE = "maybe"
    NO_ANSWER = "no_answer"
    ALREADY = "already"
    GONE = "gone"


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
    """A session about to be worked on, and what is wanted of it."""

    session: Session
    intent: Intent
    successor: Settings | None = None


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
    """What this request's last answer is worth: tells the request, not the session."""
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


def plan_start(target: Target, profile: str, settings: Settings, operator: str, now: datetime) -> Plan:
    """A start: a new session, a further attempt of an unknown one, or *guest came back* on a live one."""

    def plan(newest: Session | None) -> Opening:
        if newest is not None and newest.state is State.RECORDING:
            return Opening(_asked(newest, Operation.START, now), Intent.GUEST_CAME_BACK, settings)
        if newest is not None and newest.live:
            again = _asked(newest, Operation.START, now)
            session = replace(
                again, state=State.STARTING, open_attempt=True, settings=settings, profile=profile
            )
            return Opening(session, Intent.START)
        return Opening(Session(target, profile, State.STARTING, operator, now, now, settings), Intent.START)

    return plan


def plan_stop(target: Target, profile: str, settings: Settings, operator: str, now: datetime) -> Plan:
    """A stop: of the target's session, or of a recording that is not in the list."""

    def plan(newest: Session | None) -> Opening:
        if newest is None or newest.state is State.FAILED:
            unlisted = Session(target, profile, State.STOPPING, operator, now, now, settings)
            session = replace(unlisted, operation=Operation.STOP, before_stop=State.UNKNOWN)
            return Opening(session, Intent.STOP)
        before = newest.state if newest.state in (State.RECORDING, State.STOPPED) else State.UNKNOWN
        again = _asked(newest, Operation.STOP, now)
        return Opening(replace(again, state=State.STOPPING, before_stop=before), Intent.STOP)

    return plan


def plan_start_again(session_id: str, now: datetime) -> Plan:
    """*Start again* with the same settings: a further attempt of the same failed or unknown session.

    :raises ValueError: (by the plan) where that session is not its target's newest, or is neither of the two.
    """

    def plan(newest: Session | None) -> Opening:
        if newest is None or newest.id != session_id or newest.state not in (State.FAILED, State.UNKNOWN):
            raise ValueError(
                "only a failed or unknown session that is its target's newest can be started again"
            )
        again = replace(
            _asked(newest, Operation.START, now),
            state=State.STARTING,
            open_attempt=newest.state is State.UNKNOWN,
            attempts=newest.attempts if newest.operation is Operation.START else 0,
        )
        return Opening(again, Intent.START)

    return plan


def _asked(session: Session, operation: Operation, now: datetime) -> Session:
    """The session with a new request on its way; attempts of the same operation add up while it is open."""
    goes_on = session.operation is operation and session.state is State.UNKNOWN
    attempts = session.attempts if goes_on else 0
    return replace(session, operation=operation, attempts=attempts, handled=False, note="", changed_at=now)


def sending(session: Session, now: datetime) -> Session:
    """The session as it is written right before a request leaves."""
    return replace(session, attempts=session.attempts + 1, changed_at=now)


def answered_retry(session: Session, intent: Intent, problem: Problem, now: datetime) -> Session:
    """Between two tries: the answer is known, the state still says that the panel is at it.

    What may have happened keeps the attempt open (a 208 before its retry).
    """
    maybe = reaction_to(problem, intent) in (Reaction.MAYBE, Reaction.NO_ANSWER)
    failure = Failure.of(problem, intent.operation)
    return replace(session, open_attempt=session.open_attempt or maybe, failure=failure, changed_at=now)


def conclude(
    opening: Opening,
    session: Session,
    problem: Problem | None,
    file_ids: tuple[str, ...],
    now: datetime,
    *,
    resent: bool = False,
) -> tuple[Session, ...]:
    """The session after its last answer; with its successor, where *guest came back* makes one.

    :param session: as the last try left it (attempts and open attempts counted).
    :param resent: this was the second sending of a stop whose first one had no usable answer.
    """
    intent = opening.intent
    reaction = reaction_to(problem, intent)
    if intent is Intent.GUEST_CAME_BACK:
        return _conclude_guest(opening, session, reaction, problem, now)
    if intent is Intent.STOP:
        table = OPEN_STOP_TABLE if resent or session.open_attempt else STOP_TABLE
    else:
        table = OPEN_START_TABLE if session.open_attempt else START_TABLE
    done = _with_answer(session, problem, intent.operation, now)
    after = table[reaction]
    if after is Next.RECORDING:
        return (_recording(done, now),)
    if after is Next.STOPPED:
        return (_stopped(done, file_ids, now),)
    if after is Next.BEFORE:
        before = session.before_stop or State.UNKNOWN
        return (replace(done, state=before, open_attempt=before is State.UNKNOWN, before_stop=None),)
    unknown = after is Next.UNKNOWN
    return (replace(done, state=State(after), open_attempt=unknown, before_stop=None),)


def _with_answer(session: Session, problem: Problem | None, operation: Operation, now: datetime) -> Session:
    failure = None if problem is None else Failure.of(problem, operation)
    return replace(session, failure=failure, changed_at=now)


def _recording(session: Session, now: datetime) -> Session:
    return replace(
        session,
        state=State.RECORDING,
        open_attempt=False,
        before_stop=None,
        accepted_at=now,
        confirmed_at=now,
        ended_at=None,
        ended_by=None,
        ended_with=None,
        failure=None,
    )


def _stopped(session: Session, file_ids: tuple[str, ...], now: datetime) -> Session:
    """Stopped by this answer, or found ended by it: its failure then is the answer that said so."""
    known = tuple(dict.fromkeys((*session.file_ids, *file_ids)))
    ended_with = session.failure
    again = session.before_stop is State.STOPPED and ended_with is not None
    return replace(
        session,
        state=State.STOPPED,
        open_attempt=False,
        before_stop=None,
        confirmed_at=now,
        ended_at=session.ended_at if again else now,
        ended_by=session.ended_by if again else (EndedBy.ALREADY if ended_with else EndedBy.ANSWER),
        ended_with=ended_with,
        file_ids=known,
        failure=None,
    )


def _conclude_guest(
    opening: Opening, session: Session, reaction: Reaction, problem: Problem | None, now: datetime
) -> tuple[Session, ...]:
    done = _with_answer(session, problem, Operation.START, now)
    if reaction is Reaction.ALREADY:
        done = replace(done, failure=None, confirmed_at=now)
    after = State(GUEST_TABLE[reaction])
    if after is State.STOPPED:
        done = replace(done, failure=None, ended_at=now, ended_by=EndedBy.GUEST_LEFT)
    old = replace(done, state=after, open_attempt=after is State.UNKNOWN)
    successor_state = GUEST_SUCCESSOR_TABLE.get(reaction)
    if successor_state is None:
        return (old,)
    settings = opening.successor or session.settings
    fresh = Session(
        session.target,
        session.profile,
        successor_state,
        session.operator,
        now,
        now,
        settings,
        attempts=session.attempts,
    )
    if successor_state is State.RECORDING:
        return (old, _recording(fresh, now))
    failed = replace(fresh, failure=None if problem is None else Failure.of(problem, Operation.START))
    return (replace(old, failure=None), failed)


def interrupted(opening: Opening, session: Session, *, answered: bool, now: datetime) -> tuple[Session, ...]:
    """A session whose panel died: unknown, unless its last try had been answered before a retry."""
    if answered and session.failure is not None:
        return conclude(opening, session, session.failure.problem(), (), now)
    died = Problem(Delivery.NO_ANSWER, word=LocalFailure.INTERRUPTED)
    return conclude(opening, session, died, (), now)


def settled(session: Session, state: State, operator: str, reason: str, now: datetime) -> Session:
    """A person's decision on an unknown session (or on a recording whose stop was refused or unsent).

    :param state: RECORDING or STOPPED.
    :raises ValueError: where the design does not let the decision stand.
    """
    if not may_settle(session, state):
        raise ValueError(f"a session that is {session.state} can't be marked {state}")
    base = replace(
        session, open_attempt=False, settled_by=operator, note=reason, failure=None, changed_at=now
    )
    if state is State.RECORDING:
        return replace(base, state=State.RECORDING, ended_at=None, ended_by=None)
    return replace(base, state=State.STOPPED, ended_at=now, ended_by=EndedBy.MARKED, handled=True)


def may_settle(session: Session, state: State) -> bool:
    """*It is recording* on unknown only; *Mark as ended* also on recording after a refused or unsent stop."""
    if session.state is State.UNKNOWN:
        return state in (State.RECORDING, State.STOPPED)
    stop_failed = session.failure is not None and session.failure.operation is Operation.STOP
    return state is State.STOPPED and session.state is State.RECORDING and stop_failed


def handled(session: Session, note: str, now: datetime) -> Session:
    """The mark *Handled*; not a state."""
    return replace(session, handled=True, note=note, changed_at=now)
