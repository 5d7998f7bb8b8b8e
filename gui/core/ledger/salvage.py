"""A damaged ledger: moved aside as it is, and what can still be read of it goes into a new one.

The damaged file is never written to: it is read from a copy. Everything here blocks: call it on a thread.

"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.ledger import place, replacement, schema
from gui.core.ledger.database import LedgerDatabase, as_problem
from gui.core.ledger.place import LEDGER_NAME, real_path
from gui.core.ledger.rows import Note
from gui.core.ledger.session_json import session_in
from gui.core.sessions.session import Session

MADE: Final = "rescue-"
"""Folders in which a rescue works begin so; one that was killed leaves its own."""
_WAIT_S: Final = 1.0
"""How long whoever looks at the ledger for a moment is waited for."""
_CHUNK: Final = 200
_MAGIC: Final = b"SQLite format 3\0"
_HEAD: Final = 32
"""Bytes of the file's head: page size at 16, pages at 28."""
_VERSION_AT: Final = slice(60, 64)
"""Where the head has the schema's version."""
_LIKELY: Final = 1000
"""A higher version is damage."""
_LARGEST_HOLE: Final = 1 << 32
_SMALLEST_ROW: Final = 100
"""Bytes; bounds the rows that a file may have where nothing in it gives their number."""
_COLUMNS: Final = schema.COLUMNS["entry"]
_SESSION_AT: Final = _COLUMNS.split(", ").index("session")
_OF_THE_TEAM: Final = ("alias", "own_desk", "desk")
"""Tables beside the rows, which no row tells; of older schemas they are empty."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What came of it.

    :param aside: where the damaged file is now.
    :param rows: rows that could be read, and are in the new ledger.
    :param sessions: sessions that they belong to.
    """

    aside: Path
    rows: int
    sessions: int


def is_damaged(folder: Path) -> bool:
    """Whether the ledger of a folder is there and can't be read from end to end, or is there in parts only.

    Changes nothing, but for a rescue that was cut off, which is finished.

    :raises Problem: ``ledger`` where it can't be checked, ``ledger_locked`` while it is being moved aside.
    """
    if not folder.is_dir():
        return False
    try:
        lock = place.shared(folder)
    except Problem as problem:
        if problem.word is LocalFailure.LEDGER_DAMAGED:
            return True
        raise
    except OSError as err:
        raise as_problem(err, folder / LEDGER_NAME) from err
    try:
        return _is_unreadable(real_path(folder))
    finally:
        lock.release()


def _is_unreadable(real: Path) -> bool:
    if not real.exists():
        return False
    with _copied(real) as copy:
        try:
            with closing(sqlite3.connect(copy)) as database:
                return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        except sqlite3.DatabaseError:
            return True


def set_aside(folder: Path, operator: str, now: datetime) -> Salvage:
    """Move a damaged ledger aside, and put a new one with all that could be read in its place.

    Sessions that were live are unknown in it: newer rows of theirs may be lost. Nobody else opens the ledger
    meanwhile; whoever comes waits. A ledger of which only an earlier copy is left is made of that.

    :raises Problem: ``ledger_locked`` while another process has it open, ``ledger`` where a file can't be
        written, ``ledger_newer`` where a newer panel wrote it: this one would leave out what it does not
        know.
    """
    real = real_path(folder)
    try:
        place.finish_cut_off(real, _WAIT_S)
        lock = place.alone(real, _WAIT_S)
        try:
            place.refuse_while_open(real)
            _refuse_newer(real)
            for left in real.parent.glob(f"{MADE}*"):
                shutil.rmtree(left, ignore_errors=True)
            return _set_aside(real, Note("interrupted", operator, now))
        finally:
            lock.release()
    except (sqlite3.Error, OSError) as err:
        raise as_problem(err, real) from err


def _set_aside(real: Path, note: Note) -> Salvage:
    earlier = None if real.exists() else replacement.newest_aside(real)
    with _copied(earlier or real) as copy:
        rows = list(_readable_rows(copy)) if copy.exists() else []
        team = _team_tables(copy) if copy.exists() else {}
    with tempfile.TemporaryDirectory(prefix=MADE, dir=real.parent) as made:
        sessions = write_new(Path(made), rows, note, team)
        aside = replacement.free_name(real, note.at)
        replacement.put_in_place(Path(made) / LEDGER_NAME, aside, real)
    return Salvage(earlier or aside, len(rows), sessions)


