"""macOS. Not run on that system; packaging/macos/README.md says what to look at first."""
# ruff: noqa: E402 - the type checker has to stop before what other systems lack

import ctypes
import errno
import fcntl
import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import Final

# The type checker leaves the rest alone when it checks for a system that has none of it.
assert sys.platform == "darwin"

from gui.core.foundation.systems.posix import APART as APART
from gui.core.foundation.systems.posix import BINARY as BINARY
from gui.core.foundation.systems.posix import READ_WITHOUT_WAITING as READ_WITHOUT_WAITING
from gui.core.foundation.systems.posix import REMOVES_OPEN_FILES as REMOVES_OPEN_FILES
from gui.core.foundation.systems.posix import SOCKETS_ARE_FILES as SOCKETS_ARE_FILES
from gui.core.foundation.systems.posix import add_signal_handler as add_signal_handler
from gui.core.foundation.systems.posix import listen_at as listen_at
from gui.core.foundation.systems.posix import lock as lock
from gui.core.foundation.systems.posix import no_core_dumps as no_core_dumps
from gui.core.foundation.systems.posix import open_folder as open_folder
from gui.core.foundation.systems.posix import remove_signal_handler as remove_signal_handler
from gui.core.foundation.systems.posix import set_mode as set_mode
from gui.core.foundation.systems.posix import user_number as user_number

FSYNC_REACHES_THE_DISK: Final = False
FOLDER_OPENER: Final = "open"
SCREENS_HAVE_NAMES: Final = False
_NO_FULL_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOTTY})
"""How a file system says that it has none, such as one on a network."""
_BLOCK: Final = 64 * 1024
_BSD_INFO: Final = 3
"""PROC_PIDTBSDINFO of ``sys/proc_info.h``."""
_ZOMBIE: Final = 5
"""SZOMB of ``sys/proc.h``."""


class _ProcessInfo(ctypes.Structure):
    """``struct proc_bsdinfo`` of ``sys/proc_info.h``."""

    _fields_ = (
        *((name, ctypes.c_uint32) for name in ("flags", "status", "exit_status", "number", "parent")),
        *((name, ctypes.c_uint32) for name in ("uid", "gid", "ruid", "rgid", "svuid", "svgid", "reserved")),
        ("command", ctypes.c_char * 16),
        ("name", ctypes.c_char * 32),
        *((name, ctypes.c_uint32) for name in ("files", "group", "job", "terminal", "terminal_group")),
        ("nice", ctypes.c_int32),
        ("started_s", ctypes.c_uint64),
        ("started_us", ctypes.c_uint64),
    )
    status: int
    started_s: int
    started_us: int


def boot_seconds() -> float:
    """See :class:`System`. ``mach_continuous_time``; CLOCK_MONOTONIC would follow a clock that is set."""
    return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)


def awake_seconds() -> float:
    """See :class:`System`. Python's monotonic clock is ``mach_absolute_time``: it stands still in sleep."""
    return time.monotonic()


@cache
def boot_id() -> str | None:
    """See :class:`System`. The time of the boot would not do: it moves when the clock is set."""
    found = ctypes.create_string_buffer(64)
    size = ctypes.c_size_t(len(found))
    try:
        failed = ctypes.CDLL(None).sysctlbyname(
            b"kern.bootsessionuuid", found, ctypes.byref(size), None, ctypes.c_size_t(0)
        )
        return None if failed else found.value.decode() or None
    except (OSError, AttributeError, ValueError):
        return None


def numbering() -> str:
    """See :class:`System`. One numbering for the whole computer."""
    return (boot_id() or "").replace("-", "")[:16]


def process_start(number: int) -> str | None:
    """See :class:`System`. Microseconds of the time of day."""
    info = _ProcessInfo()
    size = ctypes.sizeof(info)
    try:
        got = ctypes.CDLL(None).proc_pidinfo(
            ctypes.c_int(number), _BSD_INFO, ctypes.c_uint64(0), ctypes.byref(info), size
        )
    except (OSError, AttributeError):
        return None
    if got != size or info.status == _ZOMBIE:
        return None
    return str(info.started_s * 1_000_000 + info.started_us)


def keep_room(descriptor: int, size: int) -> None:
    """See :class:`System`. Written, not only asked for: nothing else surely takes the room."""
    for start in range(0, size, _BLOCK):
        os.pwrite(descriptor, bytes(min(_BLOCK, size - start)), start)


def sync(descriptor: int) -> None:
    """See :class:`System`. A plain fsync leaves the bytes in the drive's memory."""
    try:
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    except OSError as err:
        if err.errno not in _NO_FULL_SYNC:
            raise
        os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """See :class:`System`."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


sync_folder = sync_file
"""See :class:`System`."""
