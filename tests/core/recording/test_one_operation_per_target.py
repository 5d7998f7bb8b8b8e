"""One operation at a time on a target; a stop waits for the start that is on its way."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.rows import Busy
from gui.core.protocol.request import StopRequest
from gui.core.recording.recorder import Recorder
from gui.core.sessions.progress import Phase
from tests.support.core.recorder_setup import AT_ONCE, COUNTED, START, STOP, Heard, desk
from tests.support.waiting import until


async def test_a_second_panel_on_the_same_target_is_busy_and_sends_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it, desk(tmp_path, simulator=it.simulator) as other:
        it.simulator.arm(operation="start", delay_s=0.3)
        starting = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        for attempt in (other.recorder.start("Main", START), other.recorder.stop("Main", STOP)):
            result = await attempt
            assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
            assert isinstance(result.problem, Busy)
            assert result.problem.session_id == "1"
        elsewhere = await other.recorder.start("Main", replace(START, account="bob"))
        assert elsewhere.outcome is Outcome.ACCEPTED
        it.simulator.answer_now()
        assert (await starting).outcome is Outcome.ACCEPTED
        assert it.sent == ["start", "start"]


async def test_a_second_start_in_the_same_panel_is_busy(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        results = await asyncio.gather(*(it.recorder.start("Main", START) for _ in range(5)))
        assert sorted(result.outcome for result in results) == [Outcome.ACCEPTED, *[Outcome.NOT_SENT] * 4]
        assert it.sent == ["start"]


async def test_what_is_busy_is_named_by_its_session_once_it_has_one(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=0.3)
        first = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        second = await it.recorder.start("Main", START)
        assert isinstance(second.problem, Busy)
        assert second.problem.session_id == "1"
        it.simulator.answer_now()
        assert (await first).outcome is Outcome.ACCEPTED


async def test_twenty_rooms_at_once_each_have_their_own_course(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        accounts = [f"student{number:02}" for number in range(1, 21)]
        requests = [replace(START, room=990007, account=account) for account in accounts]
        results = await asyncio.gather(*(it.recorder.start("Main", request) for request in requests))
        assert {result.outcome for result in results} == {Outcome.ACCEPTED}
        stops = [StopRequest(room=990007, account=account) for account in accounts]
        results = await asyncio.gather(*(it.recorder.stop("Main", request) for request in stops))
        assert all(r.session is not None and len(r.session.file_ids) == 1 for r in results)


async def test_a_stop_waits_for_its_start_and_is_sent_then(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=0.2)
        starting = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        stop = await it.recorder.stop("Main", STOP)
        assert starting.done()
        assert stop.session is not None
        assert (stop.session.id, stop.session.state) == ("1", State.STOPPED)
        assert it.sent == ["start", "stop"]


async def test_a_stop_pressed_before_the_start_is_even_written_waits_too(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        start, stop = await asyncio.gather(it.recorder.start("Main", START), it.recorder.stop("Main", STOP))
        assert (start.outcome, stop.outcome) == (Outcome.ACCEPTED, Outcome.ACCEPTED)
        assert it.sent == ["start", "stop"]


async def test_a_stop_whose_start_failed_is_dropped_and_said(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000411, delay_s=0.2)
        starting = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        stop = await it.recorder.stop("Main", STOP)
        assert stop.outcome is Outcome.NOT_SENT
        assert stop.problem is not None
        assert (stop.problem.delivery, stop.problem.word) == (Delivery.NEVER_SENT, LocalFailure.DROPPED)
        assert stop.session is not None
        assert stop.session.state is State.FAILED
        await starting
        assert it.sent == ["start"]


async def test_a_stop_whose_start_is_unknown_is_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=0.2, fault="drop_after")
        starting = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        stop = await it.recorder.stop("Main", STOP)
        assert stop.session is not None
        assert (stop.session.state, len(stop.session.file_ids)) == (State.STOPPED, 1)
        await starting


@pytest.mark.parametrize(("code", "sent"), [(30000404, ["start"]), (30000208, ["start", "stop"])])
async def test_a_stop_during_the_countdown_of_its_start_ends_it(
    tmp_path: Path, code: int, sent: list[str]
) -> None:
    async with desk(tmp_path, COUNTED) as it:
        it.simulator.arm(operation="start", code=code)
        starting = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        stop = await asyncio.wait_for(it.recorder.stop("Main", STOP), 5)
        await asyncio.wait_for(starting, 1)
        assert it.sent == sent
        assert stop.outcome is (Outcome.NOT_SENT if sent == ["start"] else Outcome.ACCEPTED)


async def test_a_stop_goes_through_the_profile_that_it_was_given(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        recorder = Recorder(it.ledger, it.relays, SystemClock(), Heard(), operator="Wang", pacing=AT_ONCE)
        it.relays.host = "another.example"
        result = await recorder.stop_session(session.id)
        assert result.outcome is Outcome.NOT_SENT
        assert result.problem is not None
        assert result.problem.word is LocalFailure.PROFILE
        assert result.session is not None
        assert result.session.state is State.RECORDING
        assert it.sent == ["start"]


async def test_a_profile_that_is_not_there_touches_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        for result in (await it.recorder.start("Other", START), await it.recorder.stop("Other", STOP)):
            assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
            assert result.problem is not None
            assert result.problem.word is LocalFailure.PROFILE
        assert await it.ledger.sessions() == ()
