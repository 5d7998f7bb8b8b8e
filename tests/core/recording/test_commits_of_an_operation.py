"""How often the disk is waited for: two durable commits an operation, and few for many at once.

A commit is what a click waits for, and what bounds a batch. running_operation.py says what each row is for.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from gui.core.protocol.request import StartRequest
from tests.support.core.batches import ROOM, batch_of, fill, ran
from tests.support.core.ledger_thread import LedgerThread, watched_connections
from tests.support.core.queued_starts import behind
from tests.support.core.recorder_setup import START, STOP, Desk, desk

MANY: Final = 64
"""Operations that are under way at once: as many as the client takes."""
ROWS_A_COMMIT: Final = 8
"""At the least, where many are at once. On a quiet computer 128 rows came in two commits."""


@asynccontextmanager
async def counted(folder: Path) -> AsyncIterator[tuple[Desk, LedgerThread]]:
    """A desk that is open: what was written for that is not counted."""
    with watched_connections() as thread:
        async with desk(folder) as it:
            await it.recorder.recover()
            thread.statements.clear()
            yield it, thread


async def start(it: Desk) -> None:
    await it.recorder.start("Main", START)


async def stop(it: Desk) -> None:
    await it.recorder.stop("Main", STOP)


async def refused_start(it: Desk) -> None:
    it.simulator.arm(operation="start", code=30000411)
    await it.recorder.start("Main", START)


async def start_without_an_answer(it: Desk) -> None:
    it.simulator.arm(operation="start", fault="drop_after")
    await it.recorder.start("Main", START)


async def start_that_is_answered_at_its_second_try(it: Desk) -> None:
    it.simulator.arm(operation="start", code=30000208, times=1)
    await it.recorder.start("Main", START)


async def two_starts_of_which_one_waits_its_turn(it: Desk) -> None:
    await asyncio.gather(*await behind(it, delay_s=0.05))


# intent, answer; while the ledger is told of a wait or of a further try, a row more for each.
COMMITS: Final[dict[Callable[[Desk], Awaitable[None]], int]] = {
    start: 2,
    stop: 2,
    refused_start: 2,
    start_without_an_answer: 2,
    start_that_is_answered_at_its_second_try: 4,
    two_starts_of_which_one_waits_its_turn: 5,
}


@pytest.mark.parametrize("operation", COMMITS, ids=lambda operation: operation.__name__)
async def test_an_operation_is_a_commit_before_it_is_sent_and_one_after(
    operation: Callable[[Desk], Awaitable[None]], tmp_path: Path
) -> None:
    async with counted(tmp_path) as (it, thread):
        await operation(it)
        assert thread.commits == COMMITS[operation]


async def test_operations_that_come_together_share_their_commits(tmp_path: Path) -> None:
    async with counted(tmp_path) as (it, thread):
        fill(it, MANY)
        requests = [
            StartRequest(room=ROOM, account=f"student{number:02}", file_name="lesson")
            for number in range(1, MANY + 1)
        ]
        await asyncio.gather(*(it.recorder.start("Main", request) for request in requests))
        assert len(it.simulator.recordings) == MANY
        assert thread.commits <= 2 * MANY / ROWS_A_COMMIT


async def test_a_batch_has_no_commit_of_its_own(tmp_path: Path) -> None:
    async with counted(tmp_path) as (it, thread):
        fill(it, MANY)
        await ran(it, batch_of(MANY))
        assert len(it.simulator.recordings) == MANY
        assert thread.commits <= 2 * MANY / ROWS_A_COMMIT


async def test_whoever_only_looks_commits_nothing(tmp_path: Path) -> None:
    """As an open window does twice a second."""
    async with counted(tmp_path) as (it, thread):
        await start(it)
        thread.statements.clear()
        for _ in range(10):
            await it.ledger.changed_since(0)
            await it.ledger.in_place()
            await it.ledger.sessions()
        await it.recorder.recover()
        assert thread.commits == 0
