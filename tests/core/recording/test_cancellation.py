"""A cancel, wherever it comes, ends the waiting; the outcome is written."""

import asyncio
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.recording.operation_request import OperationResult
from gui.core.sessions.progress import Phase
from tests.support.core.locked_ledger import answering_while_held, holding, release
from tests.support.core.recorder_setup import COUNTED, START, desk, hanging, in_flight
from tests.support.waiting import until


async def cancelled(work: "asyncio.Task[OperationResult]") -> OperationResult:
    """What an operation gives that was cancelled in the middle, twice."""
    work.cancel()
    await asyncio.sleep(0)
    work.cancel()
    return await asyncio.wait_for(work, 5)


async def test_a_cancel_while_the_answer_is_awaited_writes_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=5)
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        result = await cancelled(work)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.UNKNOWN, Outcome.UNKNOWN)
        assert result.problem is not None
        assert result.problem.word is LocalFailure.CANCELLED
        assert await it.ledger.session("1") == result.session
        assert in_flight(tmp_path) == 0


async def test_stop_waiting_is_the_same_and_a_stop_is_not_sent_once_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", delay_s=5)
        work = asyncio.create_task(it.recorder.stop_session(session.id))
        await until(lambda: len(it.simulator.record) == 2)
        assert it.recorder.stop_waiting(session.id)
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert result.session.state is State.UNKNOWN
        assert it.sent == ["start", "stop"]
        assert not it.recorder.stop_waiting(session.id)


async def test_stop_waiting_before_anything_left_is_not_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        assert it.recorder.stop_waiting("1")
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.NOT_SENT)
        assert it.sent == []


@pytest.mark.parametrize(("code", "state"), [(30000404, State.FAILED), (30000208, State.UNKNOWN)])
async def test_a_cancel_during_a_countdown_writes_the_last_answer(
    tmp_path: Path, code: int, state: State
) -> None:
    async with desk(tmp_path, COUNTED) as it:
        it.simulator.arm(operation="start", code=code)
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        result = await cancelled(work)
        assert result.session is not None
        assert result.session.state is state
        assert in_flight(tmp_path) == 0
        assert it.sent == ["start"]
        assert await it.kinds("1") == ["intent", "retry", "answer"]


async def test_a_retry_is_cancelled_by_staff_and_the_last_answer_stands(tmp_path: Path) -> None:
    async with desk(tmp_path, COUNTED) as it:
        it.simulator.arm(operation="start", code=30000404)
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        last = it.heard.progress[-1][1]
        assert last is not None
        assert (last.code, last.attempt, last.tries) == (30000404, 1, 3)
        assert 29 < last.until - last.since < 31
        assert it.recorder.cancel_retry("1")
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.REFUSED)
        assert await it.kinds("1") == ["intent", "retry", "answer"]


async def test_a_cancel_while_the_intent_is_written_sends_nothing_and_leaves_nothing_open(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        with holding(tmp_path):
            work = asyncio.create_task(it.recorder.start("Main", START))
            await asyncio.sleep(0.1)
            work.cancel()
            await asyncio.sleep(0.05)
            assert not work.done()
        result = await asyncio.wait_for(work, 5)
        assert (result.outcome, result.bug) == (Outcome.NOT_SENT, None)
        assert result.problem is not None
        assert result.problem.word is LocalFailure.PANEL_ENDED
        assert in_flight(tmp_path) == 0
        assert it.sent == []
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED


async def test_a_cancel_while_the_outcome_is_written_writes_it(tmp_path: Path) -> None:
    async with answering_while_held(tmp_path) as (it, held):
        work = asyncio.create_task(it.recorder.start("Main", START))
        await held.wait()
        await asyncio.sleep(0.1)
        work.cancel()
        await asyncio.sleep(0.05)
        assert not work.done()
        release(it)
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert (result.session.state, result.problem) == (State.RECORDING, None)
        assert in_flight(tmp_path) == 0
