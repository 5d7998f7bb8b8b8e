"""A desk that was away gets 100,000 rows: how fast they are taken, and what window and starts feel of it.

The floor is a bare executemany of what is stored, into the same tables.
"""

import asyncio
import gc
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gui.core.ledger import schema
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.place import LEDGER_NAME
from gui.core.ledger.travelling_row import TravellingRow
from gui.core.team.board_rows import PAGE
from gui.core.team.settings import TeamSettings, keep_joined
from tests.benchmarks.printing import count, show
from tests.benchmarks.team.boards import copy_of, p99
from tests.benchmarks.team.history import held_back, past
from tests.support.core.ledger import opened
from tests.support.simulator.service_process import service_process
from tests.support.team.desks import TeamBoard
from tests.support.tree import ROOT

ROWS: Final = 100_000
TAKEN: Final = 40_000
"""Rows of the rounds without a window."""
ROUNDS: Final = 3
WINDOW_LIMIT_S: Final = 240
_LONGEST_LINE: Final = 1 << 24
OWN: Final = DeskIdentity("a" * 32, "LI")
_STORED: Final = ("entry", "newest", "alias", "head", "desk")
"""Tables that rows of others go into."""
Told = dict[str, Any]


def catch_up(board: TeamBoard) -> None:
    """Without a window first, against the floor by turns; then in the real window, over the board."""
    rows = past(ROWS)
    # As the panel does once it is ready: collecting would go through all of them.
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken, bare = [], []
        for number in range(ROUNDS):
            taken.append(asyncio.run(_taken(folder / f"taken-{number}", rows[:TAKEN])))
            bare.append(_bare(folder / f"taken-{number}", folder / f"bare-{number}", TAKEN))
        rate = [one.rate for one in bare]
        show("team: rows of others taken, durable", [one.rate for one in taken], rate, "rows/s", ">= 0.3")
        busy, least = [one.processor for one in taken], [one.processor for one in bare]
        show("team: rows of others taken, by processor time", busy, least, "rows/s", ">= 0.3")
        with service_process(folder) as service:
            found = asyncio.run(_in_window(copy_of(board), rows, folder / "window", service.url))
    count("team: catch-up, window open, rows that came", found["came"], "rows", goal=f"{ROWS}")
    came = found["came"] / found["seconds"]
    show("team: catch-up, window open", [came], rate, "rows/s", "printed, not asserted")
    count("team: catch-up, the window's longest absence", round(max(found["gaps_ms"]), 1), "ms", goal="<= 50")
    count("team: catch-up, the window's absence, p99", round(p99(found["gaps_ms"]), 1), "ms")
    count("team: catch-up, the window's own longest work", round(max(found["own_ms"]), 1), "ms", goal="<= 50")
    meanwhile, idle = p99(found["meanwhile_ms"]), p99(found["idle_ms"])
    show("team: an intent during a catch-up, p99 against idle", [meanwhile], [idle], "ms", "<= 3")


@dataclass(frozen=True)
class Pace:
    """Rows a second, by the clock and by the processor's time of this process: the disk and others aside."""

    rate: float
    processor: float

    @classmethod
    def since(cls, rows: int, began: tuple[float, float]) -> "Pace":
        """From what the two said when it began."""
        clock, busy = began
        return cls(rows / (time.perf_counter() - clock), rows / (time.process_time() - busy))


async def _taken(folder: Path, rows: Sequence[TravellingRow]) -> Pace:
    """Of the ledger alone, page by page as the board sends them."""
    async with opened(folder) as ledger:
        await ledger.become_desk(OWN)
        began = time.perf_counter(), time.process_time()
        for first in range(0, len(rows), PAGE):
            await ledger.take_rows(rows[first : first + PAGE], more=first + PAGE < len(rows))
        return Pace.since(len(rows), began)


def _bare(taken: Path, folder: Path, rows: int) -> Pace:
    """Of the same content, each table by one statement."""
    stored: dict[str, list[tuple[object, ...]]] = {}
    with closing(sqlite3.connect(taken / LEDGER_NAME)) as database:
        for table in _STORED:
            stored[table] = database.execute(f"SELECT {schema.COLUMNS[table]} FROM {table}").fetchall()
    assert len(stored["entry"]) == rows
    made = LedgerDatabase(folder)
    made.open()
    made.close()
    with closing(sqlite3.connect(made.path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = FULL")
        began = time.perf_counter(), time.process_time()
        database.execute("BEGIN IMMEDIATE")
        for table, found in stored.items():
            marks = ", ".join("?" * len(schema.COLUMNS[table].split(", ")))
            database.executemany(_into(table, marks), found)
        database.execute("COMMIT")
        return Pace.since(rows, began)


def _into(table: str, marks: str) -> str:
    return f"INSERT INTO {table} ({schema.COLUMNS[table]}) VALUES ({marks})"


async def _in_window(board: TeamBoard, rows: Sequence[TravellingRow], folder: Path, url: str) -> Told:
    """Seconds of the catch-up, and what was felt meanwhile."""
    await _join(board, folder)
    environment = {**os.environ, "RECORDING_PANEL_TEAM_PASSWORD": board.desks["LI"].password}
    command = (
        sys.executable,
        "-m",
        "tests.benchmarks.team.catch_up_window",
        url,
        str(folder),
        str(len(rows)),
    )
    async with held_back(board, rows, "WANG") as let_go, asyncio.timeout(WINDOW_LIMIT_S):
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            cwd=ROOT,
            env=environment,
        )
        try:
            assert process.stdout is not None
            assert json.loads(await process.stdout.readline()) == {"ready": True}
            await let_go()
            out, _ = await process.communicate(b"go\n")
        finally:
            if process.returncode is None:
                process.kill()
    assert process.returncode == 0, "the window ended by an error"
    found: Told = json.loads(out)
    return found


async def _join(board: TeamBoard, folder: Path) -> None:
    """Be a desk of the team that has nothing of it yet."""
    login = board.login("LI")
    async with opened(folder) as ledger:
        await ledger.become_desk(OWN)
    address = login.address
    keep_joined(
        folder,
        TeamSettings(
            host=address.host,
            port=address.port,
            database=address.database,
            role=address.role,
            authority=(board.server.folder / "ca.pem").read_text(encoding="utf-8"),
            code="LI",
        ),
    )
