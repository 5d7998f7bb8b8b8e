"""What the ledger tells across sessions: how often each code came here, and what led up to a failure."""

from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.ledger import schema
from gui.core.protocol.request import StartRequest
from tests.support.core.ledger import opened, sql
from tests.support.core.older_ledger import take_back
from tests.support.core.recorder_setup import AT_ONCE, Desk, desk

DAN = StartRequest(room=990003, account="dan", file_name="lesson")
ALICE = StartRequest(room=990001, account="alice", file_name="lesson")


async def _fails(it: Desk, code: int, request: StartRequest = ALICE) -> str:
    it.simulator.arm(operation="start", code=code)
    result = await it.recorder.start("Main", request)
    assert result.session is not None
    return result.session.id


async def test_a_code_that_a_retry_mended_is_in_its_history(tmp_path: Path) -> None:
    async with desk(tmp_path, AT_ONCE) as it:
        it.simulator.arm(operation="start", code=30000404)
        await it.started()
        found = await it.ledger.code_history()
    assert set(found) == {"30000404"}
    history = found["30000404"]
    assert (history.count, history.room, history.account, history.then) == (1, 990001, "alice", "accepted")


async def test_codes_are_counted_each_for_itself_with_where_they_came_last(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await _fails(it, 30000405)
        await _fails(it, 30000405, DAN)
        await _fails(it, 30000411)
        found = await it.ledger.code_history()
    assert {key: history.count for key, history in found.items()} == {"30000405": 2, "30000411": 1}
    assert (found["30000405"].room, found["30000405"].then) == (990003, "")


async def test_what_came_of_it_is_found_in_a_later_session_of_the_target_too(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await _fails(it, 30000405)
        await it.started()
        assert (await it.ledger.code_history())["30000405"].then == "accepted"


async def test_what_a_person_decided_afterwards_is_told(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        handled = await _fails(it, 30000405)
        await it.recorder.mark_handled(handled, "seen to")
        open_one = await _fails(it, 30000305, DAN)
        await it.recorder.settle(open_one, State.STOPPED)
        found = await it.ledger.code_history()
    assert {key: history.then for key, history in found.items()} == {
        "30000405": "handled",
        "30000305": "settled",
    }


async def test_the_code_by_which_a_stop_found_it_ended_and_local_failures_count_too(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", code=30000412)
        await it.recorder.stop_session(session.id)
        it.simulator.arm(operation="start", fault="html_502")
        await it.recorder.start("Main", DAN)
        assert set(await it.ledger.code_history()) == {"30000412", "http_status"}


async def test_the_course_of_a_failure_holds_the_failed_sessions_before_it_up_to_the_last_success(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await _fails(it, 30000405)
        good = await it.started()
        await it.recorder.stop_session(good.id)
        ids = [await _fails(it, code) for code in (30000405, 30000411, 30000405)]
        course = await it.ledger.course(ids[-1])
    assert list(dict.fromkeys(entry.session_id for entry in course)) == ids


async def test_a_later_failure_of_the_same_kind_stands_for_the_earlier_one(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await _fails(it, 30000405)
        other = await _fails(it, 30000411)
        newest = await _fails(it, 30000405)
        assert [session.id for session in await it.ledger.open_sessions()] == [other, newest]


async def test_the_history_is_read_from_an_index(tmp_path: Path) -> None:
    async with opened(tmp_path):
        pass
    query = f"SELECT {schema.CAME}, COUNT(*), MAX(row) FROM entry WHERE {schema.ANSWERED_ROWS}"
    plan = sql(tmp_path, f"EXPLAIN QUERY PLAN {query} AND {schema.CAME} IS NOT NULL GROUP BY {schema.CAME}")
    assert "entry_that_came" in str(plan)


async def test_a_ledger_of_the_first_version_keeps_its_rows_and_gets_the_index(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await _fails(it, 30000405)
    take_back(tmp_path / "ledger.sqlite3", 1)
    async with opened(tmp_path) as ledger:
        assert (await ledger.code_history())["30000405"].count == 1
        assert len(await ledger.entries("1")) == 2
    assert sql(tmp_path, "PRAGMA user_version") == [(schema.VERSION,)]
    assert (tmp_path / "ledger.sqlite3.schema-1").exists()
