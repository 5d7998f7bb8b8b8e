"""Plans that begin an operation: which session a request belongs to, and as what. Pure functions."""

from collections.abc import Collection
from datetime import datetime

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import LIVE_STATES, OVERRUN_HOURS, Operation, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import DecisionRefused, Session, Target
from gui.core.sessions.session import replace as changed
from gui.core.sessions.state_table import Intent, Opening, Plan


def begin_start(
    target: Target,
    profile: str,
    settings: StartOptions,
    operator: str,
    now: datetime,
    overrun_hours: int = OVERRUN_HOURS,
) -> Plan:
    """A start: a new session, a further attempt of an unknown one, or *guest came back* on a live one."""

    def plan(newest: Session | None) -> Opening:
        if newest is not None and newest.state is State.RECORDING:
            return Opening(_asked(newest, Operation.START, now), Intent.GUEST_CAME_BACK, settings)
        if newest is not None and newest.live:
            again = _asked(newest, Operation.START, now)
            session = changed(
                again,
                state=State.STARTING,
                open_attempt=True,
                settings=settings,
                profile=profile,
                started_by=_started_by(newest, operator),
            )
            return Opening(session, Intent.START)
        fresh = Session(
            target, profile, State.STARTING, operator, now, now, settings, overrun_hours=overrun_hours
        )
        return Opening(fresh, Intent.START)

    return plan


class AlreadyLive(Problem):
    """The target has a live session: nothing was sent.

    :ivar session: that one.
    """

    def __init__(self, session: Session) -> None:
        detail = Detail("live_session", {"session": session.id})
        super().__init__(Delivery.NEVER_SENT, word=LocalFailure.ALREADY_LIVE, detail=detail)
        self.session = session


def begin_unless_live(plan: Plan, states: Collection[State] = LIVE_STATES) -> Plan:
    """A plan that holds only where the target has no session that is live, as far as the ledger knows.

    :param states: those that count as live.
    :raises AlreadyLive: (by the plan) where it has one.
    """

    def unless_live(newest: Session | None) -> Opening:
        if newest is not None and newest.state in states:
            raise AlreadyLive(newest)
        return plan(newest)

    return unless_live


def begin_stop(target: Target, profile: str, settings: StartOptions, operator: str, now: datetime) -> Plan:
    """A stop: of the target's session, or of a recording that is not in the list."""

    def plan(newest: Session | None) -> Opening:
        if newest is None or newest.state is State.FAILED:
            unlisted = Session(target, profile, State.STOPPING, operator, now, now, settings)
            session = changed(
                unlisted, operation=Operation.STOP, before_stop=State.UNKNOWN, stopped_by=operator
            )
            return Opening(session, Intent.STOP)
        before = newest.state if newest.state in (State.RECORDING, State.STOPPED) else State.UNKNOWN
        again = _asked(newest, Operation.STOP, now)
        # A further stop of what has ended confirms who ended it.
        ended = before is State.STOPPED and bool(newest.stopped_by)
        by = newest.stopped_by if ended else operator
        stopping = changed(again, state=State.STOPPING, before_stop=before, stopped_by=by)
        return Opening(stopping, Intent.STOP)

    return plan


def begin_only_of(session_id: str, plan: Plan) -> Plan:
    """A plan that holds only for the session that was shown to whoever pressed.

    :raises Problem: (by the plan) ``another_session``, never sent, where its target goes by another one now.
    """

    def only_of(newest: Session | None) -> Opening:
        if newest is None or newest.id != session_id:
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.ANOTHER_SESSION)
        return plan(newest)

    return only_of


def begin_start_again(session_id: str, now: datetime, operator: str = "") -> Plan:
    """*Start again* with the same settings: a further attempt of the same failed or unknown session.

    :param operator: who asks for it; empty for who asked for the last one.
    :raises DecisionRefused: (by the plan) where that session is not its target's newest, or is neither of
        the two.
    """

    def plan(newest: Session | None) -> Opening:
        if newest is None or newest.id != session_id or newest.state not in (State.FAILED, State.UNKNOWN):
            raise DecisionRefused(
                "only a failed or unknown session that is its target's newest can be started again"
            )
        again = changed(
            _asked(newest, Operation.START, now),
            state=State.STARTING,
            open_attempt=newest.state is State.UNKNOWN,
            attempts=newest.attempts if newest.operation is Operation.START else 0,
            started_by=_started_by(newest, operator),
        )
        return Opening(again, Intent.START)

    return plan


def _started_by(session: Session, operator: str) -> str:
    """What was accepted before stays theirs who asked for it."""
    if session.accepted_at is not None or not operator:
        return session.started_by
    return "" if operator == session.operator else operator


def _asked(session: Session, operation: Operation, now: datetime) -> Session:
    """The session with a new request on its way; attempts of the same operation add up while it is open."""
    goes_on = session.operation is operation and session.state is State.UNKNOWN
    attempts = session.attempts if goes_on else 0
    return changed(
        session,
        operation=operation,
        attempts=attempts,
        handled=False,
        note="",
        changed_at=now,
        apart=(),
        newer=False,
    )


def sending(session: Session, now: datetime) -> Session:
    """The session as it is written right before a request leaves."""
    return changed(session, attempts=session.attempts + 1, changed_at=now)
