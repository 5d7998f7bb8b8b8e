"""Requests of one profile keep to its limits, and the service's *too often* slows it down."""

import asyncio
import time
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Operation, Outcome
from gui.core.ledger.rows import Busy
from gui.core.protocol.endpoint import UNLIMITED, Endpoint, Limits
from gui.core.protocol.request import StartRequest
from gui.core.recording import rate_limiter
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.retries import Pacing
from gui.core.sessions.progress import Phase, Progress
from tests.support.core.queued_starts import ONE_AT_A_TIME, OTHER, behind, queued
from tests.support.core.recorder_setup import APP, AT_ONCE, START, STOP, Desk, desk
from tests.support.waiting import until

Running = asyncio.Task[OperationResult]


async def test_a_second_order_for_a_waiting_target_is_busy_at_once(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        third = await it.recorder.start("Main", OTHER)
        assert isinstance(third.problem, Busy)
        assert (third.problem.word, third.problem.session_id) == (LocalFailure.BUSY, "2")
        await asyncio.gather(first, second)
        assert it.sent == ["start", "start"]


async def test_a_queued_stop_is_told_of_in_its_sessions_row(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.relays.limits = ONE_AT_A_TIME
        it.simulator.arm(operation="start", account="bob", delay_s=0.3)
        first = asyncio.create_task(it.recorder.start("Main", OTHER))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        stopping = asyncio.create_task(it.recorder.stop_session(session.id))
        await until(lambda: queued(it) == [session.id])
        assert (await it.ledger.session(session.id)) == session
        await asyncio.gather(first, stopping)
        assert stopping.result().outcome is Outcome.ACCEPTED


async def test_the_service_saying_too_often_slows_the_profile_down_by_itself(tmp_path: Path) -> None:
    async with desk(tmp_path, Pacing(tries=2, delay_s=0.0, jitter_s=0.0, resend_s=0.0)) as it:
        it.relays.limits = Limits(rate=4)
        it.simulator.arm(operation="start", account="alice", code=60011)
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED
        for account in ("bob", "carol"):
            request = StartRequest(room=990001, account=account, file_name="lesson")
            await it.recorder.start("Main", request)
        # Two a second instead of four: the third and the fourth request had to wait.
        assert loop.time() - began >= 0.9
        assert it.sent == ["start"] * 4


@pytest.mark.parametrize("code", [60007, 60011, 60018, 60019])
@pytest.mark.parametrize("operation", ["start", "stop"])
async def test_each_code_that_says_too_often_slows_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, operation: str
) -> None:
    slowed: list[float] = []
    monkeypatch.setattr(rate_limiter.RateLimiter, "slow_down", lambda _self, given: slowed.append(given))
    async with desk(tmp_path) as it:
        if operation == "stop":
            await it.started()
        it.simulator.arm(operation=operation, code=code)  # type: ignore[arg-type]  # one of the simulator's words
        send = it.recorder.start("Main", START) if operation == "start" else it.recorder.stop("Main", STOP)
        assert (await send).outcome is Outcome.ACCEPTED
    assert len(slowed) == 1


async def test_a_countdown_keeps_nobody_waiting(tmp_path: Path) -> None:
    waits = Pacing(tries=2, delay_s=0.3, jitter_s=0.0, resend_s=0.0)
    async with desk(tmp_path, waits) as it:
        it.relays.limits = ONE_AT_A_TIME
        it.simulator.arm(operation="start", account="alice", code=30000401)
        first = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        assert (await it.recorder.start("Main", OTHER)).outcome is Outcome.ACCEPTED
        assert not first.done()
        assert (await first).outcome is Outcome.ACCEPTED


async def queued_for_its_second_try(
    it: Desk,
) -> tuple[Running, Running]:
    """A start whose next try waits, after its countdown, for another one that is on its way."""
    it.relays.limits = ONE_AT_A_TIME
    it.simulator.arm(operation="start", account="alice", code=30000401)
    it.simulator.arm(operation="start", account="bob", delay_s=0.6)
    first = asyncio.create_task(it.recorder.start("Main", START))
    await until(lambda: it.heard.is_in(Phase.RETRY))
    second = asyncio.create_task(it.recorder.start("Main", OTHER))
    await until(lambda: queued(it) == ["1"])
    return first, second


SOON = Pacing(tries=2, delay_s=0.1, jitter_s=0.0, resend_s=0.0)


async def test_a_next_try_that_has_to_wait_is_told_of_with_the_code_it_is_for(tmp_path: Path) -> None:
    async with desk(tmp_path, SOON) as it:
        first, second = await queued_for_its_second_try(it)
        told = dict(it.heard.progress)["1"]
        assert told is not None
        assert (told.phase, told.code, told.attempt) == (Phase.QUEUED, 30000401, 1)
        assert 0 <= time.monotonic() - told.since < 5
        it.simulator.answer_now()
        assert [result.outcome for result in await asyncio.gather(first, second)] == [Outcome.ACCEPTED] * 2
        assert it.sent == ["start"] * 3


async def test_a_next_try_that_is_taken_back_while_it_waits_is_not_sent(tmp_path: Path) -> None:
    async with desk(tmp_path, SOON) as it:
        first, second = await queued_for_its_second_try(it)
        assert it.recorder.cancel_retry("1")
        it.simulator.answer_now()
        result = await first
        assert (result.outcome, result.problem and result.problem.code) == (Outcome.REFUSED, 30000401)
        assert await it.kinds("1") == ["intent", "retry", "answer"]
        assert (await second).outcome is Outcome.ACCEPTED
        assert it.sent == ["start", "start"]


async def test_a_profile_with_limits_of_its_own_is_the_same_target_as_before(tmp_path: Path) -> None:
    assert Endpoint("relay.example", APP) == Endpoint("relay.example", APP, Limits(rate=5, in_flight=2), 3)
    async with desk(tmp_path) as it:
        it.relays.limits, it.relays.overrun_hours = Limits(rate=5, in_flight=2), 3
        session = await it.started()
        assert session.overrun_hours == 3
        it.relays.limits, it.relays.overrun_hours = UNLIMITED, 4
        assert (await it.recorder.stop_session(session.id)).outcome is Outcome.ACCEPTED


async def test_thirty_starts_at_once_keep_to_sixteen_in_flight_and_all_get_through(tmp_path: Path) -> None:
    async with desk(tmp_path, AT_ONCE) as it:
        it.relays.limits = Limits(rate=0, in_flight=16)
        it.simulator.arm(operation="start", times=30, delay_s=0.05)
        accounts = [f"user{number}" for number in range(30)]
        for account in accounts:
            it.simulator.enter(990001, account)
        requests = [StartRequest(room=990001, account=account, file_name="lesson") for account in accounts]
        most = 0

        def under_way() -> int:
            last: dict[str, Progress | None] = dict(it.heard.progress)
            return sum(p is not None and p.phase is Phase.ANSWER for p in last.values())

        tasks = [asyncio.create_task(it.recorder.start("Main", request)) for request in requests]
        while not all(task.done() for task in tasks):
            most = max(most, under_way())
            await asyncio.sleep(0.002)
        assert all(task.result().outcome is Outcome.ACCEPTED for task in tasks)
        assert 8 < most <= 16
        assert all(p.operation is Operation.START for _, p in it.heard.progress if p is not None)
