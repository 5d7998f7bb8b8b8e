"""Fixtures of a real board for each test; where PostgreSQL can't be had the tests say so.

A conftest that needs them imports them by name.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.support.team.desks import TeamBoard
from tests.support.team.made_board import TEMPLATE, made_board
from tests.support.team.postgres import WHY_NOT, PostgresServer, postgres_server, programs


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    if programs() is None:
        pytest.skip(WHY_NOT)
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="session")
def template(server: PostgresServer) -> TeamBoard:
    """The database that those of the tests are copies of."""
    return made_board(server)


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
