"""A new ledger with rows of another one: nothing else of that file comes along, no free page and no trigger.

Everything here blocks.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from gui.core.ledger import counters, schema
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.place import LEDGER_NAME
from gui.core.ledger.queries import session_queries

GONE: Final = "gone"
"""A table of the connection alone: the sessions that are left out."""
_OF_A_SESSION: Final = ("entry", "newest", "in_flight", "alias")
"""Tables whose rows belong to a session each."""
_ORDER: Final = {"entry": "row", "newest": "number"}
NONE_GONE: Final = f"CREATE TEMP TABLE {GONE} (session_id TEXT PRIMARY KEY)"


def rebuilt(source: sqlite3.Connection, folder: Path) -> Path:
    """Make a new ledger of the panel's own schema in a folder, and copy what stays.

    :param source: a connection that may write, with the table :data:`GONE`; nobody else writes to its file.
    :return: the new file; it is closed, and has no log beside it.
    :raises sqlite3.Error: where that can't be read or written.
    """
    ledger = LedgerDatabase(folder)
    ledger.open()
    ledger.close()
    made = folder / LEDGER_NAME
    source.execute("ATTACH DATABASE ? AS made", (str(made),))
    try:
        # It counts only once it is whole and synced.
        source.execute("PRAGMA made.journal_mode = OFF")
        source.execute("PRAGMA made.synchronous = OFF")
        source.execute("BEGIN")
        for table, columns in schema.COLUMNS.items():
            stays = f" WHERE session_id NOT IN (SELECT session_id FROM temp.{GONE})"
            # In an older file a table of today is a view of the connection, or one of its own.
            source.execute(
                f"INSERT INTO made.{table} ({columns}) SELECT {columns} FROM {table}"
                f"{stays if table in _OF_A_SESSION else ''} ORDER BY {_ORDER.get(table, '1')}"
            )
        if session_queries.ever_in_a_team(source.execute):
            _write_down_heads(source)
        source.execute("COMMIT")
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")
        source.execute("DETACH DATABASE made")
    keep_counters(source, made)
    return made


def _write_down_heads(source: sqlite3.Connection) -> None:
    """What the next row on a target follows is known where its newest row goes, too."""
    from gui.core.ledger.team_rows.forerunners import not_written_down

    gone = f"SELECT target FROM newest WHERE session_id IN (SELECT session_id FROM temp.{GONE})"
    for head in not_written_down(source.execute, gone):
        source.execute("INSERT INTO made.head VALUES (?, ?)", head)


def keep_counters(source: sqlite3.Connection, made: Path) -> None:
    """No row and no number that the other ledger gave is given a second time."""
    with closing(sqlite3.connect(made, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        counters.keep_at_least(
            database.execute,
            row=counters.last_row(source.execute),
            number=counters.last_number(source.execute),
        )
