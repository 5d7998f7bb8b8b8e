"""Rows of each desk reach the board and every other desk, once, in order, whatever happens between."""

import asyncio
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.team import board as product
from gui.core.team.claims import BoardUnreached, ClaimWon
from tests.support.team.board_proxy import board_proxy
from tests.support.team.desks import TeamBoard, holds_rows, team_desk
from tests.support.waiting import until

MANY = 20_000
SOME = 6_000


async def test_what_one_desk_writes_is_at_the_other_at_once(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        row = await li.write("a")
        await wang.has(li, [row])
        back = await wang.write("a", "stopping")
        await li.has(wang, [back])
        assert [one.state.value for one in wang.changed] == ["starting"]


async def test_what_was_written_before_the_board_was_there_is_sent_in_order(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li:
        await li.ledger.write_many([f"t{number}" for number in range(300)])
        await li.reached()
        li.client.copy.wake()
        async with team_desk(board, tmp_path, "WANG") as wang:
            await wang.has(li, range(1, 301))


async def test_a_clock_that_is_set_while_the_team_is_reached_is_told_before_the_next_row(
    board: TeamBoard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = (
        "SELECT round((extract(epoch FROM clock_timestamp()) - extract(epoch FROM now()))::numeric - clock_s)"
    )
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await wang.has(li, [await li.write("a")])
        of_li = f"{clocks} FROM board.desk WHERE code = 'LI'"
        assert await board.run(of_li) in ([["0"]], [["-0"]])
        now = time.time
        monkeypatch.setattr(time, "time", lambda: now() + 300)
        # Both desks are on this computer.
        assert round(li.client.link.clock_offset_s) == -300
        await wang.has(li, [1, await li.write("a")])
        assert await board.run(of_li) == [["300"]]


async def test_a_lost_wake_up_is_made_up_for_by_the_poll(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await board.run("ALTER TABLE board.entry DISABLE TRIGGER wake")
        row = await li.write("a")
        await wang.has(li, [row])


async def test_behind_a_pooler_that_delivers_no_wake_up_rows_come_by_the_poll(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with board_proxy(board.server.port, pooled=True) as pooler:
        # Without TLS, so that the proxy can read along as a pooler does; on this computer that is allowed.
        plain = replace(board.login("WANG", port=pooler.port), context=None)
        async with (
            team_desk(board, tmp_path, "LI") as li,
            team_desk(board, tmp_path, "WANG", login=plain) as wang,
        ):
            await li.reached()
            await wang.reached()
            assert li.state.hears_wake_ups
            assert not wang.state.hears_wake_ups
            row = await li.write("a")
            await wang.has(li, [row])


async def test_a_wake_up_that_anyone_may_send_is_only_a_wake_up(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        forged = ["nobody", "", "x" * 7000, "'; DROP SCHEMA board", li.id]
        for text in forged:
            await board.run(f"SELECT pg_notify('board', $t${text}$t$)")
        row = await li.write("a")
        await wang.has(li, [row])
        assert wang.state.reached


async def test_a_desk_that_was_away_catches_up_with_twenty_thousand_rows(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li:
        await li.ledger.write_many([f"t{number % 500}" for number in range(MANY)])
        await li.reached()
        li.client.copy.wake()
        await asyncio.wait_for(li.client.copy.all_sent(), 20)
        async with team_desk(board, tmp_path, "WANG") as wang:
            await wang.reached()
            late: list[float] = []
            claims = asyncio.create_task(_look_how_late(late))
            await wang.has(li, range(1, MANY + 1), 20)
            claims.cancel()
            assert max(wang.ledger.pages) <= 128
            assert len(wang.ledger.pages) <= MANY / 128 + 2
            # The loop is the window's: it never stands still for long. A shared machine gets leave.
            assert sorted(late)[len(late) // 2] < 0.05


async def test_a_desk_with_thousands_of_rows_keeps_nobody_else_s_waiting(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "CHEN") as chen:
        await li.ledger.write_many([f"t{number % 500}" for number in range(SOME)])
        await li.reached()
        await chen.reached()
        li.client.copy.wake()
        await asyncio.wait_for(li.client.copy.all_sent(), 20)
        async with team_desk(board, tmp_path, "WANG") as wang:
            await until(lambda: bool(wang.ledger.pages))
            row = await chen.write("a")
            await wang.has(chen, [row])
            assert len(await wang.ledger.rows_of(li.id)) < SOME
            await wang.has(li, range(1, SOME + 1))


async def _look_how_late(late: list[float]) -> None:
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.005)
        late.append(time.monotonic() - began - 0.005)


async def test_rows_of_a_desk_that_comes_late_are_never_passed_over(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "WANG") as wang:
        await wang.reached()
        async with team_desk(board, tmp_path, "CHEN") as chen:
            await chen.reached()
            await chen.write("a")
            await wang.has(chen, [1])
        # Written days ago, on a desk without a line; the others have gone on meanwhile.
        async with team_desk(board, tmp_path, "LI") as li:
            await li.ledger.write_many(["a", "b", "c"])
            await li.reached()
            await wang.has(li, [1, 2, 3])


async def test_gaps_in_a_desk_s_numbers_do_no_harm(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.ledger.write_many(["a", "b", "c", "d"])
        await li.ledger.forget(2)
        await li.reached()
        li.client.copy.wake()
        await wang.has(li, [1, 3, 4])


async def test_a_full_disk_of_one_s_own_is_said_and_rows_come_once_there_is_room(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        wang.ledger.full = True
        await li.write("a")
        await until(lambda: wang.state.untaken is not None)
        assert wang.state.reached
        wang.ledger.full = False
        await wang.has(li, [1])
        await until(lambda: wang.state.untaken is None)


async def test_one_desk_whose_rows_differ_from_those_that_are_here_keeps_nobody_else_s_away(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "CHEN") as chen:
        await li.reached()
        await chen.reached()
        async with team_desk(board, tmp_path, "WANG") as wang:
            wang.ledger.refused = li.id
            await li.write("a")
            await chen.write("b")
            await wang.has(chen, [1])
            await until(lambda: wang.state.untaken is not None)
            assert isinstance(await wang.client.claims.claim("a", "{}"), BoardUnreached)
            assert isinstance(await wang.client.claims.claim("c", "{}"), ClaimWon)
            await chen.write("d")
            await wang.has(chen, [1, 2])


async def test_large_rows_go_a_few_at_a_time(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.ledger.write_many(["a"] * 12, letters=100_000)
        await li.reached()
        li.client.copy.wake()
        await wang.has(li, range(1, 13))


async def test_two_processes_of_one_folder_send_each_row_once(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as window:
        await window.reached()
        async with team_desk(board, tmp_path, "LI") as command:
            await command.reached()
            assert command.id == window.id
            for number in range(20):
                await window.ledger.write(f"t{number}")
                window.client.copy.wake()
                command.client.copy.wake()
            await asyncio.wait_for(window.client.copy.all_sent(), 5)
            await asyncio.wait_for(command.client.copy.all_sent(), 5)
            assert window.client.own.renamed is None
            assert command.client.own.renamed is None
    assert await board.run("SELECT count(*), max(row) FROM board.entry") == [["20", "20"]]


async def test_nothing_but_the_desk_s_id_is_in_a_wake_up(board: TeamBoard, tmp_path: Path) -> None:
    heard: list[str] = []
    connection = await product.connect(board.login("WANG"))
    try:
        await connection.listen("board", heard.append)
        async with team_desk(board, tmp_path, "LI") as li:
            await li.reached()
            await li.ledger.write_many(["a", "b", "c"])
            li.client.copy.wake()
            await until(lambda: li.id in heard)
            # One for the statement, not for each row; and the word by which LI tried whether it hears any.
            trial, *told = heard
            assert re.fullmatch("trial_[0-9a-f]{32}", trial)
            assert told == [li.id]
    finally:
        await connection.close()
    async with team_desk(board, tmp_path, "WANG") as wang:
        await holds_rows(wang.ledger, li.id, [1, 2, 3])


async def test_a_command_sends_its_rows_and_fetches_only_what_its_claim_needs(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with (
        team_desk(board, tmp_path, "LI") as li,
        team_desk(board, tmp_path, "WANG") as wang,
        team_desk(board, tmp_path, "CHEN", fetches=False) as command,
    ):
        for desk in (li, wang, command):
            await desk.reached()
        await li.write("a")
        await wang.write("b")
        await li.has(wang, [1])
        await wang.has(li, [1])
        assert isinstance(await command.client.claims.claim("a", "{}"), ClaimWon)
        assert await command.ledger.rows_of(li.id) == [1]
        assert await command.ledger.rows_of(wang.id) == []
        await command.write("a")
        await li.has(command, [1])
