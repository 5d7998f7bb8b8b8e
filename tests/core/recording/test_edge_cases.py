"""The rare ways of an operation: a held ledger between two tries, a queue before a retry, an ending loop."""

import asyncio
import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import Limits
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.recorder import Recorder
from gui.core.recording.retries import Pacing
from gui.core.sessions.progress import Phase
from gui.core.sessions.session import Failure
from tests.support.core.locked_ledger import answering_while_held, holding, release
from tests.support.core.recorder_setup import AT_ONCE, COUNTED, START, STOP, Desk, Heard, NoRelays, desk
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, http, packet, raw_server
from tests.support.waiting import until

Running = asyncio.Task[OperationResult]

OTHER = StartRequest(room=990001, account="bob", file_name="lesson")


def phases(it: Desk) -> list[Phase]:
    return [progress.phase for _, progress in it.heard.progress if progress is not None]


@pytest.mark.usefixtures("short_lock_wait")
async def test_what_cannot_be_written_between_two_tries_is_not_sent_again(tmp_path: Path) -> None:
    held = ExitStack()

    async def refuse(request: Asked) -> bytes:
        held.enter_context(holding(tmp_path))
        return http(packet(request.seq, result=30000404))

    async with raw_server(refuse) as server, desk(tmp_path, url=server.url) as it:
        with held:
            result = await it.recorder.start("Main", START)
        assert (len(server.asked), result.outcome, result.attempts) == (1, Outcome.REFUSED, 1)
        assert result.bug is None
        assert result.problem is not None
        assert result.problem.word is LocalFailure.LEDGER_AFTER
        await it.recorder.recover()
        written = await it.ledger.session("1")
        assert written is not None
        assert (written.state, written.failure and written.failure.code) == (State.FAILED, 30000404)


async def retrying_behind_another(
    it: Desk,
) -> tuple[Running, Running]:
    """A start that wants to be sent again, while another one of its profile has the only place."""
    it.relays.limits = Limits(in_flight=1)
    it.simulator.arm(operation="start", account="alice", code=30000404)
    it.simulator.arm(operation="start", account="bob", delay_s=0.6)
    first = asyncio.create_task(it.recorder.start("Main", START))
    await until(lambda: it.heard.is_in(Phase.RETRY))
    second = asyncio.create_task(it.recorder.start("Main", OTHER))
    await until(lambda: it.heard.is_in(Phase.QUEUED))
    return first, second


async def test_a_retry_that_has_to_queue_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    async with desk(tmp_path, Pacing(delay_s=0.2, jitter_s=0.0)) as it:
        first, second = await retrying_behind_another(it)
        name, queued = it.heard.progress[-1]
        assert queued is not None
        assert (name, queued.code, queued.attempt) == ("1", 30000404, 1)
        assert {(await first).outcome, (await second).outcome} == {Outcome.ACCEPTED}
        assert it.sent == ["start", "start", "start"]
        answered = (await it.rows())[-1]
        # The wait in the queue is not the request's own.
        assert json.loads(answered.detail)["milliseconds"]["written"] < 300


async def test_a_retry_that_is_taken_back_in_the_queue_leaves_the_last_answer(tmp_path: Path) -> None:
    async with desk(tmp_path, Pacing(delay_s=0.2, jitter_s=0.0)) as it:
        first, second = await retrying_behind_another(it)
        assert it.recorder.cancel_retry("1")
        result = await asyncio.wait_for(first, 5)
        assert (result.outcome, result.attempts) == (Outcome.REFUSED, 1)
        assert result.session is not None
        assert result.session.state is State.FAILED
        it.simulator.answer_now()
        assert (await second).outcome is Outcome.ACCEPTED
        assert it.sent == ["start", "start"]


