"""A stop of a session of the list stops that one, and no other recording of its room and user."""

import asyncio
from dataclasses import replace
from pathlib import Path

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.retries import Pacing
from gui.core.sessions.progress import Phase
from tests.support.core.recorder_setup import START, STOP, desk
from tests.support.waiting import until


def _is_refused(result: OperationResult) -> bool:
    word = None if result.problem is None else result.problem.word
    return (result.outcome, result.session, word) == (Outcome.NOT_SENT, None, LocalFailure.ANOTHER_SESSION)


async def test_a_stop_of_a_row_that_is_over_leaves_the_newer_recording_alone(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        over = await it.started()
        await it.recorder.stop_session(over.id)
        newer = await it.started()
        assert newer.id != over.id
        rows = len(await it.ledger.entries(newer.id))
        assert _is_refused(await it.recorder.stop_session(over.id))
        assert it.sent == ["start", "stop", "start"]
        assert await it.ledger.session(newer.id) == newer
        assert len(await it.ledger.entries(newer.id)) == rows


async def test_a_newer_recording_of_another_window_is_left_alone_too(tmp_path: Path) -> None:
    async with desk(tmp_path) as it, desk(tmp_path, simulator=it.simulator) as other:
        over = await it.started()
        await other.recorder.stop("Main", STOP)
        await other.recorder.start("Main", START)
        assert _is_refused(await it.recorder.stop_session(over.id))
        assert it.sent == ["start", "stop", "start"]


async def test_a_start_under_way_of_a_newer_session_goes_on(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        over = await it.started()
        await it.recorder.stop_session(over.id)
        it.simulator.arm(operation="start", delay_s=0.3)
        starting = asyncio.create_task(it.recorder.start("Main", replace(START, file_name="second")))
        await until(lambda: len(it.simulator.record) == 3)
        assert _is_refused(await it.recorder.stop_session(over.id))
        it.simulator.answer_now()
        result = await starting
        assert result.session is not None
        assert result.session.state is State.RECORDING


async def test_a_stop_by_room_and_user_is_always_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        over = await it.started()
        await it.recorder.stop_session(over.id)
        newer = await it.started()
        result = await it.recorder.stop("Main", STOP)
        assert result.session is not None
        assert (result.session.id, result.session.state) == (newer.id, State.STOPPED)


async def test_a_start_that_waits_for_its_next_try_is_not_given_up_for_the_stop_of_an_older_row(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path, Pacing(delay_s=0.3, jitter_s=0.0)) as it:
        over = await it.started()
        await it.recorder.stop_session(over.id)
        it.simulator.arm(operation="start", code=30000404)
        starting = asyncio.create_task(it.recorder.start("Main", replace(START, file_name="second")))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        assert _is_refused(await it.recorder.stop_session(over.id))
        assert (await starting).outcome is Outcome.ACCEPTED


async def test_a_stop_behind_the_guest_s_return_stops_what_that_made(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first = await it.started()
        it.simulator.leave(START.room, START.account)
        it.simulator.enter(START.room, START.account)
        it.simulator.arm(operation="start", delay_s=0.3)
        back = asyncio.create_task(it.recorder.guest_came_back(first.id))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        stopped = await it.recorder.stop_session(first.id)
        made = (await back).session
        assert made is not None
        assert made.id != first.id
        assert stopped.session is not None
        assert (stopped.session.id, stopped.session.state) == (made.id, State.STOPPED)
