"""How this desk stands with its team, as one look at the board and into the ledger tells. Changes nothing."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Problem
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import FORM
from gui.core.team import board
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import UNIQUE, BoardRefused, TeamProblem
from gui.core.team.board_link import clock_off, hears_wake_ups
from gui.core.team.board_rows import (
    APPEND,
    DESKS,
    FORMER,
    PAGE,
    columns_of,
    own_time,
    page_of,
    seconds_ahead,
    text,
    whole,
)
from gui.core.team.settings import TeamSettings
from gui.core.team.team_login import login_of
from gui.core.team.team_memory import DeskName, TeamMemory, remember, remembered

_DESKS: Final = f"""
SELECT d.id, d.code, d.operator, d.seen, d.clock_s, {FORMER} AS former, greatest(d.last_row,
    (SELECT coalesce(max(e.row), 0) FROM board.entry AS e WHERE e.desk = d.id)) AS row
FROM {DESKS} ORDER BY former, d.code
"""
_LOCKED: Final = "55P03"
_TRIAL: Final = "BEGIN; SET LOCAL lock_timeout = '1s'; SET LOCAL idle_in_transaction_session_timeout = '2s'"
"""A command that is suspended must not keep the panel from sending the same rows."""


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """One desk of the team.

    :param seen: when the board last heard of it, by the board's clock.
    :param sent: its highest row on the board; ``received`` the highest that is here, of another desk.
    :param ahead_s: how many seconds its clock is ahead of this computer's.
    :param former: whether it is in the team no more; its rows stay.
    """

    id: str
    code: str
    operator: str
    seen: datetime | None
    sent: int
    received: int
    own: bool
    ahead_s: float = 0.0
    former: bool = False


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """What is known just now.

    :param role: what the server knows the desk by.
    :param why: why the board is not reached; None where it is.
    :param since: when it was last reached, or since when it is; None where it never was.
    :param form: of the board's schema; 0 where it is not known.
    :param unsent: rows of this desk that are not on the board; None where that is not known.
    :param refuses: why the board does not take them although it is reached.
    """

    code: str
    place: str
    why: Problem | None
    since: datetime | None
    clock_offset_s: float = 0.0
    form: int = 0
    hears_wake_ups: bool = True
    last_own_row: int = 0
    unsent: int | None = None
    desks: tuple[DeskStatus, ...] = ()
    role: str = ""
    refuses: Problem | None = None

    @property
    def reached(self) -> bool:
        """Whether the board answers, and lets this desk in."""
        return self.why is None

    @property
    def clock_off_s(self) -> float:
        """The offset where it is large enough to be told; else 0."""
        return clock_off(self.clock_offset_s)


async def team_status(folder: Path, settings: TeamSettings, ledger: Ledger) -> TeamStatus:
    """Look at the board; where it is not reached, what was known of it last."""
    desk, last, here = await ledger.desk(), await ledger.last_own_row(), await ledger.cursors()
    code = settings.code if desk is None else desk.code
    place = settings.address.place
    memory = await asyncio.to_thread(remembered, folder)
    try:
        connection = await board.connect(await login_of(settings))
    except Problem as problem:
        return TeamStatus(code, place, problem, memory.reached_at, last_own_row=last, role=settings.role)
    try:
        form, refuses = await _usable_form(connection)
        offset = await _clock_offset(connection)
        desks = await _desks(connection, desk, here, offset)
        hears = await hears_wake_ups(connection)
        own = next((one for one in desks if one.own), None)
        refuses = refuses or await _refusal(connection, ledger, own)
    except Problem as problem:
        return TeamStatus(code, place, problem, memory.reached_at, last_own_row=last, role=settings.role)
    finally:
        await connection.close()
    now = datetime.now(UTC)
    sent = 0 if own is None else own.sent
    names = {one.id: _name(one, offset) for one in desks}
    await asyncio.to_thread(remember, folder, TeamMemory(reached_at=now, sent_row=sent, desks=names))
    unsent = await _unsent(ledger, sent)
    return TeamStatus(
        code, place, None, now, offset, form, hears, last, unsent, tuple(desks), settings.role, refuses
    )


async def _refusal(connection: BoardConnection, ledger: Ledger, own: DeskStatus | None) -> Problem | None:
    """Why the board does not take the next rows of this desk. They are tried, and taken back."""
    rows = [] if own is None else page_of(await ledger.own_rows_after(own.sent, PAGE))
    if own is None or not rows:
        return None
    await connection.run(_TRIAL)
    try:
        await connection.rows(APPEND, own.id, *columns_of(rows), [], [])
    except BoardRefused as problem:
        # The panel sends them just now, or has; or the folder is a copy.
        return None if problem.state in (UNIQUE, _LOCKED) else problem
    finally:
        await connection.run("ROLLBACK")
    return None


def _name(desk: DeskStatus, own_clock_s: float) -> DeskName:
    heard_at = own_time(desk.seen, own_clock_s)
    return DeskName(
        code=desk.code,
        operator=desk.operator,
        ahead_s=desk.ahead_s,
        heard_at=heard_at,
        left=desk.former,
    )


async def _unsent(ledger: Ledger, sent: int) -> int:
    return len(await ledger.own_rows_after(sent))


async def _usable_form(connection: BoardConnection) -> tuple[int, Problem | None]:
    """The form of the board, and why nobody can write there, where it is so.

    :raises TeamProblem: where this panel can't use it.
    """
    sql = "SELECT form, least_form, current_setting('transaction_read_only') AS shut FROM board.team"
    found = await connection.row(sql)
    if whole(found, "least_form") > FORM:
        raise TeamProblem(Detail("team.newer", where=connection.address.place))
    shut = text(found, "shut") == "on"
    refuses = TeamProblem(Detail("team.read_only", where=connection.address.place)) if shut else None
    return whole(found, "form"), refuses


async def _clock_offset(connection: BoardConnection) -> float:
    before = time.time()
    found = await connection.row("SELECT clock_timestamp() AS now")
    now, after = found["now"], time.time()
    return now.timestamp() - (before + after) / 2 if isinstance(now, datetime) else 0.0


async def _desks(
    connection: BoardConnection, own: DeskIdentity | None, here: dict[str, int], clock_s: float
) -> Sequence[DeskStatus]:
    found = await connection.rows(_DESKS)
    return [
        DeskStatus(
            text(one, "id"),
            text(one, "code"),
            text(one, "operator"),
            seen if isinstance(seen := one["seen"], datetime) else None,
            whole(one, "row"),
            here.get(text(one, "id"), 0),
            own is not None and text(one, "id") == own.id,
            seconds_ahead(one, clock_s),
            one["former"] is True,
        )
        for one in found
    ]
