"""Where a ledger's file lies, and whether the open file is still the one that lies there.

SQLite goes on writing to a file that was renamed, removed or replaced: what is written then is in no list.
"""

import os
import stat
import time
from pathlib import Path
from threading import Event
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import FolderLock
from gui.core.ledger import owners, replacement

LEDGER_NAME: Final = "ledger.sqlite3"
LOCK_FILE: Final = "rescue.lock"
"""Locked where the folder itself can't be."""
PROCESSES: Final = "processes"
"""The folder of the owners' locks, beside the ledger's file."""
OPENING_WAIT_S: Final = 15.0
"""How long a rescue or a migration by another process is waited for."""
_Identity = tuple[int, int]


def real_path(folder: Path) -> Path:
    """The file that a data folder's ledger is; links are followed, so that all its users find the same locks.

    :raises Problem: ``ledger_moved`` for a link that leads nowhere.
    """
    path = folder / LEDGER_NAME
    real = Path(os.path.realpath(path))
    if path.is_symlink() and not real.exists() and not replacement.traces(real):
        raise moved(Detail("ledger.linked_nowhere", {"real": str(real)}, str(path)))
    return real


def is_there(folder: Path) -> bool:
    """Whether a data folder has a ledger, or anything of one."""
    path = folder / LEDGER_NAME
    return os.path.lexists(path) or replacement.traces(Path(os.path.realpath(path)))


def moved(detail: Detail) -> Problem:
    """The ledger is not where it was."""
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_MOVED, detail=detail)


def open_elsewhere(real: Path) -> Problem:
    """Another process has the ledger open; its number is named where the system tells it."""
    numbers = ", ".join(number for number in owners.at_work(real.parent / PROCESSES) if number)
    detail = Detail("ledger.open_elsewhere", where=str(real))
    if numbers:
        detail = Detail("ledger.open_elsewhere_by", {"numbers": numbers}, str(real))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED, detail=detail)


def refuse_while_open(real: Path) -> None:
    """A panel of an earlier version has only its lock in ``processes``.

    :raises Problem: ``ledger_locked`` while such a one has the ledger open.
    """
    if owners.at_work(real.parent / PROCESSES):
        raise open_elsewhere(real)


def refuse_second_name(real: Path) -> None:
    """A ledger with two names (hard links) has two logs and two lots of locks: its users would not see each
    other's rows, and start the same recording twice.

    :raises Problem: ``ledger`` where the file has another name.
    :raises OSError: where that can't be seen.
    """
    if real.stat().st_nlink > 1:
        detail = Detail("ledger.second_name", where=str(real))
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail)


def alone(real: Path, wait_s: float) -> FolderLock:
    """Keep every other opener out of the folder where the ledger lies.

    :raises Problem: ``ledger_locked`` while another process has it open.
    :raises OSError: where the folder can't be opened.
    """
    lock = FolderLock.acquire(real.parent, LOCK_FILE, shared=False, wait_s=wait_s)
    if lock is None:
        raise open_elsewhere(real)
    return lock


def shared(folder: Path, given_up: Event | None = None, *, wait_s: float = OPENING_WAIT_S) -> FolderLock:
    """Keep rescues away from a data folder's ledger. A rescue that was cut off is finished first.

    :param given_up: ends the waiting when it is set.
    :raises Problem: ``ledger_locked`` while it is being moved aside, ``ledger_damaged`` where parts of it are
        left only, ``ledger_moved`` for a link that leads nowhere.
    :raises OSError: where the folder can't be opened, or a rescue not be finished.
    """
    until = time.monotonic() + wait_s
    while True:
        real = real_path(folder)
        left = max(0.0, until - time.monotonic())
        lock = FolderLock.acquire(real.parent, LOCK_FILE, shared=True, wait_s=left, given_up=given_up)
        if lock is None:
            detail = Detail("ledger.being_moved", where=str(real))
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED, detail=detail)
        if real_path(folder) == real and not replacement.is_cut_off(real):
            if replacement.is_incomplete(real):
                lock.release()
                raise lost_ledger(real)
            return lock
        lock.release()
        finish_cut_off(real, max(0.0, until - time.monotonic()))


def lost_ledger(real: Path) -> Problem:
    """Parts of a ledger without its file: an empty one in its place would hide them."""
    detail = Detail("ledger.in_parts", where=str(real))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_DAMAGED, detail=detail)


def finish_cut_off(real: Path, wait_s: float) -> None:
    """Carry on with a rescue whose process was killed; raises as :func:`alone` does."""
    if replacement.is_cut_off(real):
        lock = alone(real, wait_s)
        try:
            replacement.finish(real)
        finally:
            lock.release()


class OpenedPlace:
    """What lay at the ledger's path when it was opened.

    :param folder: the data folder.
    :raises Problem: ``ledger_moved`` where the path leads to another file than the one that was opened.
    """

    def __init__(self, folder: Path, real: Path, opened: _Identity) -> None:
        self._path = folder / LEDGER_NAME
        paths = (self._path, real.with_name(f"{real.name}-wal"), real.with_name(f"{real.name}-shm"))
        self._known = tuple((path, _identity(path)) for path in paths)
        if self._known[0][1] != opened:
            raise moved(Detail("ledger.replaced", where=str(self._path)))

    def prove(self) -> None:
        """Look whether the open files are those at their paths; takes some microseconds.

        :raises Problem: ``ledger_moved`` where one is not.
        :raises OSError: where that can't be seen.
        """
        for path, known in self._known:
            found = _identity(path)
            if found != known:
                key = "ledger.gone" if found is None else "ledger.another"
                raise moved(Detail(key, where=str(path)))


def identity_of(path: Path) -> _Identity:
    """Device and inode of a file that is there.

    :raises OSError: where nothing is there.
    :raises Problem: ``ledger`` where that is no file.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        detail = Detail("ledger.no_file", where=str(path))
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail)
    return found.st_dev, found.st_ino


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
