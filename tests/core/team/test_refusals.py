"""Why there is no board: each reason is one line that names the thing and the remedy, and starts go on."""

import asyncio
import contextlib
import logging
import ssl
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
import trustme

from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.network.tls_context import context_for
from gui.core.team import board as product
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardLost, BoardRefused, TeamProblem
from gui.core.team.board_login import BoardAddress, BoardLogin
from gui.core.team.claims import BoardUnreached
from tests.support.network.certificate_files import CertificateFiles
from tests.support.team.answering_server import server_that_says
from tests.support.team.desks import TeamBoard, another, context_of, team_desk
from tests.support.team.postgres import HOST
from tests.support.waiting import until

PASSWORD = "canary-Password of a desk"


async def refusal(login: BoardLogin, *, limit_s: float = 3.0) -> TeamProblem:
    """Why this login does not get in; nothing of its password is in what is said, nor in a traceback."""
    before = open_sockets()
    with pytest.raises(BoardLost) as caught:
        await product.connect(login, limit_s=limit_s)
    # TLS takes leave of the server, and that is all that is left of it.
    await until(lambda: open_sockets() <= before)
    problem = caught.value
    assert problem.detail is not None
    for language in LANGUAGES:
        said = problem.detail.text(Messages(language))
        assert "\n" not in said
        assert said.startswith(f"{login.address.place}: ")
        assert "detail." not in said
        assert "{" not in said
    shown = "".join(traceback.format_exception(problem)) + repr(problem) + repr(login)
    assert not login.password or login.password not in shown
    return problem


def open_sockets() -> int:
    """How many this process has."""
    found = 0
    for one in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += str(one.readlink()).startswith("socket:")
    return found


def secret(login: BoardLogin) -> BoardLogin:
    return replace(login, password=PASSWORD)


async def test_a_wrong_password_names_the_desk_and_who_gives_a_new_one(board: TeamBoard) -> None:
    login = board.login()
    address = replace(login.address, called="LI")
    problem = await refusal(secret(replace(login, address=address)))
    assert problem.key == "team.wrong_password"
    assert "does not take the password of LI;" in str(problem)
    assert "invitation" in str(problem)
    assert address.role not in str(problem)


async def test_a_desk_that_was_locked_out_is_told_by_its_name_and_not_by_a_role_of_the_server(
    board: TeamBoard,
) -> None:
    login = board.login()
    address = replace(login.address, called="LI")
    await board.run(f'ALTER ROLE "{address.role}" NOLOGIN')
    try:
        problem = await refusal(replace(login, address=address))
    finally:
        await board.run(f'ALTER ROLE "{address.role}" LOGIN')
    assert problem.key == "team.not_let_in"
    assert "does not let LI in (role LI is not permitted to log in)" in str(problem)
    assert address.role not in str(problem)
    # An administrator gave that name.
    assert address.role in str(await refusal(secret(login)))


async def test_no_password_is_never_looked_for_in_files_of_others(board: TeamBoard) -> None:
    problem = await refusal(replace(board.login(), password=""))
    assert problem.key == "team.wrong_password"


async def test_another_authority_is_refused_before_a_byte_of_the_password(
    board: TeamBoard, files: CertificateFiles
) -> None:
    stranger = context_for(ca_file=files.folder / "other-ca.pem")
    problem = await refusal(replace(secret(board.login()), context=stranger))
    assert problem.key == "team.wrong_authority"
    assert "invitation" in str(problem)


async def test_a_name_that_the_certificate_has_not_is_refused(board: TeamBoard) -> None:
    # The same computer by an address that its certificate lacks.
    async with forwarded_from("127.0.0.2", board.server.port) as port:
        problem = await refusal(secret(another(board.login(), host="127.0.0.2", port=port)))
        assert problem.key == "team.wrong_name"
        assert "127.0.0.2" in str(problem)


