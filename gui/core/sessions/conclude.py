"""The session that follows from an answer, by the tables of state_table.py. Pure functions."""

from datetime import datetime

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, State
from gui.core.sessions.session import NOTHING_TO_DO, EndedBy, Failure, Session
from gui.core.sessions.session import replace as changed
from gui.core.sessions.state_table import (
    GUEST_SUCCESSOR_TABLE,
    GUEST_TABLE,
    OPEN_START_TABLE,
    OPEN_STOP_TABLE,
    START_TABLE,
    STOP_TABLE,
    Intent,
    Next,
    Opening,
    Reaction,
    reaction_to,
)


def answered_retry(session: Session, intent: Intent, problem: Problem, now: datetime) -> Session:
    """Between two tries: the answer is known, the state is still the one of a request under way.

    What may have happened keeps the attempt open (a 208 before its retry).
    """
    maybe = reaction_to(problem, intent) in (Reaction.MAYBE, Reaction.NO_ANSWER)
    failure = Failure.of(problem, intent.operation)
    answered_at = now if problem.delivery is Delivery.ANSWERED else session.answered_at
    return changed(
        session,
        open_attempt=session.open_attempt or maybe,
        failure=failure,
        changed_at=now,
        answered_at=answered_at,
    )


def conclude(
    opening: Opening,
    session: Session,
    problem: Problem | None,
    file_ids: tuple[str, ...],
    now: datetime,
) -> tuple[Session, ...]:
    """The session after its last answer; with its successor, where *guest came back* makes one.

    :param session: as the last try left it (attempts and open attempts counted).
    """
    intent = opening.intent
    if opening.profile_before and not _carried(opening, session, problem):
        session = changed(session, profile=opening.profile_before)
    reaction = reaction_to(problem, intent)
    if intent is Intent.GUEST_CAME_BACK:
        return _conclude_guest(opening, session, reaction, problem, now)
    if intent is Intent.STOP:
        table = OPEN_STOP_TABLE if session.open_attempt else STOP_TABLE
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
        return (changed(done, state=before, open_attempt=before is State.UNKNOWN, before_stop=None),)
    unknown = after is Next.UNKNOWN
    return (changed(done, state=State(after), open_attempt=unknown, before_stop=None),)


def _carried(opening: Opening, session: Session, problem: Problem | None) -> bool:
    """Whether the request's profile carried it: it does not where it kept it from leaving, or was refused.

    An earlier try that may have taken effect went through that profile all the same.
    """
    if session.open_attempt and not opening.session.open_attempt:
        return True
    if problem is None or problem.delivery is Delivery.NO_ANSWER:
        return True
    if problem.delivery is Delivery.NEVER_SENT:
        return False
    return Step.OPEN_SETTINGS not in for_problem(problem, opening.intent.operation).steps


def _with_answer(session: Session, problem: Problem | None, operation: Operation, now: datetime) -> Session:
    failure = None if problem is None else Failure.of(problem, operation)
    answered = problem is None or problem.delivery is Delivery.ANSWERED
    return changed(
        session, failure=failure, changed_at=now, answered_at=now if answered else session.answered_at
    )


def _recording(session: Session, now: datetime) -> Session:
    return changed(
        session,
        state=State.RECORDING,
        open_attempt=False,
        before_stop=None,
        accepted_at=now,
        confirmed_at=now,
        confirmed_row=session.row,
        overrun_at=None,
        ended_at=None,
        ended_by=None,
        ended_with=None,
    )


def _stopped(session: Session, file_ids: tuple[str, ...], now: datetime) -> Session:
    """Stopped by this answer, or found ended by it: its failure is then that answer."""
    known = tuple(dict.fromkeys((*session.file_ids, *file_ids)))
    ended_with = session.failure
    again = session.before_stop is State.STOPPED and ended_with is not None
    return changed(
        session,
        state=State.STOPPED,
        open_attempt=False,
        before_stop=None,
        confirmed_at=now,
        confirmed_row=session.row,
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
        done = changed(done, failure=None, confirmed_at=now, confirmed_row=session.row)
    after = State(GUEST_TABLE[reaction])
    if after is State.STOPPED:
        done = changed(done, ended_at=now, ended_by=EndedBy.GUEST_LEFT)
    old = changed(done, state=after, open_attempt=after is State.UNKNOWN)
    successor_state = GUEST_SUCCESSOR_TABLE.get(reaction)
    if successor_state is State.FAILED and session.open_attempt:
        # An earlier try of this start may have begun: it did not fail, it is what makes the old one unknown.
        successor_state = None
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
        answered_at=now,
        overrun_hours=session.overrun_hours,
        unreached=session.unreached,
        taken_by=session.taken_by,
        offer=session.offer,
    )
    if successor_state is State.RECORDING:
        return (old, _recording(fresh, now))
    failed = changed(fresh, failure=None if problem is None else Failure.of(problem, Operation.START))
    return (changed(old, failure=None), failed)


def never_sent(
    waiting: Session, before: Session | None, problem: Problem, operation: Operation, now: datetime
) -> Session:
    """A session whose request waited for the rate limiter and was never sent.

    A session that existed before is unchanged; a failed one whose new start ended with the panel shows that.
    What staff took back, or somebody else has seen to, needs no attention. A stop of what is not in the list
    leaves unknown, as always.

    :param before: the target's newest session, as the request found it.
    """
    on_purpose = problem.word in NOTHING_TO_DO
    again = before if before is not None and before.id == waiting.id else None
    if again is not None and (on_purpose or again.state is not State.FAILED):
        return changed(again, row=waiting.row)
    stop = operation is Operation.STOP
    return changed(
        waiting,
        state=State.UNKNOWN if stop else State.FAILED,
        open_attempt=stop,
        before_stop=None,
        failure=Failure.of(problem, operation),
        attempts=0 if again is None else again.attempts,
        handled=on_purpose and not stop,
        changed_at=now,
    )


def interrupted(
    opening: Opening, session: Session, *, answered: bool, waiting: bool, now: datetime
) -> tuple[Session, ...]:
    """A session whose panel died: unknown, unless it is known what came of it so far.

    :param answered: its last try had been answered before a retry.
    :param waiting: it waited for its profile's rate limiter, and was never sent.
    """
    if waiting:
        never = Problem(Delivery.NEVER_SENT, word=LocalFailure.PANEL_ENDED)
        return conclude(opening, session, never, (), now)
    if answered and session.failure is not None:
        return conclude(opening, session, session.failure.problem(), (), now)
    died = Problem(Delivery.NO_ANSWER, word=LocalFailure.INTERRUPTED)
    return conclude(opening, session, died, (), now)
