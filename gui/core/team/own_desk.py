"""This folder's desk on the board: known there, and nobody else's.

(desk, row) never means two things. Where the board has other rows under this desk's name than the ledger, or
more of them, the folder was copied or restored: it takes a new name, and shares what it wrote since.
"""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Problem
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import FORM, TravellingRow
from gui.core.sessions.session import Session
from gui.core.team import board
from gui.core.team.board import BoardConnection, BoardRow
from gui.core.team.board_failures import NO_WRITING, BoardRefused, TeamProblem
from gui.core.team.board_rows import (
    NEXT,
    PAGE,
    STANDING,
    THESE,
    WATERMARK,
    columns_of,
    row_of,
    text,
    whole,
)
from gui.core.team.ports import TeamLedger
from gui.core.team.settings import TeamSettings
from gui.core.team.team_login import login_of

REGISTER = "SELECT board.register($1, $2, $3::text::bigint, $4::text::float8) AS code"
_LEAVE: Final = "SELECT board.leave($1) AS done"
_LAST_WORD_S: Final = 5.0
_OF_THE_ROLE: Final = """
SELECT d.id, d.code, (SELECT max(e.row) FROM board.entry AS e WHERE e.desk = d.id) AS row
FROM board.desk AS d WHERE d.role = $1 ORDER BY 3 DESC NULLS LAST
"""
_ITS_SESSIONS: Final = "SELECT DISTINCT home_number FROM board.entry WHERE home_desk = $1"


class OwnDesk:
    """Who this folder is.

    :param operator: who is at the desk, asked for at each connect.
    :ivar clock_s: the board's clock less this computer's, as the board was told.
    :ivar renamed: set once the folder took a new name, and says so.
    """

    def __init__(self, ledger: TeamLedger, identity: DeskIdentity, operator: Callable[[], str]) -> None:
        self.identity = identity
        self.renamed: TeamProblem | None = None
        self._ledger = ledger
        self._operator = operator
        self.clock_s = 0.0

    async def watermark(self, connection: BoardConnection, clock_s: float = 0.0) -> int:
        """The highest row of this desk that the board has; the board gets to know the desk.

        :param clock_s: the board's clock less this computer's.
        :raises TeamProblem: where the board is none, or newer than this panel can read.
        """
        self.clock_s = clock_s
        found = await connection.row(STANDING, self.identity.id)
        if whole(found, "least_form") > FORM:
            raise TeamProblem(Detail("team.newer", where=connection.address.place))
        first = await self._ledger.own_rows_after(0, 1)
        shared_after = first[0].id.row - 1 if first else 0
        try:
            await self._be_known(connection, shared_after)
        except BoardRefused as problem:
            if problem.state not in NO_WRITING or found["known"] is not True:
                raise
        last = await self._ledger.last_own_row()
        if whole(found, "row") > last or not await self._has_own(connection, whole(found, "row")):
            before = self.identity.id
            common = await self._become_another(connection, last)
            if found["gone"] is True:
                # It left before its folder was restored: nobody is at it.
                await connection.rows(_LEAVE, before)
            return common
        return _sent(found) if found["known"] is True else shared_after

    async def _has_own(self, connection: BoardConnection, number: int) -> bool:
        """Whether the newest row there is the one here: a copy of this folder may have sent as many."""
        own = [row for row in await self._ledger.own_rows_after(number - 1, 1) if row.id.row == number]
        # What was removed by month, or never shared, can't be compared.
        there = await self._there(connection, [number]) if own else []
        return not there or _what_it_is(there[0]) == _what_it_is(own[0])

    async def _be_known(self, connection: BoardConnection, shared_after: int) -> None:
        code = await self._register(connection, self.identity.id, shared_after)
        if code != self.identity.code:
            self.identity = DeskIdentity(self.identity.id, code)
            await self._ledger.become_desk(self.identity)

    async def tell_clock(self, connection: BoardConnection, clock_s: float) -> None:
        """Tell the board that this computer's clock was set; raises as its connection does."""
        before, self.clock_s = self.clock_s, clock_s
        try:
            await self._be_known(connection, 0)
        except Problem:
            self.clock_s = before
            raise

    async def compared(self, connection: BoardConnection, rows: Sequence[TravellingRow]) -> int:
        """After the board had one of these rows already: the watermark, by this name or a new one."""
        found = await self._there(connection, [row.id.row for row in rows])
        there = {row.id.row: columns_of([row]) for row in found}
        if all(there.get(row.id.row, own := columns_of([row])) == own for row in rows):
            return _sent(await connection.row(WATERMARK, self.identity.id))
        return await self._become_another(connection, await self._ledger.last_own_row())

    async def _become_another(self, connection: BoardConnection, last: int) -> int:
        common = await self._last_common(connection, last)
        fresh = uuid.uuid4().hex
        code = await self._register(connection, fresh, common)
        self.identity = DeskIdentity(fresh, code)
        await self._ledger.become_desk(self.identity, after=common)
        self.renamed = TeamProblem(Detail("team.copied_folder", {"code": code}, connection.address.place))
        return common

    async def _last_common(self, connection: BoardConnection, last: int) -> int:
        """The last row of the ledger that the board has just so. What is common is the beginning of both."""
        found = await connection.row(WATERMARK, self.identity.id)
        # What was removed by month, or never shared, can't be compared.
        common = low = max(min(last, whole(found, "pruned_row")), whole(found, "shared_after"))
        high = last
        while low < high:
            middle = (low + high) // 2
            (own, *_) = await self._ledger.own_rows_after(middle, 1) or (None,)
            if own is None or own.id.row > high:
                high = middle
                continue
            there = await self._there(connection, [own.id.row])
            if there and columns_of(there) == columns_of([own]):
                common = low = own.id.row
            else:
                high = middle
        return common

    async def _there(self, connection: BoardConnection, numbers: Sequence[int]) -> list[TravellingRow]:
        found = await connection.rows(THESE, self.identity.id, [str(number) for number in numbers])
        return [row_of(one) for one in found]

    async def _register(self, connection: BoardConnection, desk: str, shared_after: int) -> str:
        found = await connection.row(REGISTER, desk, self._operator(), str(shared_after), repr(self.clock_s))
        return text(found, "code")