async def test_a_loop_that_ends_in_the_middle_writes_the_outcome_and_sends_nothing_more(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        it.simulator.arm(operation="stop", delay_s=5)
        work = asyncio.create_task(it.recorder.stop("Main", STOP))
        await until(lambda: len(it.simulator.record) == 2)
        name = f"operation {it.target_of(STOP).key}"
        inner = [task for task in asyncio.all_tasks() if task.get_name() == name]
        for task in (*inner, work):
            task.cancel()
        result = await asyncio.wait_for(work, 5)
        assert len(inner) == 1
        assert result.problem is not None
        assert (result.outcome, result.problem.word) == (Outcome.UNKNOWN, LocalFailure.CANCELLED)
        assert await it.ledger.session("1") == result.session
        assert it.sent == ["start", "stop"]


async def test_the_session_of_a_profile_that_is_gone_keeps_its_state_and_says_why(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        heard = Heard()
        later = Recorder(it.ledger, NoRelays(), SystemClock(), heard, operator="Li", pacing=AT_ONCE)
        result = await later.stop_session(session.id)
        assert (result.outcome, it.sent) == (Outcome.NOT_SENT, ["start"])
        assert result.session is not None
        assert result.session.state is State.RECORDING
        gone = Failure(Delivery.NEVER_SENT, Operation.STOP, word=LocalFailure.PROFILE, message="Main")
        assert result.session.failure == gone


@pytest.mark.usefixtures("short_lock_wait")
async def test_an_outcome_that_still_cannot_be_written_is_kept_for_the_look_after_that(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "gui.core.recording")
    async with answering_while_held(tmp_path) as (it, _):
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert result.session.failure is not None
        assert result.session.failure.word is LocalFailure.LEDGER_AFTER
        assert "locked" in english(result.session.failure)
        assert await it.recorder.recover() == ()
        assert caplog.messages[-1] == "an outcome can't be written yet: ledger_locked (never_sent)"
        release(it)
        await it.recorder.recover()
        assert caplog.messages[-1] == "an outcome was written late: session 1"
        assert await it.kinds() == ["intent", "answer"]
        assert [session.state for session in it.heard.sessions].count(State.RECORDING) == 2


async def test_a_stop_that_can_be_sent_once_more_waits_as_long_as_it_was_told(tmp_path: Path) -> None:
    async with desk(tmp_path, Pacing(delay_s=30.0, jitter_s=0.0, resend_s=0.2)) as it:
        await it.started()
        it.simulator.arm(operation="stop", fault="drop_before")
        await it.recorder.stop("Main", STOP)
        counted = [p for _, p in it.heard.progress if p is not None and p.phase is Phase.RETRY]
        assert [(round(p.until - p.since, 3), p.operation, p.code) for p in counted] == [
            (0.2, Operation.STOP, None)
        ]
        assert it.sent == ["start", "stop", "stop"]


async def test_the_wait_before_a_retry_has_a_jitter_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[float, float]] = []

    def thrown(low: float, high: float) -> float:
        asked.append((low, high))
        return high

    monkeypatch.setattr("gui.core.recording.retries.random.uniform", thrown)
    async with desk(tmp_path, Pacing(delay_s=0.1, jitter_s=0.15)) as it:
        it.simulator.arm(operation="start", code=30000404)
        await it.recorder.start("Main", START)
        (counted,) = [p for _, p in it.heard.progress if p is not None and p.phase is Phase.RETRY]
        assert round(counted.until - counted.since, 3) == 0.25
        assert asked == [(0, 0.15)]


async def test_a_connection_that_is_not_ready_when_waiting_ends_was_never_used(tmp_path: Path) -> None:
    async def not_yet() -> RelayClient:
        await asyncio.sleep(30)
        raise AssertionError

    async with desk(tmp_path, COUNTED) as it:
        it.relays.connect = not_yet
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        assert it.recorder.stop_waiting("1")
        result = await asyncio.wait_for(work, 5)
        assert result.problem is not None
        assert (result.problem.word, result.problem.delivery) == (LocalFailure.CONNECT, Delivery.NEVER_SENT)
        assert english(result.problem) == "not connected yet when waiting was stopped"
        assert phases(it) == [Phase.ANSWER]


@pytest.mark.parametrize("operation", ["start", "stop"])
async def test_a_stop_without_a_session_or_a_row_of_a_batch_is_queued_under_its_targets_name(
    tmp_path: Path, operation: str
) -> None:
    async with desk(tmp_path) as it:
        it.relays.limits = Limits(in_flight=1)
        it.simulator.arm(operation="start", account="alice", delay_s=0.3)
        first = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        stop = StopRequest(room=OTHER.room, account=OTHER.account)
        of_a_batch = {"batch": "b"}
        second = asyncio.create_task(
            it.recorder.start("Main", OTHER, mark=of_a_batch)
            if operation == "start"
            else it.recorder.stop("Main", stop)
        )
        await until(lambda: it.heard.is_in(Phase.QUEUED))
        name, queued = it.heard.progress[-1]
        assert queued is not None
        assert queued.target is not None
        assert name == queued.target.key
        assert (queued.operation.name.lower(), queued.attempt, queued.tries) == (operation, 1, 3)
        assert queued.since == queued.until
        await asyncio.gather(first, second)
        assert (name, None) in it.heard.progress
        assert "queued" not in await it.kinds("2")


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_start_that_could_not_be_written_takes_nobodys_place(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.relays.limits = Limits(in_flight=1)
        with holding(tmp_path):
            assert (await it.recorder.start("Main", START)).outcome is Outcome.NOT_SENT
        assert (await asyncio.wait_for(it.recorder.start("Main", START), 5)).outcome is Outcome.ACCEPTED


async def crashed_in_its_countdown(it: Desk, operation: str) -> None:
    """The panel is gone while it waits to send once more."""
    sent = it.recorder.start("Main", START) if operation == "start" else it.recorder.stop("Main", STOP)
    await it.dies_at(sent, lambda: it.heard.is_in(Phase.RETRY))


async def test_a_crash_in_a_countdown_leaves_the_answer_that_had_come(tmp_path: Path) -> None:
    async with desk(tmp_path, COUNTED) as it:
        it.simulator.arm(operation="start", code=30000404)
        await crashed_in_its_countdown(it, "start")
    async with desk(tmp_path) as it:
        (found,) = await it.recorder.recover()
        assert found.failure is not None
        assert (found.state, found.failure.code) == (State.FAILED, 30000404)


async def test_a_crash_in_a_countdown_without_an_answer_is_an_interruption(tmp_path: Path) -> None:
    async with desk(tmp_path, COUNTED) as it:
        await it.started()
        it.simulator.arm(operation="stop", fault="drop_before")
        await crashed_in_its_countdown(it, "stop")
    async with desk(tmp_path) as it:
        (found,) = await it.recorder.recover()
        assert found.failure is not None
        assert (found.state, found.failure.word) == (State.UNKNOWN, LocalFailure.INTERRUPTED)


async def test_a_crash_while_the_second_try_is_on_its_way_leaves_nothing_known(tmp_path: Path) -> None:
    """The first try's answer says nothing about the second."""
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000404)
        it.simulator.arm(operation="start", delay_s=5)
        await it.dies_at(it.recorder.start("Main", START), lambda: len(it.sent) == 2)
    async with desk(tmp_path) as it:
        (found,) = await it.recorder.recover()
        assert found.failure is not None
        assert (found.state, found.failure.word) == (State.UNKNOWN, LocalFailure.INTERRUPTED)


async def test_a_stop_that_is_lost_again_and_again_is_sent_twice_and_no_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        it.simulator.arm(operation="stop", fault="drop_before", times=4)
        result = await it.recorder.stop("Main", STOP)
        assert result.session is not None
        assert (result.session.state, result.attempts) == (State.UNKNOWN, 2)
        assert it.sent == ["start", "stop", "stop"]


async def test_a_lost_stop_that_was_sent_once_more_goes_on_with_the_retries_of_its_answer(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        it.simulator.arm(operation="stop", fault="drop_before")
        it.simulator.arm(operation="stop", code=30000404)
        it.simulator.arm(operation="stop", fault="drop_before")
        result = await it.recorder.stop("Main", STOP)
        assert result.session is not None
        # It was lost twice, but sent once more without an answer only the first time.
        assert (result.session.state, result.attempts) == (State.UNKNOWN, 3)
        assert it.sent == ["start", "stop", "stop", "stop"]
