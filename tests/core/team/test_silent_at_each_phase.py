"""Dropped packets and a stalled proxy at each phase of the link: every start leaves in time (I1)."""

import asyncio
import time
from pathlib import Path

import pytest

from gui.core.foundation.enums import Outcome, State
from gui.core.protocol.request import StartRequest
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import STOP
from tests.support.team.board_proxy import BoardProxy, board_proxy
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel
from tests.support.waiting import until

LIMIT_S = 0.25
LEAVE_S = 1.5
"""A machine that is busy with other tests gets leave; a statement alone is waited for 3 seconds."""
FOR_EVER_S = 30.0
ANSWER_S = 0.3
RETRIED_CODE = 30000404
OTHER = StartRequest(room=990001, account="bob", file_name="lesson")

stalled_and_dropped = pytest.mark.parametrize("drops", [False, True], ids=["stalled", "dropped"])


def fall_silent(proxy: BoardProxy, *, drops: bool) -> None:
    if drops:
        proxy.drop_packets()
    else:
        proxy.stall()


async def until_claims(board: TeamBoard, expected: int) -> None:
    for _ in range(100):
        if await board.run("SELECT count(*) FROM board.claim") == [[str(expected)]]:
            return
    raise AssertionError("the board has other claims")


async def leaves_in_time(li: TeamPanel, *, at_most_s: float) -> None:
    """A start, and once it is known that nobody answers a stop."""
    began = time.monotonic()
    started = await li.start()
    assert time.monotonic() - began < at_most_s + LEAVE_S
    assert started.outcome is Outcome.ACCEPTED
    await stops_at_once(li)


async def stops_at_once(li: TeamPanel) -> None:
    """Nobody is asked who is known not to answer: else it would take as long as is allowed now."""
    li.claims.limit_s = FOR_EVER_S
    began = time.monotonic()
    assert (await li.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED
    assert time.monotonic() - began < LEAVE_S


@stalled_and_dropped
@pytest.mark.parametrize("answers", [0, 1, 2, 6], ids=["connect", "TLS", "password", "first questions"])
async def test_a_link_that_falls_silent_while_it_is_made_holds_one_start_up_and_no_other(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator, answers: int, drops: bool
) -> None:
    async with board_proxy(board.server.port) as proxy:
        if answers == 0 and drops:
            # Not even a connection comes about.
            proxy.drop_packets()
        else:
            proxy.fall_silent_after(answers, drops=drops)
        async with team_panel(board, tmp_path, "LI", simulator.url, port=proxy.port, reached=False) as li:
            if answers:
                await until(lambda: not proxy.passing.is_set())
            await leaves_in_time(li, at_most_s=LIMIT_S)
            assert not li.team.client.link.state.reached
            proxy.go_on()


@stalled_and_dropped
async def test_a_claim_whose_answer_is_lost_holds_one_start_up_and_is_released_later(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator, drops: bool
) -> None:
    async with (
        board_proxy(board.server.port) as proxy,
        team_panel(board, tmp_path, "LI", simulator.url, port=proxy.port) as li,
    ):
        # What the panel asks for the first time is prepared: a question of its own.
        li.claims.limit_s = FOR_EVER_S
        await li.start(OTHER)
        # Long enough for the question on a machine that is busy.
        li.claims.limit_s = 1.0
        proxy.lose_answers()
        running = asyncio.create_task(leaves_in_time(li, at_most_s=1.0))
        await until_claims(board, 1)
        if drops:
            proxy.drop_packets()
        await running
        assert await board.run("SELECT count(*) FROM board.claim") == [["1"]]
        proxy.go_on()
        await li.reached()
        await asyncio.wait_for(li.team.client.copy.all_sent(), 5)
        await until_claims(board, 0)
        assert [entry.operation for entry in simulator.record] == ["start", "start", "stop"]


@stalled_and_dropped
@pytest.mark.parametrize("code", [RETRIED_CODE, 0], ids=["renewed before a try", "concluded"])
async def test_a_board_that_falls_silent_under_a_start_holds_it_up_once(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator, code: int, drops: bool
) -> None:
    async with (
        board_proxy(board.server.port) as proxy,
        team_panel(board, tmp_path, "LI", simulator.url, port=proxy.port) as li,
    ):
        simulator.arm(operation="start", code=code, delay_s=ANSWER_S)
        running = asyncio.create_task(li.start())
        await until(lambda: len(simulator.record) > 0)
        began = time.monotonic()
        fall_silent(proxy, drops=drops)
        result = await running
        assert time.monotonic() - began < ANSWER_S + LIMIT_S + LEAVE_S
        assert result.outcome is Outcome.ACCEPTED
        assert len(simulator.record) == (2 if code else 1)
        await stops_at_once(li)
        proxy.go_on()
        await li.reached()
        await asyncio.wait_for(li.team.client.copy.all_sent(), 5)
        assert (await li.sees(State.STOPPED)).file_ids
        await until_claims(board, 0)
