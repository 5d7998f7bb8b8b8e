"""What waits for its profile's turn, and is taken back by staff, is not sent."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.rows import Note
from gui.core.recording.bulk import Bulk
from gui.core.sessions.session import Failure, Session
from gui.core.sessions.state_table import Opening
from tests.support.core.locked_ledger import holding
from tests.support.core.queued_starts import (
    OTHER,
    STOP_OTHER,
    again_behind,
    behind,
    handled_failure,
    known,
    on_its_way,
    queued,
)
from tests.support.core.recorder_setup import desk, in_flight
from tests.support.waiting import until

WAYS = ["stop_waiting", "cancel_retry"]


@pytest.mark.parametrize("way", WAYS)
async def test_a_new_start_that_is_taken_back_stays_in_the_list_as_not_sent_and_needs_no_attention(
    tmp_path: Path, way: str
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        assert getattr(it.recorder, way)("2")
        result = await second
        assert (result.outcome, result.attempts) == (Outcome.NOT_SENT, 0)
        assert result.problem is not None
        assert (result.problem.delivery, result.problem.word) == (Delivery.NEVER_SENT, LocalFailure.WITHDRAWN)
        assert result.session == await known(it, "2")
        assert result.session is not None
        assert result.session.state is State.FAILED
        assert result.session.failure == Failure.of(result.problem, Operation.START)
        assert result.session.changed_at > result.session.asked_at
        assert result.session.attempts == 0
        assert not result.session.needs_attention(SystemClock().now())
        assert await it.kinds("2") == ["queued", "withdrawn"]
        await first
        assert (it.sent, in_flight(tmp_path), queued(it)) == (["start"], 0, [])


@pytest.mark.parametrize("way", WAYS)
async def test_a_handled_failure_that_is_started_again_waits_with_a_row_and_taken_back_is_as_it_was(
    tmp_path: Path, way: str
) -> None:
    """It needs no attention: without a row nobody would know any more that it is wanted again."""
    async with desk(tmp_path) as it:
        before = await handled_failure(it)
        first, again = await again_behind(it)
        waiting = await known(it, "1")
        assert waiting.waits_for_its_turn
        assert waiting.changed_at > before.changed_at
        assert getattr(it.recorder, way)("1")
        result = await again
        assert result.session == replace(before, row=(await known(it, "1")).row)
        assert (await it.kinds("1"))[-2:] == ["queued", "withdrawn"]
        await first
        assert it.sent == ["start", "start"]


@pytest.mark.parametrize("way", [*WAYS, "close"])
@pytest.mark.parametrize("row", ["begin", "add"])
async def test_a_start_that_is_taken_back_while_one_of_its_rows_is_written_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, way: str
) -> None:
    """The profile lets it through by then: what staff pressed counts, as long as nothing has left."""
    async with desk(tmp_path) as it:
        written, go_on = asyncio.Event(), asyncio.Event()
        write: Callable[..., Awaitable[object]] = getattr(it.ledger, row)

        async def slowly(*given: object, **named: object) -> object:
            done = await write(*given, **named)
            written.set()
            await go_on.wait()
            return done

        first = await on_its_way(it)
        second = asyncio.create_task(it.recorder.start("Main", OTHER))
        if row == "begin":
            monkeypatch.setattr(it.ledger, row, slowly)
            await written.wait()
            await first
        else:
            await until(lambda: queued(it) == ["2"])
            monkeypatch.setattr(it.ledger, row, slowly)
            await written.wait()
        name = "2" if row == "add" else it.target_of(OTHER).key
        assert second.cancel() if way == "close" else getattr(it.recorder, way)(name)
        await asyncio.sleep(0.02)
        go_on.set()
        result = await second
        assert result.problem is not None
        closed = way == "close"
        assert result.problem.word is (LocalFailure.PANEL_ENDED if closed else LocalFailure.WITHDRAWN)
        assert (await known(it, "2")).needs_attention(SystemClock().now()) is closed
        await first
        assert (it.sent, in_flight(tmp_path)) == (["start"], 0)


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN, State.RECORDING])
async def test_a_listed_start_that_is_taken_back_while_its_intent_is_written_leaves_its_session_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    codes = {State.FAILED: 30000411, State.UNKNOWN: 30000301}
    async with desk(tmp_path) as it:
        if state in codes:
            it.simulator.arm(operation="start", account="bob", code=codes[state])
        before = (await it.recorder.start("Main", OTHER)).session
        assert before is not None
        first = await on_its_way(it)
        guest = state is State.RECORDING
        ask = it.recorder.guest_came_back("1") if guest else it.recorder.start_again("1")
        again = asyncio.create_task(ask)
        await until(lambda: queued(it) == ["1"])
        begin = it.ledger.begin

        async def begun_and_taken_back(*given: Any, **named: Any) -> Opening:
            opening = await begin(*given, **named)
            assert it.recorder.cancel_retry("1")
            return opening

        monkeypatch.setattr(it.ledger, "begin", begun_and_taken_back)
        result = await again
        assert result.problem is not None
        assert result.problem.word is LocalFailure.WITHDRAWN
        now = await known(it, "1")
        assert now == replace(before, row=now.row)
        assert (await it.kinds("1"))[-2:] == ["intent", "withdrawn"]
        await first
        assert (it.sent, in_flight(tmp_path)) == (["start", "start"], 0)


async def test_a_retry_that_is_cancelled_while_its_row_is_written_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", account="bob", code=30000404)
        add = it.ledger.add

        async def added_and_cancelled(session: Session, note: Note, **named: Any) -> Session:
            written = await add(session, note, **named)
            if note.kind == "try":
                assert it.recorder.cancel_retry("1")
            return written

        monkeypatch.setattr(it.ledger, "add", added_and_cancelled)
        result = await it.recorder.start("Main", OTHER)
        assert (result.outcome, result.problem and result.problem.code) == (Outcome.REFUSED, 30000404)
        assert it.sent == ["start"]


@pytest.mark.parametrize("way", WAYS)
async def test_what_the_list_tells_of_anyway_waits_without_a_row_and_stays_as_it_was(
    tmp_path: Path, way: str
) -> None:
    """A failed, unconfirmed or running session is in the list already: nobody forgets it with the panel."""
    async with desk(tmp_path) as it:
        for account, code in (("bob", 30000411), ("carol", 30000301), ("dan", None)):
            if code is not None:
                it.simulator.arm(operation="start", account=account, code=code)
            it.simulator.enter(990001, account)
            await it.recorder.start("Main", replace(OTHER, account=account))
        before = await it.ledger.sessions()
        assert {session.state for session in before} == {State.FAILED, State.UNKNOWN, State.RECORDING}
        first = await on_its_way(it)
        again = [it.recorder.start_again("1"), it.recorder.start_again("2"), it.recorder.guest_came_back("3")]
        waiting = [asyncio.create_task(one) for one in again]
        await until(lambda: sorted(queued(it)) == ["1", "2", "3"])
        assert (await it.ledger.sessions())[1:] == before
        for session_id in ("1", "2", "3"):
            assert getattr(it.recorder, way)(session_id)
        for result in await asyncio.gather(*waiting):
            assert result.problem is not None
            assert (result.session, result.problem.word) == (None, LocalFailure.WITHDRAWN)
        assert (await it.ledger.sessions())[1:] == before
        await first
        assert it.sent == ["start"] * 4


async def test_a_new_start_of_a_target_whose_recording_is_over_has_no_attempts_when_it_is_taken_back(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", OTHER)
        await it.recorder.stop("Main", STOP_OTHER)
        first, second = await behind(it)
        assert it.recorder.cancel_retry("3")
        session = (await second).session
        assert session is not None
        assert (session.id, session.attempts) == ("3", 0)
        await first


@pytest.mark.usefixtures("short_lock_wait")
async def test_taken_back_while_the_ledger_is_held_the_list_shows_its_session_as_it_was_all_the_same(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        before = await handled_failure(it)
        first, again = await again_behind(it)
        waiting = await known(it, "1")
        with holding(tmp_path):
            assert it.recorder.cancel_retry("1")
            assert (await again).bug is None
        # The list takes no older row for a newer one.
        assert it.heard.sessions[-1] == replace(before, row=waiting.row)
        await first
        await it.recorder.recover()
        assert (await known(it, "1")).state is State.FAILED
        assert in_flight(tmp_path) == 0


async def test_a_row_of_a_batch_that_is_taken_back_while_its_intent_is_written_is_one_that_was_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        first = await on_its_way(it)
        begin, key, bulk = it.ledger.begin, it.target_of(OTHER).key, Bulk()

        async def begun_and_taken_back(*given: Any, **named: Any) -> Opening:
            opening = await begin(*given, **named)
            bulk.break_off()
            return opening

        row = asyncio.create_task(it.recorder.start("Main", OTHER, mark={"batch": "b", "row": 1}, bulk=bulk))
        await until(lambda: queued(it) == [key])
        monkeypatch.setattr(it.ledger, "begin", begun_and_taken_back)
        assert (await row).outcome is Outcome.NOT_SENT
        written = (await it.rows("2"))[-1]
        assert (written.kind, json.loads(written.detail)) == ("answer", {"outcome": "not_sent"})
        await first
        assert it.sent == ["start"]


@pytest.mark.parametrize("ends", [True, False])
@pytest.mark.parametrize("listed", [True, False])
async def test_a_stop_that_ends_while_its_intent_is_written_leaves_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: bool, ends: bool
) -> None:
    """Of a recording that is over nothing is lost; what is not in the list is unknown, as always."""
    async with desk(tmp_path) as it:
        if listed:
            await it.recorder.start("Main", OTHER)
            await it.recorder.stop("Main", STOP_OTHER)
        before = await it.ledger.newest_of(it.target_of(OTHER).key)
        first = await on_its_way(it)
        begin, name, bulk = it.ledger.begin, it.target_of(OTHER).key, Bulk()
        stopping = asyncio.create_task(it.recorder.stop("Main", STOP_OTHER, bulk=bulk))
        await until(lambda: queued(it) == [name])

        async def begun_and_ended(*given: Any, **named: Any) -> Opening:
            opening = await begin(*given, **named)
            if ends:
                stopping.cancel()
            else:
                bulk.break_off()
            await asyncio.sleep(0)
            return opening

        monkeypatch.setattr(it.ledger, "begin", begun_and_ended)
        session = (await stopping).session
        assert session is not None
        if before is not None:
            assert session == replace(before, row=session.row)
            assert session.state is State.STOPPED
        else:
            assert (session.state, session.open_attempt, session.before_stop) == (State.UNKNOWN, True, None)
            assert (session.handled, session.attempts) == (False, 0)
        await first
        assert "stop" not in it.sent[2:]
        assert in_flight(tmp_path) == 0


async def test_a_bug_that_keeps_its_end_from_being_written_is_told_and_it_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_sessions: tuple[Session, ...], _note: Note) -> tuple[Session, ...]:
        raise RuntimeError("a bug")

    async with desk(tmp_path) as it:
        first, second = await behind(it)
        with monkeypatch.context() as broken:
            broken.setattr(it.ledger, "end", never)
            assert it.recorder.stop_waiting("2")
            result = await second
        assert isinstance(result.bug, RuntimeError)
        assert (result.outcome, len(it.sent)) == (Outcome.NOT_SENT, 1)
        await first
        await it.recorder.recover()
        assert (await known(it, "2")).state is State.FAILED
        assert in_flight(tmp_path) == 0
