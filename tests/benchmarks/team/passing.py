"""From one desk to another: a row that is durable at both, against what that can't do without."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

from gui.core.team import board as product
from tests.benchmarks.printing import count, show
from tests.benchmarks.team.boards import copy_of, p99
from tests.benchmarks.team.desks import ledger_desk
from tests.support.team.desks import TeamBoard

ROWS: Final = 200
PAUSE_S: Final = 0.05
"""Between two rows: at a desk they come one by one."""
ROW_LIMIT_S: Final = 10.0
_BODY: Final = "x" * 1000
_INSERT: Final = "INSERT INTO public.floor VALUES ($1::text::integer, $2)"
_SELECT: Final = "SELECT body FROM public.floor WHERE number = $1::text::integer"


def desk_to_desk(board: TeamBoard) -> None:
    """One row after the other, each with the floor of the same moment."""
    with tempfile.TemporaryDirectory() as name:
        took, floors = asyncio.run(_passed(copy_of(board), Path(name)))
    show("team: desk to desk, durable at both", took, floors, "ms", "<= 5")
    count("team: desk to desk, p99", round(p99(took), 1), "ms")


async def _passed(board: TeamBoard, folder: Path) -> tuple[list[float], list[float]]:
    took, floors = [], []
    arrived = asyncio.Event()

    def heard(_sessions: object) -> None:
        arrived.set()

    async with (
        ledger_desk(board, folder, "LI") as li,
        ledger_desk(board, folder, "WANG", heard),
        _floor(board, folder) as floor,
    ):
        for number in range(ROWS):
            await asyncio.sleep(PAUSE_S)
            floors.append(await floor(number))
            arrived.clear()
            began = perf_counter()
            await li.write(10_000 + number)
            await asyncio.wait_for(arrived.wait(), ROW_LIMIT_S)
            took.append((perf_counter() - began) * 1000)
    return took, floors


@asynccontextmanager
async def _floor(board: TeamBoard, folder: Path) -> AsyncIterator[Callable[[int], Awaitable[float]]]:
    """A durable insert and a select of it over TLS, and two local commits; milliseconds of each."""
    board.sql("CREATE TABLE public.floor (number integer PRIMARY KEY, body text)")
    there, here = await product.connect(board.admin), await product.connect(board.admin)
    local = [_local(folder / f"floor-{number}.sqlite3") for number in range(2)]

    async def one(number: int) -> float:
        began = perf_counter()
        for database in local:
            database.execute("INSERT INTO floor VALUES (?, ?)", (number, _BODY))
        await there.rows(_INSERT, str(number), _BODY)
        await here.row(_SELECT, str(number))
        return (perf_counter() - began) * 1000

    try:
        yield one
    finally:
        for connection in (there, here):
            await connection.close()
        for database in local:
            database.close()


def _local(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE floor (number INTEGER PRIMARY KEY, body TEXT)")
    return database
