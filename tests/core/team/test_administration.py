"""What an administrator does to a board: each whole or not at all, by a clear line where it can't be done."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gui.core.team import administration, scram
from gui.core.team import board as product
from gui.core.team.administration import NewDesk
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardLost, BoardRefused, TeamProblem
from gui.core.team.board_login import BoardLogin
from gui.core.team.own_password import change_password
from tests.support.team.desks import TeamBoard, another, team_desk
from tests.support.team.postgres import PostgresServer

FIRST_OF_MAY = date(2026, 5, 1)


@pytest.fixture
def rented(empty: TeamBoard) -> BoardLogin:
    """An administrator as on a rented server: may make roles, and what is in this database; no superuser."""
    role = f"rented_{empty.database}"
    empty.server.sql(f"CREATE ROLE {role} LOGIN CREATEROLE PASSWORD 'canary-rented'")
    empty.server.sql(f"ALTER DATABASE {empty.database} OWNER TO {role}")
    return replace(another(empty.admin, role=role), password="canary-rented")


@pytest.fixture
async def seen(board: TeamBoard) -> AsyncIterator[BoardConnection]:
    """LI's connection."""
    connection = await product.connect(board.login())
    yield connection
    await connection.close()


async def refused(doing: Coroutine[None, None, object]) -> TeamProblem:
    with pytest.raises(TeamProblem) as caught:
        await doing
    assert "\n" not in str(caught.value)
    return caught.value


async def test_a_team_is_made_once_and_desks_get_in_by_their_invitations(empty: TeamBoard) -> None:
    await administration.init(empty.admin, "客服")
    li = await administration.invite(empty.admin, "LI")
    address = another(empty.admin, role=li.role)
    connection = await product.connect(replace(address, password=li.password))
    assert (await connection.row("SELECT name FROM board.team"))["name"] == "客服"
    await connection.close()
    assert "already" in str(await refused(administration.init(empty.admin, "again")))


async def test_an_administrator_who_is_no_superuser_can_do_all_of_it(
    empty: TeamBoard, rented: BoardLogin
) -> None:
    await administration.init(rented, "The desk")
    li = await administration.invite(rented, "LI")
    connection = await product.connect(replace(another(rented, role=li.role), password=li.password))
    assert await administration.upgrade(rented) == administration.SCHEMA_FORM
    await administration.prune(rented, FIRST_OF_MAY)
    await administration.remove(rented, "LI")
    with pytest.raises((BoardLost, BoardRefused)):
        await connection.rows("SELECT * FROM board.entry")
    connection.terminate()
    assert await empty.run("SELECT count(*) FROM board.member WHERE removed IS NOT NULL") == [["1"]]


async def test_who_may_not_make_a_team_is_told_so_and_leaves_nothing(empty: TeamBoard) -> None:
    await empty.run("CREATE ROLE nobody_in_particular LOGIN PASSWORD 'canary-nobody'")
    login = replace(another(empty.admin, role="nobody_in_particular"), password="canary-nobody")
    try:
        problem = await refused(administration.init(login, "The desk"))
    finally:
        await empty.run("DROP ROLE nobody_in_particular")
    assert problem.key == "team.not_allowed"
    left = "SELECT count(*) FROM pg_roles WHERE rolname LIKE current_database() || '_%'"
    assert await empty.run(left) == [["0"]]


async def test_without_a_team_there_is_nothing_to_administer(empty: TeamBoard) -> None:
    admin = empty.admin
    for doing in (
        administration.invite(admin, "LI"),
        administration.remove(admin, "LI"),
        administration.upgrade(admin),
        administration.prune(admin, FIRST_OF_MAY),
    ):
        problem = await refused(doing)
        assert problem.key == "team.no_board"
        assert "team init" in str(problem)


async def test_a_code_that_nobody_could_say_is_refused(board: TeamBoard) -> None:
    for code in ("", "li", "L I", "ABCDEFGHI", "1A", "李", 'L"; DROP'):
        assert (await refused(administration.invite(board.admin, code))).key == "team.no_code"


