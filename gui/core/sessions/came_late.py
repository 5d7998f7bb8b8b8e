"""Rows that came from another desk long after they were written: it was away. Pure functions.

They stand in the list by their own time, where nobody looks for what is new. Time alone tells it, for people:
nothing is ordered by it.
"""

from datetime import datetime, timedelta
from typing import Final

from gui.core.sessions.session import Session

LATE_AFTER: Final = timedelta(minutes=10)
"""A board that restarts, or a panel that is opened again, makes no row late."""
TOLD_FOR: Final = timedelta(hours=12)
"""Whoever was not there in the next shift either reads it in the list like any other."""


def is_late(written: str, came: datetime | None, invited: datetime | None = None) -> bool:
    """Whether a row came late.

    :param written: as the row says it, whatever that is.
    :param invited: when its desk was; it may share its past, of which nothing is news.
    """
    if came is None:
        return False
    try:
        at = datetime.fromisoformat(written)
        return came - at > LATE_AFTER and (invited is None or at >= invited)
    except (ValueError, TypeError):
        return False


def came_late(session: Session, now: datetime) -> bool:
    """Whether what a recording became is news although it is long ago."""
    return session.came_at is not None and now - session.came_at < TOLD_FOR
