"""Recordings that go from one desk to another over the board: whose they are is the same everywhere."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.ledger.rows import Busy
from gui.core.sessions.keeper import HandOver
from gui.core.sessions.session import DecisionRefused, Session
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import STOP
from tests.support.team.board_proxy import board_proxy
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel
from tests.support.waiting import LOOK_EVERY_S, PATIENCE_S, until

SLOW_S = 0.3


async def shows(panel: TeamPanel, what: Callable[[Session], bool]) -> Session:
    """Wait until the recording is so at a desk."""
    give_up = time.monotonic() + PATIENCE_S
    while (found := await panel.newest()) is None or not what(found):
        assert time.monotonic() < give_up, f"{panel.code} shows {found}"
        await asyncio.sleep(LOOK_EVERY_S)
    return found


async def started(panel: TeamPanel) -> str:
    result = await panel.start()
    assert result.session is not None
    return result.session.id


async def test_a_recording_that_is_handed_over_stays_with_the_giver_until_it_is_taken(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        own = await started(li)
        await li.recorder.hand_over(own, "Wang", "until six")
        seen = await shows(wang, lambda one: one.offer is not None)
        assert seen.offer == HandOver("Wang", "Li", "until six")
        assert (seen.keeper.operator, seen.keeper.desk) == ("Li", li.team.client.own.identity.id)
        assert seen.state is State.RECORDING
        taken = await wang.recorder.take_over(seen.id)
        assert (taken.keeper.operator, taken.keeper.desk, taken.offer) == ("Wang", "", None)
        there = await shows(li, lambda one: one.offer is None)
        assert (there.keeper.operator, there.keeper.desk) == ("Wang", wang.team.client.own.identity.id)
        # Who began it is who began it, and the recording goes on as it was.
        assert (there.operator, there.desk, there.state) == ("Li", "", State.RECORDING)
        # What becomes of it is written by whoever has it, and it stays theirs.
        await wang.recorder.stop_session(seen.id)
        assert (await li.sees(State.STOPPED)).keeper.operator == "Wang"
        with pytest.raises(DecisionRefused):
            await wang.recorder.hand_over(seen.id, "Li")
        assert (await wang.kinds(seen.id)).count("handed_over") == 2


async def test_a_failure_that_a_later_success_has_cleared_is_handed_to_nobody(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with team_panel(board, tmp_path, "LI", simulator.url) as li:
        simulator.arm(operation="start", code=30000411)
        failed = (await li.start()).session
        assert failed is not None
        await started(li)
        with pytest.raises(DecisionRefused):
            await li.recorder.hand_over(failed.id, "Wang")
        with pytest.raises(DecisionRefused):
            await li.recorder.take_over(failed.id)
        assert [one.state for one in await li.ledger.open_sessions()] == [State.RECORDING]


async def test_while_a_colleague_asks_for_it_nobody_takes_it_over(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        await li.start()
        seen = await wang.sees(State.RECORDING)
        simulator.arm(operation="stop", delay_s=SLOW_S)
        stopping = asyncio.create_task(li.recorder.stop("Main", STOP))
        await until(lambda: [one.operation for one in simulator.record] == ["start", "stop"])
        with pytest.raises(Busy):
            await wang.recorder.take_over(seen.id)
        await stopping


async def test_without_contact_ones_own_is_handed_over_for_later_and_nothing_of_others_is_taken(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        board_proxy(board.server.port) as proxy,
        team_panel(board, tmp_path, "LI", simulator.url, port=proxy.port) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        own = await started(li)
        seen = await wang.sees(State.RECORDING)
        proxy.stall()
        proxy.cut()
        await until(lambda: not li.team.client.link.state.reached)
        await li.recorder.hand_over(own, "Chen")
        # Meanwhile Wang takes it, who knows nothing of that: it is Wang's for both.
        await wang.recorder.take_over(seen.id)
        assert (await shows(li, lambda one: one.offer is not None)).keeper.operator == "Li"
        proxy.go_on()
        for panel in (li, wang):
            one = await shows(panel, lambda one: one.keeper.operator == "Wang" and one.offer is None)
            assert one.state is State.RECORDING
        proxy.stall()
        proxy.cut()
        await until(lambda: not li.team.client.link.state.reached)
        with pytest.raises(Problem) as refused:
            await li.recorder.take_over(own)
        assert refused.value.word is LocalFailure.TEAM
        proxy.go_on()
