"""What Linux and macOS have in common."""

import contextlib
import fcntl
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.core.foundation.systems.interface import NO_LOCKS, NoFileLocks

if TYPE_CHECKING:
    import asyncio

# The type checker leaves the rest alone when it checks for a system that has none of it.
assert sys.platform != "win32"

READ_WITHOUT_WAITING: Final = os.O_NONBLOCK | os.O_CLOEXEC
BINARY: Final = 0
APART: Final = 0
SOCKETS_ARE_FILES: Final = True
REMOVES_OPEN_FILES: Final = True


def lock(descriptor: int, path: Path, *, shared: bool, wait: bool) -> None:
    """See :class:`System`."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
    except OSError as err:
        if err.errno in NO_LOCKS:
            raise NoFileLocks(err.errno, err.strerror, str(path)) from err
        raise


def open_folder(folder: Path) -> int | None:
    """See :class:`System`."""
    return os.open(folder, os.O_RDONLY)


def set_mode(descriptor: int, mode: int) -> None:
    """See :class:`System`."""
    os.fchmod(descriptor, mode)


def user_number() -> int | None:
    """See :class:`System`."""
    return os.getuid()


def add_signal_handler(loop: "asyncio.AbstractEventLoop", number: int, do: Callable[[], object]) -> None:
    """See :class:`System`."""
    loop.add_signal_handler(number, do)


def remove_signal_handler(loop: "asyncio.AbstractEventLoop", number: int) -> None:
    """See :class:`System`."""
    loop.remove_signal_handler(number)


def listen_at(path: str) -> int | None:
    """See :class:`System`."""
    import socket

    Path(path).unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        made.bind(path)
        made.listen()
    except OSError:
        made.close()
        raise
    return made.detach()


def no_core_dumps() -> None:
    """See :class:`System`."""
    # A system that does not know the limit writes none.
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
