"""What stood before a person's decision, read from the ledger, for its undo."""

from gui.core.foundation.enums import State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Along
from gui.core.sessions.session import DecisionRefused, Session
from gui.core.sessions.settle import may_undo, undone


async def before_decision(ledger: Ledger, session_id: str, row: int) -> Session:
    """The session as the row before a decision left it. Rows are never altered: it is read at leisure.

    :param row: the decision's row.
    :raises DecisionRefused: where the row is no decision that can be undone.
    """
    rows = await ledger.entries(session_id)
    place = next((number for number, one in enumerate(rows) if one.row == row), 0)
    if not place:
        raise _refused(session_id, row)
    # In a team the row before it may be a colleague's that was never shown.
    before = await ledger.shown_before(rows[place].session, row) or rows[place - 1].session
    if not may_undo(rows[place].kind, before, rows[place].session):
        raise _refused(session_id, row)
    await refuse_cleared(ledger, before)
    return before


async def undone_with(ledger: Ledger, decided: Session) -> Along:
    """What else is taken back with a decision on one of several sessions that contradicted each other.

    :raises DecisionRefused: where one of them can't be.
    """
    from gui.core.sessions.one_recording import is_of_decision

    of_target = await ledger.changed_on(decided.target.key, 0)
    others = [one for one in of_target if is_of_decision(one, decided)]
    before = {one.id: await before_decision(ledger, one.id, one.row) for one in others}

    def along(_before: Session, _undone: Session, other: Session) -> Session | None:
        return undone(other, before[other.id]) if other.id in before else None

    return along


async def refuse_cleared(ledger: Ledger, session: Session) -> None:
    """By a new row, a failure that a success had cleared would need attention again.

    :raises DecisionRefused: for such a failure.
    """
    later = await ledger.changed_on(session.target.key, session.row)
    if session.state is State.FAILED and any(one.succeeded_row > session.row for one in later):
        raise DecisionRefused(f"a later success has cleared session {session.id}")


def _refused(session_id: str, row: int) -> DecisionRefused:
    return DecisionRefused(f"row {row} of session {session_id} can't be undone")
