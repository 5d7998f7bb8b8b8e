"""Composition root of the core for one data folder; window and command line use the same."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from gui.core.connection.connections import Connections
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.profiles.profiles import Profiles
from gui.core.recording.overrun_watch import OverrunWatch
from gui.core.recording.ports import Listener
from gui.core.recording.recorder import Recorder
from gui.core.recording.retries import DEFAULT_PACING, Pacing


@dataclass(frozen=True, slots=True)
class Services:
    """What a window or a command needs; lives as long as :func:`open_services`'s block."""

    ledger: Ledger
    profiles: Profiles
    connections: Connections
    recorder: Recorder
    overruns: OverrunWatch


@asynccontextmanager
async def open_connections(data_dir: Path) -> AsyncIterator[Connections]:
    """The connections alone, for what is sent without a ledger.

    :raises Problem: ``profile`` where the profiles can't be read.
    """
    profiles = Profiles(data_dir)
    await asyncio.to_thread(profiles.load)
    connections = Connections(profiles, data_dir)
    try:
        yield connections
    finally:
        await connections.close()


@asynccontextmanager
async def open_services(
    data_dir: Path, listener: Listener, *, operator: str, pacing: Pacing = DEFAULT_PACING
) -> AsyncIterator[Services]:
    """Open the ledger, read the profiles, conclude what dead processes left; unwind in reverse.

    Profiles that can't be read are no reason to hide the ledger: see :attr:`Profiles.trouble`.

    :raises Problem: where the ledger can't be used.
    """
    async with AsyncExitStack() as stack:
        ledger = Ledger(data_dir)
        stack.push_async_callback(ledger.close)
        await ledger.open()
        profiles = Profiles(data_dir)
        await asyncio.to_thread(profiles.load_if_possible)
        connections = Connections(profiles, data_dir)
        stack.push_async_callback(connections.close)
        recorder = Recorder(ledger, connections, SystemClock(), listener, operator=operator, pacing=pacing)
        await recorder.recover()
        yield Services(ledger, profiles, connections, recorder, OverrunWatch(ledger))
