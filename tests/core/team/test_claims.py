"""Who may ask for a target next: one desk at a time, and a board that does not answer holds nobody up."""

import asyncio
import time
from pathlib import Path

import pytest

from gui.core.team.claims import BoardUnreached, ClaimAnswer, ClaimHeld, ClaimWon, LostClaim
from tests.support.team.board_proxy import BoardProxy, board_proxy
from tests.support.team.desks import TeamBoard, TeamDesk, team_desk
from tests.support.team.race import killed_holder, race
from tests.support.waiting import until

LIMIT_S = 0.25
LEAVE_S = 0.15
"""A machine that is busy with other tests gets leave."""


async def started(desk: TeamDesk, target: str) -> int:
    """As a start does it: the claim, then the intent."""
    assert isinstance(await desk.client.claims.claim(target, '{"intent": 1}'), ClaimWon)
    return await desk.write(target)


async def test_who_comes_second_is_told_who_is_at_it(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        assert await li.client.claims.claim("a", '{"room": 1}') == ClaimWon()
        held = await wang.client.claims.claim("a", '{"room": 1}')
        assert isinstance(held, ClaimHeld)
        assert (held.desk, held.code, held.operator, held.body) == (li.id, "LI", "Li", '{"room": 1}')
        assert 0 < held.left_s <= 15
        assert isinstance(await wang.client.claims.claim("b", "{}"), ClaimWon)


async def test_a_second_process_of_the_same_desk_is_another_one(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as window, team_desk(board, tmp_path, "LI") as command:
        await window.reached()
        await command.reached()
        assert isinstance(await window.client.claims.claim("a", "{}"), ClaimWon)
        held = await command.client.claims.claim("a", "{}")
        assert isinstance(held, ClaimHeld)
        assert held.code == "LI"


async def test_the_outcome_s_rows_and_the_end_of_the_claim_are_there_together(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        for number in range(20):
            target = f"t{number}"
            first = await started(li, target)
            last = await li.ledger.write(target, "recording", number=first, kind="answer")
            concluding = asyncio.create_task(li.client.claims.conclude(target))
            assert isinstance(await _once_free(wang, target), ClaimWon)
            # Whoever gets the target has the rows that led up to it, before it decides anything.
            assert last in await wang.ledger.rows_of(li.id)
            await concluding
            await wang.client.claims.conclude(target)
    assert await board.run("SELECT count(*) FROM board.claim") == [["0"]]


async def _once_free(desk: TeamDesk, target: str) -> ClaimAnswer:
    for _ in range(1000):
        answer = await desk.client.claims.claim(target, "{}")
        if not isinstance(answer, ClaimHeld):
            return answer
    raise AssertionError("never free")


async def test_rows_of_the_target_that_are_missing_are_fetched_before_the_claim_is_answered(
    board: TeamBoard, tmp_path: Path
) -> None:
    await board.run("ALTER TABLE board.entry DISABLE TRIGGER wake")
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await li.ledger.write_many(["other"] * 200 + ["a"])
        li.client.copy.wake()
        await asyncio.wait_for(li.client.copy.all_sent(), 5)
        wang.client.claims.limit_s = 2
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimWon)
        # In order, so that no cursor passes over the others.
        assert await wang.ledger.rows_of(li.id) == list(range(1, 202))


async def test_a_desk_whose_own_rows_are_not_on_the_board_yet_counts_as_unreached(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        await board.run("ALTER TABLE board.entry ADD CONSTRAINT shut CHECK (false) NOT VALID")
        await li.write("a")
        began = time.monotonic()
        assert isinstance(await li.client.claims.claim("a", "{}"), BoardUnreached)
        assert time.monotonic() - began < LIMIT_S + LEAVE_S
        await until(lambda: li.state.refuses is not None)
        assert isinstance(await _at_once(li, "b"), BoardUnreached)
        await board.run("ALTER TABLE board.entry DROP CONSTRAINT shut")
        await until(lambda: li.state.refuses is None)
        assert isinstance(await li.client.claims.claim("a", "{}"), ClaimWon)


async def _at_once(desk: TeamDesk, target: str) -> object:
    began = time.monotonic()
    answer = await desk.client.claims.claim(target, "{}")
    assert time.monotonic() - began < 0.05
    return answer


@pytest.mark.parametrize("how", [BoardProxy.stall, BoardProxy.drop_packets])
async def test_a_board_that_falls_silent_holds_one_start_up_for_a_quarter_of_a_second(
    board: TeamBoard, tmp_path: Path, how: object
) -> None:
    assert callable(how)
    async with (
        board_proxy(board.server.port) as proxy,
        team_desk(board, tmp_path, "LI", port=proxy.port) as li,
        team_desk(board, tmp_path, "WANG") as wang,
    ):
        await li.reached()
        await wang.reached()
        how(proxy)
        began = time.monotonic()
        assert isinstance(await li.client.claims.claim("a", "{}"), BoardUnreached)
        assert LIMIT_S - 0.06 <= time.monotonic() - began < LIMIT_S + LEAVE_S
        # From now on it is known.
        assert isinstance(await _at_once(li, "b"), BoardUnreached)
        row = await li.write("a")
        await li.client.claims.conclude("a")
        proxy.go_on()
        await wang.has(li, [row])
        # The claim may have been given although its answer was lost: it ended with the row.
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimWon)
        await until(lambda: li.state.reached)
        assert isinstance(await li.client.claims.claim("c", "{}"), ClaimWon)


async def test_a_board_that_is_known_to_be_away_costs_nothing(board: TeamBoard, tmp_path: Path) -> None:
    async with board_proxy(board.server.port) as proxy:
        port = proxy.port
    async with team_desk(board, tmp_path, "LI", port=port) as li:
        await until(lambda: li.state.why is not None)
        assert isinstance(await _at_once(li, "a"), BoardUnreached)
        assert li.client.claims.holds("a")
        assert await li.client.claims.renew("a")
        await li.write("a")
        await li.client.claims.conclude("a")


async def test_a_claim_goes_on_as_long_as_its_desk_is_there(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        li.client.claims.lease_s = 0.6
        assert isinstance(await li.client.claims.claim("a", "{}"), ClaimWon)
        await asyncio.sleep(1.2)
        assert li.client.claims.holds("a")
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimHeld)


async def test_a_computer_that_slept_sends_nothing_on_a_lease_that_ran_out(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        claims, slept = li.client.claims, [0.0]
        claims.clock = lambda: time.monotonic() + slept[0]
        assert isinstance(await claims.claim("a", "{}"), ClaimWon)
        assert claims.holds("a")
        slept[0] = 15.5
        assert not claims.holds("a")
        # Meanwhile it ran out on the board as well, and another desk took it.
        await board.run("UPDATE board.claim SET until = clock_timestamp() - interval '1 s'")
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimWon)
        assert not await claims.renew("a")
        assert not claims.holds("a")


async def test_who_takes_over_a_claim_that_ran_out_gets_its_body(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        assert isinstance(await li.client.claims.claim("a", '{"room": 7}'), ClaimWon)
        await board.run("UPDATE board.claim SET until = clock_timestamp() - interval '1 s'")
        lost = LostClaim(li.id, '{"room": 7}')
        assert await wang.client.claims.claim("a", "{}") == ClaimWon(lost)


async def test_the_next_process_of_a_dead_desk_frees_its_claim_at_once(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI", process="dead") as li:
        await li.reached()
        await started(li, "a")
    async with team_desk(board, tmp_path, "LI") as again, team_desk(board, tmp_path, "WANG") as wang:
        await again.reached()
        await wang.reached()
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimHeld)
        await again.ledger.write("a", "unknown", kind="interrupted")
        again.client.claims.conclude_of("dead", "a")
        await asyncio.wait_for(again.client.copy.all_sent(), 5)
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimWon)


async def test_claims_survive_a_restart_of_the_server(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        assert isinstance(await li.client.claims.claim("a", "{}"), ClaimWon)
        await asyncio.to_thread(board.server.restart)
        await li.reached()
        await wang.reached()
        assert li.client.claims.holds("a")
        assert isinstance(await wang.client.claims.claim("a", "{}"), ClaimHeld)


def test_of_twenty_processes_one_gets_each_target(board: TeamBoard) -> None:
    winners = race(board, processes=20, rounds=50)
    assert [len(each) for each in winners] == [1] * 50


def test_a_killed_process_s_claim_is_free_once_its_lease_is_over(board: TeamBoard) -> None:
    left_s = killed_holder(board, lease_s=1.5)
    assert 0.2 < left_s <= 1.7
