"""A ledger that can't be written to is read all the same, and nothing in its folder changes."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.system import FileLock, is_held
from gui.core.ledger import schema
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.read_only import opened_read_only
from gui.core.ledger.rows import Note
from gui.core.sessions.session import Failure, Session
from tests.support.core.ledger import NOTE, NOW, begin, end, opened, sql, start_of, target
from tests.support.core.told import english
from tests.support.scripts import run_script
from tests.support.unprivileged import make_read_only

LEDGER = "ledger.sqlite3"
READ = """
    import asyncio, json, sys
    from pathlib import Path
    from gui.core.ledger.read_only import opened_read_only
    from gui.core.ledger.session_json import session_in
    from tests.support.unprivileged import become_unprivileged

    async def main():
        async with opened_read_only(Path(sys.argv[1])) as ledger:
            print(json.dumps([[s.target.room, s.state.value] for s in await ledger.sessions()]))

    # It imports what it needs with the first row.
    session_in("")
    become_unprivileged()
    asyncio.run(main())
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not below pytest's own folder, which only its owner may enter."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


async def two_sessions(ledger: Ledger) -> tuple[Session, Session]:
    """One that is recording, and one whose answer is still to come."""
    opening = await begin(ledger, target(1))
    (done,) = await end(ledger, replace(opening.session, state=State.RECORDING, accepted_at=NOW))
    return done, (await begin(ledger, target(2))).session


async def left_behind(folder: Path, *ends: str) -> None:
    """The files as a process leaves them that is killed: with these of the ledger's companions."""
    with tempfile.TemporaryDirectory() as made:
        async with opened(Path(made)) as ledger:
            await two_sessions(ledger)
            for end_of_name in ("", *ends):
                shutil.copyfile(Path(made) / f"{LEDGER}{end_of_name}", folder / f"{LEDGER}{end_of_name}")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_unprivileged(folder: Path) -> object:
    make_read_only(folder)
    before = contents(folder)
    done = run_script(READ, folder)
    assert done.returncode == 0, done.stderr
    assert contents(folder) == before
    return json.loads(done.stdout)


async def test_a_ledger_that_was_closed_in_order_is_read_from_a_folder_that_cannot_be_written(
    folder: Path,
) -> None:
    async with opened(folder) as ledger:
        await two_sessions(ledger)
    assert not (folder / f"{LEDGER}-wal").exists()
    assert read_unprivileged(folder) == [[2, "unknown"], [1, "recording"]]


@pytest.mark.parametrize("ends", [("-wal", "-shm"), ("-wal",)])
async def test_what_a_killed_process_left_in_the_log_is_read_as_well(
    folder: Path, ends: tuple[str, ...]
) -> None:
    await left_behind(folder, *ends)
    assert read_unprivileged(folder) == [[2, "unknown"], [1, "recording"]]


async def test_a_start_that_was_cut_off_is_unknown_for_the_reason_that_the_panel_will_write(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as ledger:
        await two_sessions(ledger)
    async with opened_read_only(tmp_path) as read_only:
        cut, recording = await read_only.sessions()
        assert (cut.state, cut.open_attempt) == (State.UNKNOWN, True)
        assert cut.failure is not None
        assert cut.failure.word is LocalFailure.INTERRUPTED
        assert (recording.state, recording.failure) == (State.RECORDING, None)
        assert await read_only.changed_on(cut.target.key, cut.row - 1) == (cut,)
        assert await read_only.changed_on(cut.target.key, cut.row) == ()
        assert await read_only.open_sessions() == (recording, cut)
        assert await read_only.sessions(limit=1) == (cut,)
    with pytest.raises(Problem) as closed:
        await read_only.sessions()
    assert english(closed.value) == "the ledger is not open"


async def test_what_a_living_process_is_at_is_shown_as_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        done, starting = await two_sessions(ledger)
        async with opened_read_only(tmp_path) as read_only:
            assert await read_only.sessions() == (starting, done)


async def test_an_attempt_that_was_answered_before_its_retry_is_concluded_by_that_answer(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as ledger:
        opening = await ledger.begin(target(1).key, start_of(target(1)), NOTE)
        noted = replace(opening.session, failure=Failure(Delivery.ANSWERED, Operation.START, code=30000401))
        await ledger.add(noted, Note("retry", "Li", NOW), answered=True)
    async with opened_read_only(tmp_path) as read_only:
        (failed,) = await read_only.sessions()
        assert failed.state is State.FAILED


async def test_there_is_nothing_to_read_where_there_is_no_ledger_or_a_newer_or_a_damaged_one(
    tmp_path: Path,
) -> None:
    with pytest.raises(Problem) as nothing:
        async with opened_read_only(tmp_path):
            pass
    assert english(nothing.value) == f"{tmp_path / LEDGER}: not there"
    async with opened(tmp_path) as ledger:
        await two_sessions(ledger)
    sql(tmp_path, f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(Problem) as newer:
        async with opened_read_only(tmp_path):
            pass
    assert newer.value.word is LocalFailure.LEDGER_NEWER
    (tmp_path / LEDGER).write_bytes(b"this is no ledger " * 500)
    with pytest.raises(Problem) as damaged:
        async with opened_read_only(tmp_path):
            pass
    assert damaged.value.word is LocalFailure.LEDGER_DAMAGED


async def test_a_lock_that_somebody_holds_can_be_seen_without_taking_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_held(path)
    lock = FileLock.acquire(path)
    assert lock is not None
    assert is_held(path)
    lock.release()
    assert not is_held(path)
    again = FileLock.acquire(path)
    assert again is not None
    again.release()
