"""One durable row of the ledger against one ``fdatasync`` of as many bytes, and 64 writers against one.

The bytes are those that a commit adds to the ledger's write-ahead log. Like the log, the floor's file is
written over from its beginning: no sync waits for its length.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gui.core.ledger.ledger import Ledger
from gui.core.sessions.session import Session
from tests.benchmarks.printing import show
from tests.support.core.ledger import NOTE, begin, opened, target

ROWS: Final = 600
WARM_UP: Final = 50
WRITERS: Final = 64
ROWS_OF_A_WRITER: Final = 60
ROUNDS: Final = 7
SYNCS_OVER: Final = 256
"""So many writes fit into the floor's file."""


@contextmanager
def synced_file(path: Path, size: int) -> Iterator[int]:
    """A file of its full length, on disk."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, b"\1" * size * SYNCS_OVER)
        os.fsync(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def sync_ms(descriptor: int, content: bytes, number: int) -> float:
    """One write at its place, durable."""
    began = time.perf_counter()
    os.pwrite(descriptor, content, number % SYNCS_OVER * len(content))
    os.fdatasync(descriptor)
    return (time.perf_counter() - began) * 1000


async def bytes_of_a_commit(ledger: Ledger, session: Session, folder: Path) -> int:
    """By how much the log grows for a row, the middle of some."""
    grown, log = [], folder / "ledger.sqlite3-wal"
    for _ in range(15):
        before = log.stat().st_size
        await ledger.add(session, NOTE)
        grown.append(log.stat().st_size - before)
    return sorted(grown)[7]


async def one_writer(ledger: Ledger, session: Session, folder: Path) -> None:
    """Row and floor in turns."""
    size = await bytes_of_a_commit(ledger, session, folder)
    assert size > 0, "the ledger's log does not grow"
    rows, floors = [], []
    with synced_file(folder / "floor", size) as descriptor:
        for number in range(ROWS + WARM_UP):
            floors.append(sync_ms(descriptor, os.urandom(size), number))
            began = time.perf_counter()
            await ledger.add(session, NOTE)
            rows.append((time.perf_counter() - began) * 1000)
    show("durable ledger row", rows[WARM_UP:], floors[WARM_UP:], "ms", "<= 1.3")


async def rate(ledger: Ledger, sessions: list[Session], rows: int) -> float:
    """Rows a second, of a writer for each session."""

    async def write(session: Session) -> None:
        for _ in range(rows):
            await ledger.add(session, NOTE)

    began = time.perf_counter()
    await asyncio.gather(*map(write, sessions))
    return rows * len(sessions) / (time.perf_counter() - began)


async def many_writers(ledger: Ledger, sessions: list[Session]) -> None:
    """Many and one in turns."""
    many, one = [], []
    for _ in range(ROUNDS):
        one.append(await rate(ledger, sessions[:1], ROWS_OF_A_WRITER * 2))
        many.append(await rate(ledger, sessions, ROWS_OF_A_WRITER))
    show("ledger: 64 writers", many, one, "rows/s", ">= 20")


async def measure(folder: Path) -> None:
    """Both over one ledger."""
    async with opened(folder) as ledger:
        opening = await asyncio.gather(*(begin(ledger, target(10001 + n)) for n in range(WRITERS)))
        sessions = [one.session for one in opening]
        await one_writer(ledger, sessions[0], folder)
        await many_writers(ledger, sessions)


def main() -> None:
    """In a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name)))


if __name__ == "__main__":
    main()
