"""A ledger without the rows of other desks: what is left of it once its desk leaves the team.

Rows are never removed from a ledger, so a new one is made of those that this desk wrote; the one that is
replaced is kept beside it. Everything here blocks.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.ledger import counters, replacement, schema
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.keeping.workplace import ledger_alone, like, workplace
from gui.core.ledger.place import LEDGER_NAME
from gui.core.ledger.queries import session_queries
from gui.core.ledger.rows import Note
from gui.core.ledger.team_rows.again import keep_for_the_way_back
from gui.core.ledger.team_rows.merging import DERIVED
from gui.core.ledger.team_rows.own_desks import OwnDesks
from gui.core.sessions.session import Session

_OWN: Final = f"desk IS NULL AND kind <> '{DERIVED}'"
_OWN_ROWS: Final = (
    "INSERT INTO made.entry (row, session_id, at, kind, operator, process, reason, detail, session)"
    " SELECT row, session_id, at, kind, operator, process, reason, detail,"
    " CASE WHEN json_valid(session) THEN json_remove(session, '$.desk', '$.apart') ELSE session END"
    f" FROM entry WHERE {_OWN} ORDER BY row"
)
_NEWEST: Final = (
    "INSERT INTO made.newest (session_id, number, row, target, state, open)"
    " SELECT newest.session_id, number, own.last, target, state, open FROM newest JOIN"
    " (SELECT session_id, MAX(row) AS last FROM made.entry GROUP BY session_id) AS own"
    " ON own.session_id = newest.session_id ORDER BY number"
)
_TOLD_BY_OTHERS: Final = (
    "WHERE newest.session_id IN (SELECT session_id FROM made.newest AS own WHERE own.row <> newest.row)"
    " ORDER BY newest.number"
)
"""Of those that stay: what this desk's own rows do not say."""
_COUNTS: Final = (
    f"SELECT (SELECT COUNT(*) FROM entry WHERE NOT ({_OWN})),"
    " (SELECT COUNT(*) FROM newest WHERE session_id NOT IN (SELECT session_id FROM made.newest)),"
    " (SELECT COUNT(*) FROM made.newest)"
)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What came of it.

    :param kept: where the ledger that was replaced is; None where nothing had to be done.
    :param rows: rows of others that are not in the new one; ``gone`` recordings that only they told of.
    :param sessions: recordings that stay.
    """

    kept: Path | None
    rows: int = 0
    gone: int = 0
    sessions: int = 0


def refuse_unless_alone(folder: Path) -> None:
    """Look whether nobody else has the ledger open.

    :raises Problem: ``ledger_locked`` where somebody has; it names the process.
    """
    with ledger_alone(folder):
        return


def was_in_a_team(folder: Path) -> bool:
    """Whether a ledger's rows are those of a desk of some team; raises as :func:`keep_own_part`."""
    with ledger_alone(folder) as real:
        if not real.is_file():
            return False
        with closing(sqlite3.connect(real, isolation_level=None)) as database:
            return _of_a_team(database, real)


def _of_a_team(database: sqlite3.Connection, real: Path) -> bool:
    version = schema.version_of(database)
    if version > schema.VERSION:
        raise schema.newer(real, version)
    return version >= schema.OF_TEAMS and OwnDesks(database.execute).ever


def keep_own_part(folder: Path, operator: str, now: datetime) -> OwnPart:
    """Put a ledger with this desk's rows alone in the place of that of a team. Does no harm when done again.

    Whoever opens the ledger next finishes what a kill broke off: there is the old one or the new one then.
    A recording that stays is as the team had it: what others did to it is one row.

    :raises Problem: ``ledger_locked`` while another process has it open, ``ledger`` where nothing can be
        written, ``ledger_newer``.
    """
    with ledger_alone(folder) as real, workplace(real) as made:
        if not real.is_file():
            return OwnPart(None)
        with closing(sqlite3.connect(real, isolation_level=None)) as database:
            if not _of_a_team(database, real):
                return OwnPart(None)
            new, done = _made(database, made, Note("left", operator, now))
        like(new, real)
        aside = replacement.free_name(real, now, replacement.REPLACED)
        replacement.put_in_place(new, aside, real)
        return replace(done, kept=aside)


def _made(database: sqlite3.Connection, made: Path, note: Note) -> tuple[Path, OwnPart]:
    """The new ledger, in a folder beside the old one; closed."""
    new = made / LEDGER_NAME
    ledger = LedgerDatabase(made)
    ledger.open()
    ledger.close()
    database.execute("ATTACH DATABASE ? AS made", (str(new),))
    try:
        database.execute("BEGIN")
        database.execute(_OWN_ROWS)
        database.execute(_NEWEST)
        rows, gone, sessions = database.execute(_COUNTS).fetchone()
        keep_for_the_way_back(database.execute, OwnDesks(database.execute))
        told = session_queries.sessions(database.execute, _TOLD_BY_OTHERS, ())
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")
        database.execute("DETACH DATABASE made")
    last = counters.last_row(database.execute), counters.last_number(database.execute)
    ledger = LedgerDatabase(made)
    ledger.open()
    try:
        ledger.writer.put_back([(_of_nobody(one), 0) for one in told], note, row=last[0], number=last[1])
    finally:
        ledger.close()
    return new, OwnPart(None, int(rows), int(gone), int(sessions))


def _of_nobody(session: Session) -> Session:
    """Without what is said of a team."""
    return replace(session, desk="", apart=(), taken_by=None, offer=None)
