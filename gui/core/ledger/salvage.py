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

from pydantic import ValidationError

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import FileLock, held
from gui.core.ledger.database import LEDGER_NAME, LedgerDatabase, as_problem
from gui.core.ledger.queries import SESSION
from gui.core.ledger.rows import Note
from gui.core.sessions.session import Session

_ASIDE: Final = ("-wal", "-shm", "")
"""The file itself last: with it gone, and its log still there, the log would be taken for the new file's."""
_CHUNK: Final = 200
_MAGIC: Final = b"SQLite format 3\0"
_HEAD: Final = 32
"""Bytes of the file's head: page size at 16, pages at 28."""
_LARGEST_HOLE: Final = 1 << 32
_SMALLEST_ROW: Final = 100
"""Bytes; bounds the rows that a file may have where nothing in it gives their number."""
_COLUMNS: Final = "row, session_id, at, kind, operator, process, reason, detail, session"


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
    """Whether the ledger of a folder is there and can't be read from end to end; nothing is changed.

    :raises Problem: ``ledger`` where it can't be checked.
    """
    if not (folder / LEDGER_NAME).exists():
        return False
    with _copied(folder) as copy:
        try:
            with closing(sqlite3.connect(copy)) as database:
                return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        except sqlite3.DatabaseError:
            return True


def set_aside(folder: Path, operator: str, now: datetime) -> Salvage:
    """Move a damaged ledger aside, and put a new one with all that could be read in its place.

    Sessions that were live are unknown in it: newer rows of theirs may be lost.

    :raises Problem: ``ledger_locked`` while another process has it open, ``ledger`` where a file can't be
        written.
    """
    path = folder / LEDGER_NAME
    try:
        with held(folder / "rescue.lock"):
            _refuse_while_open(folder)
            with _copied(folder) as copy:
                rows = list(_readable_rows(copy))
            with tempfile.TemporaryDirectory(prefix="rescue-", dir=folder) as made:
                sessions = _write_new(Path(made), rows, Note("interrupted", operator, now))
                aside = _free_name(folder, now)
                for end in _ASIDE:
                    with suppress(FileNotFoundError):
                        path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
                (Path(made) / LEDGER_NAME).rename(path)
    except (sqlite3.Error, OSError) as err:
        raise as_problem(err, path) from err
    return Salvage(aside, len(rows), sessions)


def _refuse_while_open(folder: Path) -> None:
    for path in (folder / "processes").glob("*"):
        lock = FileLock.acquire(path)
        if lock is None:
            message = f"{folder / LEDGER_NAME}: another panel or command has it open"
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED, message=message)
        lock.release()


class _copied:  # noqa: N801 - reads as what it does
    """A copy of the ledger with its log: reading it would write to the file itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Path:
        self._made = tempfile.TemporaryDirectory(prefix="rescue-", dir=self._folder)
        copy = Path(self._made.name) / LEDGER_NAME
        try:
            for end in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copy(self._folder / f"{LEDGER_NAME}{end}", copy.with_name(copy.name + end))
        except OSError as err:
            self._made.cleanup()
            raise as_problem(err, self._folder / LEDGER_NAME) from err
        return copy

    def __exit__(self, *_exception: object) -> None:
        if self._made is not None:
            self._made.cleanup()


def _readable_rows(copy: Path) -> Iterator[tuple[object, ...]]:
    """All rows that can still be read, each with a session in it, in order."""
    _fill_up(copy)
    with closing(sqlite3.connect(copy)) as database:
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
    try:
        return SESSION.validate_json(str(row[-1]))
    except ValidationError:
        return None


def _write_new(folder: Path, rows: list[tuple[object, ...]], note: Note) -> int:
    """A new ledger with these rows; how many sessions it has."""
    ledger = LedgerDatabase(folder)
    ledger.open()
    try:
        newest: dict[str, Session] = {}
        for row in rows:
            found = _session_in(row)
            if found is not None:
                newest[str(row[1])] = found
        ledger.writer.take_over(rows, newest, note)
    finally:
        ledger.close()
    return len(newest)


def _free_name(folder: Path, now: datetime) -> Path:
    """``ledger.sqlite3.damaged-2026-03-01``, with a number from the second one of a day on."""
    plain = f"{LEDGER_NAME}.damaged-{now.astimezone():%Y-%m-%d}"
    names = (plain, *(f"{plain}-{number}" for number in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())
