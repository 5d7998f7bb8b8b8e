"""The server goes and comes back under load, and is restored from a backup: nothing is lost or doubled."""

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from gui.core.team.board_link import LinkPacing
from tests.benchmarks.printing import count, show
from tests.benchmarks.team.boards import copy_of
from tests.benchmarks.team.desks import LedgerDesk, ledger_desk
from tests.support.core.ledger import sql
from tests.support.team.desks import CODES, TeamBoard
from tests.support.waiting import until

OUTAGES: Final = ("fast", "crash", "fast", "crash")
PAUSE_S: Final = 0.01
AFTER_S: Final = 0.5
BACK_LIMIT_S: Final = 30.0
LOST_ROWS: Final = 2000


def restarts(board: TeamBoard) -> None:
    """Restarted and crashed by turns, while all desks write."""
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(_restarts(copy_of(board), Path(name)))


def restored(board: TeamBoard) -> None:
    """A backup takes the board's place: rows that came since are sent again."""
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(_restored(copy_of(board), Path(name)))


async def _restarts(board: TeamBoard, folder: Path) -> None:
    back_s, waits_s = list[float](), list[float]()
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(ledger_desk(board, folder, code)) for code in CODES]
        done = asyncio.Event()
        writing = [asyncio.create_task(_write_on(desk, done, n)) for n, desk in enumerate(desks)]
        for how in OUTAGES:
            await asyncio.sleep(AFTER_S)
            began = time.monotonic()
            await asyncio.to_thread(board.server.restart, how)
            there = time.monotonic()
            await until(lambda: all(desk.link.state.reached for desk in desks), BACK_LIMIT_S)
            back_s.append(time.monotonic() - there)
            waits_s.append(_wait_by_then(there - began))
        await asyncio.sleep(AFTER_S)
        done.set()
        rows, longest = zip(*await asyncio.gather(*writing), strict=True)
        wrong = await _wrong(desks, folder, rows)
    show("team: server restart or crash, desks back", back_s, waits_s, "s", "<= 2")
    count("team: server restart or crash under load, rows written", sum(rows), "rows")
    count("team: server restart or crash under load, rows lost or doubled", wrong, "rows", goal="0")
    count("team: server restart or crash, the longest local write", round(max(longest) * 1000, 1), "ms")


async def _write_on(desk: LedgerDesk, done: asyncio.Event, number: int) -> tuple[int, float]:
    """Until told, on targets of its own: how many rows, and the longest wait for one."""
    written, longest = 0, 0.0
    while not done.is_set():
        began = time.monotonic()
        await desk.write((number + 1) * 100_000 + written)
        longest = max(longest, time.monotonic() - began)
        written += 1
        await asyncio.sleep(PAUSE_S)
    return written, longest


def _wait_by_then(away_s: float) -> float:
    """How long the back-off waits once the board was away for so long."""
    pacing, wait_s = LinkPacing(), LinkPacing().first_s
    while (away_s := away_s - wait_s) > 0:
        wait_s = min(wait_s * 2, pacing.longest_s)
    return wait_s


async def _wrong(desks: list[LedgerDesk], folder: Path, rows: tuple[int, ...]) -> int:
    """Rows that some ledger has not, or has twice, once all has come that comes."""
    wanted = {desk.id: count for desk, count in zip(desks, rows, strict=True)}
    give_up = time.monotonic() + BACK_LIMIT_S
    while True:
        wrong = 0
        for desk, code in zip(desks, CODES, strict=True):
            here = "SELECT desk, COUNT(*) FROM entry WHERE desk IS NOT NULL GROUP BY desk"
            found = {
                str(one): int(str(number))
                for one, number in await asyncio.to_thread(sql, folder / code, here)
            }
            wrong += sum(abs(number - found.get(one, 0)) for one, number in wanted.items() if one != desk.id)
        if not wrong or time.monotonic() > give_up:
            return wrong
        await asyncio.sleep(0.1)


async def _restored(board: TeamBoard, folder: Path) -> None:
    backup = f"{board.database}_backup"
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(ledger_desk(board, folder, code)) for code in CODES[:2]]
        await desks[0].write(9000)
        await desks[0].team.client.copy.all_sent()
        await board.server.run(
            f"ALTER DATABASE {board.database} CONNECTION LIMIT 0",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{board.database}'",
            f"CREATE DATABASE {backup} TEMPLATE {board.database}",
            f"ALTER DATABASE {board.database} CONNECTION LIMIT -1",
        )
        for number in range(LOST_ROWS):
            await desks[0].write(10_000 + number)
        await asyncio.wait_for(desks[0].team.client.copy.all_sent(), BACK_LIMIT_S * 2)
        await board.server.run(f"DROP DATABASE {board.database} WITH (FORCE)")
        await board.server.run(f"ALTER DATABASE {backup} RENAME TO {board.database}")
        began = time.monotonic()
        missing = LOST_ROWS
        while missing and time.monotonic() < began + BACK_LIMIT_S:
            await asyncio.sleep(0.1)
            missing = LOST_ROWS + 1 - await _on_the_board(board)
    count(
        f"team: board restored with {LOST_ROWS} rows missing, rows that stay away", missing, "rows", goal="0"
    )
    count("team: board restored, whole again after", round(time.monotonic() - began, 1), "s")


async def _on_the_board(board: TeamBoard) -> int:
    ((found,),) = await board.run("SELECT count(*) FROM board.entry")
    return int(found)
