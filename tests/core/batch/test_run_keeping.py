"""Months removed and backups put back never let a batch's file send its rows once more."""

import asyncio
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from gui.core.batch.run_keeping import look_before_putting_back, look_before_removal, put_back, remove_months
from gui.core.batch.run_log import BatchRuns, LoggedRun
from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation
from gui.core.ledger.keeping.backup import back_up
from gui.core.ledger.keeping.selection import WhyKept
from tests.support.core.ledger import opened
from tests.support.core.months_of_recordings import FEBRUARY, JANUARY, LATER, accounts, recorded
from tests.support.core.told import english

RUN = LoggedRun(1, 0, JANUARY.astimezone(UTC).isoformat(), Operation.START, "Main", 1, "/home/li/lessons.csv")


def logged(folder: Path, batch: str, run: LoggedRun = RUN, *, ended: bool, over: bool = False) -> Path:
    runs = BatchRuns(folder, batch)
    assert runs.take()
    runs.begin(run)
    if ended:
        runs.end(run.number, over=over)
    runs.release()
    return runs.path


async def sent(folder: Path, *batches: str) -> None:
    """A recording of January for each batch, over by now."""
    async with opened(folder) as ledger:
        for batch in batches:
            await recorded(ledger, f"of-{batch}", JANUARY, JANUARY + timedelta(hours=1), batch=batch)


async def test_the_log_of_a_batch_that_is_over_goes_with_its_rows_and_a_cut_one_keeps_both(
    tmp_path: Path,
) -> None:
    await sent(tmp_path, "over", "cut", "given")
    over = logged(tmp_path, "over", ended=True, over=True)
    given_up = logged(tmp_path, "given", ended=True)
    cut = logged(tmp_path, "cut", ended=False)
    later = logged(tmp_path, "later", replace(RUN, at=LATER.isoformat()), ended=True)
    torn = tmp_path / "batches" / "torn.jsonl"
    torn.write_text('{"after": "x", "number": 1, "at": "", "operation": 1}\n', encoding="utf-8")
    seen = look_before_removal(tmp_path, FEBRUARY)
    assert set(seen.logs) == {over, given_up}
    assert over.exists()
    done = remove_months(tmp_path, FEBRUARY)
    assert done == seen
    assert await accounts(tmp_path) == ["of-cut"]
    assert [one.why for one in done.plan.kept] == [WhyKept.BATCH]
    assert (over.exists(), given_up.exists(), cut.exists(), later.exists(), torn.exists()) == (
        *(False, False),
        *(True, True, True),
    )
    assert not list(await asyncio.to_thread(lambda: list(tmp_path.glob("batches/*.lock"))))


async def test_the_log_of_a_batch_that_runs_is_left(tmp_path: Path) -> None:
    await sent(tmp_path, "over")
    path = logged(tmp_path, "over", ended=True, over=True)
    running = BatchRuns(tmp_path, "over")
    assert running.take()
    assert remove_months(tmp_path, FEBRUARY).logs == ()
    assert path.exists()
    running.release()


async def test_a_backup_without_the_rows_of_a_cut_batch_is_not_put_back(tmp_path: Path) -> None:
    folder, file = tmp_path / "DATA", tmp_path / "b"
    await sent(folder, "first")
    back_up(folder, file)
    await sent(folder, "cut")
    path = logged(folder, "cut", ended=False)
    for attempt in (look_before_putting_back, lambda at, of: put_back(at, of, "Li", LATER)):
        with pytest.raises(Problem) as refused:
            attempt(folder, file)
        assert "/home/li/lessons.csv" in english(refused.value)
    assert path.exists()
    assert await accounts(folder) == ["of-first", "of-cut"]


async def test_a_given_up_batch_that_loses_rows_by_it_is_a_new_one_afterwards(tmp_path: Path) -> None:
    folder, file = tmp_path / "DATA", tmp_path / "b"
    await sent(folder, "kept")
    back_up(folder, file)
    await sent(folder, "given")
    lost, kept = logged(folder, "given", ended=True), logged(folder, "kept", ended=True)
    assert [one.batch for one in look_before_putting_back(folder, file).cut_short] == ["given"]
    assert lost.exists()
    put_back(folder, file, "Li", LATER)
    assert (lost.exists(), kept.exists()) == (False, True)
    assert await accounts(folder) == ["of-kept"]