def _what_it_is(row: TravellingRow) -> tuple[object, ...]:
    """Tells two rows of one number apart, whatever form their panels gave to the rest."""
    return row.session, row.target, row.kind, row.at


def _sent(found: BoardRow) -> int:
    return max(whole(found, "row"), whole(found, "shared_after"))


async def tell_that_it_leaves(settings: TeamSettings, desk: str) -> None:
    """Tell the board, if it is reached: others then see at once that nobody is at the desk any more."""
    with contextlib.suppress(Problem, TimeoutError):
        async with asyncio.timeout(_LAST_WORD_S):
            connection = await board.connect(await login_of(settings))
            try:
                await connection.rows(_LEAVE, desk)
            finally:
                await connection.close()


@dataclass(frozen=True, slots=True)
class FormerDesk:
    """The desk that a folder was.

    :param sent: its last row on the board.
    """

    identity: DeskIdentity
    sent: int


async def former_desk(connection: BoardConnection, ledger: Ledger, role: str) -> FormerDesk | None:
    """Which desk of a role wrote what is in this folder's ledger; None for a new one, or another folder."""
    for one in await connection.rows(_OF_THE_ROLE, role):
        if not (sent := whole(one, "row")):
            continue
        found = await connection.rows(THESE, text(one, "id"), [str(sent)])
        if await ledger.has_written([row_of(row) for row in found]):
            return FormerDesk(DeskIdentity(text(one, "id"), text(one, "code")), sent)
    return None


async def come_back(
    connection: BoardConnection, ledger: Ledger, former: FormerDesk, past: int
) -> tuple[Session, ...]:
    """A folder that left this team, and joins it again: be that desk, and have here what it sent.

    Returns what changed by that, as it is then.

    :param past: its rows up to this one are not fetched.
    """
    desk = former.identity
    sessions = await connection.rows(_ITS_SESSIONS, desk.id)
    known = frozenset(whole(one, "home_number") for one in sessions)
    await ledger.become_desk_again(desk, sent=former.sent, known=known)
    changed: dict[str, Session] = {}
    while past < former.sent:
        found = await connection.rows(NEXT, [desk.id], [str(past)], str(PAGE))
        rows = [row for one in found if (row := row_of(one)).id.row <= former.sent]
        if not rows:
            break
        changed |= {one.id: one for one in await ledger.take_rows(rows)}
        past = rows[-1].id.row
    return tuple(changed.values())
