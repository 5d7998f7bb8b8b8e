"""What the window shows of the team: who the others are, what they have open, whether they are reached."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import SessionName, TravellingRow
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardRefused
from gui.core.team.board_link import clock_off
from gui.core.team.board_rows import DESKS, FORMER, own_time, row_ids, seconds_ahead, text
from gui.core.team.team_client import TeamClient
from gui.core.team.team_memory import DeskName, TeamMemory, remember, remembered

LOOK_S: Final = 5.0
"""Between two looks at who is there."""
HERE_S: Final = 15
"""A desk that was heard of so many seconds ago is there: as long as a claim lasts."""
NEAR_S: Final = 8
"""What is open at it is believed so long: with the next look it is gone 15 s after the desk is, at most."""
KEPT_S: Final = 300
"""So old may be what is kept of when the others were heard of, should this process be killed."""
MOST: Final = 20
"""Recordings of one desk that are told to be open: nobody looks at more."""
_UNREACHED: Final = '"unreached":true'
"""As the ledger writes it of a session whose start was sent without contact."""
_ATTEND: Final = "SELECT board.attend($1, $2) AS done"
_DESKS: Final = f"""
SELECT d.id, d.code, d.operator, d.attends, d.clock_s, d.seen, s.gone,
    NOT s.gone AND s.ago < $1::text::float8 AS here, NOT s.gone AND s.ago < $2::text::float8 AS near
FROM {DESKS}, LATERAL (SELECT extract(epoch FROM clock_timestamp() - d.seen) AS ago, {FORMER} AS gone) AS s
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
        # When the board told who is there: an earlier process, this one; and what of it is kept.
        self._reached_at: datetime | None = None
        self._asked_at: datetime | None = None
        self._kept_at: datetime | None = None
        # This desk's highest row that the board is known to have.
        self._sent = self._kept_sent = 0
        # Who this folder is, and was.
        self._was: tuple[str, tuple[str, ...]] = "", ()
        self._presence = Presence(ledger)
        self._looking: dict[str, tuple[str, ...]] = {}

    def look(self) -> None:
        """The board was reached, or is not any more."""
        self._look.set()

    def wrote(self) -> None:
        """Rows were written; while nobody else gets them that is shown at once."""
        state = self._client.link.state
        if not state.reached or state.refuses is not None:
            self._look.set()

    def attend(self, session_ids: Collection[str]) -> None:
        """These recordings are open here, and no others: others are told soon."""
        if self._presence.attend(session_ids):
            self._look.set()

    async def run(self) -> None:
        """Until cancelled."""
        self._take(await asyncio.to_thread(remembered, self._folder))
        try:
            await self._watch()
        finally:
            await self._remember()

    async def _watch(self) -> None:
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
        link, connection = self._client.link, self._client.link.connection
        if connection is not None and link.state.reached:
            await self._ask(connection)
        else:
            self._looking = {}
            await self._remember()
        state, own = link.state, self._client.own.identity
        former = await self._former(own.id)
        others = {desk: one for desk, one in self._desks.items() if desk != own.id and desk not in former}
        since = state.since
        if not state.reached and self._asked_at is None:
            # It was not reached since this process began: rows are as of when another one reached it.
            since = self._reached_at or since
        waiting = await self._not_sent()
        return TeamContact(
            TeamDesk(own.code, self._operator()),
            others,
            state.reached,
            since,
            0 if state.reached and state.refuses is None else len(waiting),
            state.why or state.refuses,
            self._looking,
            clock_off(link.clock_offset_s),
            await self._started_alone(waiting),
            former,
        )

    async def _former(self, own: str) -> frozenset[str]:
        """The desks that this folder was; one at which somebody is belongs to a copy of it."""
        if self._was[0] != own:
            try:
                self._was = own, await self._ledger.former_desks()
            except Problem:
                return frozenset()
        return frozenset(one for one in self._was[1] if not (one in self._desks and self._desks[one].here))

    async def _not_sent(self) -> Sequence[TravellingRow]:
        """The first rows of this desk that the board has not got."""
        copy = self._client.copy
        self._sent = copy.sent or self._sent
        if self._client.link.state.reached and not copy.behind:
            return ()
        try:
            return await self._ledger.own_rows_after(self._sent)
        except Problem:
            # Whoever reads the list says so.
            return ()

    async def _started_alone(self, rows: Iterable[TravellingRow]) -> frozenset[str]:
        names = dict.fromkeys(row.session for row in rows if _UNREACHED in row.body)
        try:
            found = [await self._ledger.session_id_of(name) for name in names]
        except Problem:
            return frozenset()
        return frozenset(one for one in found if one is not None)

    async def _ask(self, connection: BoardConnection) -> None:
        own = self._client.own.identity.id
        try:
            await self._presence.tell(connection, own)
            found = await connection.rows(_DESKS, str(HERE_S), str(NEAR_S))
        except Problem:
            # The link tells it, and connects anew.
            return
        names, clock_s = self._names(), self._client.link.clock_offset_s
        self._asked_at = datetime.now(UTC)
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
        kept_at = self._kept_at
        is_old = kept_at is None or self._asked_at - kept_at > timedelta(seconds=KEPT_S)
        if is_old or self._names() != names:
            await self._remember()

    def _take(self, memory: TeamMemory) -> None:
        """What another process knew, until the board is reached."""
        self._reached_at, self._sent = memory.reached_at, memory.sent_row
        self._desks = {
            desk: TeamDesk(
                name.code,
                name.operator,
                here=False,
                ahead_s=name.ahead_s,
                heard_at=name.heard_at or memory.reached_at,
                left=name.left,
            )
            for desk, name in memory.desks.items()
        }

    def _names(self) -> Mapping[str, DeskName]:
        return {
            one: DeskName(
                code=desk.code,
                operator=desk.operator,
                ahead_s=desk.ahead_s,
                heard_at=desk.heard_at,
                left=desk.left,
            )
            for one, desk in self._desks.items()
        }

    async def _remember(self) -> None:
        """Keep what the board told last, unless that is kept."""
        sent = self._client.copy.sent or self._sent
        if self._asked_at is None or (self._asked_at, sent) == (self._kept_at, self._kept_sent):
            return
        self._kept_at, self._kept_sent = self._asked_at, sent
        memory = TeamMemory(reached_at=self._asked_at, sent_row=sent, desks=self._names())
        await asyncio.to_thread(remember, self._folder, memory)
