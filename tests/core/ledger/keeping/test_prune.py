"""Whole months leave the ledger with everything personal in them; what somebody may still need stays."""

import os
import resource
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.ledger.keeping import workplace
from gui.core.ledger.keeping.backup import back_up
from gui.core.ledger.keeping.months import NotPast, month_begin
from gui.core.ledger.keeping.prune import look_before_prune, prune
from gui.core.ledger.keeping.restore import restore
from gui.core.ledger.keeping.selection import WhyKept
from tests.support.core.damaged_ledger import names
from tests.support.core.ledger import begin, opened, sql, target
from tests.support.core.months_of_recordings import (
    FEBRUARY,
    JANUARY,
    LATER,
    OVER,
    STAY,
    accounts,
    files_with,
    recorded,
    two_months,
)
from tests.support.core.scripts_in_a_process import in_a_process
from tests.support.core.told import english

LEDGER = "ledger.sqlite3"


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


# Which months.


@pytest.mark.parametrize("date", ["2026-02-01", "2026-02-10", "2026-02-28", "2026-02", "2026-2-3"])
def test_a_date_stands_for_the_begin_of_its_month(date: str) -> None:
    assert month_begin(date, LATER) == FEBRUARY


@pytest.mark.usefixtures("shanghai")
def test_a_month_begins_when_it_does_on_the_desks_own_calendar() -> None:
    assert month_begin("2026-02-10", LATER) == datetime(2026, 1, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "monday", "2026", "2026-13-01", "2026-02-30", "20260201", "0000-01-01"])
