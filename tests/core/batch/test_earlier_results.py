"""What an earlier run of a batch left: which rows go on, and for how long that is offered."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gui.core.batch.earlier_results import OFFERED_FOR, CutBatch, cut_batches, known_results, offer_no_more
from gui.core.batch.run import Choice
from gui.core.foundation.enums import Outcome
from gui.core.protocol.endpoint import UNLIMITED
from tests.support.core.batches import batch_of, fill, opened, ran
from tests.support.core.queued_starts import ONE_AT_A_TIME
from tests.support.core.recorder_setup import APP, Desk, desk
from tests.support.waiting import until

ROWS = 30


async def cut(it: Desk, after: int = 5) -> None:
    """A run that ends as it does with a panel that closes."""
    it.simulator.arm(delay_s=0.05, times=ROWS)
    it.relays.limits = ONE_AT_A_TIME
    async with opened(it, batch_of(ROWS)) as run:
        work = asyncio.create_task(run.run())
        await until(lambda: len(it.sent) >= after)
        run.cancel()
        await work
    it.relays.limits = UNLIMITED
    it.simulator.disarm()


async def offered(it: Desk) -> tuple[CutBatch, ...]:
    return await cut_batches(it.ledger)


async def test_a_cut_batch_is_offered_with_the_rows_that_were_never_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        fill(it, ROWS)
        await cut(it)
        (found,) = await offered(it)
        assert found.left == ROWS - len(it.sent)
        assert found.run.rows == ROWS
        assert found.name == batch_of(ROWS).identity(it.relays.host, APP)


async def test_what_is_known_of_a_file_is_told_without_beginning_anything(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        fill(it, ROWS)
        name = batch_of(ROWS).identity(it.relays.host, APP)
        assert await known_results(it.ledger, batch_of(ROWS), name) == {}
        assert not (tmp_path / "batches").exists()
        await cut(it)
        known = await known_results(it.ledger, batch_of(ROWS), name)
        assert sorted(known) == list(range(len(it.sent)))
        assert {result.outcome for result in known.values()} == {Outcome.ACCEPTED}


async def test_a_batch_that_came_to_its_end_is_not_offered(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(3))
        assert await offered(it) == ()


async def test_what_a_person_gave_up_is_not_offered_until_it_goes_on_and_is_cut_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        fill(it, ROWS)
        await cut(it)
        (found,) = await offered(it)
        await offer_no_more(tmp_path, found.name, found.run.number)
        assert await offered(it) == ()
        await cut(it, after=12)
        (found,) = await offered(it)
        assert found.left == ROWS - len(it.sent)
        assert await ran(it, batch_of(ROWS), Choice.RESUME) == [Outcome.ACCEPTED] * ROWS
        assert await offered(it) == ()
        assert len(it.sent) == ROWS


async def test_after_some_days_it_is_no_longer_offered_by_itself(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        fill(it, ROWS)
        await cut(it)
        (path,) = (tmp_path / "batches").glob("*.jsonl")
        run = json.loads(path.read_text().strip())
        run["at"] = (datetime.now(UTC) - OFFERED_FOR - timedelta(hours=1)).isoformat(timespec="milliseconds")
        path.write_text(json.dumps(run))
        assert await offered(it) == ()
