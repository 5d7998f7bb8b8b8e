"""Windows. Not run on that system; packaging/windows/README.md says what to look at first."""

import contextlib
import ctypes
import errno
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.core.foundation.systems.interface import NoFileLocks

if TYPE_CHECKING:
    import asyncio

# The type checker leaves the rest alone when it checks for a system that has none of it.
assert sys.platform == "win32"

READ_WITHOUT_WAITING: Final = os.O_BINARY | os.O_NOINHERIT
BINARY: Final = os.O_BINARY
APART: Final = 0x00000200 | 0x08000000
"""CREATE_NEW_PROCESS_GROUP and CREATE_NO_WINDOW."""
SCREENS_HAVE_NAMES: Final = False
SOCKETS_ARE_FILES: Final = False
FSYNC_REACHES_THE_DISK: Final = True
REMOVES_OPEN_FILES: Final = False
FOLDER_OPENER: Final = ""
_LOOK_AGAIN_S: Final = 0.02
_QUERY_LIMITED: Final = 0x1000
"""PROCESS_QUERY_LIMITED_INFORMATION: also of another user's process, where that one allows it."""
_STILL_ACTIVE: Final = 259
_NO_ERROR_BOXES: Final = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: a crash is not reported, so no dump of it is kept."""
_MACHINE: Final = r"SOFTWARE\Microsoft\Cryptography"
_BOOTS: Final = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"


@cache
def _kernel() -> ctypes.WinDLL:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetTickCount64.restype = ctypes.c_uint64
    # A handle is a pointer: as the plain number that ctypes takes it for it would be cut.
    kernel.OpenProcess.restype = ctypes.c_void_p
    return kernel


def boot_seconds() -> float:
    """See :class:`System`. It counts sleep and hibernation, in steps of about 16 ms."""
    return int(_kernel().GetTickCount64()) / 1000


def awake_seconds() -> float:
    """See :class:`System`. Python's monotonic clock counts sleep here."""
    ticks = ctypes.c_uint64()
    _kernel().QueryUnbiasedInterruptTime(ctypes.byref(ticks))
    return ticks.value / 10_000_000


@cache
def boot_id() -> str | None:
    """See :class:`System`. Windows counts its boots; the computer's own number tells two desks apart."""
    import uuid
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _BOOTS) as key:
            boot, _kind = winreg.QueryValueEx(key, "BootId")
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, _MACHINE, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        ) as key:
            machine, _kind = winreg.QueryValueEx(key, "MachineGuid")
    except OSError:
        return None
    # Copied disks share the number, so the computer's name goes in, too; none of them can be read back.
    name = os.environ.get("COMPUTERNAME", "")
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"recording-panel/{machine}/{name}/{boot}"))


def numbering() -> str:
    """See :class:`System`. One numbering for the whole computer."""
    return (boot_id() or "").replace("-", "")[:16]


def process_start(number: int) -> str | None:
    """See :class:`System`. Steps of 100 ns of the time of day."""
    kernel = _kernel()
    handle = kernel.OpenProcess(_QUERY_LIMITED, False, ctypes.c_uint32(number))
    if not handle:
        return None
    process = ctypes.c_void_p(handle)
    status = ctypes.c_uint32()
    times = [ctypes.c_uint64() for _ in range(4)]
    try:
        if not kernel.GetExitCodeProcess(process, ctypes.byref(status)) or status.value != _STILL_ACTIVE:
            return None
        # Start, end, in the system, in the program.
        told = kernel.GetProcessTimes(process, *(ctypes.byref(each) for each in times))
    finally:
        kernel.CloseHandle(process)
    return str(times[0].value) if told else None


def lock(descriptor: int, path: Path, *, shared: bool, wait: bool) -> None:
    """See :class:`System`."""
    # Not at the file's top: most commands lock nothing, and it is large.
    import portalocker

    kind = portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
    while True:
        try:
            portalocker.lock(descriptor, kind | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.AlreadyLocked as err:
            if not wait:
                raise BlockingIOError(errno.EAGAIN, "another process holds it", str(path)) from err
            # Its own way of waiting gives up after ten seconds.
            time.sleep(_LOOK_AGAIN_S)
        except portalocker.LockException as err:
            raise NoFileLocks(errno.ENOLCK, "no locks here", str(path)) from err
        else:
            return


def open_folder(folder: Path) -> int | None:
    """See :class:`System`. A folder can't be opened as a file is; it has to be there all the same."""
    folder.stat()
    return None


def keep_room(descriptor: int, size: int) -> None:
    """See :class:`System`. The runtime writes the bytes that a file gains."""
    os.ftruncate(descriptor, size)


def set_mode(descriptor: int, mode: int) -> None:
    """See :class:`System`. Rights are lists here, which a new file takes from its folder."""


def user_number() -> int | None:
    """See :class:`System`."""
    return None


def sync(descriptor: int) -> None:
    """See :class:`System`."""
    os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """See :class:`System`. Only a file that is open for writing can be synced."""
    descriptor = os.open(path, os.O_RDWR | os.O_BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """See :class:`System`. NTFS keeps a journal of its names."""


def add_signal_handler(loop: "asyncio.AbstractEventLoop", number: int, do: Callable[[], object]) -> None:
    """See :class:`System`. Loops have no such call here, and they are woken by any signal of Python's."""
    signal.signal(number, lambda _number, _frame: _call(loop, do))


def _call(loop: "asyncio.AbstractEventLoop", do: Callable[[], object]) -> None:
    # A loop that is closed has nothing left to end.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(do)


def remove_signal_handler(loop: "asyncio.AbstractEventLoop", number: int) -> None:  # noqa: ARG001 - see System
    """See :class:`System`."""
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def listen_at(path: str) -> int | None:  # noqa: ARG001 - see System
    """See :class:`System`."""
    return None


def no_core_dumps() -> None:
    """See :class:`System`."""
    with contextlib.suppress(OSError, AttributeError):
        _kernel().SetErrorMode(_NO_ERROR_BOXES)
