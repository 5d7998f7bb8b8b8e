"""One connection to the board. The only module that imports asyncpg, so it is loaded once there is a team.

TLS is verified by the panel's own context, or there is none, for a server on this computer. asyncpg does one
operation at a time on a connection: a lock keeps the turns. One with a cancelled operation is dropped.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final, Protocol, TypeVar, cast

import asyncpg
from asyncpg.connect_utils import SessionAttribute

from gui.core.catalogue.details import Detail
from gui.core.network.addresses import look_up
from gui.core.protocol.endpoint import is_loopback
from gui.core.team.board_failures import (
    BoardLost,
    BoardRefused,
    TeamProblem,
    detail_of_failure,
    detail_of_state,
    ends_the_connection,
)
from gui.core.team.board_login import BoardAddress, BoardLogin

CONNECT_LIMIT_S: Final = 3.0
STATEMENT_LIMIT_S: Final = 3.0
PAGE_LIMIT_S: Final = 10.0
"""For a page of rows, over a line that may be slow."""
CLOSE_LIMIT_S: Final = 0.5
OLDEST_SERVER: Final = 14
_SERVER_HAS_ENDED_IT: Final = "another operation (2) is in progress"
"""The server's last word came while nothing was asked, and asyncpg waits for the end: no bug of ours.
Two operations at a time it calls an InterfaceError."""
T = TypeVar("T")
BoardValue = str | int | float | bool | Sequence[str] | None
"""What a statement may be given. Arrays are of text: any other kind costs asyncpg a further question."""


class BoardRow(Protocol):
    """A row of an answer, by the names of its columns."""

    def __getitem__(self, name: str, /) -> object: ...


async def connect(login: BoardLogin, *, limit_s: float = CONNECT_LIMIT_S) -> "BoardConnection":
    """A connection to the board.

    :raises BoardLost: saying why there is none, and what to do about it.
    """
    address = login.address
    if login.context is None and not is_loopback(address.host):
        raise ValueError("a board on another computer is reached by TLS alone")
    try:
        async with asyncio.timeout(limit_s):
            # On a thread that nobody waits for: asyncpg's own look-up could hold up the end of the program.
            await look_up(address.host, address.port)
            made = await asyncpg.connect(
                host=address.host,
                port=address.port,
                user=address.role,
                # An empty password would be looked for in files and variables of PostgreSQL's own.
                password=login.password or "-",
                database=address.database,
                # Never left out, and never a word: asyncpg would go on without TLS where a server has none.
                ssl=login.context or False,
                direct_tls=False,
                target_session_attrs=SessionAttribute.any,
                server_settings={"application_name": "recording-panel"},
                timeout=limit_s * 2,
            )
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, UnicodeError) as err:
        raise BoardLost(_detail_of(err, address)) from err
    connection = BoardConnection(made, address)
    if (version := made.get_server_version().major) < OLDEST_SERVER:
        connection.terminate()
        raise BoardLost(Detail("team.old_server", {"version": version}, address.place))
    return connection


class BoardConnection:
    """Statements over one connection, one at a time.

    :ivar ended: done once the connection is gone, with the reason.
    :ivar late: somebody gave up waiting for an answer; until one comes, nobody else is to wait.
    """

    def __init__(self, made: "asyncpg.Connection[asyncpg.Record]", address: BoardAddress) -> None:
        self.address = address
        self.ended: asyncio.Future[TeamProblem] = asyncio.get_running_loop().create_future()
        self.late = False
        self._made = made
        self._turn = asyncio.Lock()
        self._why: Detail | None = None
        made.add_termination_listener(self._terminated)

    @property
    def asks(self) -> bool:
        """Whether an answer is being waited for."""
        return self._turn.locked()

    async def rows(
        self, sql: str, *values: BoardValue, limit_s: float | None = STATEMENT_LIMIT_S
    ) -> Sequence[BoardRow]:
        """All rows of one statement's answer.

        :param limit_s: None where whoever asks has a limit of its own.
        :raises BoardRefused: where the server refuses it, and the connection goes on.
        :raises BoardLost: where the connection is gone, or no answer came in time.
        """
        found = await self._alone(lambda: self._made.fetch(sql, *values), limit_s)
        return cast(Sequence[BoardRow], found)

    async def row(self, sql: str, *values: BoardValue, limit_s: float | None = STATEMENT_LIMIT_S) -> BoardRow:
        """The one row of a statement's answer; raises as :meth:`rows` does."""
        (found,) = await self.rows(sql, *values, limit_s=limit_s)
        return found

    async def run(self, script: str, *, limit_s: float = STATEMENT_LIMIT_S) -> None:
        """Statements without an answer, several of them in one transaction; raises as :meth:`rows` does."""
        await self._alone(lambda: self._made.execute(script), limit_s)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All that is run inside, or nothing. For administration: nobody else uses that connection."""
        await self.run("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(TeamProblem):
                await self.run("ROLLBACK")
            raise
        await self.run("COMMIT")

    async def listen(self, channel: str, heard: Callable[[str], None]) -> None:
        """Have a function called with the text of each wake-up."""

        def told(_made: object, _process: int, _channel: str, text: object) -> None:
            heard(str(text))

        await self._alone(lambda: self._made.add_listener(channel, told), STATEMENT_LIMIT_S)

    async def close(self) -> None:
        """Take leave of the server, if it answers soon."""
        if not self._made.is_closed():
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                async with asyncio.timeout(CLOSE_LIMIT_S), self._turn:
                    await self._made.close(timeout=CLOSE_LIMIT_S)
        self.terminate()

    def terminate(self, why: Detail | None = None) -> None:
        """Drop the connection at once. Does no harm when called twice."""
        self._why = self._why or why
        self._made.terminate()
        self._terminated(self._made)

    async def _alone(self, work: Callable[[], Awaitable[T]], limit_s: float | None) -> T:
        async with self._turn:
            if self._made.is_closed():
                raise self._lost()
            try:
                async with asyncio.timeout(limit_s):
                    found = await work()
            except asyncio.CancelledError:
                # Its answer may still come, as if it were that of the next statement.
                self.terminate(Detail("team.late", where=self.address.place))
                raise
            except TimeoutError as err:
                self.terminate(Detail("team.late", where=self.address.place))
                raise self._lost() from err
            except asyncpg.InterfaceError as err:
                if not self._made.is_closed():
                    # A bug of ours, such as two operations at a time: never taken for a lost connection.
                    raise
                raise self._lost() from err
            except asyncpg.InternalClientError as err:
                if _SERVER_HAS_ENDED_IT not in str(err):
                    raise
                self.terminate(Detail("team.lost", where=self.address.place))
                raise self._lost() from err
            except asyncpg.PostgresError as err:
                state = str(err.sqlstate)
                if ends_the_connection(state) or self._made.is_closed():
                    self.terminate(_detail_of(err, self.address))
                    raise self._lost() from err
                raise BoardRefused(_detail_of(err, self.address), state) from err
            except OSError as err:
                self.terminate(_detail_of(err, self.address))
                raise self._lost() from err
            self.late = False
            return found

    def _lost(self) -> BoardLost:
        return BoardLost(self._why or Detail("team.lost", where=self.address.place))

    def _terminated(self, _made: object) -> None:
        if not self.ended.done():
            self.ended.set_result(self._lost())


def _detail_of(err: Exception, address: BoardAddress) -> Detail:
    if isinstance(err, asyncpg.PostgresError) and err.sqlstate and not str(err.sqlstate).startswith("08"):
        # The first line alone: what follows may show values of a row.
        return detail_of_state(str(err.sqlstate), str(err.args[0]) if err.args else "", address)
    if isinstance(err, asyncpg.PostgresError | asyncpg.InterfaceError):
        return Detail("team.lost", where=address.place)
    return detail_of_failure(err, address)
