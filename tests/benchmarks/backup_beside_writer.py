"""How long a writer waits for a durable row while a backup of a big ledger is made, and while none is."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Final

from gui.core.ledger.keeping.backup import back_up
from tests.benchmarks.printing import count, show
from tests.support.core.big_ledger import many_sessions, write_ledger
from tests.support.core.ledger import begin, end, opened, target

SESSIONS: Final = 100_000
ROUNDS: Final = 3


async def _waits(folder: Path, file: Path | None, first: int) -> tuple[list[float], float]:
    """Milliseconds of each row's wait, and seconds of the backup; without one, the rows of a second."""
    waits: list[float] = []
    async with opened(folder) as ledger:
        began = time.monotonic()
        other = asyncio.create_task(asyncio.to_thread(_back_up, folder, file))
        while not other.done():
            room = first + len(waits)
            started = time.monotonic()
            await end(ledger, (await begin(ledger, target(room))).session)
            waits.append((time.monotonic() - started) * 500)
        await other
    return waits, time.monotonic() - began


def _back_up(folder: Path, file: Path | None) -> None:
    if file is None:
        time.sleep(1)
    else:
        back_up(folder, file)


def main() -> None:
    """Medians of the worst of a hundred."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        write_ledger(folder, many_sessions(SESSIONS, live=20))
        beside, alone, seconds = [], [], []
        for number in range(ROUNDS):
            quiet, _ = asyncio.run(_waits(folder, None, 1 + number * 100_000))
            busy, took = asyncio.run(_waits(folder, Path(name) / "b", 50_001 + number * 100_000))
            alone.append(sorted(quiet)[int(len(quiet) * 0.99)])
            beside.append(sorted(busy)[int(len(busy) * 0.99)])
            seconds.append(took)
        show("backup_row_wait_p99", beside, alone, "ms", "no writer waits for the backup")
        count("backup_100000_sessions", round(sorted(seconds)[ROUNDS // 2], 2), "s")


if __name__ == "__main__":
    main()
