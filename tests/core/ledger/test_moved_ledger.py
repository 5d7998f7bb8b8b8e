"""A ledger that is not where it was when it was opened: nothing is sent that could not be found again."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.rows import Busy
from gui.core.recording.operation_request import OperationResult
from tests.support.core.ledger import NOTE, opened, start_of, target
from tests.support.core.recorder_setup import START, STOP, Desk, desk

LEDGER = "ledger.sqlite3"
BOB = replace(START, account="bob")


def moved_away(folder: Path) -> None:
    folder.rename(folder.with_name("DATA.moved"))


def moved_and_made_anew(folder: Path) -> None:
    moved_away(folder)
    folder.mkdir()


def replaced_by_another_ledger(folder: Path) -> None:
    """As a panel does that is started in the meantime."""
    moved_and_made_anew(folder)
    shutil.copy(folder.with_name("DATA.moved") / LEDGER, folder / LEDGER)


def restored_from_a_backup(folder: Path) -> None:
    shutil.copy(folder / LEDGER, folder / "backup")
    (folder / "backup").replace(folder / LEDGER)


def put_back(folder: Path) -> None:
    if not folder.exists():
        folder.with_name("DATA.moved").rename(folder)


def leave_a_link(folder: Path) -> None:
    folder.symlink_to(folder.with_name("DATA.moved"))


def removed(folder: Path) -> None:
    (folder / LEDGER).unlink()


def without_its_log(folder: Path) -> None:
    (folder / f"{LEDGER}-wal").unlink()


def without_its_index(folder: Path) -> None:
    (folder / f"{LEDGER}-shm").unlink()


def log_of_another(folder: Path) -> None:
    (folder / f"{LEDGER}-wal").unlink()
    (folder / f"{LEDGER}-wal").touch()


def folder_is_a_file(folder: Path) -> None:
    moved_away(folder)
    folder.touch()


SWEEPS = [
    moved_away,
    moved_and_made_anew,
    replaced_by_another_ledger,
    restored_from_a_backup,
    removed,
    without_its_log,
    without_its_index,
    log_of_another,
    folder_is_a_file,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "DATA"


def assert_refused(result: OperationResult) -> None:
    assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
    assert result.problem is not None
    assert result.problem.word is LocalFailure.LEDGER_MOVED


async def assert_nothing_is_sent(it: Desk) -> None:
    assert_refused(await it.recorder.start("Main", BOB))
    assert_refused(await it.recorder.stop_session("1"))
    assert_refused(await it.recorder.stop("Main", STOP))
    assert it.sent == ["start"]


@pytest.mark.parametrize("sweep", SWEEPS)
async def test_nothing_is_sent_once_the_ledger_is_not_where_it_was_and_the_list_can_be_read(
    folder: Path, sweep: Callable[[Path], None]
) -> None:
    async with desk(folder) as it:
        await it.started()
        sweep(folder)
        await assert_nothing_is_sent(it)
        assert [session.state for session in await it.ledger.sessions()] == [State.RECORDING]


@pytest.mark.parametrize("sweep", [moved_away, without_its_log, without_its_index])
async def test_the_next_panel_finds_every_row_that_was_written_before(
    folder: Path, sweep: Callable[[Path], None]
) -> None:
    async with desk(folder) as it:
        await it.started()
        sweep(folder)
        assert_refused(await it.recorder.start("Main", BOB))
    put_back(folder)
    async with opened(folder) as ledger:
        assert [session.state for session in await ledger.sessions()] == [State.RECORDING]


async def test_a_folder_that_is_put_back_is_used_again_without_a_restart(folder: Path) -> None:
    async with desk(folder) as it:
        await it.started()
        moved_away(folder)
        await assert_nothing_is_sent(it)
        put_back(folder)
        assert (await it.recorder.start("Main", BOB)).outcome is not Outcome.NOT_SENT
        assert (await it.recorder.stop_session("1")).outcome is Outcome.ACCEPTED


async def test_a_folder_that_moved_behind_a_link_is_where_it_was(folder: Path) -> None:
    async with desk(folder) as it:
        await it.started()
        moved_away(folder)
        leave_a_link(folder)
        assert (await it.recorder.stop_session("1")).outcome is Outcome.ACCEPTED


async def test_a_move_between_the_look_and_the_commit_is_noticed_before_anything_is_sent(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(folder) as it:
        await it.started()
        real = LedgerDatabase.in_place
        looks: list[None] = []

        def look(database: LedgerDatabase) -> None:
            real(database)
            looks.append(None)
            if len(looks) == 1:
                moved_away(folder)

        monkeypatch.setattr(LedgerDatabase, "in_place", look)
        assert_refused(await it.recorder.start("Main", BOB))
        assert len(looks) == 1
        assert it.sent == ["start"]


async def test_the_answer_of_a_stop_that_a_move_overtook_is_kept_and_written_once_it_is_back(
    folder: Path,
) -> None:
    async with desk(folder) as it:
        await it.started()
        connect = it.relays.connect

        async def connect_and_lose() -> object:
            client = await connect()
            moved_away(folder)
            return client

        it.relays.connect = connect_and_lose  # type: ignore[assignment] # the same client
        result = await it.recorder.stop_session("1")
        assert (result.outcome, it.sent) == (Outcome.ACCEPTED, ["start", "stop"])
        assert result.problem is not None
        assert result.problem.word is LocalFailure.LEDGER_AFTER
        with pytest.raises(Problem):
            await it.recorder.write_late(result)
        put_back(folder)
        late = await it.recorder.write_late(result)
        assert (late.outcome, late.problem) == (Outcome.ACCEPTED, None)
        session = await it.ledger.session("1")
        assert session is not None
        assert (session.state, session.file_ids) == (State.STOPPED, late.session and late.session.file_ids)


async def test_a_person_s_decision_is_not_lost_in_a_file_that_is_gone_either(folder: Path) -> None:
    async with desk(folder) as it:
        await it.started()
        restored_from_a_backup(folder)
        with pytest.raises(Problem) as refused:
            await it.recorder.mark_handled("1", "seen to")
        assert refused.value.word is LocalFailure.LEDGER_MOVED


def test_a_link_to_a_ledger_that_is_not_there_is_told_and_no_empty_one_is_made(folder: Path) -> None:
    folder.mkdir()
    away = folder.with_name("stick")
    away.mkdir()
    (folder / LEDGER).symlink_to(away / "ledger")
    with pytest.raises(Problem) as refused:
        LedgerDatabase(folder).open()
    assert refused.value.word is LocalFailure.LEDGER_MOVED
    assert list(away.iterdir()) == []


def test_a_log_without_its_ledger_is_kept_and_no_empty_one_is_made(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{LEDGER}-wal").write_bytes(b"the last commits")
    with pytest.raises(Problem) as refused:
        LedgerDatabase(folder).open()
    assert refused.value.word is LocalFailure.LEDGER_DAMAGED
    assert {path.name for path in folder.glob(f"{LEDGER}*")} == {f"{LEDGER}-wal"}


async def test_two_data_folders_whose_ledger_is_one_by_a_link_find_each_other_s_operations(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    linked(first, second)
    async with opened(first) as one, opened(second) as other:
        await one.begin(target().key, start_of(target()), NOTE)
        with pytest.raises(Busy):
            await other.begin(target().key, start_of(target()), NOTE)
        assert await other.orphans() == ()
        assert listed(second) == [LEDGER]


def linked(first: Path, second: Path) -> None:
    for folder in (first, second):
        folder.mkdir()
    (second / LEDGER).symlink_to(first / LEDGER)
    (first / LEDGER).touch(mode=0o600)


def listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_ledger_with_a_second_name_is_not_used_by_either_until_it_has_one_again(folder: Path) -> None:
    """Each name has its own log: what is begun by one of them would be begun once more by the other."""
    other = folder.with_name("other")
    other.mkdir()
    async with opened(folder) as ledger:
        opening = await ledger.begin(target().key, start_of(target()), NOTE)
        os.link(folder / LEDGER, other / LEDGER)
        with pytest.raises(Problem) as caught:
            async with opened(other):
                pass
        assert caught.value.word is LocalFailure.LEDGER
        assert caught.value.detail == Detail("ledger.second_name", where=str(other / LEDGER))
        assert await ledger.sessions() == (opening.session,)
    with pytest.raises(Problem, match="ledger"):
        async with opened(folder):
            pass
    shutil.copy(other / LEDGER, other / "copy")
    (other / "copy").replace(other / LEDGER)
    async with opened(folder) as ledger:
        assert await ledger.sessions() == (opening.session,)
