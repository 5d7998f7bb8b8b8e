"""What a person decides about a session: settled by hand, handled, or that undone. Pure functions."""

from dataclasses import replace
from datetime import datetime

from gui.core.foundation.enums import Operation, State
from gui.core.sessions.session import DecisionRefused, EndedBy, Session


def settled(session: Session, state: State, operator: str, reason: str, now: datetime) -> Session:
    """A person's decision on an unknown session (or on a recording whose stop was refused or unsent).

    :param state: RECORDING or STOPPED.
    :raises DecisionRefused: where NEXT_STEPS.md, "Where a step may stand", does not allow the decision.
    """
    if not may_settle(session, state):
        raise DecisionRefused(f"a session that is {session.state} can't be marked {state}")
    base = replace(
        session,
        open_attempt=False,
        settled_by=operator,
        note=reason,
        failure=None,
        changed_at=now,
        apart=(),
    )
    if state is State.RECORDING:
        return replace(base, state=State.RECORDING, ended_at=None, ended_by=None)
    return replace(base, state=State.STOPPED, ended_at=now, ended_by=EndedBy.MARKED, handled=True)


def may_settle(session: Session, state: State) -> bool:
    """*It is recording* on unknown only; *Mark as ended* also on recording after a refused or unsent stop."""
    return may_settle_as(session.state, None if session.failure is None else session.failure.operation, state)


def may_settle_as(found: State, failed: Operation | None, state: State) -> bool:
    """:func:`may_settle` for a session of which only this is known.

    :param found: the state it is in.
    :param failed: what was asked for when its last request failed.
    """
    if found is State.UNKNOWN:
        return state in (State.RECORDING, State.STOPPED)
    return state is State.STOPPED and found is State.RECORDING and failed is Operation.STOP


def may_undo(kind: str, before: Session, decided: Session) -> bool:
    """Whether a decision can be taken back: only where what it was made on is known.

    A damaged row between the two would have another session come back.

    :param kind: the ledger's kind of the decision's row.
    :param before: the session as the row before it left it.
    """
    if kind == "settled":
        return may_settle(before, decided.state)
    return kind == "handled" and (before.state, before.failure) == (decided.state, decided.failure)


def undone(decided: Session, before: Session) -> Session:
    """The session as it was before a decision, its times included; only its rows go on."""
    return replace(before, row=decided.row)


def handled(session: Session, note: str, now: datetime) -> Session:
    """The mark *Handled*; not a state."""
    return replace(session, handled=True, note=note, changed_at=now)
