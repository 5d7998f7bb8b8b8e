"""What differs between operating systems: file locks and clocks. Windows stays possible here only."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol, Self, runtime_checkable


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
    boot = _boot()
    return None if boot is None else BootMoment(boot, boot_seconds())


@cache
def _boot() -> str | None:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().decode().strip() or None
    except (OSError, ValueError):
        return None


def slept_seconds() -> float:
    """How long the computer has slept since it was switched on; jitters by a millisecond."""
    return boot_seconds() - time.monotonic()


class FileLock:
    """An advisory lock on a file of its own; ends with the process, however that ends.

    Not inherited by children: Python opens files close-on-exec.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path, *, shared: bool = False, wait: bool = False) -> Self | None:
        """The lock, or None where another process holds it and ``wait`` is off.

        :raises OSError: where the file can't be made.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except BaseException:
            os.close(descriptor)
            raise
        return cls(path, descriptor)

    def release(self, *, remove: bool = False) -> None:
        """Let go; with ``remove`` the file goes first, while it is still held."""
        if remove:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)


def is_held(path: Path) -> bool:
    """Whether a process holds the lock of a file. Changes nothing: works where nothing can be written."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
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


def no_core_dumps() -> None:
    """Keep this process's memory, and the secrets in it, out of any file that a crash would leave."""
    # A system that does not know the limit writes none.
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