@asynccontextmanager
async def forwarded_from(host: str, to_port: int) -> AsyncIterator[int]:
    """Another address of this computer, which leads to the board."""
    writers: set[asyncio.StreamWriter] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(HOST, to_port)
        writers.update((writer, back))
        await asyncio.wait(
            [asyncio.create_task(pump(reader, back)), asyncio.create_task(pump(there, writer))],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for one in (writer, back):
            one.transport.abort()

    server = await asyncio.start_server(serve, host, 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    for one in writers:
        one.transport.abort()


@pytest.mark.parametrize("answer", [b"N", b"E", b"X", b"SSnothing of TLS"])
async def test_a_server_without_tls_gets_not_a_byte_of_the_password(board: TeamBoard, answer: bytes) -> None:
    heard: list[bytes] = []
    async with server_that_says(answer, heard=heard) as port:
        problem = await refusal(secret(board.login(port=port)))
        await until(lambda: heard != [])
    assert problem.key in {"team.no_tls", "team.not_reached", "team.nobody_answers", "team.tls", "team.lost"}
    assert (problem.key == "team.no_tls") == (answer != b"E")
    assert PASSWORD.encode() not in b"".join(heard)
    assert board.login().address.role.encode() not in b"".join(heard)


def test_a_board_on_another_computer_is_never_reached_without_tls() -> None:
    with pytest.raises(ValueError, match="TLS"):
        BoardLogin(BoardAddress("board.example", 5432, "team", "li"), PASSWORD, None)


async def test_a_server_that_asks_for_a_client_certificate_says_so(board: TeamBoard) -> None:
    certified = another(board.login(), database="certified")
    problem = await refusal(certified)
    assert problem.key == "team.client_certificate"


async def test_with_its_client_certificate_a_desk_gets_in(board: TeamBoard, tmp_path: Path) -> None:
    role = board.login().address.role
    own = board.server.authority.issue_cert(common_name=role)
    own.private_key_and_cert_chain_pem.write_to_path(tmp_path / "desk.pem")
    await board.server.run("DROP DATABASE IF EXISTS certified")
    await board.server.run("CREATE DATABASE certified")
    context = context_for(board.server.folder / "ca.pem", tmp_path / "desk.pem", tmp_path / "desk.pem")
    connection = await product.connect(replace(another(board.login(), database="certified"), context=context))
    assert (await connection.row("SELECT 1 AS one"))["one"] == 1
    await connection.close()
    stranger = trustme.CA().issue_cert(common_name=role)
    stranger.private_key_and_cert_chain_pem.write_to_path(tmp_path / "other.pem")
    context = context_for(board.server.folder / "ca.pem", tmp_path / "other.pem", tmp_path / "other.pem")
    problem = await refusal(replace(another(board.login(), database="certified"), context=context))
    assert problem.key in {"team.client_certificate", "team.lost", "team.tls"}


async def test_a_full_server_says_what_to_raise(board: TeamBoard) -> None:
    role = board.login().address.role
    await board.run(f"ALTER ROLE {role} CONNECTION LIMIT 0")
    try:
        problem = await refusal(board.login())
    finally:
        await board.run(f"ALTER ROLE {role} CONNECTION LIMIT -1")
    assert problem.key == "team.full"
    assert "max_connections" in str(problem)


async def test_places_that_are_not_there_are_named(board: TeamBoard) -> None:
    assert (await refusal(another(board.login(), database="nowhere"))).key == "team.no_database"
    assert (await refusal(another(board.login(), host="board.invalid"))).key == "team.unknown_name"
    free = another(board.login(), port=1)
    problem = await refusal(free)
    assert problem.key == "team.nobody_answers"
    assert "Connect call" not in str(problem)
    assert free.address.server in str(problem)
    assert "port" in str(problem)
    late = another(board.login(), host=HOST)
    async with server_that_says(b"", heard=[]) as port:
        problem = await refusal(replace(late, address=replace(late.address, port=port)), limit_s=0.2)
    assert problem.key == "team.late"


async def test_a_database_without_a_board_names_who_makes_one(board: TeamBoard, tmp_path: Path) -> None:
    await board.run("DROP SCHEMA board CASCADE")
    async with team_desk(board, tmp_path) as li:
        await until(lambda: li.state.why is not None)
        assert "team init" in str(li.state.why)
        assert isinstance(await li.client.claims.claim("a", "{}"), BoardUnreached)


async def test_a_newer_board_asks_for_a_newer_panel(board: TeamBoard, tmp_path: Path) -> None:
    await board.run("UPDATE board.team SET form = 7, least_form = 7")
    async with team_desk(board, tmp_path) as li:
        await until(lambda: li.state.why is not None)
        assert "update the panel" in str(li.state.why)


async def test_a_newer_board_that_older_panels_may_use_is_used(board: TeamBoard, tmp_path: Path) -> None:
    await board.run("UPDATE board.team SET form = 7")
    async with team_desk(board, tmp_path) as li:
        await li.reached()


async def test_what_the_server_itself_says_is_kept_to_its_first_line(board: TeamBoard) -> None:
    connection = await product.connect(board.login())
    with pytest.raises(BoardRefused) as caught:
        await connection.run("DO $$BEGIN RAISE EXCEPTION 'first' USING DETAIL = 'canary of a row'; END$$")
    assert "canary of a row" not in str(caught.value)
    assert "first" in str(caught.value)
    await connection.close()


async def test_two_operations_at_a_time_are_a_bug_and_no_lost_connection(board: TeamBoard) -> None:
    login = board.login()
    made = await asyncpg.connect(
        host=HOST,
        port=login.address.port,
        user=login.address.role,
        password=login.password,
        database=login.address.database,
        ssl=context_of(board.server),
    )
    # Two that share one connection, and so have no common lock.
    one, two = BoardConnection(made, login.address), BoardConnection(made, login.address)
    slow = asyncio.create_task(one.rows("SELECT pg_sleep(0.2)"))
    await asyncio.sleep(0.05)
    with pytest.raises(asyncpg.InterfaceError, match="another operation is in progress"):
        await two.rows("SELECT 1")
    await slow
    await one.close()


async def test_a_cancelled_statement_takes_its_connection_along(board: TeamBoard) -> None:
    connection = await product.connect(board.login())
    asked = asyncio.create_task(connection.rows("SELECT pg_sleep(5)"))
    await asyncio.sleep(0.05)
    asked.cancel()
    await asyncio.wait([asked])
    # What came of it could be taken for the next answer.
    with pytest.raises(BoardLost):
        await connection.rows("SELECT 1")
    assert connection.ended.done()


async def test_a_server_that_is_too_old_is_named(board: TeamBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "OLDEST_SERVER", 99)
    problem = await refusal(board.login())
    assert problem.key == "team.old_server"


async def test_nothing_of_the_way_in_is_logged(board: TeamBoard, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await refusal(secret(board.login()))
    connection = await product.connect(board.login())
    await connection.close()
    assert PASSWORD not in caplog.text
    assert board.login().password not in caplog.text


def test_the_context_that_verifies_is_the_panel_s_own(board: TeamBoard) -> None:
    context = board.login().context
    assert context is not None
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
