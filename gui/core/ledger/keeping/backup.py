"""A copy of the ledger in a file of its own, made while windows and commands work with the ledger.

It is of one moment: the copy reads from one snapshot, which no later write changes, and no writer waits for
it. Blocks: call it on a thread.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file, told
from gui.core.foundation.file_places import check_place
from gui.core.foundation.files import Replacement
from gui.core.foundation.paths import is_folder
from gui.core.foundation.system import SYSTEM
from gui.core.ledger import place
from gui.core.ledger.database import as_problem
from gui.core.ledger.keeping.contents import LedgerContents, contents_of, first_fault, unusable
from gui.core.ledger.place import LEDGER_NAME
from gui.core.ledger.reading import connected

PAGES_A_STEP: Final = 256
"""Of 4 KiB: between two steps whoever follows the progress may end it."""
_STEPS_A_SYNC: Final = 16
"""What was written goes to the disk now and then: all of it at once would hold up the commits of others."""
_MIB: Final = 1024 * 1024
_OF_THE_LEDGER: Final = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)
_OF_THE_COPY: Final = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
)

Progress = Callable[[int, int], None]
"""Told of the pages that are copied, and of all there are. What it raises ends the backup without a trace."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was read again from end to end.

    :param size: bytes.
    """

    path: Path
    contents: LedgerContents
    size: int


def back_up(folder: Path, file: Path, progress: Progress | None = None) -> BackedUp:
    """Write a copy of a data folder's ledger, durably and in one step; what was at its place is replaced.

    :raises Problem: ``file`` where the copy can't be written, ``ledger_damaged``, ``ledger_newer`` or
        another one of the ledger's. Nothing is left of the copy then.
    """
    try:
        check_place(file, folder)
    except OSError as err:
        raise of_file(err, file) from err
    try:
        with ExitStack() as stack:
            # Whoever would replace the ledger, or remove unfinished copies, waits until the end.
            _keep_in_place(folder, stack)
            source = _snapshot(folder, reading := stack.enter_context(ExitStack()))
            _refuse_without_room(source, file)
            return _written(source, file, folder / LEDGER_NAME, reading, progress)
    except sqlite3.Error as err:
        if _is_of_the_copy(err):
            raise told(err, str(file), LocalFailure.FILE) from err
        raise as_problem(err, folder / LEDGER_NAME) from err
    except OSError as err:
        raise of_file(err, file) from err


def _keep_in_place(folder: Path, stack: ExitStack) -> None:
    try:
        if is_folder(folder):
            stack.callback(place.shared(folder).release)
    except OSError as err:
        raise as_problem(err, folder / LEDGER_NAME) from err


def _snapshot(folder: Path, stack: ExitStack) -> sqlite3.Connection:
    """A connection that sees the ledger as it is now, whatever is written meanwhile."""
    try:
        source = connected(folder, stack, "mode=rw")
        source.execute("BEGIN")
        source.execute("SELECT row FROM newest LIMIT 1").fetchone()
    except OSError as err:
        raise as_problem(err, folder / LEDGER_NAME) from err
    return source


def _refuse_without_room(source: sqlite3.Connection, file: Path) -> None:
    (pages,), (size,) = (source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    needed, free = int(pages) * int(size), shutil.disk_usage(file.parent).free
    if free < needed:
        raise unusable("backup.no_room", file, needed=needed // _MIB + 1, free=free // _MIB)


def _written(
    source: sqlite3.Connection, file: Path, ledger: Path, reading: ExitStack, progress: Progress | None
) -> BackedUp:
    with Replacement(file) as new:
        steps = _Steps(new.file.fileno(), progress)
        with closing(sqlite3.connect(new.beside, isolation_level=None)) as target:
            # Nobody reads it before it is whole.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, pages=PAGES_A_STEP, progress=steps.done)
        reading.close()
        contents = _proven(new.beside, ledger)
        size = new.beside.stat().st_size
    return BackedUp(new.path, contents, size)


class _Steps:
    """Follows the copying."""

    def __init__(self, descriptor: int, progress: Progress | None) -> None:
        self._descriptor = descriptor
        self._progress = progress
        self._steps = 0

    def done(self, _status: int, left: int, total: int) -> None:
        self._steps += 1
        if self._steps % _STEPS_A_SYNC == 0:
            SYSTEM.sync(self._descriptor)
        if self._progress is not None:
            self._progress(total - left, total)


def _proven(copy: Path, ledger: Path) -> LedgerContents:
    """Read all of the copy again; it is one file then, and can be read where nothing can be written."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        if fault := first_fault(database):
            # The copy is page by page the ledger's.
            detail = Detail("system", {"why": fault}, str(ledger))
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_DAMAGED, detail=detail)
        return contents_of(database.execute)


def _is_of_the_copy(err: sqlite3.Error) -> bool:
    """The ledger is only read: whatever is about writing is about the copy."""
    code = getattr(err, "sqlite_errorcode", 0)
    return code not in _OF_THE_LEDGER and code & 0xFF in _OF_THE_COPY