async def test_a_second_invitation_takes_the_first_one_s_place(empty: TeamBoard) -> None:
    await administration.init(empty.admin, "The desk")
    first = await administration.invite(empty.admin, "LI")
    second = await administration.invite(empty.admin, "LI")
    assert first.role == second.role
    login = another(empty.admin, role=first.role)
    with pytest.raises(BoardLost, match="password"):
        await product.connect(replace(login, password=first.password))
    connection = await product.connect(replace(login, password=second.password))
    await connection.close()


async def test_an_invitation_is_good_until_the_desk_has_its_own_password(empty: TeamBoard) -> None:
    await administration.init(empty.admin, "The desk")
    invited = await administration.invite(empty.admin, "LI")
    login = replace(another(empty.admin, role=invited.role), password=invited.password)
    own = await change_password(login, scram.new_password())
    with pytest.raises(BoardLost, match="works once"):
        await product.connect(login)
    connection = await product.connect(own)
    await connection.close()


async def test_any_password_of_one_s_own_gets_in(empty: TeamBoard) -> None:
    await administration.init(empty.admin, "The desk")
    invited = await administration.invite(empty.admin, "LI")
    login = replace(another(empty.admin, role=invited.role), password=invited.password)
    for password in ("plain", "密码-canary", "a\u00a0b\u00adc", "Ⅸ½", "שלום", "a שלום", "\x07bell"):
        login = await change_password(login, password)
        connection = await product.connect(login)
        await connection.close()


async def test_a_desk_that_was_removed_is_out_at_once_and_its_rows_stay(
    board: TeamBoard, tmp_path: Path
) -> None:
    try:
        async with team_desk(board, tmp_path, "CHEN") as chen, team_desk(board, tmp_path, "LI") as li:
            await chen.reached()
            await chen.write("a")
            await li.has(chen, [1])
            await administration.remove(board.admin, "CHEN")
            await chen.ledger.write("b")
            chen.client.copy.wake()
            with pytest.raises(BoardLost):
                await product.connect(board.login("CHEN"))
            await asyncio.sleep(0.2)
            assert await li.ledger.rows_of(chen.id) == [1]
        problem = await refused(administration.remove(board.admin, "CHEN"))
        assert problem.key == "team.no_such_desk"
        again = await administration.invite(board.admin, "CHEN")
        connection = await product.connect(replace(board.login("CHEN"), password=again.password))
        await connection.close()
        board.desks["CHEN"] = again
    finally:
        await board.server.run(f"GRANT team_template_desks TO {board.desks['CHEN'].role}")


STEP = "ALTER TABLE board.team ADD COLUMN motto text; GRANT SELECT (motto) ON board.team TO PUBLIC"


async def test_a_board_is_brought_up_step_by_step_and_once(board: TeamBoard) -> None:
    steps = {2: STEP, 3: "CREATE TABLE board.more (x int)"}
    assert await administration.upgrade(board.admin, steps) == 3
    assert await administration.upgrade(board.admin, steps) == 3
    assert await board.run("SELECT form, motto FROM board.team") == [["3", ""]]
    assert (await refused(administration.upgrade(board.admin))).key == "team.newer"


async def test_a_step_that_fails_leaves_the_board_as_it_was(board: TeamBoard) -> None:
    await refused(administration.upgrade(board.admin, {2: STEP, 3: "CREATE TABLE board.entry (x int)"}))
    assert await board.run("SELECT form FROM board.team") == [["1"]]
    assert await administration.upgrade(board.admin, {2: STEP}) == 2


