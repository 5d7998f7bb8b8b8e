"""What the window shows of the team: who the others are, whether they are reached, what is unseen."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from gui.core.team.board import BoardConnection
from gui.core.team.board_rows import seconds_ahead, text
from gui.core.team.ports import TeamLedger
from gui.core.team.team_client import TeamClient
from gui.core.team.team_memory import DeskName, TeamMemory, remember, remembered

LOOK_S: Final = 5.0
"""Between two looks at who is there."""
HERE_S: Final = 15
"""A desk that was heard of so many seconds ago is there: as long as a claim lasts."""
_DESKS: Final = """
SELECT d.id, d.code, d.operator, d.clock_s,
    extract(epoch FROM clock_timestamp() - d.seen) < $1::text::float8 AS here
FROM board.desk AS d ORDER BY d.code
"""


class ContactWatch:
    """Looks again and again, and tells what has changed.

    :param folder: where the names are kept for when the board is away.
    :param told: hears each change.
    """

    def __init__(
        self,
        client: TeamClient,
        ledger: TeamLedger,
        folder: Path,
        operator: Callable[[], str],
        told: Callable[[TeamContact], None],
    ) -> None:
        self._client = client
        self._ledger = ledger
        self._folder = folder
        self._operator = operator
        self._told = told
        self._look = asyncio.Event()
        self._desks: dict[str, TeamDesk] = {}
        self._reached_at: datetime | None = None

    def look(self) -> None:
        """The board was reached, or is not any more."""
        self._look.set()

    async def run(self) -> None:
        """Until cancelled."""
        memory = await asyncio.to_thread(remembered, self._folder)
        self._reached_at = memory.reached_at
        self._desks = {
            desk: TeamDesk(name.code, name.operator, here=False, ahead_s=name.ahead_s)
            for desk, name in memory.desks.items()
        }
        shown: TeamContact | None = None
        while True:
            self._look.clear()
            contact = await self._contact()
            if contact != shown:
                shown = contact
                self._told(contact)
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._look.wait()
            except TimeoutError:
                continue

    async def _contact(self) -> TeamContact:
        state, connection = self._client.link.state, self._client.link.connection
        if connection is not None and state.reached:
            await self._ask(connection)
        own = self._client.own.identity
        others = {desk: one for desk, one in self._desks.items() if desk != own.id}
        since = state.since or self._reached_at
        unseen = 0 if state.reached else len(await self._ledger.own_rows_after(self._client.copy.sent))
        why = state.why or state.refuses
        return TeamContact(TeamDesk(own.code, self._operator()), others, state.reached, since, unseen, why)

    async def _ask(self, connection: BoardConnection) -> None:
        try:
            found = await connection.rows(_DESKS, str(HERE_S))
        except Problem:
            # The link tells it, and connects anew.
            return
        names, clock_s = self._names(), self._client.link.state.clock_offset_s
        self._desks = {
            text(one, "id"): TeamDesk(
                text(one, "code"),
                text(one, "operator"),
                here=one["here"] is True,
                ahead_s=seconds_ahead(one, clock_s),
            )
            for one in found
        }
        await self._remember(names)

    def _names(self) -> Mapping[str, DeskName]:
        return {
            one: DeskName(code=desk.code, operator=desk.operator, ahead_s=desk.ahead_s)
            for one, desk in self._desks.items()
        }

    async def _remember(self, before: Mapping[str, DeskName]) -> None:
        names = self._names()
        if names != before:
            memory = TeamMemory(reached_at=datetime.now(UTC), desks=names)
            await asyncio.to_thread(remember, self._folder, memory)
