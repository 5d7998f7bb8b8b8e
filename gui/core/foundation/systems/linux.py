"""Linux."""
# ruff: noqa: E402 - the type checker has to stop before what other systems lack

import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import Final

# The type checker leaves the rest alone when it checks for a system that has none of it.
assert sys.platform not in ("win32", "darwin")

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

FSYNC_REACHES_THE_DISK: Final = True
FOLDER_OPENER: Final = "xdg-open"
SCREENS_HAVE_NAMES: Final = True
_BOOT_ID: Final = "/proc/sys/kernel/random/boot_id"
_FIRST_FIELD: Final = 3
"""Number of the first field behind the program's name in /proc/PID/stat; the start time is field 22."""


def boot_seconds() -> float:
    """See :class:`System`."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def awake_seconds() -> float:
    """See :class:`System`."""
    return time.monotonic()


@cache
def boot_id() -> str | None:
    """See :class:`System`."""
    try:
        return Path(_BOOT_ID).read_bytes().decode().strip() or None
    except (OSError, ValueError):
        return None


@cache
def numbering() -> str:
    """See :class:`System`."""
    boot = boot_id()
    try:
        namespace = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return ""
    return "" if boot is None else f"{boot[:8]}{namespace}"


def process_start(number: int) -> str | None:
    """See :class:`System`. Clock ticks from the boot."""
    try:
        found = Path(f"/proc/{number}/stat").read_bytes()
    except OSError:
        return None
    fields = found.decode("utf-8", "replace").rpartition(")")[2].split()
    return None if not fields or fields[0] in "ZXx" else fields[22 - _FIRST_FIELD]


def keep_room(descriptor: int, size: int) -> None:
    """See :class:`System`."""
    os.posix_fallocate(descriptor, 0, size)


def sync(descriptor: int) -> None:
    """See :class:`System`."""
    os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """See :class:`System`."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


sync_folder = sync_file
"""See :class:`System`."""
