"""Who may ask for a target next: a lease on the board, by the server's clock.

A board that does not answer soon never blocks: the request goes on, and is *unreached*. Whether a lease
still holds is told by this computer's boot clock, from before it was asked for: after a sleep it has run out.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.foundation.system import boot_seconds
from gui.core.team.board import BoardConnection, BoardRow
from gui.core.team.board_copy import BoardCopy, EndedClaim
from gui.core.team.board_failures import NO_WRITING, BoardRefused, TeamProblem
from gui.core.team.board_link import BoardLink
from gui.core.team.board_rows import row_ids, text
from gui.core.team.own_desk import OwnDesk

CLAIM_LIMIT_S: Final = 0.25
LEASE_S: Final = 15.0
CLAIM: Final = """
SELECT c.won, c.desk, c.code, c.operator, c.body, c.left_s, c.lost_desk, c.lost_body, c.newest
FROM board.claim($1, $2, $3, $4, $5::text::float8) AS c
"""
_RENEW: Final = "SELECT r AS target FROM board.renew($1, $2, $3::text[], $4::text::float8) AS r"


@dataclass(frozen=True, slots=True)
class LostClaim:
    """A claim that ran out: what its desk was about to do, should that desk's disk be lost."""

    desk: str
    body: str


@dataclass(frozen=True, slots=True)
class ClaimWon:
    """The target is this process's for now, and its newest rows are here."""

    lost: LostClaim | None = None


@dataclass(frozen=True, slots=True)
class ClaimHeld:
    """Another desk, or another process of this one, is at it.

    :param left_s: seconds until its lease runs out, if it is not renewed.
    """

    desk: str
    code: str
    operator: str
    body: str
    left_s: float


@dataclass(frozen=True, slots=True)
class BoardUnreached:
    """The board did not answer in time, or is known to be away: others do not see this."""

    why: Problem | None = None


ClaimAnswer = ClaimWon | ClaimHeld | BoardUnreached


@dataclass(slots=True)
class Lease:
    """One target of this process.

    :ivar until: by the boot's clock.
    """

    until: float


