"""Which team a data folder is in, how it gets in, and how it leaves."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.security import keychain
from gui.core.team import team_memory
from gui.core.team.board_login import BoardLogin
from gui.core.team.settings import TeamSettings, forget_joined, joined_team
from gui.core.team.team_login import keychain_name, login_of

if TYPE_CHECKING:
    from gui.core.ledger.keeping.own_part import OwnPart


@dataclass(frozen=True, slots=True)
class Membership:
    """A data folder's place in its team.

    :param code: as it was invited; its ledger has the code that it really bears.
    :param login: asked for at each connect; raises Problem where there is none.
    :param joined_s: when it joined, in seconds of the board's clock; 0 where nobody knows.
    """

    code: str
    login: Callable[[], Awaitable[BoardLogin]]
    joined_s: float = 0.0


async def membership_of(folder: Path) -> Membership | None:
    """The team that a data folder is in; None for none.

    :raises Problem: where the folder's file can't be read.
    """
    joined = await asyncio.to_thread(joined_team, folder)
    if joined is None:
        return None

    async def login() -> BoardLogin:
        return await login_of(joined)

    return Membership(joined.code, login, joined.joined_s)


@dataclass(frozen=True, slots=True)
class Left:
    """What came of it.

    :param part: of the ledger.
    :param password_stays: in the keychain, which could not be asked.
    """

    part: "OwnPart"
    password_stays: bool


async def leave(folder: Path, operator: str) -> Left:
    """Keep this desk's own rows alone, and be in no team. Nobody may have the ledger open.

    After a kill at any step the same call goes on: the password goes first, then the folder's file and the
    names of the others, then the ledger is made anew.

    :raises Problem: ``ledger_locked`` where somebody has, and nothing is changed; else of the ledger.
    """
    # Each command of a desk loads this file.
    from gui.core.ledger.keeping.own_part import keep_own_part, refuse_unless_alone

    await asyncio.to_thread(refuse_unless_alone, folder)
    joined = await asyncio.to_thread(joined_team, folder)
    if joined is not None:
        # As long as the password is known.
        await _tell(folder, joined)
    stays = joined is not None and not await _forget_password(joined)
    await asyncio.to_thread(_forget, folder)
    part = await asyncio.to_thread(keep_own_part, folder, operator, datetime.now(UTC))
    return Left(part, stays)


async def _tell(folder: Path, joined: TeamSettings) -> None:
    """The others see that nobody is at this desk any more, where the board is reached."""
    # Each command of a desk loads this file.
    from gui.core.ledger.ledger import Ledger
    from gui.core.team.own_desk import tell_that_it_leaves

    ledger = Ledger(folder)
    try:
        await ledger.open()
        desk = await ledger.desk()
    except Problem:
        # Whoever makes the ledger anew says so.
        return
    finally:
        await ledger.close()
    if desk is not None:
        await tell_that_it_leaves(joined, desk.id)


async def _forget_password(joined: TeamSettings) -> bool:
    """Whether none is in the keychain any more. Where there is no keychain, none was kept."""
    try:
        await keychain.forget_team_password(keychain_name(joined))
    except Problem as problem:
        return problem.word is LocalFailure.CREDENTIAL
    return True


def _forget(folder: Path) -> None:
    forget_joined(folder)
    team_memory.forget(folder)
