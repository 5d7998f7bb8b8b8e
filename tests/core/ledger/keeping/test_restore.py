"""A backup takes the ledger's place: what was there is kept, nothing live is lost, nothing is sent again."""

import asyncio
import os
import resource
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.ledger import schema
from gui.core.ledger.keeping import workplace
from gui.core.ledger.keeping.backup import back_up
from gui.core.ledger.keeping.prune import prune
from gui.core.ledger.keeping.restore import BatchMark, look_before_restore, restore
from gui.core.ledger.rows import Note
from gui.core.sessions.session import Session
from tests.support.core.damaged_ledger import everything, middle, names
from tests.support.core.ledger import begin, end, opened, sql, start_of, target
from tests.support.core.ledger_history import days_of_sessions, fill
from tests.support.core.months_of_recordings import (
    FEBRUARY,
    LATER,
    STAY,
    accounts,
    recorded,
    target_of,
    two_months,
)
from tests.support.core.older_ledger import take_back
from tests.support.core.scripts_in_a_process import in_a_process
from tests.support.core.told import english
from tests.support.unprivileged import become_unprivileged, make_read_only

LEDGER = "ledger.sqlite3"
ASIDE = f"{LEDGER}.replaced-2026-03-20"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "DATA"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "b"


async def states(folder: Path) -> dict[str, State]:
    async with opened(folder) as ledger:
        return {one.target.account: one.state for one in reversed(await ledger.sessions())}


async def test_what_was_pruned_comes_back_and_the_replaced_ledger_is_kept(folder: Path, file: Path) -> None:
    await two_months(folder)
    before = await accounts(folder)
    (folder / LEDGER).chmod(0o640)
    back_up(folder, file)
    prune(folder, FEBRUARY)
    plan = look_before_restore(folder, file)
    assert await accounts(folder) == list(STAY)
    done = restore(folder, file, "Li", LATER)
    assert done.plan == plan
    assert (plan.contents.sessions, plan.missing, plan.carried, plan.unknown) == (11, 0, 2, 0)
    assert await accounts(folder) == before
    assert done.kept == folder / ASIDE
    assert stat.S_IMODE((folder / LEDGER).stat().st_mode) == 0o640
    assert await accounts(_as_ledger(done.kept)) == list(STAY)
    assert {name for name in names(folder) if name != "processes"} == {LEDGER, ASIDE}


def _as_ledger(kept: Path) -> Path:
    (folder := kept.parent.parent / "old").mkdir()
    shutil.copy(kept, folder / LEDGER)
    return folder


async def test_on_a_new_computer_what_was_live_at_the_backup_is_unknown(folder: Path, file: Path) -> None:
    await two_months(folder)
    back_up(folder, file)
    new = folder.parent / "NEW"
    done = restore(new, file, "Wang", LATER)
    assert (done.kept, done.plan.there, done.plan.unknown) == (None, False, 1)
    found = await states(new)
    assert (found["carol"], found["dan"], found["alice"]) == (State.UNKNOWN, State.UNKNOWN, State.STOPPED)
    async with opened(new) as ledger:
        carol = await ledger.session("3")
        assert carol is not None
        assert carol.failure is not None
        assert carol.failure.word is LocalFailure.LEDGER_RESTORED
        last = (await ledger.entries("3"))[-1]
        assert (last.kind, last.operator) == ("restored", "Wang")
    assert stat.S_IMODE((new / LEDGER).stat().st_mode) == 0o600


async def test_a_request_that_was_under_way_at_the_backup_is_unknown_and_belongs_to_nobody(
    folder: Path, file: Path
) -> None:
    async with opened(folder) as ledger:
        await begin(ledger, target(1))
        # It waited for its turn: by now it may have been sent.
        await ledger.begin(target(2).key, start_of(target(2)), Note("queued", "Li", LATER))
        back_up(folder, file)
    restore(folder.parent / "NEW", file, "Li", LATER)
    async with opened(folder.parent / "NEW") as ledger:
        assert await ledger.orphans() == ()
        assert {one.state for one in await ledger.sessions()} == {State.UNKNOWN}
        assert (await begin(ledger, target(3))).session.id == "3"