async def test_a_board_that_is_in_use_is_not_waited_for(
    board: TeamBoard, seen: BoardConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(administration, "LOCK_LIMIT", "SET LOCAL lock_timeout = '100ms'")
    await seen.run("BEGIN")
    await seen.rows("SELECT * FROM board.entry")
    problem = await refused(
        administration.upgrade(board.admin, {2: "ALTER TABLE board.entry ADD COLUMN x int"})
    )
    assert problem.key == "team.in_use"
    await seen.run("ROLLBACK")


async def test_desks_work_on_after_an_upgrade(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await li.write("a")
        await wang.has(li, [1])
        more = "ALTER TABLE board.entry ADD COLUMN extra text NOT NULL DEFAULT ''"
        await administration.upgrade(board.admin, {2: more})
        await li.write("b")
        await wang.has(li, [1, 2])


async def test_old_months_go_and_no_desk_sends_its_past_again(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        for number in range(1, 7):
            await li.write("a", number=number)
        await asyncio.wait_for(li.client.copy.all_sent(), 5)
        await wang.has(li, range(1, 7))
        await _age(board, "row <= 4", "2026-04-20")
        # The last one of the old ones is still open: it stays.
        await _close(board, "row <= 3")
        removed = await administration.prune(board.admin, FIRST_OF_MAY)
        assert (removed.desks, removed.rows) == (1, 3)
        assert await board.run("SELECT row FROM board.entry ORDER BY row") == [["4"], ["5"], ["6"]]
        with pytest.raises(AssertionError, match="never altered or removed"):
            await board.run("DELETE FROM board.entry")
        await _age(board, "true", "2026-04-20")
        await _close(board, "true")
        await administration.prune(board.admin, FIRST_OF_MAY)
        assert await board.run("SELECT last_row, pruned_row FROM board.desk WHERE code = 'LI'") == [
            ["6", "6"]
        ]
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        await li.write("b")
        await wang.has(li, range(1, 8))
        assert li.client.own.renamed is None
    assert await board.run("SELECT row FROM board.entry") == [["7"]]


async def _age(board: TeamBoard, which: str, day: str) -> None:
    await _by_hand(board, f"UPDATE board.entry SET received = '{day}' WHERE {which}")


async def _close(board: TeamBoard, which: str) -> None:
    await _by_hand(board, f"UPDATE board.entry SET open = false WHERE {which}")


async def _by_hand(board: TeamBoard, statement: str) -> None:
    await board.run(
        f"ALTER TABLE board.entry DISABLE TRIGGER never; {statement};"
        " ALTER TABLE board.entry ENABLE TRIGGER never"
    )


async def test_only_whole_months_are_removed(board: TeamBoard) -> None:
    assert (await refused(administration.prune(board.admin, date(2026, 5, 2)))).key == "team.no_month"


async def test_two_teams_of_one_server_do_not_see_each_other(board: TeamBoard, empty: TeamBoard) -> None:
    await administration.init(empty.admin, "Others")
    theirs = await administration.invite(empty.admin, "LI")
    login = replace(another(board.admin, role=theirs.role), password=theirs.password)
    connection = await product.connect(login)
    with pytest.raises(BoardRefused, match="does not allow"):
        await connection.rows("SELECT * FROM board.entry")
    await connection.close()


def test_a_password_is_shown_nowhere() -> None:
    desk = NewDesk("LI", "desk_li", "canary-one-time")
    assert "canary" not in repr(desk)
    assert "canary" not in str(desk)


def test_a_verifier_is_that_of_the_standard() -> None:
    # RFC 7677, 3, by its salt, with PostgreSQL's form of it.
    made = scram.verifier("pencil", salt=b"\x5b\x6d\x99\x68\x9d\x12\x35\x8e\xec\xa0\x4b\x14\x12\x36\xfa\x81")
    head, _, keys = made.rpartition("$")
    assert head == "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
    assert len(keys.split(":")) == 2
    assert scram.verifier("pencil") != made
    assert len({scram.new_password() for _ in range(100)}) == 100


async def test_no_secret_is_on_the_board_or_in_its_log(empty: TeamBoard, server: PostgresServer) -> None:
    await empty.run(f"ALTER DATABASE {empty.database} SET log_statement = 'all'")
    await administration.init(empty.admin, "The desk")
    invited = await administration.invite(empty.admin, "LI")
    login = replace(another(empty.admin, role=invited.role), password=invited.password)
    own = await change_password(login, "canary-own-password")
    await administration.remove(empty.admin, "LI")
    with pytest.raises(BoardLost):
        await product.connect(own)
    secrets = (invited.password, "canary-own-password", empty.admin.password)
    everything = "SELECT t::text, m::text FROM board.team AS t, board.member AS m"
    tables = str(await empty.run(everything))
    kept = tables + server.log + str(await empty.run("SELECT rolname, rolpassword FROM pg_authid"))
    assert "ALTER ROLE" in server.log
    assert [secret for secret in secrets if secret in kept] == []
