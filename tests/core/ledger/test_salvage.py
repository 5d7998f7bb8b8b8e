"""A damaged ledger: never overwritten, moved aside when asked, and all that can be read of it is kept."""

import asyncio
import contextlib
import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.salvage import is_damaged, set_aside
from gui.core.reports.json_fields import session_fields
from tests.support.core.damaged_ledger import (
    DAY,
    LEDGER,
    cut,
    emptied,
    everything,
    filled,
    header,
    middle,
    names,
    sessions,
)
from tests.support.core.ledger import begin, end, opened, sql, target
from tests.support.core.locked_ledger import holding
from tests.support.core.older_ledger import take_back
from tests.support.core.recorder_setup import START, STOP, desk
from tests.support.core.told import english
from tests.support.session_samples import HandClock


@pytest.mark.parametrize("spoil", [header, middle, cut, everything, emptied])
async def test_a_damaged_ledger_is_moved_aside_as_it_is_and_a_new_one_works(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    await filled(tmp_path)
    assert not is_damaged(tmp_path)
    spoil(tmp_path / LEDGER)
    damaged = (tmp_path / LEDGER).read_bytes()
    assert is_damaged(tmp_path)
    done = set_aside(tmp_path, "Li", DAY)
    assert done.aside.name == "ledger.sqlite3.damaged-2026-03-01"
    assert done.aside.read_bytes() == damaged
    kept = await sessions(tmp_path)
    assert len(kept) == done.sessions
    assert sql(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger, target(99))
        assert opening.session.row > done.rows
    assert not [found for found in names(tmp_path) if found.startswith("rescue-")]


@pytest.mark.parametrize("spoil", [middle, cut])
async def test_what_can_be_read_is_kept_and_whatever_was_live_is_unconfirmed(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    await filled(tmp_path, 90)
    spoil(tmp_path / LEDGER)
    done = set_aside(tmp_path, "Li", DAY)
    assert done.sessions > 10
    kept = {session.target.room: session for session in await sessions(tmp_path)}
    stopped = kept.pop(1)
    assert (stopped.state, stopped.file_ids) == (State.STOPPED, ("f1",))
    assert {session.state for session in kept.values()} == {State.UNKNOWN}
    one = next(iter(kept.values()))
    assert one.failure is not None
    assert one.failure.word is LocalFailure.LEDGER_ROW
    async with opened(tmp_path) as ledger:
        rows = await ledger.entries(one.id)
    assert [row.kind for row in rows][-1] == "interrupted"
    assert rows[-1].operator == "Li"


async def test_rows_of_the_log_that_were_not_merged_yet_are_kept_too(tmp_path: Path) -> None:
    source = tmp_path / "source"
    async with opened(source) as ledger:
        for room in range(30):
            await begin(ledger, target(room))
        folder = tmp_path / "copy"
        folder.mkdir()
        for name in (LEDGER, f"{LEDGER}-wal"):
            shutil.copy(source / name, folder / name)
    assert (folder / f"{LEDGER}-wal").stat().st_size > 0
    log = (folder / f"{LEDGER}-wal").read_bytes()
    done = set_aside(folder, "Li", DAY)
    assert done.sessions == 30
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == log
    assert len(await sessions(folder)) == 30


async def test_a_log_that_was_cut_opens_with_the_rows_before_the_cut(tmp_path: Path) -> None:
    source, folder = tmp_path / "source", tmp_path / "copy"
    folder.mkdir()
    async with opened(source) as ledger:
        for room in range(30):
            await begin(ledger, target(room))
        for name in (LEDGER, f"{LEDGER}-wal"):
            shutil.copy(source / name, folder / name)
    log = (folder / f"{LEDGER}-wal").read_bytes()
    (folder / f"{LEDGER}-wal").write_bytes(log[: len(log) // 2])
    kept = await sessions(folder)
    assert 5 < len(kept) < 30
    assert sorted(session.target.room for session in kept) == list(range(len(kept)))


async def test_the_second_one_of_a_day_gets_a_number(tmp_path: Path) -> None:
    for name in ("ledger.sqlite3.damaged-2026-03-01", "ledger.sqlite3.damaged-2026-03-01-2"):
        await filled(tmp_path, 2)
        everything(tmp_path / LEDGER)
        assert set_aside(tmp_path, "Li", DAY).aside.name == name


async def test_nothing_is_moved_while_another_panel_has_it_open(tmp_path: Path) -> None:
    await filled(tmp_path, 3)
    async with opened(tmp_path):
        with pytest.raises(Problem) as caught:
            set_aside(tmp_path, "Li", DAY)
        assert caught.value.word is LocalFailure.LEDGER_LOCKED
        assert str(tmp_path / LEDGER) in english(caught.value)
    assert len(await sessions(tmp_path)) == 3


async def test_a_move_that_does_not_work_leaves_the_file_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(tmp_path, 3)
    everything(tmp_path / LEDGER)
    before = (tmp_path / LEDGER).read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "rescue"))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Problem) as caught:
        set_aside(tmp_path, "Li", DAY)
    assert "No space left on device" in english(caught.value)
    assert (tmp_path / LEDGER).read_bytes() == before


# One damaged row.


def alter(folder: Path, statement: str, *values: object) -> None:
    """By hand, past the triggers, as only damage can."""
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as database:
        for trigger in ("entry_is_never_altered", "entry_is_never_removed"):
            database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        database.execute(statement, values)


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '{"target": 1}', "\x00", '{"state": "of later"}'])
async def test_a_damaged_row_makes_its_session_unconfirmed_and_stops_nothing_else(
    tmp_path: Path, text: str
) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        other = replace(START, account="bob")
        await it.recorder.start("Main", other)
        alter(tmp_path, "UPDATE entry SET session = ? WHERE row = 2", text)
        found = {session.target.account: session for session in await it.ledger.open_sessions()}
        assert found["bob"].state is State.RECORDING
        alice = found["alice"]
        assert (alice.state, alice.settings.file_name) == (State.UNKNOWN, "lesson")
        assert alice.failure is not None
        assert (alice.failure.word, alice.failure.delivery) == (LocalFailure.LEDGER_ROW, Delivery.NO_ANSWER)
        assert len(await it.ledger.entries(alice.id)) == 1
        assert await it.recorder.recover() == ()
        stopped = await it.recorder.stop("Main", STOP)
        assert stopped.outcome is Outcome.ACCEPTED
        assert stopped.session is not None
        assert (stopped.session.id, stopped.session.state) == (alice.id, State.STOPPED)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asked_at", "0001-01-01T00:00:00Z"),
        ("accepted_at", "9999-12-31T23:59:59Z"),
        ("changed_at", "2026-03-01T10:00:00"),
        ("overrun_hours", 10**15),
        ("failure", {"delivery": "answered", "operation": 1}),
        ("failure", {"delivery": "answered", "operation": 1, "code": 1, "word": "busy"}),
    ],
)
async def test_a_row_with_values_that_no_list_can_show_is_a_damaged_row_and_takes_no_list_along(
    tmp_path: Path, field: str, value: object
) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        await it.recorder.start("Main", replace(START, account="bob"))
        ((text,),) = sql(tmp_path, "SELECT session FROM entry WHERE row = 2")
        alter(
            tmp_path,
            "UPDATE entry SET session = ? WHERE row = 2",
            json.dumps({**json.loads(str(text)), field: value}),
        )
        found = {session.target.account: session for session in await it.ledger.sessions()}
        assert (found["alice"].state, found["bob"].state) == (State.UNKNOWN, State.RECORDING)
        assert {session_fields(one, Catalogue("en"))["state"] for one in found.values()} == {
            "unknown",
            "recording",
        }