async def test_what_came_after_the_backup_stands_where_the_present_ledger_tells_it(
    folder: Path, file: Path
) -> None:
    """Carol has been stopped since, and Ivy is being recorded: neither is in the backup."""
    await two_months(folder)
    back_up(folder, file)
    async with opened(folder) as ledger:
        await ledger.change("3", _stopped, Note("answer", "Li", LATER))
        await recorded(ledger, "ivy", LATER, LATER, state=State.RECORDING)
        await recorded(ledger, "jack", LATER, LATER + timedelta(hours=1))
        under_way = await begin(ledger, target_of("kim"))
    done = restore(folder, file, "Li", LATER)
    assert (done.plan.missing, done.plan.carried, done.plan.unknown) == (3, 4, 1)
    found = await states(folder)
    assert (found["carol"], found["ivy"], found["kim"]) == (State.STOPPED, State.RECORDING, State.UNKNOWN)
    assert "jack" not in found
    async with opened(folder) as ledger:
        ivy = await ledger.session("12")
        assert ivy is not None
        assert (ivy.target.account, ivy.state) == ("ivy", State.RECORDING)
        # Neither the numbers nor the rows of the replaced ledger are given again.
        last = await ledger.last_row()
        opening = await begin(ledger, target(99))
        assert int(opening.session.id) == int(under_way.session.id) + 1
        assert opening.session.row == last + 1 > under_way.session.row


def _stopped(session: Session) -> Session:
    return replace(session, state=State.STOPPED, ended_at=LATER, file_ids=("f",))


async def test_a_live_recording_whose_number_another_one_has_in_the_backup_gets_a_new_one(
    folder: Path, file: Path
) -> None:
    await two_months(folder)
    back_up(folder, file)
    other = folder.parent / "OTHER"
    async with opened(other) as ledger:
        await recorded(ledger, "ivy", LATER, LATER, state=State.RECORDING)
    restore(other, file, "Li", LATER)
    async with opened(other) as ledger:
        found = {one.target.account: one.id for one in await ledger.sessions()}
    assert (found["alice"], found["ivy"]) == ("1", "12")
    assert len(found) == 11


async def test_a_damaged_ledger_is_replaced_and_kept_and_its_live_recordings_are_unknown(
    folder: Path, file: Path
) -> None:
    fill(folder, days_of_sessions(5, 10))
    async with opened(folder) as ledger:
        await recorded(ledger, "carol", LATER, LATER, state=State.RECORDING)
    back_up(folder, file)
    for damage in (everything, os.unlink):
        damage(folder / LEDGER)
        done = restore(folder, file, "Li", LATER)
        assert (done.plan.readable, done.plan.unknown) == (False, 1)
        assert (await states(folder))["carol"] is State.UNKNOWN
    assert (folder / ASIDE).read_bytes().startswith(b"this is no ledger")


async def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(folder: Path, file: Path) -> None:
    await two_months(folder)
    back_up(folder, file)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("CREATE TRIGGER evil AFTER INSERT ON newest BEGIN DELETE FROM in_flight; END")
    take_back(file, 2)
    restore(folder, file, "Li", LATER)
    assert sql(folder, "PRAGMA user_version") == [(schema.VERSION,)]
    assert sql(folder, "SELECT name FROM sqlite_master WHERE name = 'evil'") == []
    assert len(await accounts(folder)) == 11
    assert not [name for name in names(folder) if "schema" in name]


# Files that are no backup.


def assert_refused(folder: Path, file: Path, words: str, word: LocalFailure = LocalFailure.FILE) -> None:
    before = _contents(folder)
    with pytest.raises(Problem) as refused:
        restore(folder, file, "Li", LATER)
    assert refused.value.word is word
    assert words in english(refused.value)
    assert _contents(folder) == before


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_files_that_are_no_backup_are_told_as_what_they_are_and_change_nothing(
    folder: Path, file: Path, tmp_path: Path
) -> None:
    asyncio.run(two_months(folder))
    assert_refused(folder, file, "No such file or directory")
    file.touch()
    assert_refused(folder, file, "it is empty")
    file.write_text("room,account\n" * 100, encoding="utf-8")
    assert_refused(folder, file, "it is no record of the panel")
    file.unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE entry (row)")
        database.execute("PRAGMA user_version = 3")
    assert_refused(folder, file, "it is no record of the panel")
    os.mkfifo(tmp_path / "fifo")
    assert_refused(folder, tmp_path / "fifo", "it is a pipe, a device or a socket")
    assert_refused(folder, tmp_path, "directory")
    assert_refused(folder, folder / LEDGER, "it is the record in use")
    (tmp_path / "link").symlink_to(folder / LEDGER)
    assert_refused(folder, tmp_path / "link", "it is the record in use")


