"""Fixtures of a real board for each test; where PostgreSQL can't be had the tests say so.

A conftest that needs them imports them by name.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from gui.core.team import administration
from tests.support.team.desks import CODES, TeamBoard, context_of
from tests.support.team.postgres import WHY_NOT, PostgresServer, postgres_server, programs

TEMPLATE = "team_template"


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    if programs() is None:
        pytest.skip(WHY_NOT)
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="session")
def template(server: PostgresServer) -> TeamBoard:
    """The database that those of the tests are copies of."""
    server.sql(f"CREATE DATABASE {TEMPLATE}")
    made = TeamBoard(server, TEMPLATE, {}, context_of(server))

    async def make() -> None:
        await administration.init(made.admin, "The desk")
        for code in CODES:
            made.desks[code] = await administration.invite(made.admin, code)

    asyncio.run(make())
    return made


@pytest.fixture
def board(template: TeamBoard) -> Iterator[TeamBoard]:
    """A database of its own, with the board in it."""
    name = template.server.new_database(TEMPLATE)
    yield replace(template, database=name)
    template.server.used.append(name)


@pytest.fixture
def empty(template: TeamBoard) -> Iterator[TeamBoard]:
    """A database without a board."""
    name = template.server.new_database()
    yield replace(template, database=name)
    template.server.used.append(name)


@pytest.fixture
def restored(board: TeamBoard) -> Iterator[None]:
    """Roles are the whole server's, and who joins changes a password: the next test gets those it knows."""
    yield
    board.server.sql(*(f"ALTER ROLE {desk.role} PASSWORD '{desk.password}'" for desk in board.desks.values()))
