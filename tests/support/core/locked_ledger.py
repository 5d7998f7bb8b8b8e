"""A foreign program that holds the ledger, before a request or while its answer is on its way."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

from tests.support.core.recorder_setup import Desk, desk
from tests.support.network.raw_server import Asked, http, packet, raw_server


@contextmanager
def holding(folder: Path, *, from_readers: bool = False) -> Iterator[sqlite3.Connection]:
    """A foreign program holds the ledger.

    :param from_readers: from them too; they are let in otherwise.
    """
    with closing(sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)) as foreign:
        if from_readers:
            foreign.execute("PRAGMA locking_mode=EXCLUSIVE")
        foreign.execute("BEGIN EXCLUSIVE")
        yield foreign


_HELD: dict[Path, sqlite3.Connection] = {}


def release(it: Desk) -> None:
    _HELD.pop(it.folder).close()


@asynccontextmanager
async def answering_while_held(folder: Path) -> AsyncIterator[tuple[Desk, asyncio.Event]]:
    """A desk whose ledger is held by a foreign program from the moment that a start or stop arrives."""
    held = asyncio.Event()

    async def answer(asked: Asked) -> bytes:
        if not held.is_set():
            foreign = sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)
            foreign.execute("BEGIN EXCLUSIVE")
            _HELD[folder] = foreign
            held.set()
        return http(packet(asked.seq, str_fileID=["f1"]))

    async with raw_server(answer) as server, desk(folder, url=server.url) as it:
        try:
            yield it, held
        finally:
            if folder in _HELD:
                release(it)
