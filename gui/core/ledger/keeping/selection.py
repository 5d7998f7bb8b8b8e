"""Which sessions a removal of months takes, and which older ones stay and why. Everything here blocks."""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from gui.core.foundation.enums import State
from gui.core.ledger.keeping.rebuild import GONE, NONE_GONE
from gui.core.ledger.queries import session_queries
from gui.core.sessions.session import Session

_PAGE: Final = 1000
"""Sessions that are read at once."""


class WhyKept(StrEnum):
    """Why an old session stays."""

    LIVE = "live"
    UNKNOWN = "unknown"
    ATTENTION = "attention"
    BATCH = "batch"
    """Its batch may go on: without it the same file would send it once more."""
    EXPLAINS = "explains"
    """An earlier failure, which stays, is cleared by it."""


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session that is older than the date, and stays."""

    session: Session
    why: WhyKept


_OLD: Final = (
    "NOT EXISTS (SELECT 1 FROM entry WHERE entry.session_id = newest.session_id"
    " AND (julianday(at) IS NULL OR julianday(at) >= julianday(?)))"
)
"""Not one row from the month on, and none whose time nobody can read."""
_OVER: Final = (
    f"open = 0 AND state NOT IN ({session_queries.LIVE})"
    " AND session_id NOT IN (SELECT session_id FROM in_flight)"
)
_FILL: Final = f"INSERT INTO temp.{GONE} SELECT session_id FROM newest WHERE {_OVER} AND {_OLD}"
_OF_BATCH: Final = (
    "SELECT session_id FROM entry WHERE kind = 'intent' AND detail LIKE '{\"batch\"%'"
    " AND json_extract(detail, '$.batch.id') = ? AND json_extract(detail, '$.batch.run') = ?"
)
_LATER_THAN_A_KEPT_FAILURE: Final = (
    "WITH kept AS (SELECT target, MIN(number) AS first FROM newest"
    f" WHERE state = '{State.FAILED.value}' AND open = 0"
    f" AND session_id NOT IN (SELECT session_id FROM temp.{GONE}) GROUP BY target)"
    " SELECT later.session_id FROM kept JOIN newest AS later"
    " ON later.target = kept.target AND later.number > kept.first"
    f" WHERE later.session_id IN (SELECT session_id FROM temp.{GONE})"
)
_KEPT: Final = f"WHERE newest.session_id NOT IN (SELECT session_id FROM temp.{GONE}) AND {_OLD}"


def select(
    database: sqlite3.Connection, before: datetime, batches: Collection[tuple[str, int]]
) -> tuple[KeptSession, ...]:
    """Fill the connection's own table of the sessions that go; returns the old ones that stay.

    :param before: sessions whose every row is older, go.
    :param batches: ids and runs of batches that may go on.
    """
    day = before.isoformat()
    database.execute("PRAGMA temp_store = MEMORY")
    database.execute(NONE_GONE)
    database.execute(_FILL, (day,))
    of_batches = set()
    for batch in batches:
        of_batches |= {str(found) for (found,) in database.execute(_OF_BATCH, batch)}
    _keep(database, of_batches)
    # A damaged row makes its session unknown, whatever the index says.
    _keep(database, set(_unreadable(database)))
    explains = {str(found) for (found,) in database.execute(_LATER_THAN_A_KEPT_FAILURE)}
    _keep(database, explains)
    kept = session_queries.sessions(database.execute, f"{_KEPT} ORDER BY newest.number", (day,))
    return tuple(KeptSession(one, _why(one, of_batches, explains)) for one in kept)


def _keep(database: sqlite3.Connection, sessions: Collection[str]) -> None:
    delete = f"DELETE FROM temp.{GONE} WHERE session_id = ?"
    database.executemany(delete, [(session,) for session in sessions])


def _unreadable(database: sqlite3.Connection) -> Iterator[str]:
    """Those that go by the index, and are live, or nothing at all, by their rows."""
    wanted = [str(found) for (found,) in database.execute(f"SELECT session_id FROM temp.{GONE}")]
    for first in range(0, len(wanted), _PAGE):
        some = wanted[first : first + _PAGE]
        over = {one.id for one in session_queries.sessions_of(database.execute, some) if not one.live}
        yield from (session for session in some if session not in over)


def _why(session: Session, of_batches: Collection[str], explains: Collection[str]) -> WhyKept:
    if session.state is State.UNKNOWN:
        return WhyKept.UNKNOWN
    if session.live:
        return WhyKept.LIVE
    if session.id in of_batches:
        return WhyKept.BATCH
    return WhyKept.EXPLAINS if session.id in explains else WhyKept.ATTENTION
