"""Desks with their real ledgers and the panel's own pacing."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from gui.core.ledger.ledger import Ledger
from gui.core.sessions.session import Session
from gui.core.team.board_link import BoardLink
from gui.core.team.board_login import BoardLogin
from gui.core.team.membership import Membership
from gui.core.team.request_claims import RequestClaims
from gui.core.team.team_at_work import team_at_work
from tests.support.core.ledger import begin, opened, target
from tests.support.team.desks import TeamBoard
from tests.support.waiting import until


@dataclass
class LedgerDesk:
    """One desk at work."""

    ledger: Ledger
    team: RequestClaims

    @property
    def link(self) -> BoardLink:
        """To the board."""
        return self.team.client.link

    @property
    def id(self) -> str:
        """What the board calls it."""
        return self.team.client.own.identity.id

    async def write(self, room: int) -> Session:
        """One row that the others are to get."""
        session = (await begin(self.ledger, target(room))).session
        await self.team.changed()
        return session

    async def reached(self) -> None:
        """Until the board is."""
        await until(lambda: self.link.state.reached)


@asynccontextmanager
async def ledger_desk(
    board: TeamBoard,
    folder: Path,
    code: str,
    heard: Callable[[Sequence[Session]], None] = lambda _sessions: None,
) -> AsyncIterator[LedgerDesk]:
    """A desk whose board is reached, until the end of the block.

    :param heard: hears what rows of others changed.
    """

    async def log_in() -> BoardLogin:
        return board.login(code)

    async with (
        opened(folder / code) as ledger,
        team_at_work(
            Membership(code, log_in),
            ledger,
            operator=lambda: code.title(),
            board_changed=lambda _state: None,
            sessions_changed=heard,
            fetches=True,
        ) as team,
    ):
        desk = LedgerDesk(ledger, team)
        await desk.reached()
        yield desk
