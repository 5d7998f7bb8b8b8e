"""The ledger's tables, version by version, and the migrations between them."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.files import Replacement
from gui.core.foundation.system import FileLock

VERSION: Final = 4
OF_TEAMS: Final = 4
"""The first version that has rows of other desks."""

SCHEMA_1: Final = """
CREATE TABLE entry (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    operator TEXT NOT NULL,
    process TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    session TEXT NOT NULL
) STRICT;
CREATE INDEX entry_of_session ON entry (session_id, row);
CREATE TRIGGER entry_is_never_altered BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never altered'); END;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'rows of the ledger are never removed'); END;

CREATE TABLE newest (
    session_id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    row INTEGER NOT NULL REFERENCES entry (row),
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    open INTEGER NOT NULL
) STRICT;
CREATE INDEX newest_of_target ON newest (target, number);
CREATE INDEX newest_open ON newest (open, number);
CREATE INDEX newest_by_row ON newest (row);

CREATE TABLE in_flight (
    target TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    intent TEXT NOT NULL,
    successor TEXT NOT NULL,
    answered INTEGER NOT NULL
) STRICT;
"""
"""``entry`` is the ledger: rows are added, never altered; ``session`` is the whole session after the row.

``newest`` and ``in_flight`` are no history: an index on each session's newest row, and the operations that
are under way, one for each target, with the process that owns each.
"""

ANSWERED_ROWS: Final = "kind IN ('answer', 'retry')"
CAME: Final = (
    "CASE WHEN json_valid(session) THEN coalesce(json_extract(session, '$.failure.code'),"
    " json_extract(session, '$.failure.word'), json_extract(session, '$.ended_with.code')) END"
)
"""The code or local failure that a row of :data:`ANSWERED_ROWS` came with; null for an accepted request."""

SCHEMA_2: Final = f"""
CREATE INDEX entry_that_came ON entry ({CAME}, row) WHERE {ANSWERED_ROWS};
"""
"""How often a code came is read from an index: at 100,000 sessions a scan would hold up the ledger."""

INTENT_ROWS: Final = "kind = 'intent'"
OF_PROFILE: Final = "CASE WHEN json_valid(session) THEN json_extract(session, '$.profile') END"
FILE_NAME: Final = "CASE WHEN json_valid(session) THEN json_extract(session, '$.settings.file_name') END"

SCHEMA_3: Final = f"""
CREATE INDEX IF NOT EXISTS entry_of_file_name ON entry ({OF_PROFILE}, {FILE_NAME}, row) WHERE {INTENT_ROWS};
"""
"""Whether a profile has used a file name is asked while staff type: at any size it is one look-up."""

SCHEMA_4: Final = """
ALTER TABLE entry ADD COLUMN desk TEXT;
ALTER TABLE entry ADD COLUMN desk_row INTEGER;
ALTER TABLE entry ADD COLUMN parents TEXT;
CREATE UNIQUE INDEX entry_of_desk ON entry (desk, desk_row) WHERE desk IS NOT NULL;
CREATE INDEX entry_to_send ON entry (row) WHERE desk IS NULL AND parents IS NOT NULL;
ALTER TABLE newest ADD COLUMN asked TEXT NOT NULL DEFAULT '';
CREATE INDEX newest_by_asked ON newest (asked, number) WHERE asked <> '';

CREATE TABLE own_desk (
    after INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    code TEXT NOT NULL
) STRICT;
CREATE TABLE desk (
    id TEXT PRIMARY KEY,
    row INTEGER NOT NULL
) STRICT;
CREATE TABLE alias (
    session_id TEXT PRIMARY KEY,
    desk TEXT NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (desk, number)
) STRICT;
CREATE TABLE head (
    target TEXT PRIMARY KEY,
    rows TEXT NOT NULL
) STRICT;
CREATE TABLE late (
    target TEXT NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (target, row)
) STRICT, WITHOUT ROWID;
"""
"""Rows of other desks of a team lie among one's own, with ``desk`` and ``desk_row``: their number there.

``parents`` are the rows of its target that a row follows, as row_names.py writes them; null before the desk
was in a team: such a row follows the one before it on its target. ``asked`` is when a session was asked for
(empty in a ledger without a team): late history must not look new.