@dataclass(slots=True)
class Claims:
    """The claims of one process; a :class:`LinkWork`.

    :param process: this process, as its rows in the ledger name it.
    :param clock: seconds of a clock that goes on in sleep and never jumps.
    """

    link: BoardLink
    copy: BoardCopy
    own: OwnDesk
    process: str
    lease_s: float = LEASE_S
    limit_s: float = CLAIM_LIMIT_S
    clock: Callable[[], float] = boot_seconds
    _leases: dict[str, Lease] = field(default_factory=dict, init=False)
    # Asked for, and perhaps given: each one's end goes to the board with the rows that conclude it.
    _asked: set[str] = field(default_factory=set, init=False)
    _backlog: bool = field(default=False, init=False)

    @property
    def known_away(self) -> bool:
        """Whether the board need not be asked: nobody waits for it."""
        return self.link.connection is None and self.link.known.is_set()

    async def claim(self, target: str, body: str) -> ClaimAnswer:
        """Ask for a target, at the moment of its intent.

        :param body: what is about to be asked of the service, for whoever has to ask after it; no secrets.
        """
        await self._first_word()
        connection = self.link.connection
        if connection is None or self.link.state.refuses is not None or connection.late:
            return BoardUnreached(self.link.state.why or self.link.state.refuses)
        if self._backlog and self.copy.behind:
            return BoardUnreached()
        try:
            async with asyncio.timeout(self.limit_s):
                return await self._claim(connection, target, body)
        except TimeoutError:
            # Dropped, where it was our question that got no answer; else somebody else's is still waited for.
            connection.late = True
            self._backlog = self.copy.behind
            return BoardUnreached(self.link.state.why)
        except Problem as problem:
            # The ledger's as well: rows of the target that can't be written here might say otherwise.
            return BoardUnreached(problem)

    def holds(self, target: str) -> bool:
        """Whether the claim still stands: asked right before the first byte. True where it was unreached."""
        lease = self._leases.get(target)
        return lease is None or self.clock() < lease.until

    async def renew(self, target: str) -> bool:
        """Before each try: whether it may be sent. A lease that is lost allows no further try."""
        lease, connection = self._leases.get(target), self.link.connection
        if lease is None or connection is None or connection.late:
            return self.holds(target)
        try:
            async with asyncio.timeout(self.limit_s):
                await self._renew(connection, [target])
        except TimeoutError:
            connection.late = True
        except TeamProblem:
            pass
        return self.holds(target)

    async def conclude(self, target: str) -> None:
        """The outcome's rows are in the ledger: they go to the board, and the claim ends with them.

        Waits no longer than a claim; what is not sent by then follows by itself.
        """
        self._leases.pop(target, None)
        if target in self._asked:
            self._asked.discard(target)
            self.copy.end_claim(EndedClaim(self.process, target))
        else:
            self.copy.wake()
        connection = self.link.connection
        if connection is not None and not connection.late and self.link.state.refuses is None:
            try:
                async with asyncio.timeout(self.limit_s):
                    await self.copy.all_sent()
            except TimeoutError:
                # As after a claim: who comes next does not wait for that answer as well.
                connection.late = connection.asks

    def conclude_of(self, process: str, target: str) -> None:
        """What a dead process of this desk left open is concluded in the ledger: its claim ends at once."""
        self.copy.end_claim(EndedClaim(process, target))

    def heard(self, text: str) -> None:
        """Wake-ups are for the rows."""

    async def prepare(self, connection: BoardConnection) -> None:
        """Leases are rows: they outlive a connection, and the server tells which of them still stand."""
        if not self._leases:
            return
        try:
            await self._renew(connection, list(self._leases))
        except BoardRefused as problem:
            if problem.state not in NO_WRITING:
                raise

    async def work(self, connection: BoardConnection) -> None:
        """The heartbeat, until cancelled."""
        while True:
            await asyncio.sleep(self.link.pacing.heartbeat_s)
            try:
                await self._renew(connection, list(self._leases))
            except TeamProblem:
                if connection.ended.done():
                    raise
                # Read only, or a full disk: the connection goes on, and the leases run out.
                continue
            self.link.alive()

    async def _first_word(self) -> None:
        """A process that has just begun does not know yet: it waits as long as for an answer, and once."""
        if not self.link.known.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.limit_s):
                    await self.link.known.wait()
            self.link.known.set()

    async def _claim(self, connection: BoardConnection, target: str, body: str) -> ClaimAnswer:
        await self.copy.all_sent()
        began = self.clock()
        self._asked.add(target)
        asked = (self.own.identity.id, self.process, target, body, str(self.lease_s))
        found = await connection.row(CLAIM, *asked, limit_s=None)
        if found["won"] is not True:
            self._asked.discard(target)
            return _held(found)
        newest: dict[str, int] = {}
        for desk, row in row_ids(text(found, "newest")):
            newest[desk] = max(row, newest.get(desk, 0))
        await self.copy.fetch_up_to(connection, newest)
        self._leases[target] = Lease(began + self.lease_s)
        lost = text(found, "lost_desk")
        return ClaimWon(LostClaim(lost, text(found, "lost_body")) if lost else None)

    async def _renew(self, connection: BoardConnection, targets: list[str]) -> None:
        began = self.clock()
        asked = (self.own.identity.id, self.process, targets, str(self.lease_s))
        kept = {text(one, "target") for one in await connection.rows(_RENEW, *asked)}
        for target in targets:
            if lease := self._leases.get(target):
                # The server's clock has the last word: what it did not renew is another's by now.
                lease.until = began + self.lease_s if target in kept else 0.0


def _held(found: BoardRow) -> ClaimHeld:
    left = found["left_s"]
    return ClaimHeld(
        text(found, "desk"),
        text(found, "code"),
        text(found, "operator"),
        text(found, "body"),
        max(0.0, left) if isinstance(left, float) else 0.0,
    )
