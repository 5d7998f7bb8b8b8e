"""What differs between operating systems: locks, processes, clocks. Windows stays possible here only."""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Event
from typing import Final, Protocol, Self, runtime_checkable

_LOOK_AGAIN_S: Final = 0.02
"""Between two looks whether a lock has come free."""
_MOST_LOOKS: Final = 100
"""For a lock whose file is another each time: a file system without lasting inodes has no better proof."""
_FIRST_FIELD: Final = 3
"""Number of the first field behind the program's name in /proc/PID/stat; the start time is field 22."""


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


def boot_seconds() -> float:
    """Seconds of a clock that goes on while the computer sleeps and never jumps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot_moment() -> BootMoment | None:
    """This moment by the boot's clock; None where the system does not tell which boot it is."""
    boot = _boot_id()
    return None if boot is None else BootMoment(boot, boot_seconds())


@cache
def _boot_id() -> str | None:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().decode().strip() or None
    except (OSError, ValueError):
        return None


def slept_seconds() -> float:
    """How long the computer has slept since it was switched on; jitters by a millisecond."""
    return boot_seconds() - time.monotonic()


class NoFileLocks(OSError):  # noqa: N818 - it names what is missing
    """The file system has no locks, such as some network shares."""


_NO_LOCKS: Final = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})


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
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        for left in reversed(range(_MOST_LOOKS)):
            descriptor = _open_lock_file(path)
            try:
                _flock(descriptor, kind if wait else kind | fcntl.LOCK_NB, path)
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

    def keeps_others_out(self) -> bool:
        """Whether the locked file is still the one at its path."""
        return is_same_file(self._descriptor, self.path)

    def keep_room(self, size: int) -> None:
        """Have the file take up so many bytes of the disk; :meth:`give_room` frees them.

        :raises OSError: where there is no room for them.
        """
        os.posix_fallocate(self._descriptor, 0, size)

    def give_room(self) -> None:
        """Free what :meth:`keep_room` took."""
        os.ftruncate(self._descriptor, 0)

    def release(self, *, remove: bool = False) -> None:
        """Let go; with ``remove`` the file goes first, while it is still held."""
        if remove and self.keeps_others_out():
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)


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
        kind = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
        until = time.monotonic() + wait_s
        while True:
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                descriptor = _flocked(descriptor, folder / instead, kind)
                return cls(descriptor)
            except BlockingIOError:
                os.close(descriptor)
            except BaseException:
                os.close(descriptor)
                raise
            if time.monotonic() >= until or (given_up is not None and given_up.is_set()):
                return None
            time.sleep(_LOOK_AGAIN_S)

    def release(self) -> None:
        """Let go."""
        os.close(self._descriptor)


def _flocked(descriptor: int, instead: Path, kind: int) -> int:
    """The descriptor that bears the lock; a folder on a network may not take one."""
    try:
        fcntl.flock(descriptor, kind)
    except BlockingIOError:
        raise
    except OSError:
        other = _open_lock_file(instead)
        os.dup2(other, descriptor, inheritable=False)
        os.close(other)
        _flock(descriptor, kind, instead)
    return descriptor


def _flock(descriptor: int, kind: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, kind)
    except OSError as err:
        if err.errno in _NO_LOCKS:
            raise NoFileLocks(err.errno, err.strerror, str(path)) from err
        raise


def _open_lock_file(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    # A file system without modes is no reason not to work.
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, 0o600 | path.parent.stat().st_mode & 0o060)
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
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def process_mark() -> str:
    """What tells this process from every other one on this computer, as long as it runs; fit for a file name.

    Number, start time, boot and namespace. Empty where the system does not tell.
    """
    started = _start_time(os.getpid())
    return "" if started is None else f"{os.getpid()}-{started}-{_boot()}"


def is_running(mark: str) -> bool:
    """Whether the process with such a mark runs; False where that can't be known here."""
    number, _, rest = mark.partition("-")
    started, _, boot = rest.partition("-")
    return number.isdigit() and bool(boot) and boot == _boot() and started == _start_time(int(number))


def _start_time(number: int) -> str | None:
    """Clock ticks from the boot to a process's start; None for one that is over."""
    try:
        found = Path(f"/proc/{number}/stat").read_bytes()
    except OSError:
        return None
    fields = found.decode("utf-8", "replace").rpartition(")")[2].split()
    return None if not fields or fields[0] in "ZXx" else fields[22 - _FIRST_FIELD]


@cache
def _boot() -> str:
    """Which run of the system, and which numbering of processes."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes().decode().strip()
        numbering = Path("/proc/self/ns/pid").stat().st_ino
    except (OSError, ValueError):
        return ""
    return f"{boot[:8]}{numbering}"


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold an exclusive lock for the length of a block, waiting for it."""
    lock = FileLock.acquire(path, wait=True)
    assert lock is not None
    try:
        yield
    finally:
        lock.release()


def no_core_dumps() -> None:
    """Keep this process's memory, and the secrets in it, out of any file that a crash would leave."""
    # A system that does not know the limit writes none.
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