``own_desk`` says as whom this folder wrote its rows past ``after`` (and began sessions past ``number``);
``desk`` how far the rows of each other one are here; ``alias`` what a session that another desk began is
called there. ``head`` has a target's rows that no other one follows (nothing where its newest row alone is
that), and ``late`` those whose forerunners are not here yet, both by
:func:`gui.core.ledger.team_rows.row_names.target_mark`.
"""

COLUMNS: Final = {
    "entry": "row, session_id, at, kind, operator, process, reason, detail, session, desk, desk_row, parents",
    "newest": "session_id, number, row, target, state, open, asked",
    "in_flight": "target, session_id, owner, intent, successor, answered",
    "alias": "session_id, desk, number",
    "own_desk": "after, number, id, code",
    "desk": "id, row",
    "head": "target, rows",
    "late": "target, row",
}
"""The tables of a ledger of today."""
_OLDER_SEEN: Final = """
CREATE TEMP VIEW entry AS SELECT *, NULL AS desk, NULL AS desk_row, NULL AS parents FROM main.entry;
CREATE TEMP VIEW newest AS SELECT *, '' AS asked FROM main.newest;
CREATE TEMP TABLE alias (session_id TEXT, desk TEXT, number INTEGER);
CREATE TEMP TABLE own_desk ("after" INTEGER, number INTEGER, id TEXT, code TEXT);
CREATE TEMP TABLE desk (id TEXT, row INTEGER);
CREATE TEMP TABLE head (target TEXT, rows TEXT);
CREATE TEMP TABLE late (target TEXT, row INTEGER);
"""

WAIT_S: Final = 15.0
"""How long a migration by another process is waited for."""
_LOOK_AGAIN_S: Final = 0.02

MIGRATIONS: Final = {1: SCHEMA_1, 2: SCHEMA_2, 3: SCHEMA_3, 4: SCHEMA_4}
"""Script that leads to each version from the one before it."""


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring them up to date; all of it or nothing. One process does it, the others wait.

    :raises Problem: ``ledger_newer`` where a newer panel wrote the file, ``ledger_locked`` where another
        process takes too long over it.
    """
    if _version(database, path) == VERSION and _mode(database) == "wal":
        return
    with _one_at_a_time(path):
        # Another process may have done it while this one waited.
        version = _version(database, path)
        database.execute("PRAGMA journal_mode = WAL")
        if version == VERSION:
            return
        if version > 0:
            back_up(database, path.with_name(f"{path.name}.schema-{version}"))
        database.execute("BEGIN IMMEDIATE")
        # A panel of an earlier version waits for nobody.
        version = _version(database, path)
        for step in range(version + 1, VERSION + 1):
            for statement in statements(MIGRATIONS[step]):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("COMMIT")


def _version(database: sqlite3.Connection, path: Path) -> int:
    version = version_of(database)
    if version > VERSION:
        raise newer(path, version)
    return version


def version_of(database: sqlite3.Connection) -> int:
    """The schema's version as the file has it; 0 for one that is no ledger, or a new one."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def seen_as_of_today(database: sqlite3.Connection) -> None:
    """Let a connection that may not change an older file find the columns and tables of today in it."""
    if not 0 < version_of(database) < OF_TEAMS:
        return
    database.execute("PRAGMA temp_store = MEMORY")
    for statement in statements(_OLDER_SEEN):
        database.execute(statement)


def newer(path: Path, version: int) -> Problem:
    """A ledger of a schema that this panel does not know."""
    detail = Detail("ledger.newer", {"version": version}, str(path))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_NEWER, detail=detail)


def _mode(database: sqlite3.Connection) -> str:
    return str(database.execute("PRAGMA journal_mode").fetchone()[0])


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    until = time.monotonic() + WAIT_S
    while (lock := FileLock.acquire(path.with_name("migration.lock"))) is None:
        if time.monotonic() >= until:
            detail = Detail("ledger.migrating", where=str(path))
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED, detail=detail)
        time.sleep(_LOOK_AGAIN_S)
    try:
        yield
    finally:
        lock.release(remove=True)


def statements(script: str) -> list[str]:
    """The script's statements one by one: executescript would commit the transaction first."""
    found, text = [], ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            found.append(text)
            text = ""
    return found


def back_up(database: sqlite3.Connection, copy: Path) -> None:
    with Replacement(copy) as new, closing(sqlite3.connect(new.beside)) as target:
        database.backup(target)
