"""A log file of several processes: whole lines, one file after the other, never more than so many bytes."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gui.core.foundation.own_program import PROGRAM
from gui.core.foundation.system import SYSTEM, FileLock, NoFileLocks
from gui.core.traces.places import make_log_folder

FILE_SIZE: Final = 1_000_000
FILES: Final = 5
_LOCK: Final = "log.lock"
_PRIVATE: Final = 0o600


class RotatingFile:
    """Every method blocks. Each write opens the file anew: another process may have begun the next one.

    :param size: of one file, in bytes; a new one is begun before it would grow beyond that.
    :param files: how many there are, the newest included.
    """

    def __init__(self, folder: Path, size: int = FILE_SIZE, files: int = FILES) -> None:
        self.folder = folder
        self._size = size
        self._files = files

    def append(self, lines: bytes) -> None:
        """Write whole lines; where not all of them have room, none is written.

        :raises OSError: where they can't be written.
        """
        make_log_folder(self.folder)
        with self._alone():
            if self._length() + len(lines) > self._size:
                self._begin_next()
            # What a file can't hold is cut; nobody logs a megabyte at once.
            _write(self._path(0), lines[: self._size])

    def newest_first(self) -> list[Path]:
        """The files that are there."""
        return [path for number in range(self._files) if (path := self._path(number)).is_file()]

    def _path(self, number: int) -> Path:
        return self.folder / (f"{PROGRAM}.{number}.log" if number else f"{PROGRAM}.log")

    def _length(self) -> int:
        try:
            return self._path(0).stat().st_size
        except FileNotFoundError:
            return 0

    def _begin_next(self) -> None:
        for number in range(self._files - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                self._path(number - 1).replace(self._path(number))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process begins the next file meanwhile, where the file system has locks."""
        lock: FileLock | None = None
        with contextlib.suppress(NoFileLocks):
            lock = FileLock.acquire(self.folder / _LOCK, wait=True)
        try:
            yield
        finally:
            if lock is not None:
                lock.release()


def _write(path: Path, lines: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | SYSTEM.BINARY, _PRIVATE)
    try:
        before = os.fstat(descriptor).st_size
        if os.write(descriptor, lines) < len(lines):
            # A full disk took a part of a line.
            os.ftruncate(descriptor, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    finally:
        os.close(descriptor)