async def test_a_damaged_backup_and_one_of_a_newer_panel_change_nothing(folder: Path, tmp_path: Path) -> None:
    fill(folder, days_of_sessions(60, 10))
    raw = (folder / LEDGER).read_bytes()
    back_up(folder, tmp_path / "cut")
    (tmp_path / "cut").write_bytes(raw[: len(raw) // 2])
    assert_refused(folder, tmp_path / "cut", "it is damaged")
    (tmp_path / "torn").write_bytes(raw.replace(b'"room":10040,', b'"room":40,   '))
    middle(tmp_path / "torn")
    assert_refused(folder, tmp_path / "torn", "it is damaged")
    newer = bytearray(raw)
    newer[60:64] = (99).to_bytes(4, "big")
    (tmp_path / "newer").write_bytes(newer)
    assert_refused(folder, tmp_path / "newer", "newer version", LocalFailure.LEDGER_NEWER)


async def test_a_ledger_of_a_newer_panel_is_not_replaced(folder: Path, file: Path) -> None:
    await two_months(folder)
    back_up(folder, file)
    sql(folder, "PRAGMA user_version = 99")
    assert_refused(folder, file, "newer version", LocalFailure.LEDGER_NEWER)


async def test_while_a_window_or_command_has_the_ledger_open_it_is_left_and_the_process_is_named(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace, "WAIT_S", 0.1)
    await two_months(folder)
    back_up(folder, file)
    async with opened(folder):
        with pytest.raises(Problem) as refused:
            restore(folder, file, "Li", LATER)
    assert refused.value.word is LocalFailure.LEDGER_LOCKED
    assert f"(process {os.getpid()})" in english(refused.value)


async def test_a_cut_batch_never_loses_the_rows_that_it_sent(folder: Path, file: Path) -> None:
    async with opened(folder) as ledger:
        await recorded(ledger, "alice", LATER, LATER)
    back_up(folder, file)
    async with opened(folder) as ledger:
        await recorded(ledger, "bob", LATER, LATER, batch="cafe")
    mark = BatchMark("cafe", 1, 0, "/home/li/lessons.csv")
    with pytest.raises(Problem) as refused:
        restore(folder, file, "Li", LATER, [mark])
    assert "it lacks 1 rows of the batch /home/li/lessons.csv" in english(refused.value)
    given_up = replace(mark, given_up=True)
    assert look_before_restore(folder, file, [given_up]).cut_short == (given_up,)


async def test_where_the_disk_takes_no_copy_the_ledger_is_left_and_the_folder_is_named(
    folder: Path, file: Path
) -> None:
    await two_months(folder)
    back_up(folder, file)
    before = _contents(folder)
    assert in_a_process(_restore_under_a_limit, folder, file) == 0
    assert _contents(folder) == before
    assert set(names(folder)) <= {LEDGER, "processes"}


def _restore_under_a_limit(folder: Path, file: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, 16 * 1024))
    with pytest.raises(Problem) as refused:
        restore(folder, file, "Li", LATER)
    assert refused.value.word is LocalFailure.LEDGER
    assert str(folder) in english(refused.value)


async def test_a_folder_that_cannot_be_written_is_named(folder: Path, file: Path, tmp_path: Path) -> None:
    await two_months(folder)
    back_up(folder, file)
    async with opened(folder) as ledger:
        await end(ledger, (await begin(ledger)).session)
    make_read_only(folder)
    assert in_a_process(_refused_as_nobody, folder, file, tmp_path) == 0


def _refused_as_nobody(folder: Path, file: Path, above: Path) -> None:
    for one in (above, *above.parents):
        if one != Path("/"):
            one.chmod(one.stat().st_mode | 0o011)
    file.chmod(0o644)
    become_unprivileged()
    with pytest.raises(Problem) as refused:
        restore(folder, file, "Li", LATER)
    assert refused.value.word is LocalFailure.LEDGER
    assert str(folder) in english(refused.value)
