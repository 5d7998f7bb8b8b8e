"""What differs between operating systems: file locks and clocks. Windows stays possible here only."""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, Self


class Clock(Protocol):
    """The time of day; tests put their own in its place."""

    def now(self) -> datetime:
        """The time in UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The time in UTC, to the millisecond."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


def boot_seconds() -> float:
    """Seconds of a clock that goes on while the computer sleeps and never jumps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def slept_seconds() -> float:
    """How long the computer has slept since it was switched on; jitters by a millisecond."""
    return boot_seconds() - time.monotonic()


class NoFileLocks(OSError):  # noqa: N818 - it names what is missing
    """The file system has no locks, such as some network shares."""


_NO_LOCKS: Final = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})


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

        A new file can be used by whoever may write to its folder: it is empty, and a desk shares the folder.

        :raises OSError: where the file can't be made; NoFileLocks where its file system has no locks.
        """
        descriptor = _open_lock_file(path)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError as err:
            os.close(descriptor)
            if err.errno in _NO_LOCKS:
                raise NoFileLocks(err.errno, err.strerror, str(path)) from err
            raise
        except BaseException:
            os.close(descriptor)
            raise
        return cls(path, descriptor)

    def release(self, *, remove: bool = False) -> None:
        """Let go; with ``remove`` the file goes first, while it is still held."""
        if remove:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)


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
