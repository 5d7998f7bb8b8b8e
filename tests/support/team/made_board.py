"""The board that those of the tests are copies of."""

import asyncio
from typing import Final

from gui.core.team import administration
from tests.support.team.desks import CODES, TeamBoard, context_of
from tests.support.team.postgres import PostgresServer

TEMPLATE: Final = "team_template"


def made_board(server: PostgresServer) -> TeamBoard:
    """A database with a team, and a desk invited for each code."""
    server.sql(f"CREATE DATABASE {TEMPLATE}")
    made = TeamBoard(server, TEMPLATE, {}, context_of(server))

    async def make() -> None:
        await administration.init(made.admin, "The desk")
        for code in CODES:
            made.desks[code] = await administration.invite(made.admin, code)

    asyncio.run(make())
    return made
