"""Rows go from this desk's ledger to the board, and those of all other desks into this ledger.

The cursor is a vector: for each desk the highest row that is here. What to send is read from the board after
each connect. A wake-up says which desk to ask for; a poll makes up for a lost one.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.ledger.travelling_row import TravellingRow
from gui.core.sessions.session import Session
from gui.core.team.board import PAGE_LIMIT_S, BoardConnection, BoardRow
from gui.core.team.board_failures import UNIQUE, BoardLost, BoardRefused
from gui.core.team.board_link import CLOCK_SET_S, BoardLink
from gui.core.team.board_rows import APPEND, HEADS, NEXT, PAGE, columns_of, fresh_row_of, page_of, text, whole
from gui.core.team.own_desk import OwnDesk
from gui.core.team.ports import TeamLedger
from gui.core.team.together import together

DEBOUNCE_S: Final = 0.01
_FREE_FOR_WORK: Final = 2.0
"""The pause behind a full page is at most so many times what it took of this computer."""
_FOR_MORE_S: Final = 0.05
"""And behind one that was not full."""
_REFUSED_FIRST_S: Final = 1.0
_FIRST_BYTE_S: Final = 0.002
"""So long rows that a request leaves behind wait for it: sent at once, they would hold up its first byte."""


@dataclass(frozen=True, slots=True)
class EndedClaim:
    """A claim that goes with the rows that conclude it."""

    process: str
    target: str


@dataclass(frozen=True, slots=True)
class BeforeJoining:
    """What the board had when this folder joined is no news to anybody.

    :ivar until_s: in seconds of the board's clock; 0 where nobody knows.
    :ivar told: hears the sessions that such rows changed, before everybody does.
    """

    until_s: float
    told: Callable[[Sequence[Session]], None]

    def parted(self, rows: Sequence[BoardRow]) -> tuple[list[BoardRow], list[BoardRow]]:
        """Rows of that time, and later ones. Of each desk the earlier ones came first."""
        if not self.until_s:
            return [], list(rows)
        parts: tuple[list[BoardRow], list[BoardRow]] = [], []
        fresh: set[object] = set()
        for row in rows:
            received = row["received"]
            if isinstance(received, datetime) and received.timestamp() > self.until_s:
                fresh.add(row["desk"])
            parts[row["desk"] in fresh].append(row)
        return parts


class BoardCopy:
    """Replication of one process; a :class:`LinkWork`.

    :param told: hears the sessions that rows of others changed.
    :param before: tells apart what was so before this folder joined.
    :param fetches: off for a command: it sends its own rows, and fetches what a claim asks for.
    """

    def __init__(
        self,
        link: BoardLink,
        ledger: TeamLedger,
        own: OwnDesk,
        told: Callable[[Sequence[Session]], None],
        before: BeforeJoining,
        *,
        fetches: bool = True,
    ) -> None:
        self._link = link
        self._ledger = ledger
        self._own = own
        self._told = told
        self._before = before
        self._fetches = fetches
        self._sent = 0
        self._cursors: dict[str, int] = {}
        # The desks as of the last look, some seconds ago at most: with each page it would be much of the
        # server's work.
        self._desks: dict[str, BoardRow] = {}
        self._ended: list[EndedClaim] = []
        self._to_send = asyncio.Event()
        self._to_fetch = asyncio.Event()
        self._woken: set[str] = set()
        self._page = PAGE
        # When the newest page came.
        self._came = 0.0
        self._fetching = asyncio.Lock()
        self._soon: asyncio.TimerHandle | None = None
        # How often rows were announced.
        self._announced = 0
        self._all_sent = asyncio.Event()

    def wake(self) -> None:
        """This desk wrote rows: they are sent at once."""
        self._announce()
        self._to_send.set()

    def wake_soon(self) -> None:
        """This desk wrote rows, and a request may be about to leave: it goes first."""
        self._announce()
        if self._link.connection is None:
            self._to_send.set()
        elif self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(_FIRST_BYTE_S, self._wake_now)

    def _announce(self) -> None:
        self._announced += 1
        self._all_sent.clear()

    def _wake_now(self) -> None:
        self._soon = None
        self._to_send.set()

    def end_claim(self, ended: EndedClaim) -> None:
        """The rows that conclude a claim are in the ledger: the claim ends with them."""
        self._ended.append(ended)
        self.wake()

    @property
    def sent(self) -> int:
        """The highest row of this desk that the board is known to have."""
        return self._sent

    @property
    def claims_to_end(self) -> tuple[EndedClaim, ...]:
        """Claims whose end is not on the board yet."""
        return tuple(self._ended)

    @property
    def behind(self) -> bool:
        """Whether something that this desk wrote is not on the board yet."""
        return not self._all_sent.is_set()

    async def all_sent(self) -> None:
        """Wait until what this desk wrote by now is on the board."""
        if self._soon is not None:
            self._soon.cancel()
            self._wake_now()
        await self._all_sent.wait()

    def heard(self, text: str) -> None:
        """A wake-up; its text is a desk's id, or whatever some role of the database wrote there."""
        if text != self._own.identity.id and len(text) <= len(self._own.identity.id):
            self._woken.add(text)
            self._to_fetch.set()

    async def prepare(self, connection: BoardConnection) -> None:
        """What the board has of this desk, and what is here of the others."""
        self._sent = await self._own.watermark(connection, self._link.clock_offset_s)
        self._cursors = await self._ledger.cursors()
        self.wake()

    async def work(self, connection: BoardConnection) -> None:
        """Rows go both ways, until cancelled."""
        if self._fetches:
            await together(self._send_always(connection), self._fetch_always(connection))
        else:
            await self._send_always(connection)

    async def fetch_up_to(self, connection: BoardConnection, wanted: Mapping[str, int]) -> None:
        """Have these rows here; each desk's in order, so that no cursor passes over one."""
        missing = [desk for desk, row in wanted.items() if self._is_missing(desk, row)]
        while missing:
            if not await self._fetch_page(connection, missing):
                return
            missing = [desk for desk in missing if self._is_missing(desk, wanted[desk])]

    def _is_missing(self, desk: str, row: int) -> bool:
        return desk != self._own.identity.id and row > self._cursors.get(desk, 0)

    async def _send_always(self, connection: BoardConnection) -> None:
        wait_s = _REFUSED_FIRST_S
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            try:
                await self._send(connection)
            except Problem as problem:
                if connection.ended.done():
                    raise
                # A full disk, or read only: work goes on here, and the board is asked now and then.
                self._link.refuses(problem)
                self._to_send.set()
                await asyncio.sleep(min(wait_s, self._link.pacing.refused_s))
                wait_s *= 2
            else:
                wait_s = _REFUSED_FIRST_S

    async def _send(self, connection: BoardConnection) -> None:
        while True:
            # Taken before the rows are read: a claim's rows are in the ledger before its end is announced.
            announced, ended = self._announced, tuple(self._ended)
            found = await self._ledger.own_rows_after(self._sent, PAGE)
            rows = page_of(found)
            is_last = len(found) < PAGE and len(rows) == len(found)
            ends_here = ended if is_last else ()
            if rows or ends_here:
                await self._tell_clock(connection)
                sent = [self._own.identity.id, *columns_of(rows)]
                ending = ([one.process for one in ends_here], [one.target for one in ends_here])
                try:
                    await connection.rows(APPEND, *sent, *ending, limit_s=PAGE_LIMIT_S)
                except BoardRefused as problem:
                    if problem.state != UNIQUE:
                        raise
                    # Another process of this folder was faster, or another folder has our name.
                    self._sent = await self._own.compared(connection, rows)
                    continue
                self._ended = [one for one in self._ended if one not in ends_here]
                self._sent = rows[-1].id.row if rows else self._sent
                self._link.works()
            if is_last:
                self._link.all_sent()
                if announced == self._announced:
                    self._all_sent.set()
                return

    async def _tell_clock(self, connection: BoardConnection) -> None:
        """By which clock the next rows are, where it was set since the board was told."""
        if abs(self._link.clock_offset_s - self._own.clock_s) >= CLOCK_SET_S:
            await self._own.tell_clock(connection, self._link.clock_offset_s)

    async def _fetch_always(self, connection: BoardConnection) -> None:
        self._woken |= await self._behind(connection)
        while True:
            while self._woken:
                await self._fetch_woken(connection)
            fetched = time.monotonic()
            self._to_fetch.clear()
            pacing = self._link.pacing
            poll_s = pacing.poll_s if self._link.state.hears_wake_ups else pacing.silent_poll_s
            try:
                async with asyncio.timeout(poll_s):
                    await self._to_fetch.wait()
                # One that comes alone is asked for at once; of many, each waits for the ones behind it.
                await asyncio.sleep(fetched + DEBOUNCE_S - time.monotonic())
            except TimeoutError:
                # Another process of this folder may have written as well.
                self._to_send.set()
                self._woken |= await self._behind(connection)

    async def _fetch_woken(self, connection: BoardConnection) -> None:
        """One page of whoever wrote. Those that have more wait for those that were heard of meanwhile."""
        woken, self._woken = sorted(self._woken), set()
        began = time.monotonic()
        try:
            further = await self._fetch_page(connection, woken)
            self._link.takes(None)
        except Problem as problem:
            if connection.ended.done():
                raise
            # The ledger's disk is full, or one desk's rows differ from those that are here.
            await self._fetch_each(connection, woken, problem)
            return
        self._woken |= set(further)
        if self._woken:
            took, worked = time.monotonic() - began, time.monotonic() - self._came
            # The ledger's thread and the window's have as much time for themselves as a full page took. While
            # a busy server was waited for they had it. Of single rows, more come with each page meanwhile.
            await asyncio.sleep(min(took, worked * _FREE_FOR_WORK if further else _FOR_MORE_S))

    async def _fetch_each(self, connection: BoardConnection, desks: Sequence[str], problem: Problem) -> None:
        """One desk's rows that can't be written here keep nobody else's away. The next poll tries again."""
        for desk in desks if len(desks) > 1 else ():
            try:
                if await self._fetch_page(connection, [desk]):
                    self._woken.add(desk)
            except Problem as of_desk:
                if connection.ended.done():
                    raise
                problem = of_desk
        self._link.takes(problem)

    async def _fetch_page(self, connection: BoardConnection, desks: Sequence[str]) -> list[str]:
        """One page of the rows of some desks; those of them that have more."""
        async with self._fetching:
            each = max(1, self._page // len(desks))
            past = [str(self._cursors.get(desk, 0)) for desk in desks]
            try:
                found = await connection.rows(NEXT, list(desks), past, str(each), limit_s=PAGE_LIMIT_S)
            except BoardLost:
                # A slow line gets smaller pages, over the next connection.
                self._page = max(1, self._page // 2)
                raise
            self._page, self._came = min(PAGE, self._page * 2), time.monotonic()
            if not found:
                return []
            if not self._desks.keys() >= set(desks):
                self._woken |= await self._behind(connection)
            counts = Counter(text(one, "desk") for one in found)
            further = [desk for desk in desks if counts[desk] == each]
            old, fresh = self._before.parted(
                sorted(found, key=lambda one: (text(one, "desk"), whole(one, "row")))
            )
            if old:
                rows = [replace(row, came=None) for row in self._fresh(old)]
                self._before.told(changed := await self._take(rows, more=bool(further or fresh)))
                self._told(changed)
            changed = await self._take(list(self._fresh(fresh)), more=bool(further)) if fresh else ()
        if changed:
            self._told(changed)
        return further

    async def _take(self, rows: Sequence[TravellingRow], *, more: bool) -> Sequence[Session]:
        changed = await self._ledger.take_rows(rows, more=more)
        for row in rows:
            self._cursors[row.id.desk] = row.id.row
        return changed

    def _fresh(self, found: Sequence[BoardRow]) -> Iterator[TravellingRow]:
        clock_s = self._link.clock_offset_s
        return (fresh_row_of(one, self._desks.get(text(one, "desk")), clock_s) for one in found)

    async def _behind(self, connection: BoardConnection) -> set[str]:
        heads = await connection.rows(HEADS)
        self._desks = {text(one, "id"): one for one in heads}
        return {text(one, "id") for one in heads if self._is_missing(text(one, "id"), whole(one, "row"))}
