"""A stop without a record: the same tries and the same outcomes as any other, and nothing in the ledger."""

import asyncio
from pathlib import Path

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.network.relay_client import RelayClient
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.unrecorded_stop import stop_unrecorded
from tests.support.core.recorder_setup import AT_ONCE, STOP, Desk, desk, hanging


async def stop(it: Desk, profile: str = "Main") -> OperationResult:
    return await stop_unrecorded(it.relays, SystemClock(), profile, STOP, "Li", AT_ONCE)


async def test_it_stops_the_recording_gives_its_file_ids_and_writes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        before = await it.kinds()
        result = await stop(it)
        assert (result.outcome, result.problem, result.attempts) == (Outcome.ACCEPTED, None, 1)
        assert result.session is not None
        assert (result.session.id, result.session.state) == ("", State.STOPPED)
        assert result.session.file_ids
        assert await it.kinds() == before
        assert it.sent == ["start", "stop"]


async def test_it_is_tried_again_as_the_documents_ask(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        it.simulator.arm(code=30000404, times=2)
        result = await stop(it)
        assert (result.outcome, result.attempts) == (Outcome.ACCEPTED, 3)


async def test_a_refused_one_says_so(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        result = await stop(it)
        assert result.outcome is not Outcome.NOT_SENT
        assert result.session is not None
        assert result.problem is not None


async def test_without_its_profile_nothing_is_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        result = await stop(it, "of yesterday")
        assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
        assert it.sent == []


async def test_a_cancel_ends_the_waiting_and_tells_what_came_of_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        work = asyncio.create_task(stop(it))
        await asyncio.sleep(0.05)
        work.cancel()
        result = await work
        assert result.outcome is Outcome.NOT_SENT
        assert result.problem is not None
        assert result.problem.word is LocalFailure.PANEL_ENDED


async def test_a_bug_before_anything_left_is_a_stop_that_was_not_sent_and_is_told(tmp_path: Path) -> None:
    async def broken() -> RelayClient:
        raise AttributeError("no such thing")

    async with desk(tmp_path) as it:
        it.relays.connect = broken
        result = await stop(it)
        assert result.outcome is Outcome.NOT_SENT
        assert result.problem is not None
        assert result.problem.word is LocalFailure.PANEL_BUG
        assert isinstance(result.bug, AttributeError)
        assert it.sent == []