async def test_a_session_without_one_readable_row_is_still_known_by_room_and_user(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        alter(tmp_path, "UPDATE entry SET session = 'gone'")
        (found,) = await it.ledger.open_sessions()
        assert (found.id, found.target.room, found.target.account) == ("1", START.room, START.account)
        assert found.state is State.UNKNOWN
        assert (await it.recorder.settle("1", State.STOPPED, "seen to")).state is State.STOPPED


async def test_a_damaged_intent_of_a_panel_that_died_is_still_concluded(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await begin(ledger)
    alter(tmp_path, "UPDATE entry SET session = '{'")
    alter(tmp_path, "UPDATE in_flight SET successor = '{'")
    async with desk(tmp_path) as it:
        (found,) = await it.recorder.recover()
        assert found.state is State.UNKNOWN


async def test_a_damaged_row_does_not_keep_an_older_ledger_from_being_migrated(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger)
        await end(ledger, replace(opening.session, state=State.FAILED))
    alter(tmp_path, "UPDATE entry SET session = '{' WHERE row = 2")
    take_back(tmp_path / LEDGER, 1)
    assert len(await sessions(tmp_path)) == 1
    assert sql(tmp_path, "PRAGMA user_version") != [(1,)]
    assert (tmp_path / f"{LEDGER}.schema-1").exists()


# What can't be written is not sent.


async def test_an_intent_that_cannot_be_written_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.core.ledger.database.LOCK_WAIT_S", 0.2)
    async with desk(tmp_path) as it:
        with holding(tmp_path):
            result = await it.recorder.start("Main", START)
        assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
        assert result.problem is not None
        assert str(tmp_path / LEDGER) in english(result.problem)
        assert it.sent == []


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can only be mounted by root")
async def test_on_a_full_disk_nothing_is_sent_and_the_list_can_still_be_read(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = await asyncio.create_subprocess_exec(
        "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk), stderr=asyncio.subprocess.PIPE
    )
    if await mounting.wait() != 0:
        pytest.skip("this machine mounts nothing")
    try:
        async with desk(disk) as it:
            session = await it.started()
            with (disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
                while True:
                    filler.write(bytes(4096))
            result = await it.recorder.stop_session(session.id)
            assert result.outcome is Outcome.NOT_SENT
            assert result.problem is not None
            assert result.problem.word is LocalFailure.LEDGER
            assert str(disk / LEDGER) in english(result.problem)
            assert "full" in english(result.problem)
            assert it.sent == ["start"]
            assert [found.state for found in await it.ledger.open_sessions()] == [State.RECORDING]
            (disk / "filler").unlink()
            assert (await it.recorder.stop_session(session.id)).outcome is Outcome.ACCEPTED
    finally:
        unmounting = await asyncio.create_subprocess_exec("umount", str(disk))
        await unmounting.wait()


async def test_a_clock_set_back_a_year_keeps_the_order_and_loses_nothing(tmp_path: Path) -> None:
    clock = HandClock()
    async with desk(tmp_path, clock=clock) as it:
        session = await it.started()
        clock.wall -= timedelta(days=365)
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert result.session.state is State.STOPPED
        assert result.session.files_expected == 1
        assert not result.session.files_missing
        rows = await it.ledger.entries(session.id)
        assert [row.row for row in rows] == [1, 2, 3, 4]
        assert json.loads(rows[-1].detail)["status"] == 200
        again = await it.recorder.start("Main", START)
        assert again.session is not None
        assert [found.id for found in await it.ledger.sessions()] == [again.session.id, session.id]


async def test_a_ledger_on_a_file_system_without_modes_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path)
    await ledger.open()
    await ledger.close()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    for name in ("chmod", "fchmod"):
        monkeypatch.setattr(os, name, refused)
    assert not is_damaged(tmp_path)


async def test_a_damaged_ledger_of_a_newer_panel_is_left_to_that_one(tmp_path: Path) -> None:
    """A new one made by this panel would lack what it does not know."""
    await filled(tmp_path)
    sql(tmp_path, "PRAGMA user_version = 99")
    middle(tmp_path / LEDGER)
    before = (tmp_path / LEDGER).read_bytes()
    with pytest.raises(Problem) as refused:
        set_aside(tmp_path, "Li", DAY)
    assert refused.value.word is LocalFailure.LEDGER_NEWER
    assert (tmp_path / LEDGER).read_bytes() == before
