"""A person's decision on a session, while no other desk is at work on its target."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Along
from gui.core.recording.ports import Team
from gui.core.sessions.session import Session


@asynccontextmanager
async def decided_here(
    team: Team, session: Session, operator: str, *, of_keeper: bool = False, of_others: bool = False
) -> AsyncIterator[None]:
    """Decide on a session within the block; the newest rows of its target are here then.

    :param of_others: whether the decision is on colleagues' sessions of its target as well.
    :param of_keeper: whether it is asked who looks after the session, too, and not only who began it.
    :raises Busy: where another desk is at work on the target.
    :raises Problem: where the session is another desk's, and the team can't be asked: that one may know
        better, and nobody could tell it.
    """
    key = session.target.key
    claimed = await team.claim(key, None, operator)
    try:
        theirs = session.desk or of_others or (of_keeper and session.keeper.desk)
        if claimed.unreached and theirs:
            detail = Detail("team.decision_waits")
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.TEAM, detail=detail)
        yield
    finally:
        await team.conclude(key)


async def on_all_of(ledger: Ledger, session: Session, now: datetime) -> tuple[str, Along]:
    """What settles sessions that contradict each other: the one that goes on, and what the others become.

    To the service they are one recording.
    """
    from gui.core.sessions.one_recording import settled_along, stands_for_all

    def along(before: Session, decided: Session, other: Session) -> Session | None:
        return settled_along(other, decided, now) if before.apart and other.apart else None

    of_target = await ledger.changed_on(session.target.key, 0)
    return stands_for_all([session, *(one for one in of_target if one.apart)]).id, along
