"""Rows of both sides on both, for once: at join, and for a command that shows what the team does."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import TeamProblem
from gui.core.team.board_link import BoardState
from gui.core.team.board_login import BoardLogin
from gui.core.team.board_rows import DESKS, FORMER, HEADS, own_time, seconds_ahead, text, whole
from gui.core.team.team_client import TeamClient
from gui.core.team.team_memory import DeskName, TeamMemory, remember

_LOOK_S: Final = 0.05
_NAMES: Final = f"SELECT d.id, d.code, d.operator, d.clock_s, d.seen, {FORMER} AS former FROM {DESKS}"


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What came of it.

    :param identity: who this folder is by now.
    :param complete: whether all rows are on both sides.
    :param why: why the board is not reached, or takes nothing; None where it does.
    """

    identity: DeskIdentity
    complete: bool
    why: Problem | None


async def catch_up(
    ledger: Ledger,
    login: BoardLogin,
    identity: DeskIdentity,
    operator: str,
    limit_s: float,
    *,
    joined_s: float = 0.0,
) -> CaughtUp:
    """Copy rows both ways, for so long at most; a board that is not reached at once is given up.

    :param joined_s: as of :class:`TeamClient`.
    """
    told: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def log_in() -> BoardLogin:
        return login

    def changed(_state: BoardState) -> None:
        if not told.done():
            told.set_result(None)

    client = TeamClient(
        log_in,
        ledger,
        identity,
        "catching-up",
        operator=lambda: operator,
        state_changed=changed,
        sessions_changed=lambda _sessions: None,
        joined_s=joined_s,
    )
    running = asyncio.create_task(client.run())
    complete = False
    try:
        with suppress(TimeoutError, TeamProblem):
            async with asyncio.timeout(limit_s):
                await told
                connection = client.link.connection
                if connection is not None:
                    await _remember(ledger, connection, client)
                    await client.copy.all_sent()
                while connection is not None and not complete:
                    complete = await _all_here(ledger, connection, client.own.identity)
                    await asyncio.sleep(_LOOK_S)
        state = client.link.state
    finally:
        running.cancel()
        await asyncio.wait([running])
    if not running.cancelled() and (bug := running.exception()) is not None:
        raise bug
    return CaughtUp(client.own.identity, complete, state.why or state.refuses)


async def _all_here(ledger: Ledger, connection: BoardConnection, own: DeskIdentity) -> bool:
    here = await ledger.cursors()
    heads = await connection.rows(HEADS)
    return all(
        text(one, "id") == own.id or here.get(text(one, "id"), 0) >= whole(one, "row") for one in heads
    )


async def _remember(ledger: Ledger, connection: BoardConnection, client: TeamClient) -> None:
    """The desks' names and clocks, for when the board is away."""
    clock_s = client.link.clock_offset_s
    found = await connection.rows(_NAMES)
    names = {
        text(one, "id"): DeskName(
            code=text(one, "code"),
            operator=text(one, "operator"),
            ahead_s=seconds_ahead(one, clock_s),
            heard_at=own_time(one["seen"], clock_s),
            left=one["former"] is True,
        )
        for one in found
    }
    memory = TeamMemory(reached_at=datetime.now(UTC), sent_row=client.copy.sent, desks=names)
    await asyncio.to_thread(remember, ledger.folder, memory)