def _refuse_newer(real: Path) -> None:
    """By the head alone: the rest may be damaged."""
    try:
        with real.open("rb") as file:
            head = file.read(_VERSION_AT.stop)
    except FileNotFoundError:
        return
    version = int.from_bytes(head[_VERSION_AT], "big")
    if head.startswith(_MAGIC) and schema.VERSION < version <= _LIKELY:
        raise schema.newer(real, version)


class _copied:  # noqa: N801 - reads as what it does
    """A copy of a ledger with its log: reading it would write to the file itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Path:
        self._made = tempfile.TemporaryDirectory(prefix=MADE, dir=self._path.parent)
        copy = Path(self._made.name) / LEDGER_NAME
        try:
            for end in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{self._path}{end}", copy.with_name(copy.name + end))
        except OSError as err:
            self._made.cleanup()
            raise as_problem(err, self._path) from err
        return copy

    def __exit__(self, *_exception: object) -> None:
        if self._made is not None:
            self._made.cleanup()


def _readable_rows(copy: Path) -> Iterator[tuple[object, ...]]:
    """All rows that can still be read, each with a session in it, in order."""
    _fill_up(copy)
    with closing(sqlite3.connect(copy)) as database:
        with suppress(sqlite3.DatabaseError):
            schema.seen_as_of_today(database)
        last = _last_row(database) or copy.stat().st_size // _SMALLEST_ROW
        for first in range(1, last + 1, _CHUNK):
            yield from _chunk(database, first, min(first + _CHUNK - 1, last))


def _fill_up(copy: Path) -> None:
    """Give a file that was cut its length back: SQLite reads nothing of one that is too short."""
    with copy.open("r+b") as file:
        head = file.read(_HEAD)
        size = int.from_bytes(head[16:18], "big") * int.from_bytes(head[28:32], "big")
        if head.startswith(_MAGIC) and copy.stat().st_size < size < _LARGEST_HOLE + copy.stat().st_size:
            file.truncate(size)


def _chunk(database: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[object, ...]]:
    query = f"SELECT {_COLUMNS} FROM entry WHERE row BETWEEN ? AND ? ORDER BY row"
    try:
        found = database.execute(query, (first, last)).fetchall()
    except sqlite3.DatabaseError:
        if first == last:
            return
        middle = (first + last) // 2
        yield from _chunk(database, first, middle)
        yield from _chunk(database, middle + 1, last)
        return
    yield from (row for row in found if _session_in(row) is not None)


def _team_tables(copy: Path) -> dict[str, list[tuple[object, ...]]]:
    """What can still be read of who wrote which rows."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with closing(sqlite3.connect(copy)) as database:
        for table in _OF_THE_TEAM:
            with suppress(sqlite3.DatabaseError):
                found[table] = database.execute(f"SELECT {schema.COLUMNS[table]} FROM {table}").fetchall()
    return found


def _last_row(database: sqlite3.Connection) -> int:
    found = 0
    for query in (
        "SELECT MAX(row) FROM entry",
        "SELECT seq FROM sqlite_sequence WHERE name = 'entry'",
        "SELECT MAX(row) FROM newest",
    ):
        with suppress(sqlite3.DatabaseError, TypeError):
            found = max(found, int(database.execute(query).fetchone()[0]))
    return found


def _session_in(row: tuple[object, ...]) -> Session | None:
    return session_in(str(row[_SESSION_AT]))


def write_new(
    folder: Path, rows: list[tuple[object, ...]], note: Note, team: dict[str, list[tuple[object, ...]]]
) -> int:
    """A new ledger with these rows, and these tables of its team; how many sessions it has."""
    ledger = LedgerDatabase(folder)
    ledger.open()
    try:
        newest: dict[str, Session] = {}
        for row in rows:
            found = _session_in(row)
            if found is not None:
                newest[str(row[1])] = found
        ledger.writer.take_over(rows, newest, note, team)
    finally:
        ledger.close()
    return len(newest)
