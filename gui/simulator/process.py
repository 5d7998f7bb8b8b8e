"""The life of the simulator's process: its locks, its port file, and when it ends."""

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.foundation.ending_signals import call_at_ending_signal
from gui.core.foundation.files import replace_file
from gui.core.foundation.system import FileLock
from gui.simulator import rooms
from gui.simulator.listener import CannotServe
from gui.simulator.server import ServerSettings, Simulator

USERS_GRACE_S: Final = 3.0
"""Grace time after its start without a check of the users' lock: its starter may still be taking it."""
USERS_POLL_S: Final = 0.5
OWN_LOCK_WAIT_S: Final = 5.0
"""How long a new simulator waits for the one before it to end."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files by which the simulator and its users know of each other.

    :param port_file: JSON with host, port, pid and the token of its controls while it listens.
    :param users_lock: the simulator ends once nobody holds a shared lock on it.
    :param own_lock: held by the simulator for its whole life.
    """

    port_file: Path | None = None
    users_lock: Path | None = None
    own_lock: Path | None = None


async def serve(settings: ServerSettings, files: Files) -> None:
    """Serve until an ending signal, or until the last user is gone.

    :raises CannotServe: where it can't begin.
    """
    ended = asyncio.Event()
    call_at_ending_signal(ended.set)
    with ExitStack() as locks:
        if files.own_lock is not None:
            locks.callback((await _own(files.own_lock)).release)
        async with AsyncExitStack() as stack:
            simulator = Simulator(settings)
            stack.push_async_callback(simulator.close)
            await simulator.start()
            if files.port_file is not None:
                stack.callback(_withdraw, files.port_file, _announce(files.port_file, simulator))
            _print_start(simulator)
            users_lock = await _until_over(ended, files.users_lock)
            if users_lock is not None:
                # Held to the end: nobody may come upon the port of a simulator that is going.
                locks.callback(users_lock.release)


async def _own(path: Path) -> FileLock:
    deadline = asyncio.get_running_loop().time() + OWN_LOCK_WAIT_S
    while (lock := _acquire(path)) is None:
        if asyncio.get_running_loop().time() > deadline:
            raise CannotServe(f"another simulator holds {path}: use that one, or end it first")
        await asyncio.sleep(0.1)
    return lock


def _acquire(path: Path) -> FileLock | None:
    try:
        return FileLock.acquire(path)
    except OSError as err:
        raise CannotServe(f"the lock file {path} can't be used ({err.strerror}): give another place") from err


async def _until_over(ended: asyncio.Event, users_lock: Path | None) -> FileLock | None:
    """Wait for a signal (None), or for the users' lock to be free (then it is held)."""
    wait = USERS_GRACE_S
    while True:
        try:
            await asyncio.wait_for(ended.wait(), None if users_lock is None else wait)
        except TimeoutError:
            lock = None if users_lock is None else _acquire(users_lock)
            if lock is not None:
                return lock
            wait = USERS_POLL_S
        else:
            return None


def _announce(path: Path, simulator: Simulator) -> str:
    place = {"host": simulator.host, "port": simulator.port, "pid": os.getpid()}
    text = json.dumps({**place, "token": simulator.control_token})
    try:
        replace_file(path, text.encode())
    except OSError as err:
        raise CannotServe(
            f"the port file {path} can't be written ({err.strerror}): give another place"
        ) from err
    return text


def _withdraw(path: Path, announced: str) -> None:
    try:
        # Another simulator may have taken the file over.
        if path.read_text(encoding="utf-8") == announced:
            path.unlink()
    except OSError:
        return


def _print_start(simulator: Simulator) -> None:
    lines = [f"The simulator serves {simulator.url}. Nothing is recorded.", "Rooms:"]
    lines += [f"  {rooms.line(room)}" for room in simulator.service.rooms]
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    # A terminal that knows no Chinese must not end the simulator.
    print("\n".join(lines).encode(encoding, "replace").decode(encoding), flush=True)
