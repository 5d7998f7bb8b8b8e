"""The same on every operating system: clocks that go on in sleep, locks, and which process still lives."""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Final, Protocol, Self, runtime_checkable

from gui.core.foundation.systems.chosen import SYSTEM as SYSTEM
from gui.core.foundation.systems.interface import NoFileLocks as NoFileLocks

_LOOK_AGAIN_S: Final = 0.02
"""Between two looks whether a lock has come free."""
_MOST_LOOKS: Final = 100
"""For a lock whose file is another each time: a file system without lasting inodes has no better proof."""

boot_seconds = SYSTEM.boot_seconds
"""Seconds of a clock that goes on while the computer sleeps and never jumps."""
no_core_dumps = SYSTEM.no_core_dumps
"""Keep this process's memory, and the secrets in it, out of any file that a crash would leave."""


class Clock(Protocol):
    """The time of day; tests put their own in its place."""

    def now(self) -> datetime:
        """The time in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class BootMoment:
    """A moment by a clock that goes on in sleep and that nobody sets.

    :param boot: which start of the computer it counts from; moments of two boots can't be compared.
    :param seconds: since then.
    """

    boot: str
    seconds: float


@runtime_checkable
class BootClock(Protocol):
    """A clock that also knows the boot."""

    def boot_moment(self) -> BootMoment | None:
        """This moment by the boot's clock; None where the system does not tell which boot it is."""
        ...


def boot_of(clock: Clock) -> BootMoment | None:
    """This moment by the boot's clock, where the clock knows it."""
    # The look whether an object fits a protocol takes longer than its clock.
    if isinstance(clock, SystemClock):
        return clock.boot_moment()
    return clock.boot_moment() if isinstance(clock, BootClock) else None


class SystemClock:
    """The computer's own clock."""

    def boot_moment(self) -> BootMoment | None:
        """See :class:`BootClock`."""
        return boot_moment()

    def now(self) -> datetime:
        """The time in UTC, to the millisecond."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


def boot_moment() -> BootMoment | None:
    """This moment by the boot's clock; None where the system does not tell which boot it is."""
    boot = SYSTEM.boot_id()
    return None if boot is None else BootMoment(boot, boot_seconds())


def slept_seconds() -> float:
    """How long the computer has slept since it was switched on; jitters by some milliseconds."""
    return boot_seconds() - SYSTEM.awake_seconds()


def is_same_file(descriptor: int, path: Path) -> bool:
    """Whether an open file is the one that its path leads to now."""
    try:
        there = path.stat()
    except OSError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)


class FileLock:
    """An advisory lock on a file of its own; ends with the process, however that ends.

    Not inherited by children: Python opens files close-on-exec. It is proven on the file that the path leads
    to: a lock on a file that was removed or replaced meanwhile keeps nobody out.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path, *, shared: bool = False, wait: bool = False) -> Self | None:
        """The lock, or None where another process holds it and ``wait`` is off.

        A new file can be used by whoever may write to its folder: it is empty, and a desk shares the folder.

        :raises OSError: where the file can't be made; NoFileLocks where its file system has no locks.
        """
        for left in reversed(range(_MOST_LOOKS)):
            descriptor = _open_lock_file(path)
            try:
                SYSTEM.lock(descriptor, path, shared=shared, wait=wait)
                if is_same_file(descriptor, path) or not left:
                    return cls(path, descriptor)
            except BlockingIOError:
                os.close(descriptor)
                return None
            except BaseException:
                os.close(descriptor)
                raise
            # Whoever held it has removed the file: the next look makes it anew.
            os.close(descriptor)
        return None

    def fileno(self) -> int:
        """The open file's number."""
        return self._descriptor

    def keeps_others_out(self) -> bool:
        """Whether the locked file is still the one at its path."""
        return is_same_file(self._descriptor, self.path)

    def keep_room(self, size: int) -> None:
        """Have the file take up so many bytes of the disk; :meth:`give_room` frees them.

        :raises OSError: where there is no room for them.
        """
        SYSTEM.keep_room(self._descriptor, size)

    def give_room(self) -> None:
        """Free what :meth:`keep_room` took."""
        os.ftruncate(self._descriptor, 0)

    def release(self, *, remove: bool = False) -> None:
        """Let go; with ``remove`` the file goes first, while it is still held."""
        remove = remove and self.keeps_others_out()
        if remove and SYSTEM.REMOVES_OPEN_FILES:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)
        if remove and not SYSTEM.REMOVES_OPEN_FILES:
            # Whoever has opened it meanwhile keeps it.
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


class FolderLock:
    """An advisory lock on a folder itself: no removal or renaming of files in it breaks it.

    Where the file system locks no folders, it is on a file in it.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def acquire(
        cls, folder: Path, instead: str, *, shared: bool, wait_s: float, given_up: Event | None = None
    ) -> Self | None:
        """The lock, or None where another process holds it for so many seconds.

        :param instead: name of the file that is locked where the folder can't be.
        :param given_up: ends the waiting when it is set.
        :raises OSError: where the folder can't be opened.
        """
        until = time.monotonic() + wait_s
        while True:
            try:
                return cls(_locked_folder(folder, folder / instead, shared=shared))
            except BlockingIOError:
                pass
            if time.monotonic() >= until or (given_up is not None and given_up.is_set()):
                return None
            time.sleep(_LOOK_AGAIN_S)

    def release(self) -> None:
        """Let go."""
        os.close(self._descriptor)


def _locked_folder(folder: Path, instead: Path, *, shared: bool) -> int:
    """The descriptor that bears the lock; a folder on a network may take none, and none does on Windows."""
    descriptor = SYSTEM.open_folder(folder)
    if descriptor is not None:
        try:
            SYSTEM.lock(descriptor, folder, shared=shared, wait=False)
            return descriptor
        except BaseException as err:
            os.close(descriptor)
            if isinstance(err, BlockingIOError) or not isinstance(err, OSError):
                raise
    descriptor = _open_lock_file(instead)
    try:
        SYSTEM.lock(descriptor, instead, shared=shared, wait=False)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _open_lock_file(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    # A file system without modes is no reason not to work.
    with contextlib.suppress(OSError):
        SYSTEM.set_mode(descriptor, 0o600 | path.parent.stat().st_mode & 0o060)
    return descriptor


def is_held(path: Path) -> bool:
    """Whether a process holds the lock of a file. Changes nothing: works where nothing can be written.

    Where the file system has no locks, it counts as held: nobody can know.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        SYSTEM.lock(descriptor, path, shared=True, wait=False)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold an exclusive lock for the length of a block, waiting for it."""
    lock = FileLock.acquire(path, wait=True)
    assert lock is not None
    try:
        yield
    finally:
        lock.release()


def process_mark() -> str:
    """What tells this process from every other one on this computer, as long as it runs; fit for a file name.

    Number, start time, boot and namespace. Empty where the system does not tell.
    """
    started = SYSTEM.process_start(os.getpid())
    return "" if started is None else f"{os.getpid()}-{started}-{SYSTEM.numbering()}"


def is_running(mark: str) -> bool:
    """Whether the process with such a mark runs; False where that can't be known here."""
    number, _, rest = mark.partition("-")
    started, _, boot = rest.partition("-")
    return (
        number.isdigit()
        and bool(boot)
        and boot == SYSTEM.numbering()
        and started == SYSTEM.process_start(int(number))
    )
