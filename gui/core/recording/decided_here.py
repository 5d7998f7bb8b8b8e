"""A person's decision on a session, while no other desk is at work on its target."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
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
