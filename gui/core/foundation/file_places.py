"""Files that people name: what may be read, and where results may go. Every function blocks."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gui.core.foundation.files import Replacement
from gui.core.foundation.system import SYSTEM

_OWN_NAMES: Final = (
    *(".", "ledger.", "migration.", "presets.", "profiles.", "window"),
    *("team.json", "team-desks.json", "team-manager.json"),
    *("batches", "last-watched", "practice", "processes", "rescue"),
)
"""What the panel's files and folders in the data folder begin with. Beside them people may keep their own."""
_LONGEST_WALK: Final = 2000
"""Files of the data folder that are looked at."""


class NoPlainFile(OSError):  # noqa: N818 - it names what is there
    """A pipe, a device or a socket: reading it may wait for ever, and nothing can take its place."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is a pipe, a device or a socket, and no file", str(path))


class OwnFile(OSError):  # noqa: N818 - it names what is there
    """A place that the panel keeps for itself, or that it reads from: a result there would destroy that."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EPERM, "the panel keeps its own files there", str(path))


class InputFile(OwnFile):
    """The file that the results are of."""


def read_plain_file(path: Path, limit: int) -> bytes:
    """A file's content, one byte past the limit at most. Never waits for a writer.

    :raises NoPlainFile: for a pipe, a device or a socket.
    :raises OSError: where it can't be read.
    """
    # A socket can't be opened at all, and a device may act on it.
    _check_kind(path, path.stat().st_mode)
    descriptor = os.open(path, os.O_RDONLY | SYSTEM.READ_WITHOUT_WAITING)
    with os.fdopen(descriptor, "rb") as file:
        _check_kind(path, os.fstat(descriptor).st_mode)
        return file.read(limit + 1)


def check_place(path: Path, own_folder: Path | None = None, inputs: Iterable[Path] = ()) -> None:
    """Try whether results can go to a place, before there are any. Leaves nothing behind.

    :param own_folder: the panel's data folder: no file of the panel's in it, by whatever name or link, is
        written over.
    :param inputs: what the results are of.
    :raises OwnFile: for a file of the panel's or an input.
    :raises NoPlainFile: for a pipe, a device or a socket.
    :raises OSError: where nothing can be written.
    """
    real = Path(os.path.realpath(path))
    there = _status(real)
    if there is not None:
        _check_kind(path, there.st_mode)
        if any(_same(there, one) for one in inputs):
            raise InputFile(path)
    if own_folder is not None and _is_own(real, there, own_folder):
        raise OwnFile(path)
    if there is not None and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    Replacement(real).discard()


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NoPlainFile(path)


def _status(path: Path) -> os.stat_result | None:
    """None where nothing is there.

    :raises OSError: where nothing can be: a name that is too long, a folder that is a file.
    """
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _same(one: os.stat_result, path: Path) -> bool:
    try:
        return os.path.samestat(one, path.stat())
    except OSError:
        return False


def _is_own(real: Path, there: os.stat_result | None, folder: Path) -> bool:
    own = Path(os.path.realpath(folder))
    if real.is_relative_to(own) and real != own and real.relative_to(own).parts[0].startswith(_OWN_NAMES):
        return True
    if there is None or there.st_nlink < 2:
        return False
    # A second name of one of its files, somewhere else.
    files = (Path(at, name) for at, _folders, names in os.walk(own) for name in names)
    return any(_same(there, file) for _number, file in zip(range(_LONGEST_WALK), files, strict=False))
