"""The board goes and comes back: nothing is lost or doubled, and work goes on meanwhile."""

import asyncio
import shutil
import time
from pathlib import Path

import pytest

from gui.core.foundation.enums import Outcome
from gui.core.sessions.team_contact import TeamContact
from gui.simulator.in_process import RunningSimulator
from tests.support.team.board_proxy import board_proxy
from tests.support.team.desks import TeamBoard, TeamDesk, team_desk
from tests.support.team.panels import team_panel
from tests.support.team.small_ledger import SmallLedger
from tests.support.waiting import until


@pytest.mark.parametrize("how", ["fast", "crash"])
async def test_a_restart_under_load_loses_and_doubles_no_row(
    board: TeamBoard, tmp_path: Path, how: str
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        writing = [asyncio.create_task(_write_on(desk)) for desk in (li, wang)]
        await until(lambda: wang.changed != [])
        await asyncio.to_thread(board.server.restart, how)
        counts = await asyncio.gather(*writing)
        await wang.has(li, range(1, counts[0] + 1))
        await li.has(wang, range(1, counts[1] + 1))
        assert any(not state.reached for state in li.states)
    expected = [["LI", str(counts[0])], ["WANG", str(counts[1])]]
    sql = (
        "SELECT d.code, count(*) FROM board.entry e JOIN board.desk d ON d.id = e.desk GROUP BY 1 ORDER BY 1"
    )
    assert await board.run(sql) == expected


async def _write_on(desk: TeamDesk) -> int:
    for number in range(150):
        began = time.monotonic()
        await desk.write(f"t{number}")
        # The local row is written as fast as ever, board or no board.
        assert time.monotonic() - began < 1
        await asyncio.sleep(0.004)
    return 150


async def test_what_is_done_while_the_board_is_stopped_follows(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        reached_since = li.state.since
        await asyncio.to_thread(board.server.stop)
        try:
            await until(lambda: not li.state.reached)
            assert li.state.since is not None
            assert reached_since is not None
            assert li.state.since > reached_since
            assert str(li.state.why)
            rows = [await li.write(f"t{number}") for number in range(5)]
        finally:
            await asyncio.to_thread(board.server.start)
        await wang.has(li, rows)


async def test_a_board_that_was_restored_from_a_backup_is_made_whole_by_the_desks(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await li.write("a")
        await wang.has(li, [1])
        backup = f"{board.database}_backup"
        await _back_up(board, backup)
        await wang.has(li, [1])
        rows = [1, *[await li.write(f"t{number}") for number in range(30)]]
        await wang.has(li, rows)
        await board.server.run(f"DROP DATABASE {board.database} WITH (FORCE)")
        await board.server.run(f"ALTER DATABASE {backup} RENAME TO {board.database}")
        rows.append(await li.write("b"))
        await wang.has(li, rows)
        async with team_desk(board, tmp_path, "CHEN") as chen:
            await chen.has(li, rows)
        assert li.client.own.renamed is None


async def _back_up(board: TeamBoard, name: str) -> None:
    """Nobody may be in a database that is copied."""
    await board.server.run(
        f"ALTER DATABASE {board.database} CONNECTION LIMIT 0",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{board.database}'",
        f"CREATE DATABASE {name} TEMPLATE {board.database}",
        f"ALTER DATABASE {board.database} CONNECTION LIMIT -1",
    )


@pytest.mark.parametrize("state", ["disk_full", "read_only_sql_transaction"])
async def test_a_board_that_takes_no_rows_is_asked_now_and_then_and_says_why(
    board: TeamBoard, tmp_path: Path, state: str
) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await board.run(
            "CREATE FUNCTION public.shut() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$BEGIN RAISE EXCEPTION 'no room here' USING ERRCODE = '{state}'; END$$;"
            "CREATE TRIGGER shut BEFORE INSERT ON board.entry EXECUTE FUNCTION public.shut()"
        )
        rows = [await li.write("a")]
        await until(lambda: li.state.refuses is not None)
        before = board.server.log.count("no room here")
        rows.append(await li.write("b"))
        await asyncio.sleep(0.5)
        assert board.server.log.count("no room here") - before <= 5
        assert li.state.reached
        assert "\n" not in str(li.state.refuses)
        assert "administrator" in str(li.state.refuses)
        # What others write is still read.
        theirs = await wang.ledger.write("c")
        await board.run("ALTER TABLE board.entry DISABLE TRIGGER shut")
        wang.client.copy.wake()
        await li.has(wang, [theirs])
        await wang.has(li, rows)
        assert li.state.refuses is None


async def test_of_a_board_that_became_read_only_rows_of_others_are_still_read(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "WANG") as wang:
        await wang.reached()
        await wang.write("a")
        await asyncio.wait_for(wang.client.copy.all_sent(), 5)
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
    shut = f"ALTER DATABASE {board.database} SET default_transaction_read_only = on"
    await board.server.run(shut)
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        await li.has(wang, [1])
        row = await li.write("b")
        await until(lambda: li.state.refuses is not None)
        assert "read only" in str(li.state.refuses)
        await board.server.run(shut.replace("= on", "= off"))
        # Settings of a database are those of a new connection.
        await board.server.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{board.database}'"
        )
        await until(lambda: not li.client.copy.behind)
    mine = f"SELECT row FROM board.entry WHERE desk = '{li.id}'"
    assert await board.run(mine) == [[str(row)]]


async def test_a_copied_folder_takes_another_name_and_nothing_of_either_is_lost(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        for target in ("a", "b", "c"):
            await li.write(target)
        await asyncio.wait_for(li.client.copy.all_sent(), 5)
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path, copy, ignore=lambda *_: ["copy"])
    async with (
        team_desk(board, tmp_path, "LI") as original,
        team_desk(board, copy, "LI") as copied,
        team_desk(board, tmp_path, "WANG") as wang,
    ):
        await original.reached()
        await copied.reached()
        await original.write("of the original")
        await asyncio.wait_for(original.client.copy.all_sent(), 5)
        await copied.write("of the copy")
        await until(lambda: copied.client.own.renamed is not None)
        assert copied.id != original.id
        assert str(copied.client.own.renamed).count("LI-2") == 1
        await wang.has(original, [1, 2, 3, 4])
        # What both have in common was shared already.
        await wang.has(copied, [4])
        assert original.client.own.renamed is None
    assert await board.run("SELECT code, shared_after FROM board.desk WHERE code LIKE 'LI%' ORDER BY 1") == [
        ["LI", "0"],
        ["LI-2", "3"],
    ]


async def test_a_copy_that_was_first_with_as_many_rows_keeps_none_of_the_original_s_back(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        await li.write("a")
        await asyncio.wait_for(li.client.copy.all_sent(), 5)
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path, copy, ignore=lambda *_: ["copy"])
    without_board = SmallLedger(tmp_path / "LI.sqlite3")
    row = await without_board.write("of the original")
    await without_board.close()
    async with team_desk(board, copy, "LI") as copied:
        await copied.write("of the copy")
        await asyncio.wait_for(copied.client.copy.all_sent(), 5)
    async with (
        team_desk(board, tmp_path, "LI") as original,
        team_desk(board, tmp_path, "WANG") as wang,
    ):
        await until(lambda: original.client.own.renamed is not None)
        assert original.id != copied.id
        await wang.has(original, [row])


async def test_a_folder_that_was_restored_takes_another_name_at_once(
    board: TeamBoard, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        for target in ("a", "b"):
            await li.write(target)
        await asyncio.wait_for(li.client.copy.all_sent(), 5)
        first = li.id
    shutil.copytree(tmp_path, backup, ignore=lambda *_: ["backup"])
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        await li.write("c")
        await asyncio.wait_for(li.client.copy.all_sent(), 5)
    async with team_desk(board, backup, "LI") as restored:
        await until(lambda: restored.client.own.renamed is not None)
        assert restored.id != first
        desk = await restored.ledger.desk()
        assert desk is not None
        assert desk.id == restored.id
        await restored.write("other c")
        async with team_desk(board, tmp_path, "WANG") as wang:
            await wang.has(restored, [3])
            await wang.has(li, [1, 2, 3])


async def test_connections_that_end_at_once_are_not_made_ten_times_a_second(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with (
        board_proxy(board.server.port) as proxy,
        team_desk(board, tmp_path, "LI", port=proxy.port) as li,
    ):
        for _ in range(3):
            await li.reached()
            proxy.cut()
            await until(lambda: not li.state.reached)
        before = proxy.connections
        await board.run(f"ALTER ROLE {board.desks['LI'].role} CONNECTION LIMIT 0")
        try:
            proxy.cut()
            await asyncio.sleep(0.8)
        finally:
            await board.run(f"ALTER ROLE {board.desks['LI'].role} CONNECTION LIMIT -1")
        assert proxy.connections - before <= 12
        await li.reached()


async def test_the_board_s_clock_is_compared_with_this_computer_s(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li:
        await li.reached()
        assert abs(li.state.clock_offset_s) < 1


async def test_the_end_of_the_panel_is_not_overheard_while_a_connection_ends(
    board: TeamBoard, tmp_path: Path
) -> None:
    for _ in range(5):
        async with (
            board_proxy(board.server.port) as proxy,
            team_desk(board, tmp_path, "LI", port=proxy.port) as li,
        ):
            await li.reached()
            proxy.cut()
            connection = li.client.link.connection
            assert connection is not None
            # The client is told to end in the moment after this one, and has to.
            await connection.ended


async def test_a_right_that_was_taken_from_the_desks_is_told_to_the_window_until_they_have_it_again(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    told: list[TeamContact] = []
    ((desks,),) = board.sql("SELECT desks FROM board.team")
    async with team_panel(board, tmp_path, "LI", simulator.url, contact_changed=told.append) as li:
        await until(lambda: bool(told) and told[-1].reached)
        # Rights of columns go with that of the table.
        await board.run(f'REVOKE INSERT ON board.entry FROM "{desks}"')
        result = await li.start()
        assert result.outcome is Outcome.ACCEPTED
        await until(lambda: told[-1].refused)
        assert (told[-1].reached, told[-1].others_do_not_see > 0) == (True, True)
        assert "administrator" in str(told[-1].why)
        await board.run(f'GRANT INSERT ON board.entry TO "{desks}"')
        await until(lambda: not told[-1].refused)
        assert (told[-1].reached, told[-1].others_do_not_see, told[-1].why) == (True, 0, None)
    assert await board.run("SELECT count(*), count(DISTINCT row) FROM board.entry") == [["2", "2"]]
