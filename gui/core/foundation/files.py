"""Files that are replaced as a whole: a reader sees the old content or the new, also after a power cut.

Files that only grow (the ledger, a batch's log) are written by their own modules.
"""

import contextlib
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from gui.core.foundation.system import SYSTEM

_PRIVATE = 0o600


class Replacement:
    """New content beside a file's place, put there by :meth:`commit` in one step.

    A link is written through: the file that it leads to is replaced. The file keeps its mode; a new one can
    be read by its owner only. As a context manager it commits at the end of the block, and leaves nothing
    behind where that raises. Every method blocks.

    :ivar beside: where the new content lies until it is committed. Its name does not depend on the file's:
        that one may be as long as the system takes.
    :ivar file: the new content, open for writing.
    :raises OSError: where nothing can be made beside the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.beside = self.path.with_name(f".{os.urandom(8).hex()}.partial")
        descriptor = os.open(self.beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE)
        self.file: BinaryIO = os.fdopen(descriptor, "wb")

    def commit(self) -> None:
        """Make the new content durable, and put it in its place.

        :raises OSError: where that fails; the old file is as it was then, and nothing is left beside it.
        """
        try:
            self.file.flush()
            _keep_mode(self.path, self.file.fileno())
            SYSTEM.sync(self.file.fileno())
            self.file.close()
            self.beside.replace(self.path)
        except BaseException:
            self.discard()
            raise
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Take away what was not committed; harmless after :meth:`commit`."""
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            self.beside.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, where: TracebackType | None
    ) -> None:
        if raised is None:
            self.commit()
        else:
            self.discard()


def replace_file(path: Path, content: bytes, *, shared: bool = False) -> None:
    """Replace a file, or make it, atomically and durably.

    :param shared: a new one is for the group, too, where that shares the folder.
    :raises OSError: where that fails; the old file is as it was then.
    """
    with Replacement(path) as new:
        new.file.write(content)
        if shared:
            # A file system without modes is no failure.
            with contextlib.suppress(OSError):
                SYSTEM.set_mode(new.file.fileno(), _PRIVATE | shared_rights(new.path.parent) & 0o060)


def make_folder(path: Path) -> None:
    """Make a folder of the panel's own, unless it is there: for its owner, and for the group of a shared one.

    :raises OSError: where it can't be made.
    """
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if not path.is_dir():
            raise
        return
    except FileNotFoundError:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A file system without modes is no failure.
    with contextlib.suppress(OSError):
        if rights := shared_rights(path.parent):
            path.chmod(stat.S_IMODE(path.stat().st_mode) | rights)


def shared_rights(folder: Path) -> int:
    """What the group may do in a folder that it shares, as a part of a mode; nothing in any other folder.

    A shared one hands its group on to what is made in it (setgid).
    """
    mode = folder.stat().st_mode
    return mode & stat.S_IRWXG if mode & stat.S_IWGRP and mode & stat.S_ISGID else 0


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there: then it keeps its mode.

    :raises OSError: where it can't be made.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE))


def private_file(path: Path) -> BinaryIO:
    """An emptied file, open for writing; a new one can be read by its owner only.

    :raises OSError: where it can't be written.
    """
    make_private(path)
    return path.open("wb")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Some file systems can't, and need not: that is no failure."""
    with contextlib.suppress(OSError):
        SYSTEM.sync_folder(folder)


def _keep_mode(path: Path, descriptor: int) -> None:
    """What somebody opened to others stays open to them; a file system without modes is no failure."""
    with contextlib.suppress(OSError):
        SYSTEM.set_mode(descriptor, path.stat().st_mode & 0o777)
