"""Ledgers of earlier versions, where nothing may bring them up to date first: read, pruned, backed up."""

from pathlib import Path

import pytest

from gui.core.ledger import schema
from gui.core.ledger.keeping.backup import back_up
from gui.core.ledger.keeping.prune import prune
from gui.core.ledger.keeping.restore import look_before_restore
from gui.core.ledger.read_only import opened_read_only
from gui.core.ledger.salvage import set_aside
from tests.support.core.damaged_ledger import middle
from tests.support.core.ledger import begin, opened, sql, target
from tests.support.core.months_of_recordings import FEBRUARY, LATER, STAY, accounts, two_months
from tests.support.core.older_ledger import take_back

LEDGER = "ledger.sqlite3"
VERSIONS = range(1, schema.VERSION)


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_older_ledger_is_read_as_it_is(tmp_path: Path, version: int) -> None:
    await two_months(tmp_path)
    async with opened(tmp_path) as ledger:
        await begin(ledger, target(5))
        known, still_open = await ledger.sessions(), await ledger.open_sessions()
    take_back(tmp_path / LEDGER, version)
    async with opened_read_only(tmp_path) as older:
        found = await older.sessions()
        assert [one.id for one in found] == [one.id for one in known]
        assert [one.id for one in await older.open_sessions()] == [one.id for one in still_open]
        assert len(await older.sessions(limit=2)) == 2
    assert sql(tmp_path, "PRAGMA user_version") == [(version,)]


@pytest.mark.parametrize("version", VERSIONS)
async def test_months_of_an_older_ledger_are_removed_and_what_stays_is_of_today(
    tmp_path: Path, version: int
) -> None:
    await two_months(tmp_path)
    take_back(tmp_path / LEDGER, version)
    prune(tmp_path, FEBRUARY)
    assert tuple(await accounts(tmp_path)) == STAY
    assert sql(tmp_path, "PRAGMA user_version") == [(schema.VERSION,)]


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_older_ledger_is_backed_up_as_it_is_and_the_backup_fits(
    tmp_path: Path, version: int
) -> None:
    await two_months(tmp_path / "DATA")
    take_back(tmp_path / "DATA" / LEDGER, version)
    done = back_up(tmp_path / "DATA", tmp_path / "backup")
    plan = look_before_restore(tmp_path / "DATA", tmp_path / "backup")
    assert (plan.contents, plan.missing) == (done.contents, 0)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_damaged_older_ledger_is_rescued(tmp_path: Path, version: int) -> None:
    async with opened(tmp_path) as ledger:
        for room in range(1, 61):
            await begin(ledger, target(room))
    take_back(tmp_path / LEDGER, version)
    middle(tmp_path / LEDGER)
    assert set_aside(tmp_path, "Li", LATER).sessions > 40
