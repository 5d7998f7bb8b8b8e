"""Where the window's socket lies: in the data folder, else in a folder that nobody else can write to.

A socket's path may be 107 bytes long, has to be text for Qt, and some file systems have no sockets. Where it
lies elsewhere, a small file in the data folder says where. On Windows it is no file at all: its name is made
from the folder's.
"""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from gui.core.foundation.system import SYSTEM

NAME: Final = "window.socket"
NOTE: Final = "window.socket-place"
_PREFIX: Final = "recording-panel-window-"
LONGEST_PATH: Final = 100
"""In bytes; the system takes 107."""
_NOTE_LIMIT: Final = 4096


@dataclass(frozen=True, slots=True)
class SocketPlace:
    """A place for the socket.

    :param note: the file that says where; None in the data folder itself.
    :param own_folder: a folder that was made for the socket alone.
    """

    path: str
    note: Path | None = None
    own_folder: Path | None = None

    def announce(self) -> None:
        """Let later starts find it.

        :raises OSError: where that can't be written.
        """
        if self.note is None:
            return
        # Not at the file's top: most folders need no note, and the first paint waits for this file.
        from gui.core.foundation.files import replace_file

        replace_file(self.note, self.path.encode())

    def withdraw(self) -> None:
        """Take away what was made for it; harmless where nothing was."""
        with contextlib.suppress(OSError):
            if self.note is not None:
                self.note.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            if self.own_folder is not None:
                self.own_folder.rmdir()


class OpenSocket(NamedTuple):
    """A place whose socket listens.

    :param number: of the open socket; None where its name alone is enough for Qt to listen.
    """

    place: SocketPlace
    number: int | None


def open_socket(folder: Path) -> OpenSocket:
    """A socket at the best place that takes one; blocks: call it off the window's thread.

    The window's lock is ours: whoever made a socket there before is gone.

    :raises OSError: where there is no place for one.
    """
    reason = OSError("there is no place for it")
    for place in places(folder):
        number = None
        try:
            number = SYSTEM.listen_at(place.path)
            place.announce()
            return OpenSocket(place, number)
        except OSError as err:
            reason = err
            if number is not None:
                os.close(number)
            place.withdraw()
    raise reason


def places(folder: Path) -> Iterator[SocketPlace]:
    """Places to try, the best one first. The last ones are made when they are asked for."""
    if not SYSTEM.SOCKETS_ARE_FILES:
        yield SocketPlace(_pipe(folder))
        return
    _clear_up(folder)
    own = folder.resolve() / NAME
    if _fits(own):
        yield SocketPlace(str(own))
    for parent in (os.environ.get("XDG_RUNTIME_DIR"), None):
        if parent is not None and not Path(parent).is_absolute():
            continue
        with contextlib.suppress(OSError):
            # Its name can't be guessed, and its mode lets nobody else in.
            made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            if _fits(made / NAME):
                yield SocketPlace(str(made / NAME), folder / NOTE, made)
            else:
                made.rmdir()


def _clear_up(folder: Path) -> None:
    """Take away what a killed panel left elsewhere. The window's lock is ours: no other panel uses it."""
    path = announced(folder)
    with contextlib.suppress(OSError):
        (folder / NOTE).unlink()
        if path is not None and Path(path).parent.name.startswith(_PREFIX):
            Path(path).unlink()
            Path(path).parent.rmdir()


def announced(folder: Path) -> str | None:
    """The path of the socket of the folder's window; None where there is none, or it is another user's."""
    if not SYSTEM.SOCKETS_ARE_FILES:
        return _pipe(folder)
    try:
        with (folder / NOTE).open("rb") as file:
            path = file.read(_NOTE_LIMIT).decode()
    except FileNotFoundError:
        path = os.fsdecode(folder.resolve() / NAME)
    except (OSError, ValueError):
        return None
    return path if _fits(Path(path)) and _is_ours(path) else None


def _pipe(folder: Path) -> str:
    """The name of the folder's pipe: one name for whichever way the folder was named."""
    import hashlib

    named = os.path.normcase(folder.resolve()).encode("utf-8", "surrogatepass")
    return f"recording-panel-{hashlib.sha256(named).hexdigest()[:32]}"


def _fits(path: Path) -> bool:
    try:
        return len(str(path).encode()) <= LONGEST_PATH
    except UnicodeEncodeError:
        return False


def _is_ours(path: str) -> bool:
    """Whether this user made the socket: another one's would answer what it likes."""
    try:
        found = Path(path).lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == SYSTEM.user_number()
