"""Which process an operation belongs to, and whether that one still lives.

Two proofs: the lock on a file of its own in ``processes``, and the number, start time and boot of the process
as a part of its name. A file that is swept away, or replaced, makes no living process dead.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from gui.core.foundation.system import FileLock, is_held, is_running, process_mark

ROOM: Final = 256 * 1024
"""Bytes that a process keeps of the disk, so that outcomes can still be written once it is full."""
_open_here: Final[set[str]] = set()
"""Owners of this very process: two ledgers that it opened one after the other are two owners."""


class Owner:
    """This process, as the owner of the operations that it begins in one ledger.

    :param locks: the folder of the locks, beside the ledger's file.
    :param inode: of the ledger's file: in a copy of it nobody is at work.
    :ivar process: names it in the ledger's rows; ``name`` is the owner of what is under way.
    """

    def __init__(self, locks: Path, inode: int) -> None:
        self.process = os.urandom(6).hex()
        self.name = f"{self.process}.{process_mark()}.{inode}"
        self._locks = locks
        self._lock: FileLock | None = None
        self._has_room = False

    def enter(self) -> None:
        """Take the lock, before the first row.

        :raises OSError: where it can't be taken.
        """
        self._take()
        _open_here.add(self.name)
        with suppress(OSError):
            # A full disk: the list can be read all the same.
            self._keep_room()

    def leave(self) -> None:
        """Let go of the lock."""
        _open_here.discard(self.name)
        if self._lock is not None:
            self._lock.release(remove=True)
            self._lock = None

    def get_ready(self) -> None:
        """Before an intent: the lock is there for others to find, and there is room for the outcome.

        :raises OSError: where that can't be had.
        """
        if self._lock is None or not self._lock.keeps_others_out():
            self._take()
        if not self._has_room:
            self._keep_room()

    def give_room(self) -> bool:
        """Free the room that was kept, for outcomes; False where there is none."""
        had, self._has_room = self._has_room, False
        if had and self._lock is not None:
            self._lock.give_room()
        return had

    def _take(self) -> None:
        old = self._lock
        self._locks.mkdir(exist_ok=True, mode=0o700)
        self._lock = FileLock.acquire(self._locks / self.name)
        self._has_room = False
        if old is not None:
            old.release()

    def _keep_room(self) -> None:
        if self._lock is not None:
            self._lock.keep_room(ROOM)
            self._has_room = True


def process_of(owner: str) -> str:
    """How the rows of an owner name its process."""
    return owner.partition(".")[0]


def is_alive(locks: Path, owner: str, inode: int) -> bool:
    """Whether an owner still lives. Changes nothing: works where nothing can be written.

    :param locks: the folder of the locks, beside the ledger's file.
    :param inode: of that file.
    """
    if is_held(locks / owner):
        return True
    mark, _, file = owner.partition(".")[2].partition(".")
    if not mark or file != str(inode):
        return False
    return owner in _open_here if mark == process_mark() else is_running(mark)


def at_work(locks: Path) -> tuple[str, ...]:
    """The numbers of the processes that hold a lock in the folder; empty text where the system tells none."""
    held = (path.name for path in sorted(locks.glob("*")) if is_held(path))
    return tuple(name.partition(".")[2].partition("-")[0] for name in held)


def forget(locks: Path, owner: str) -> None:
    """Remove what an owner that is gone left."""
    with suppress(OSError):
        (locks / owner).unlink(missing_ok=True)
