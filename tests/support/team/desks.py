"""Desks of a team, with their real parts: a store, a link to a real board, copying and claims."""

import asyncio
import ssl
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.network.tls_context import context_for
from gui.core.sessions.session import Session
from gui.core.team.administration import NewDesk
from gui.core.team.board_link import BoardState, LinkPacing
from gui.core.team.board_login import BoardAddress, BoardLogin
from gui.core.team.team_client import TeamClient
from tests.support.team.postgres import ADMIN, ADMIN_PASSWORD, HOST, PostgresServer
from tests.support.team.small_ledger import SmallLedger
from tests.support.waiting import until

CODES: Final = ("LI", "WANG", "CHEN")
QUICK: Final = LinkPacing(
    first_s=0.02, longest_s=0.1, refused_s=0.2, poll_s=0.3, silent_poll_s=0.1, heartbeat_s=0.1
)


@dataclass
class TeamBoard:
    """A board in a database of its own, with three desks invited."""

    server: PostgresServer
    database: str
    desks: dict[str, NewDesk]
    context: ssl.SSLContext

    @property
    def admin(self) -> BoardLogin:
        address = BoardAddress(HOST, self.server.port, self.database, ADMIN)
        return BoardLogin(address, ADMIN_PASSWORD, self.context)

    def login(self, code: str = "LI", *, port: int = 0) -> BoardLogin:
        desk = self.desks[code]
        address = BoardAddress(HOST, port or self.server.port, self.database, desk.role)
        return BoardLogin(address, desk.password, self.context)

    def sql(self, statement: str) -> list[list[str]]:
        return self.server.sql(statement, database=self.database)

    async def run(self, statement: str) -> list[list[str]]:
        """The same while desks are at work: a statement of theirs may hold a lock that this one waits for."""
        return await self.server.run(statement, database=self.database)


@dataclass
class TeamDesk:
    """One desk, whose client runs.

    :ivar states: what was told of the board.
    """

    client: TeamClient
    ledger: SmallLedger
    states: list[BoardState] = field(default_factory=list)
    changed: list[Session] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.client.own.identity.id

    @property
    def state(self) -> BoardState:
        return self.client.link.state

    async def reached(self) -> None:
        await until(lambda: self.state.reached)

    async def write(
        self, target: str, state: str = "starting", *, number: int = 0, kind: str = "intent"
    ) -> int:
        row = await self.ledger.write(target, state, number=number, kind=kind)
        self.client.copy.wake()
        return row

    async def has(self, other: "TeamDesk", rows: Sequence[int], patience_s: float = 10.0) -> None:
        """Wait until these rows of another desk are here, and no others."""
        await holds_rows(self.ledger, other.id, rows, patience_s)


async def holds_rows(ledger: SmallLedger, desk: str, rows: Sequence[int], patience_s: float = 10.0) -> None:
    give_up = asyncio.get_running_loop().time() + patience_s
    while (found := await ledger.rows_of(desk)) != list(rows):
        assert asyncio.get_running_loop().time() < give_up, f"{len(found)} rows of {len(rows)}"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def team_desk(
    board: TeamBoard,
    folder: Path,
    code: str = "LI",
    *,
    port: int = 0,
    process: str = "",
    login: BoardLogin | None = None,
    fetches: bool = True,
) -> AsyncIterator[TeamDesk]:
    """A desk that runs until the end of the block; the folder of an earlier one goes on as that desk.

    :param port: of a proxy before the board.
    """
    wanted = login or board.login(code, port=port)
    async with running_desk(
        wanted, folder / f"{code}.sqlite3", code, process=process, fetches=fetches
    ) as desk:
        yield desk


@asynccontextmanager
async def running_desk(
    login: BoardLogin, path: Path, code: str, *, process: str = "", fetches: bool = True
) -> AsyncIterator[TeamDesk]:
    """The same by a login alone."""
    ledger = SmallLedger(path)
    identity = await ledger.desk()
    if identity is None:
        identity = DeskIdentity(uuid.uuid4().hex, code)
        await ledger.become_desk(identity)

    async def log_in() -> BoardLogin:
        return login

    states: list[BoardState] = []
    changed: list[Session] = []
    client = TeamClient(
        log_in,
        ledger,
        identity,
        process or uuid.uuid4().hex[:12],
        operator=lambda: code.title(),
        state_changed=states.append,
        sessions_changed=changed.extend,
        pacing=QUICK,
        fetches=fetches,
    )
    running = asyncio.create_task(client.run())
    try:
        yield TeamDesk(client, ledger, states, changed)
    finally:
        running.cancel()
        _, left = await asyncio.wait([running], timeout=10)
        assert not left, "the client does not end"
        await ledger.close()
        if not running.cancelled() and (bug := running.exception()) is not None:
            raise bug


def another(login: BoardLogin, *, password: str = "", **changed: str | int) -> BoardLogin:
    """The same with another host, port, database, role or password."""
    old = login.address
    values = {"host": old.host, "port": old.port, "database": old.database, "role": old.role, **changed}
    address = BoardAddress(
        str(values["host"]), int(values["port"]), str(values["database"]), str(values["role"])
    )
    return replace(login, address=address, password=password or login.password)


def context_of(server: PostgresServer) -> ssl.SSLContext:
    return context_for(ca_file=server.folder / "ca.pem")
