"""Which next steps a session offers now: those of its row in guidance_rows.py that its state permits.

Source: NEXT_STEPS.md, "Where a step may stand" and "Steps of one session". A wrong step is worse than none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gui.core.catalogue.errors import Delivery, Problem
from gui.core.catalogue.guidance import HAND_WAIT_S, Effect, Guidance, Step
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, State
from gui.core.sessions.session import Session
from gui.core.sessions.settle import may_settle

_UNDER_WAY: Final = frozenset({State.STARTING, State.STOPPING})
_SETTLING: Final = (Step.IT_IS_RECORDING, Step.MARK_AS_ENDED)
_ORDER_OF_THE_REST: Final = (
    Step.GUEST_CAME_BACK,
    Step.START_AGAIN,
    Step.STOP_AGAIN,
    Step.IT_IS_RECORDING,
    Step.MARK_AS_ENDED,
    Step.EDIT_AS_NEW,
    Step.COPY_FOR_VOD,
    Step.COPY_QUESTION,
    Step.COPY_REPORT,
    Step.SAVE_REPORT,
    Step.OPEN_SETTINGS,
)
_AFTER_THE_GUEST_LEFT: Final = (Step.MARK_AS_ENDED, Step.STOP_AGAIN, Step.COPY_FOR_VOD)
_WITHOUT_FAILURE: Final = {
    State.RECORDING: (Step.GUEST_CAME_BACK,),
    # Whoever stopped the wrong one looks here first.
    State.STOPPED: (Step.COPY_FOR_VOD, Step.EDIT_AS_NEW),
    State.UNKNOWN: _AFTER_THE_GUEST_LEFT,
    State.FAILED: (Step.START_AGAIN, Step.EDIT_AS_NEW),
}


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that stands, and the seconds until it may be pressed (0: at once)."""

    step: Step
    enabled_after_s: float = 0.0


def problem_of(session: Session) -> tuple[Problem, Operation] | None:
    """What the panel explains for a session: its failure, or the answer that it had already ended."""
    if session.failure is not None:
        return session.failure.problem(), session.failure.operation
    if session.state is State.STOPPED and session.ended_with is not None:
        return session.ended_with.problem(), session.ended_with.operation
    return None


def guidance_of(session: Session) -> Guidance | None:
    """The row of guidance_rows.py that a session is in; None where it has no problem."""
    found = problem_of(session)
    return None if found is None else for_problem(*found)


def may_stand(step: Step, session: Session, *, newest: bool = True, recorded_anew: bool = False) -> bool:
    """Whether a step may be offered for a session at all (NEXT_STEPS.md, "Where a step may stand").

    :param newest: whether it is its target's newest session: no older one can be started again.
    :param recorded_anew: whether a later recording of its target is live: a stop would end that one.
    """
    state = session.state
    if recorded_anew and step in (Step.STOP_AGAIN, Step.IT_IS_RECORDING):
        return False
    if state in _UNDER_WAY:
        return step is Step.COPY_REPORT
    if session.newer and step is not Step.STOP_AGAIN:
        # It may hold what this panel would lose.
        return False
    match step:
        case Step.MARK_AS_ENDED:
            return may_settle(session, State.STOPPED)
        case Step.IT_IS_RECORDING:
            return may_settle(session, State.RECORDING)
        case Step.STOP_AGAIN:
            return state in (State.RECORDING, State.UNKNOWN)
        case Step.START_AGAIN:
            return newest and state in (State.FAILED, State.UNKNOWN) and bool(session.settings.file_name)
        case Step.GUEST_CAME_BACK:
            return state is State.RECORDING and bool(session.settings.file_name)
        case Step.COPY_FOR_VOD:
            return bool(session.file_ids)
    return True


def steps_for(
    session: Session, now: datetime, *, newest: bool = True, recorded_anew: bool = False
) -> tuple[OfferedStep, ...]:
    """The steps to offer as buttons, in order; the first is the default. None while it is under way.

    :param now: in UTC.
    :param newest: as for :func:`may_stand`, and so is ``recorded_anew``.
    """
    guidance = guidance_of(session)
    wanted = _WITHOUT_FAILURE.get(session.state, ()) if guidance is None else _of_row(session, guidance)
    standing = dict.fromkeys(
        step for step in wanted if may_stand(step, session, newest=newest, recorded_anew=recorded_anew)
    )
    return tuple(OfferedStep(step, seconds_until(step, session, now)) for step in standing)


def more_steps_for(
    session: Session, now: datetime, *, newest: bool = True, recorded_anew: bool = False
) -> tuple[OfferedStep, ...]:
    """Every further step that may stand in the session's state, for a menu beside the buttons."""
    buttons = steps_for(session, now, newest=newest, recorded_anew=recorded_anew)
    offered = {offer.step for offer in buttons}
    rest = (step for step in _ORDER_OF_THE_REST if step not in offered and _useful(step, session))
    standing = (step for step in rest if may_stand(step, session, newest=newest, recorded_anew=recorded_anew))
    return tuple(OfferedStep(step, seconds_until(step, session, now)) for step in standing)


def steps_without_session(problem: Problem, operation: Operation) -> tuple[OfferedStep, ...]:
    """The steps for a problem that touched no session: those that need none."""
    without = (Step.COPY_REPORT, Step.OPEN_SETTINGS)
    guidance = for_problem(problem, operation)
    return tuple(OfferedStep(step) for step in guidance.steps if step in without)


def seconds_until(step: Step, session: Session, now: datetime) -> float:
    """How long a step of a session still has to wait (NEXT_STEPS.md, "Where a step may stand").

    :param now: in UTC; what waits does so from the last try, whatever a person noted of it since.
    """
    guidance, tried_at = guidance_of(session), _tried_at(session)
    if guidance is None or tried_at is None:
        return 0.0
    start = step in (Step.START_AGAIN, Step.GUEST_CAME_BACK)
    if start or (step is Step.STOP_AGAIN and guidance.wait_s > HAND_WAIT_S):
        past_s = max(0.0, (now - tried_at).total_seconds())
        return max(0.0, guidance.wait_s - past_s)
    return 0.0


def _tried_at(session: Session) -> datetime | None:
    """When the last try ended; None where a person has looked at it since, and no answer tells when."""
    failure = session.failure
    if failure is not None and failure.delivery is Delivery.ANSWERED and session.answered_at is not None:
        return session.answered_at
    return None if session.handled else session.changed_at


def _of_row(session: Session, guidance: Guidance) -> tuple[Step, ...]:
    """The row's steps; fitted to a session that the row alone does not foresee."""
    steps = guidance.steps
    if session.state is State.RECORDING:
        # A start that was sent on purpose for a recording: what repeats it is *Guest came back*.
        steps = tuple(Step.GUEST_CAME_BACK if step is Step.START_AGAIN else step for step in steps)
    if session.state is State.STOPPED:
        steps = (*steps, Step.COPY_FOR_VOD)
    if session.state is State.UNKNOWN and guidance.effect is Effect.NOTHING:
        # An earlier try is still open: only a person or a later answer leads out.
        steps = (*steps, *_SETTLING)
    return steps


def _useful(step: Step, session: Session) -> bool:
    """Steps that any state permits are offered only where they have content."""
    if step in (Step.COPY_QUESTION, Step.OPEN_SETTINGS):
        return False
    return step is not Step.SAVE_REPORT or session.failure is not None
