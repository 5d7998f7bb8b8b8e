"""The link of this process to the board: connected, or again and again until it is."""

import asyncio
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Problem
from gui.core.foundation.system import boot_seconds
from gui.core.team import board
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardLost, TeamProblem
from gui.core.team.board_login import BoardLogin
from gui.core.team.together import together

CHANNEL: Final = "board"
_GREETING: Final = "SELECT clock_timestamp() AS now, pg_notify($1::text, $2::text)"
_TRIAL: Final = "trial_"
_WAKE_UP_LIMIT_S: Final = 1.0
CLOCK_SET_S: Final = 1.0
"""A clock that went so much otherwise than time did was set."""
CLOCK_LIMIT_S: Final = 5.0
"""More than so much between the clocks is told."""
_PATIENT: Final = frozenset({"team.restarting", "team.lost", "team.late", "team.not_reached"})
"""After these the board may be back at any moment; after a refusal somebody has to do something first."""


@dataclass(frozen=True, slots=True)
class LinkPacing:
    """Seconds between the steps of the link.

    :param longest_s: the longest wait for a board that went away; ``refused_s`` for one that refuses us.
    :param silent_poll_s: between polls where wake-ups are not heard.
    """

    first_s: float = 0.1
    longest_s: float = 5.0
    refused_s: float = 60.0
    poll_s: float = 5.0
    silent_poll_s: float = 2.0
    heartbeat_s: float = 2.5


@dataclass(frozen=True, slots=True)
class BoardState:
    """What is known of the board.

    :param since: when it became so; None until the first answer.
    :param why: why it is not reached.
    :param refuses: why it takes no rows of this desk's although it is reached.
    :param untaken: why rows of others can't be written here.
    :param clock_offset_s: the board's clock less this computer's, as measured at the last connect.
    :param hears_wake_ups: False behind a pooler that takes LISTEN and delivers nothing.
    """

    reached: bool = False
    since: datetime | None = None
    why: Problem | None = None
    refuses: Problem | None = None
    untaken: Problem | None = None
    clock_offset_s: float = 0.0
    hears_wake_ups: bool = True


class LinkWork(Protocol):
    """What is done over each connection."""

    def heard(self, text: str) -> None:
        """A wake-up came."""
        ...

    async def prepare(self, connection: BoardConnection) -> None:
        """Before the board counts as reached."""
        ...

    def work(self, connection: BoardConnection) -> Coroutine[None, None, None]:
        """Until it is cancelled; or it ends by a Problem, and the connection is made anew."""
        ...


