"""The ledger: rows are added and never altered, on disk before a method returns, one operation a target."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Busy, Note
from gui.core.sessions.session import Failure, Session
from gui.core.sessions.settle import handled
from tests.support.core.ledger import NOTE, NOW, SETTINGS, begin, end, opened, sql, stop_of, target
from tests.support.core.ledger_thread import watched

REFUSED = Failure.of(Problem(Delivery.ANSWERED, code=30000411, message="x"), Operation.START)


async def test_an_intent_and_its_outcome_are_rows_in_order(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger)
        assert (opening.session.id, opening.session.row, opening.session.state) == ("1", 1, State.STARTING)
        (done,) = await end(ledger, replace(opening.session, state=State.RECORDING))
        assert (done.id, done.row, done.first_row) == ("1", 2, 1)
        rows = await ledger.entries("1")
    assert [(row.row, row.kind, row.session.state) for row in rows] == [
        (1, "intent", State.STARTING),
        (2, "answer", State.RECORDING),
    ]
    assert rows[0].session == opening.session
    assert rows[0].session.settings == SETTINGS
    assert (rows[0].operator, rows[0].at) == ("Li", NOW.isoformat())


async def test_what_was_written_is_read_the_same_by_the_next_panel(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger)
        (done,) = await end(
            ledger,
            replace(
                opening.session, state=State.STOPPED, ended_at=NOW, file_ids=("文件", "b"), failure=REFUSED
            ),
        )
    async with opened(tmp_path) as ledger:
        assert await ledger.session("1") == done
        assert await ledger.newest_of(target().key) == done
        assert await ledger.session("2") is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET reason = 'other'",
        "UPDATE entry SET session = '{}' WHERE row = 1",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE row = 1",
    ],
)
async def test_not_even_a_foreign_program_alters_or_removes_a_row_by_mistake(
    tmp_path: Path, statement: str
) -> None:
    async with opened(tmp_path) as ledger:
        await begin(ledger)
        before = sql(tmp_path, "SELECT * FROM entry")
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            sql(tmp_path, statement)
        assert sql(tmp_path, "SELECT * FROM entry") == before


async def test_the_file_is_durable_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    async with watched(folder) as (_, thread):
        settings = await thread.ask(
            lambda database: [
                database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")
            ]
        )
        assert settings == [2, "wal"]
    assert (folder / "ledger.sqlite3").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


async def test_a_second_operation_on_a_target_is_busy_from_any_ledger_of_the_folder(tmp_path: Path) -> None:
    async with opened(tmp_path) as first, opened(tmp_path) as second:
        opening = await begin(first)
        for ledger in (first, second):
            with pytest.raises(Busy) as caught:
                await begin(ledger)
            assert caught.value.session_id == opening.session.id
            assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.BUSY)
        assert len(await first.entries("1")) == 1
        await begin(second, target(10002))
        await end(first, replace(opening.session, state=State.RECORDING))
        again = await second.begin(target().key, stop_of(target()), NOTE)
        assert again.session.id == opening.session.id


async def test_a_plan_that_says_no_leaves_nothing_behind(tmp_path: Path) -> None:
    def no(_newest: Session | None) -> object:
        raise ValueError("no")

    async with opened(tmp_path) as ledger:
        with pytest.raises(ValueError, match="no"):
            await ledger.begin(target().key, no, NOTE)  # type: ignore[arg-type]  # it never returns
        assert await ledger.sessions() == ()
        await begin(ledger)


async def test_a_stop_finds_the_live_session_behind_a_newer_failed_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger)
        failed = replace(opening.session, id="", row=0, first_row=0, state=State.FAILED)
        await end(ledger, replace(opening.session, state=State.UNKNOWN), failed)
        newest = await ledger.newest_of(target().key)
        assert newest is not None
        assert (newest.id, newest.state) == ("2", State.FAILED)
        stop = await ledger.begin(target().key, stop_of(target()), NOTE, live_first=True)
        assert stop.session.id == "1"


async def test_a_decision_is_made_on_the_newest_row_and_not_while_an_operation_is_under_way(
    tmp_path: Path,
) -> None:
    note = Note("handled", "Wang", NOW, "told")
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger)
        with pytest.raises(Busy):
            await ledger.change("1", lambda session: handled(session, "told", NOW), note)
        await end(ledger, replace(opening.session, state=State.FAILED, failure=REFUSED))
        done = await ledger.change("1", lambda session: handled(session, "told", NOW), note)
        assert (done.state, done.handled, done.failure) == (State.FAILED, True, REFUSED)
        with pytest.raises(ValueError, match="no session 9"):
            await ledger.change("9", lambda session: session, note)
        assert [row.kind for row in await ledger.entries("1")] == ["intent", "answer", "handled"]


async def test_sessions_are_paged_by_number_and_changes_by_row(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger, opened(tmp_path) as other:
        for room in range(1, 6):
            opening = await begin(ledger, target(room))
            await end(ledger, replace(opening.session, state=State.STOPPED, file_ids=("a",)))
        assert [s.id for s in await ledger.sessions(limit=2)] == ["5", "4"]
        assert [s.id for s in await ledger.sessions(limit=2, before=4)] == ["3", "2"]
        changed = await other.changed_since(6)
        assert [(s.id, s.row) for s in changed] == [("4", 8), ("5", 10)]
        await ledger.change("1", lambda session: session, NOTE)
        assert [(s.id, s.row) for s in await other.changed_since(10)] == [("1", 11)]


async def test_open_sessions_are_those_that_are_live_or_need_attention(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:

        async def made(room: int, **outcome: object) -> None:
            opening = await begin(ledger, target(room))
            await end(ledger, replace(opening.session, **outcome))  # type: ignore[arg-type]  # by the test

        await made(1, state=State.RECORDING)
        await made(2, state=State.UNKNOWN)
        await made(3, state=State.FAILED, failure=REFUSED)
        await made(4, state=State.FAILED, failure=REFUSED, handled=True)
        await made(5, state=State.STOPPED, file_ids=("a",))
        await made(6, state=State.STOPPED)
        await made(7, state=State.FAILED, failure=REFUSED)
        await made(7, state=State.RECORDING)
        assert [s.target.room for s in await ledger.open_sessions()] == [1, 2, 3, 6, 7]
        assert [s.state for s in await ledger.open_sessions()][-1] is State.RECORDING


async def test_a_ledger_that_is_closed_or_not_open_says_so(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with pytest.raises(Problem, match="ledger"):
        await ledger.sessions()
    await ledger.open()
    await ledger.close()
    await ledger.close()
    with pytest.raises(Problem, match="ledger"):
        await ledger.sessions()
    with pytest.raises(Problem, match="ledger"):
        await begin(ledger)
