"""Which team a data folder is in, and how it gets in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from gui.core.team.board_login import BoardLogin
from gui.core.team.settings import joined_team
from gui.core.team.team_login import login_of


@dataclass(frozen=True, slots=True)
class Membership:
    """A data folder's place in its team.

    :param code: as it was invited; its ledger has the code that it really bears.
    :param login: asked for at each connect; raises Problem where there is none.
    """

    code: str
    login: Callable[[], Awaitable[BoardLogin]]


async def membership_of(folder: Path) -> Membership | None:
    """The team that a data folder is in; None for none.

    :raises Problem: where the folder's file can't be read.
    """
    joined = await asyncio.to_thread(joined_team, folder)
    if joined is None:
        return None

    async def login() -> BoardLogin:
        return await login_of(joined)

    return Membership(joined.code, login)
