"""What the window shows of the team: who the others are, what they have open, whether they are reached."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import SessionName
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardRefused
from gui.core.team.board_link import clock_off
from gui.core.team.board_rows import own_time, row_ids, seconds_ahead, text
from gui.core.team.team_client import TeamClient
from gui.core.team.team_memory import DeskName, TeamMemory, remember, remembered

LOOK_S: Final = 5.0
"""Between two looks at who is there."""
HERE_S: Final = 15
"""A desk that was heard of so many seconds ago is there: as long as a claim lasts."""
NEAR_S: Final = 8
"""What is open at it is believed so long: with the next look it is gone 15 s after the desk is, at most."""
MOST: Final = 20
"""Recordings of one desk that are told to be open: nobody looks at more."""
_ATTEND: Final = "SELECT board.attend($1, $2) AS done"
_DESKS: Final = """
SELECT d.id, d.code, d.operator, d.attends, d.clock_s, d.seen, s.gone,
    NOT s.gone AND s.ago < $1::text::float8 AS here, NOT s.gone AND s.ago < $2::text::float8 AS near
FROM board.desk AS d LEFT JOIN board.member AS m ON m.role = d.role, LATERAL (
    SELECT extract(epoch FROM clock_timestamp() - d.seen) AS ago,
        d.gone IS NOT NULL OR m.removed IS NOT NULL AS gone) AS s
ORDER BY d.code
"""


@dataclass(slots=True)
class Presence:
    """Tells the board what is open at this desk, and tells here what is open elsewhere."""

    ledger: Ledger
    _open: frozenset[str] = field(default=frozenset(), init=False)
    _told: tuple[BoardConnection | None, frozenset[str]] = field(default=(None, frozenset()), init=False)

    def attend(self, session_ids: Collection[str]) -> bool:
        """These recordings are open here, and no others; whether that is new."""
        wanted = frozenset(sorted(session_ids)[:MOST])
        changed, self._open = wanted != self._open, wanted
        return changed

    async def tell(self, connection: BoardConnection, desk: str) -> None:
        """Tell the others, where they do not know it yet; anew over each connection."""
        wanted = self._open
        if self._told == (connection, wanted):
            return
        try:
            names = await self.ledger.session_names(sorted(wanted)) if wanted else {}
            told = " ".join(f"{name.desk}/{name.number}" for name in names.values() if name.desk)
            await connection.rows(_ATTEND, desk, told)
        except BoardRefused:
            # Read only, or without that function: it is asked again over the next connection.
            pass
        self._told = connection, wanted

    async def here(self, listed: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        """Who has which recording of this ledger open.

        :param listed: of each desk who is there, and what they have open as the board has it.
        """
        found: dict[str, tuple[str, ...]] = {}
        for who, names in listed:
            for name in row_ids(names)[:MOST]:
                try:
                    session_id = await self.ledger.session_id_of(SessionName(*name))
                except Problem:
                    return found
                if session_id is not None:
                    found[session_id] = (*found.get(session_id, ()), who)
        return found


class ContactWatch:
    """Looks again and again, and tells what has changed.

    :param folder: where the names are kept for when the board is away.
    :param told: hears each change.
    """

    def __init__(
        self,
        client: TeamClient,
        ledger: Ledger,
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
        self._presence = Presence(ledger)
        self._looking: dict[str, tuple[str, ...]] = {}

    def look(self) -> None:
        """The board was reached, or is not any more."""
        self._look.set()

    def attend(self, session_ids: Collection[str]) -> None:
        """These recordings are open here, and no others: others are told soon."""
        if self._presence.attend(session_ids):
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
        else:
            self._looking = {}
        own = self._client.own.identity
        others = {desk: one for desk, one in self._desks.items() if desk != own.id}
        since = state.since or self._reached_at
        unseen = 0 if state.reached else len(await self._ledger.own_rows_after(self._client.copy.sent))
        why = state.why or state.refuses
        here = TeamDesk(own.code, self._operator())
        clock_off_s = clock_off(self._client.link.clock_offset_s)
        return TeamContact(here, others, state.reached, since, unseen, why, self._looking, clock_off_s)

    async def _ask(self, connection: BoardConnection) -> None:
        own = self._client.own.identity.id
        try:
            await self._presence.tell(connection, own)
            found = await connection.rows(_DESKS, str(HERE_S), str(NEAR_S))
        except Problem:
            # The link tells it, and connects anew.
            return
        names, clock_s = self._names(), self._client.link.clock_offset_s
        self._desks = {
            text(one, "id"): TeamDesk(
                text(one, "code"),
                text(one, "operator"),
                here=one["here"] is True,
                ahead_s=seconds_ahead(one, clock_s),
                heard_at=None if one["here"] is True else own_time(one["seen"], clock_s),
                left=one["gone"] is True,
            )
            for one in found
        }
        there = [one for one in found if one["near"] is True and text(one, "id") != own]
        self._looking = await self._presence.here(
            (text(one, "operator") or text(one, "code"), text(one, "attends")) for one in there
        )
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
