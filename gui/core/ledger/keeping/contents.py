"""What is in a ledger's file, and whether it is a whole ledger at all. Every function blocks."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.ledger import schema

_FIRST_COLUMNS: Final = {
    "entry": "row, session_id, at, kind, operator, process, reason, detail, session",
    "newest": "session_id, number, row, target, state, open",
    "in_flight": "target, session_id, owner, intent, successor, answered",
}
"""The tables of a ledger of a version without teams."""
_MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class LedgerContents:
    """How much is in a ledger.

    :param last: when its newest row was written, in ISO 8601 and UTC; empty where it has none.
    """

    sessions: int
    rows: int
    last: str


def contents_of(execute: Callable[[str], Iterable[tuple[object, ...]]]) -> LedgerContents:
    """How much is in the ledger of a connection."""
    query = "SELECT (SELECT COUNT(*) FROM newest), COUNT(*), COALESCE(MAX(row), 0) FROM entry"
    ((sessions, rows, newest),) = execute(query)
    found = next(iter(execute(f"SELECT at FROM entry WHERE row = {int(str(newest))}")), ("",))
    return LedgerContents(int(str(sessions)), int(str(rows)), str(found[0]))


def first_fault(database: sqlite3.Connection) -> str:
    """What SQLite finds wrong in a file, from end to end; empty where nothing is."""
    (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if found == "ok" else str(found)


def check_ledger(database: sqlite3.Connection, shown: Path) -> LedgerContents:
    """Prove that a file that somebody gave is a whole ledger of a version that this panel knows.

    :param shown: the file, as it was given.
    :raises Problem: ``file`` where it is damaged or no ledger, ``ledger_newer``.
    """
    try:
        version = schema.version_of(database)
        if version > schema.VERSION:
            raise schema.newer(shown, version)
        if version < 1 or not _has_the_tables(database, version):
            raise unusable("backup.no_ledger", shown)
        if fault := first_fault(database):
            raise unusable("backup.damaged", shown, why=fault)
        return contents_of(database.execute)
    except sqlite3.DatabaseError as err:
        raise unusable("backup.damaged", shown, why=str(err)) from err


def check_head(path: Path, shown: Path) -> None:
    """A look at the first bytes: SQLite would take an empty file for an empty ledger.

    :raises Problem: ``file`` where the file is empty, or of another kind.
    :raises OSError: where it can't be read.
    """
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head != _MAGIC:
        raise unusable("backup.no_ledger" if head else "backup.empty", shown)


def unusable(key: str, path: Path, **params: str | int) -> Problem:
    """A problem with a file that somebody named: ``detail.<key>`` says which, and what to do."""
    detail = Detail(key, params, str(path))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE, detail=detail)


def _has_the_tables(database: sqlite3.Connection, version: int) -> bool:
    for table, columns in (_FIRST_COLUMNS if version < schema.OF_TEAMS else schema.COLUMNS).items():
        kind = "SELECT type FROM sqlite_master WHERE name = ?"
        if database.execute(kind, (table,)).fetchone() != ("table",):
            return False
        found = [str(name) for _at, name, *_ in database.execute(f"PRAGMA table_info({table})")]
        if found != columns.split(", "):
            return False
    return True
