"""Batches of the tests: rooms full of people, and a run of a file over a desk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gui.core.batch.rows import Batch, read_batch
from gui.core.batch.run import BatchRequest, BatchRun, Choice, opened_batch
from gui.core.foundation.enums import Operation, Outcome
from tests.support.core.recorder_setup import Desk

ROOM = 990007


def file_of(count: int, *, file_name: str = "lesson") -> bytes:
    """Rows for the first so many students of the room that holds them."""
    rows = [f"{ROOM},student{number:02},{file_name}-{number}" for number in range(1, count + 1)]
    return "\n".join(["room,account,file_name", *rows]).encode()


def batch_of(count: int, operation: Operation = Operation.START) -> Batch:
    return read_batch(file_of(count), operation)


@asynccontextmanager
async def opened(it: Desk, batch: Batch, choice: Choice = Choice.RESUME) -> AsyncIterator[BatchRun]:
    async with opened_batch(it.ledger, it.recorder, it.relays, BatchRequest(batch, "Main", choice)) as run:
        yield run


async def ran(it: Desk, batch: Batch, choice: Choice = Choice.RESUME) -> list[Outcome]:
    """What came of every row."""
    async with opened(it, batch, choice) as run:
        await run.run()
        return [result.outcome for result in run.results]


def fill(it: Desk, count: int) -> None:
    """So many students are in the room, with their cameras on."""
    for number in range(1, count + 1):
        it.simulator.enter(ROOM, f"student{number:02}")