def test_what_is_no_date_removes_nothing(date: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        month_begin(date, LATER)


def test_a_day_that_has_not_come_yet_is_a_slip() -> None:
    with pytest.raises(NotPast):
        month_begin("2026-03-21", datetime(2026, 3, 20, 12).astimezone())
    assert month_begin("2026-03-20", datetime(2026, 3, 20, 12).astimezone()).month == 3


# What goes.


async def test_what_was_over_before_the_month_goes_and_all_else_stays(tmp_path: Path) -> None:
    await two_months(tmp_path)
    plan = look_before_prune(tmp_path, FEBRUARY)
    assert len(await accounts(tmp_path)) == 11
    done = prune(tmp_path, FEBRUARY)
    assert done == plan
    assert (done.sessions, done.rows, done.left) == (5, 13, 6)
    assert await accounts(tmp_path) == list(STAY)
    why = {one.session.target.account: one.why for one in done.kept}
    assert why == {
        "carol": WhyKept.LIVE,
        "dan": WhyKept.UNKNOWN,
        "eve": WhyKept.ATTENTION,
        "frank": WhyKept.ATTENTION,
    }
    again = prune(tmp_path, FEBRUARY)
    assert (again.sessions, again.left) == (0, 6)


async def test_not_one_byte_of_it_is_left_in_file_log_or_free_list(tmp_path: Path) -> None:
    await two_months(tmp_path)
    # A log that was never put away, as after a power cut.
    with closing(sqlite3.connect(tmp_path / LEDGER)) as other:
        other.execute("SELECT * FROM entry LIMIT 1").fetchone()
        shutil.copytree(tmp_path, folder := tmp_path / "DATA", ignore=shutil.ignore_patterns("DATA"))
    assert files_with(folder, "alice") == [LEDGER]
    prune(folder, FEBRUARY)
    for account in OVER:
        assert files_with(folder, account) == [], account
    for account in STAY:
        assert files_with(folder, account) == [LEDGER], account


async def test_rows_that_lie_in_the_log_alone_go_as_well(tmp_path: Path) -> None:
    async with opened(tmp_path / "work") as ledger:
        await recorded(ledger, "alice", JANUARY, JANUARY)
        await recorded(ledger, "hugo", FEBRUARY, FEBRUARY)
        (tmp_path / "DATA").mkdir()
        for end in ("", "-wal"):
            shutil.copy(tmp_path / "work" / f"{LEDGER}{end}", tmp_path / "DATA" / f"{LEDGER}{end}")
    assert files_with(tmp_path / "DATA", "alice") == [f"{LEDGER}-wal"]
    prune(tmp_path / "DATA", FEBRUARY)
    assert files_with(tmp_path / "DATA", "alice") == []
    assert await accounts(tmp_path / "DATA") == ["hugo"]


async def test_numbers_and_rows_are_never_given_a_second_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await recorded(ledger, "alice", JANUARY, JANUARY)
        last = await recorded(ledger, "bob", JANUARY, JANUARY)
    assert prune(tmp_path, FEBRUARY).left == 0
    assert prune(tmp_path, FEBRUARY).left == 0
    async with opened(tmp_path) as ledger:
        assert await ledger.last_row() == last.row
        opening = await begin(ledger)
        assert (int(opening.session.id), opening.session.row) == (int(last.id) + 1, last.row + 1)


async def test_the_ledger_works_on_as_before_and_refuses_to_forget_rows(tmp_path: Path) -> None:
    await two_months(tmp_path)
    (tmp_path / LEDGER).chmod(0o640)
    prune(tmp_path, FEBRUARY)
    async with opened(tmp_path) as ledger:
        assert (await begin(ledger, target(99))).session.state is State.STARTING
        assert len(await ledger.entries("10")) == 3
    with pytest.raises(sqlite3.IntegrityError):
        sql(tmp_path, "DELETE FROM entry")
    assert sql(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    assert stat.S_IMODE((tmp_path / LEDGER).stat().st_mode) == 0o640


async def test_a_damaged_row_keeps_its_session_for_a_person_to_look_at(tmp_path: Path) -> None:
    await two_months(tmp_path)
    sql(tmp_path, "DROP TRIGGER entry_is_never_altered")
    sql(tmp_path, "UPDATE entry SET session = 'torn' WHERE session_id = '1' AND kind = 'answer'")
    sql(tmp_path, "UPDATE entry SET at = 'some day' WHERE session_id = '2'")
    kept = {one.session.id: one.why for one in prune(tmp_path, FEBRUARY).kept}
    assert kept["1"] is WhyKept.UNKNOWN
    assert (await accounts(tmp_path))[:2] == ["alice", "bob"]


async def test_what_clears_an_earlier_failure_stays_with_it(tmp_path: Path) -> None:
    """Without it the failure would need attention again."""
    await two_months(tmp_path)
    sql(
        tmp_path,
        "INSERT INTO entry (row, session_id, at, kind, operator, process, reason, detail, session)"
        " SELECT 900, session_id, '2026-03-01T00:00:00+00:00', 'undone', operator, process,"
        " reason, detail, session FROM entry WHERE session_id = '7' AND kind = 'answer'",
    )
    kept = {one.session.id: one.why for one in prune(tmp_path, FEBRUARY).kept}
    assert kept["8"] is WhyKept.EXPLAINS
    assert (await accounts(tmp_path)).count("walter") == 2


async def test_a_batch_that_may_go_on_keeps_its_rows(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await recorded(ledger, "alice", JANUARY, JANUARY, batch="cafe")
        await recorded(ledger, "bob", JANUARY, JANUARY, batch="beef")
    done = prune(tmp_path, FEBRUARY, [("cafe", 1), ("beef", 2)])
    assert [one.why for one in done.kept] == [WhyKept.BATCH]
    assert await accounts(tmp_path) == ["alice"]


# Copies.


async def test_copies_that_still_hold_it_are_named_and_go_when_that_is_wanted(tmp_path: Path) -> None:
    await two_months(tmp_path)
    back_up(tmp_path, tmp_path / "mine.backup")
    restore(tmp_path, tmp_path / "mine.backup", "Li", LATER)
    shutil.copy(tmp_path / "mine.backup", tmp_path / f"{LEDGER}.schema-2")
    shutil.copy(tmp_path / "mine.backup", tmp_path / f"{LEDGER}.damaged-2026-01-09")
    shutil.copy(tmp_path / "mine.backup", tmp_path / ".0123456789abcdef.partial")
    (tmp_path / ".fedcba9876543210.partial").write_bytes(b"of another file")
    (tmp_path / "rescue-killed").mkdir()
    shutil.copy(tmp_path / "mine.backup", tmp_path / "rescue-killed" / LEDGER)
    done = prune(tmp_path, FEBRUARY)
    assert {path.name for path in done.copies.own} == {
        f"{LEDGER}.schema-2",
        f"{LEDGER}.damaged-2026-01-09",
        f"{LEDGER}.replaced-2026-03-20",
    }
    assert [path.name for path in done.copies.others] == ["mine.backup"]
    assert set(files_with(tmp_path, "alice")) == {
        path.name for path in (*done.copies.own, *done.copies.others)
    }
    last = prune(tmp_path, FEBRUARY, with_copies=True)
    assert last.copies.own == ()
    assert files_with(tmp_path, "alice") == ["mine.backup"]
    assert (tmp_path / ".fedcba9876543210.partial").exists()


# Who keeps it from that.


async def test_while_a_window_or_command_has_the_ledger_open_nothing_goes_and_its_process_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace, "WAIT_S", 0.1)
    await two_months(tmp_path)
    async with opened(tmp_path):
        with pytest.raises(Problem) as refused:
            prune(tmp_path, FEBRUARY)
    assert refused.value.word is LocalFailure.LEDGER_LOCKED
    assert f"(process {os.getpid()})" in english(refused.value)
    assert len(await accounts(tmp_path)) == 11


async def test_while_a_foreign_program_reads_the_file_nothing_goes(tmp_path: Path) -> None:
    await two_months(tmp_path)
    with closing(sqlite3.connect(tmp_path / LEDGER, isolation_level=None)) as viewer:
        viewer.execute("BEGIN")
        viewer.execute("SELECT * FROM entry LIMIT 1").fetchone()
        with pytest.raises(Problem) as refused:
            prune(tmp_path, FEBRUARY)
    assert refused.value.word is LocalFailure.LEDGER_LOCKED
    assert len(await accounts(tmp_path)) == 11


async def test_where_the_disk_takes_no_new_file_the_ledger_is_left_and_the_folder_is_named(
    tmp_path: Path,
) -> None:
    await two_months(tmp_path)
    before = (tmp_path / LEDGER).read_bytes()
    assert in_a_process(_prune_under_a_limit, tmp_path) == 0
    assert (tmp_path / LEDGER).read_bytes() == before
    assert not [name for name in names(tmp_path) if name.startswith("rescue")]
    assert prune(tmp_path, FEBRUARY).sessions == 5


def _prune_under_a_limit(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, 16 * 1024))
    with pytest.raises(Problem) as refused:
        prune(folder, FEBRUARY)
    assert refused.value.word is LocalFailure.LEDGER
    assert str(folder) in english(refused.value)


async def test_a_ledger_of_a_newer_panel_or_with_a_second_name_is_left_as_it_is(tmp_path: Path) -> None:
    await two_months(tmp_path)
    before = (tmp_path / LEDGER).read_bytes()
    os.link(tmp_path / LEDGER, tmp_path / "second")
    with pytest.raises(Problem) as refused:
        prune(tmp_path, FEBRUARY)
    assert "second name" in english(refused.value)
    assert (tmp_path / LEDGER).read_bytes() == before
    (tmp_path / "second").unlink()
    sql(tmp_path, "PRAGMA user_version = 99")
    before = (tmp_path / LEDGER).read_bytes()
    with pytest.raises(Problem) as newer:
        prune(tmp_path, FEBRUARY)
    assert newer.value.word is LocalFailure.LEDGER_NEWER
    assert (tmp_path / LEDGER).read_bytes() == before


async def test_what_a_dead_process_left_under_way_is_still_concluded_afterwards(tmp_path: Path) -> None:
    await two_months(tmp_path)
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger, target(77))
    before = sql(tmp_path, "SELECT * FROM in_flight")
    prune(tmp_path, FEBRUARY + timedelta(days=28))
    assert sql(tmp_path, "SELECT * FROM in_flight") == before
    async with opened(tmp_path) as ledger:
        assert [one.opening.session.id for one in await ledger.orphans()] == [opening.session.id]
