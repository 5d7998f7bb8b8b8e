"""Panels of a team with their real parts: recorder, ledger, relay client, board; one service for all."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.request import StartRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.ports import Team
from gui.core.recording.recorder import Recorder
from gui.core.recording.retries import Pacing
from gui.core.sessions.session import Session, Target
from gui.core.sessions.team_contact import TeamContact
from gui.core.team.board_link import LinkPacing
from gui.core.team.board_login import BoardLogin
from gui.core.team.claims import Claims
from gui.core.team.membership import Membership
from gui.core.team.request_claims import RequestClaims
from gui.core.team.team_at_work import team_at_work
from tests.support.core.ledger import opened
from tests.support.core.recorder_setup import APP, AT_ONCE, START, Heard, OneRelay, usersig
from tests.support.team.desks import QUICK, TeamBoard
from tests.support.waiting import LOOK_EVERY_S, PATIENCE_S, until


@dataclass
class TeamPanel:
    """One panel.

    :ivar code: of its desk, which its operator is called after.
    """

    code: str
    ledger: Ledger
    relays: OneRelay
    heard: Heard
    recorder: Recorder
    team: RequestClaims

    @property
    def claims(self) -> Claims:
        return self.team.client.claims

    def target_key(self, request: StartRequest = START) -> str:
        return Target(self.relays.host, APP, request.room, request.account, request.source).key

    async def reached(self) -> None:
        await until(lambda: self.team.client.link.state.reached)

    async def start(self, request: StartRequest = START) -> OperationResult:
        return await self.recorder.start("Main", request)

    async def newest(self, request: StartRequest = START) -> Session | None:
        return await self.ledger.newest_of(self.target_key(request))

    async def sees(self, state: State, request: StartRequest = START) -> Session:
        """Wait until the newest session of a target is in that state here."""
        give_up = time.monotonic() + PATIENCE_S
        while (found := await self.newest(request)) is None or found.state is not state:
            assert time.monotonic() < give_up, f"{self.code} sees {found and found.state}, never {state}"
            await asyncio.sleep(LOOK_EVERY_S)
        return found

    async def lists(self, *expected: tuple[str, State]) -> None:
        """Wait until what is live in its list is this: accounts and states."""
        give_up = time.monotonic() + PATIENCE_S
        while (found := await self._open()) != sorted(expected):
            assert time.monotonic() < give_up, f"{self.code} lists {found}"
            await asyncio.sleep(LOOK_EVERY_S)

    async def _open(self) -> list[tuple[str, State]]:
        known = await self.ledger.open_sessions()
        return sorted((one.target.account, one.state) for one in known if one.live)

    async def kinds(self, session_id: str) -> list[str]:
        return [row.kind for row in await self.ledger.entries(session_id)]


@asynccontextmanager
async def login_panel(
    login: BoardLogin,
    folder: Path,
    code: str,
    url: str,
    *,
    pacing: Pacing = AT_ONCE,
    fetches: bool = True,
    link_pacing: LinkPacing = QUICK,
    around_team: Callable[[Team], Team] = lambda team: team,
    contact_changed: Callable[[TeamContact], None] | None = None,
) -> AsyncIterator[TeamPanel]:
    """A panel until the end of the block; the folder of an earlier one goes on as that desk.

    :param contact_changed: hears who is there, as a window does.
    :param around_team: lays something around what the recorder asks of its team.
    """

    async def log_in() -> BoardLogin:
        return login

    heard, client = (
        Heard(),
        RelayClient(url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=None),
    )
    try:
        async with (
            opened(folder / code) as ledger,
            team_at_work(
                Membership(code, log_in),
                ledger,
                operator=lambda: code.title(),
                board_changed=lambda _state: None,
                sessions_changed=heard.sessions.extend,
                pacing=link_pacing,
                fetches=fetches,
                contact_changed=contact_changed,
            ) as team,
        ):
            relays = OneRelay(client)
            recorder = Recorder(
                ledger,
                relays,
                SystemClock(),
                heard,
                operator=code.title(),
                pacing=pacing,
                team=around_team(team),
            )
            await recorder.recover()
            yield TeamPanel(code, ledger, relays, heard, recorder, team)
    finally:
        await client.close()


@asynccontextmanager
async def team_panel(
    board: TeamBoard,
    folder: Path,
    code: str,
    url: str,
    *,
    port: int = 0,
    pacing: Pacing = AT_ONCE,
    fetches: bool = True,
    link_pacing: LinkPacing = QUICK,
    reached: bool = True,
    contact_changed: Callable[[TeamContact], None] | None = None,
) -> AsyncIterator[TeamPanel]:
    """The same by a board of the tests.

    :param port: of a proxy before the board.
    :param reached: wait until the board is reached.
    """
    login = board.login(code, port=port)
    async with login_panel(
        login,
        folder,
        code,
        url,
        pacing=pacing,
        fetches=fetches,
        link_pacing=link_pacing,
        contact_changed=contact_changed,
    ) as panel:
        if reached:
            await panel.reached()
        yield panel