class BoardLink:
    """Keeps one connection: for replication, wake-ups and claims.

    :param login: asked for each time; it makes the context on a thread.
    :param told: hears each change of the state.
    :ivar connection: the one that is there; None while the board is not reached.
    :ivar known: set once it is known whether the board is reached, or nobody waits for that any more.
    """

    def __init__(
        self,
        login: Callable[[], Awaitable[BoardLogin]],
        told: Callable[[BoardState], None],
        pacing: LinkPacing | None = None,
    ) -> None:
        self.pacing = pacing or LinkPacing()
        self.state = BoardState()
        self.connection: BoardConnection | None = None
        self.known = asyncio.Event()
        self._login = login
        self._told = told
        self._wait_s = self.pacing.first_s
        self._again = asyncio.Event()
        # This computer's clock less time itself, as the clocks were compared.
        self._compared_at = time.time() - boot_seconds()

    @property
    def clock_offset_s(self) -> float:
        """The board's clock less this computer's by now: it may have been set since they were compared."""
        went = time.time() - boot_seconds() - self._compared_at
        return self.state.clock_offset_s - (went if abs(went) >= CLOCK_SET_S else 0.0)

    async def run(self, *works: LinkWork) -> None:
        """Until cancelled. Any exception but a Problem is a bug, and ends it."""
        while True:
            problem = await self._one_connection(works)
            longest = self.pacing.longest_s if _may_be_back(problem) else self.pacing.refused_s
            self._change(replace(self.state, reached=False, why=problem, refuses=None))
            self._again.clear()
            # Some wait less: fifty desks must not come back in the same moment.
            delay = min(self._wait_s, longest) * random.uniform(0.5, 1.0)
            self._wait_s = min(self._wait_s * 2, self.pacing.refused_s)
            try:
                async with asyncio.timeout(delay):
                    await self._again.wait()
            except TimeoutError:
                continue

    def try_now(self) -> None:
        """Do not wait any longer: the network is back, or somebody asked."""
        self._again.set()

    def works(self) -> None:
        """Rows were copied: the next outage begins with a short wait again.

        Not once connected: a board that takes connections and no rows would get ten of them a second.
        """
        self._wait_s = self.pacing.first_s
        self._change(replace(self.state, refuses=None))

    def all_sent(self) -> None:
        """Nothing is left that the board could refuse: another process of this folder may have sent it."""
        self._change(replace(self.state, refuses=None))

    def alive(self) -> None:
        """A heartbeat after it was connected there was nothing to complain of."""
        if self.state.refuses is None:
            self._wait_s = self.pacing.first_s

    def refuses(self, problem: Problem) -> None:
        """Rows of this desk can't be sent; the connection goes on."""
        self._change(replace(self.state, refuses=problem))

    def takes(self, problem: Problem | None) -> None:
        """Whether rows of others can be written here; None where they can."""
        self._change(replace(self.state, untaken=problem))

    async def _one_connection(self, works: tuple[LinkWork, ...]) -> Problem:
        """Connect, work until that ends, and say why it did."""
        try:
            connection = await board.connect(await self._login())
        except Problem as problem:
            return problem
        try:
            await self._prepare(connection, works)
            self.connection = connection
            self._change(replace(self.state, reached=True, why=None))
            await together(_until_it_ends(connection), *(one.work(connection) for one in works))
        except Problem as problem:
            return problem
        finally:
            self.connection = None
            connection.terminate()
        return BoardLost(Detail("team.lost", where=connection.address.place))

    async def _prepare(self, connection: BoardConnection, works: tuple[LinkWork, ...]) -> None:
        await self._greet(connection, works)
        for one in works:
            await one.prepare(connection)

    async def _greet(self, connection: BoardConnection, works: tuple[LinkWork, ...]) -> None:
        """Listen, compare the clocks, and wake ourselves once: a pooler takes LISTEN and may deliver nothing.

        By as few statements as can be: on a slow line each one costs two round trips.
        """
        # Longer than a desk's id: nobody else asks for anything.
        trial, came = _TRIAL + secrets.token_hex(16), asyncio.Event()

        def heard(text: str) -> None:
            if text == trial:
                came.set()
                return
            for one in works:
                one.heard(text)

        await connection.listen(CHANNEL, heard)
        before = time.time()
        found = await connection.row(_GREETING, CHANNEL, trial)
        now, after = found["now"], time.time()
        if isinstance(now, datetime):
            self.state = replace(self.state, clock_offset_s=now.timestamp() - (before + after) / 2)
            self._compared_at = after - boot_seconds()
        self.state = replace(self.state, hears_wake_ups=await _comes(came))

    def _change(self, state: BoardState) -> None:
        if state.reached != self.state.reached or state.since is None:
            state = replace(state, since=datetime.now(UTC))
            self.known.set()
        if state != self.state:
            self.state = state
            self._told(state)


def clock_off(offset_s: float) -> float:
    """The offset of a clock, to the second, where it is large enough to be told; else 0."""
    return float(round(offset_s)) if abs(offset_s) > CLOCK_LIMIT_S else 0.0


async def hears_wake_ups(connection: BoardConnection) -> bool:
    """Whether a wake-up that this connection sends itself comes."""
    trial, came = _TRIAL + secrets.token_hex(8), asyncio.Event()
    await connection.listen(trial, lambda _text: came.set())
    await connection.rows("SELECT pg_notify($1::text, '')", trial)
    return await _comes(came)


async def _comes(came: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(_WAKE_UP_LIMIT_S):
            await came.wait()
    except TimeoutError:
        return False
    return True


async def _until_it_ends(connection: BoardConnection) -> None:
    raise await asyncio.shield(connection.ended)


def _may_be_back(problem: Problem) -> bool:
    return not isinstance(problem, TeamProblem) or problem.key in _PATIENT
