"""A colleague at another desk of the team, with a ledger of their own: no board, rows go straight across."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Source, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.ledger.travelling_row import FORM
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_start_again, begin_stop, sending
from gui.core.sessions.conclude import conclude
from gui.core.sessions.handing_over import HANDED_OVER, offered, taken
from gui.core.sessions.keeper import HandOver
from gui.core.sessions.session import EndedBy, Session, Target
from gui.core.sessions.state_table import Opening
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from tests.support.core.ledger import opened
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.window_driver import APP, Staff

OWN = TeamDesk("WA", "Wang")
TEAM = TeamContact(
    OWN, {desk_of("LI").id: TeamDesk("LI", "Li"), desk_of("XU").id: TeamDesk("XU", "Xu", here=False)}
)
"""Three desks, this one is Wang's; nobody is at Xu's."""


class Colleague:
    """Who asks for recordings elsewhere; what they did is known here once they :meth:`tell`."""

    def __init__(self, ledger: Ledger, operator: str, url: str) -> None:
        self.ledger, self.operator = ledger, operator
        self._host = url.partition("//")[2]
        self._told = 0

    def target(self, room: int, account: str) -> Target:
        """Whom they record."""
        return Target(self._host, APP, room, account, Source.CAMERA)

    async def asks(self, room: int, account: str, ago: timedelta = timedelta(0)) -> Opening:
        """A start that has no answer yet."""
        at, found = datetime.now(UTC) - ago, self.target(room, account)
        plan = begin_start(found, "Main", StartOptions(f"{room}_{account}"), self.operator, at)
        return await self.ledger.begin(found.key, plan, Note("intent", self.operator, at))

    async def starts(self, room: int, account: str, ago: timedelta = timedelta(0)) -> Session:
        """A start that the service accepted."""
        opening, at = await self.asks(room, account, ago), datetime.now(UTC) - ago
        return await self._ends(
            replace(opening.session, state=State.RECORDING, accepted_at=at, confirmed_at=at, changed_at=at)
        )

    async def starts_again(self, room: int, account: str) -> Session:
        """What could not be started is started after all."""
        at, found = datetime.now(UTC), self.target(room, account)
        known = await self.ledger.newest_of(found.key)
        assert known is not None
        plan = begin_start_again(known.id, at, self.operator)
        again = (await self.ledger.begin(found.key, plan, Note("intent", self.operator, at))).session
        return await self._ends(
            replace(again, state=State.RECORDING, accepted_at=at, confirmed_at=at, failure=None)
        )

    async def fails(self, opening: Opening, problem: Problem) -> Session:
        """What becomes of a start that came to nothing, or nobody knows to what."""
        now = datetime.now(UTC)
        (ended,) = conclude(opening, sending(opening.session, now), problem, (), now)
        return await self._ends(ended)

    async def asks_to_stop(self, room: int, account: str) -> Opening:
        """A stop that has no answer yet."""
        at, found = datetime.now(UTC), self.target(room, account)
        plan = begin_stop(found, "Main", StartOptions(), self.operator, at)
        return await self.ledger.begin(found.key, plan, Note("intent", self.operator, at), live_first=True)

    async def stops(self, room: int, account: str) -> Session:
        """A stop that the service accepted, with one file."""
        opening, at = await self.asks_to_stop(room, account), datetime.now(UTC)
        over = replace(opening.session, state=State.STOPPED, ended_at=at, ended_by=EndedBy.ANSWER)
        return await self._ends(replace(over, file_ids=("file-1",), confirmed_at=at, changed_at=at))

    async def hands_over(self, room: int, account: str, to: str, note: str = "") -> Session:
        """A recording is offered to somebody."""
        return await self.offers(room, account, HandOver(to, self.operator, note))

    async def offers(self, room: int, account: str, offer: HandOver) -> Session:
        """A recording is handed over just so."""
        return await self._decides(room, account, lambda known: offered(known, offer, datetime.now(UTC)))

    async def takes_over(self, room: int, account: str) -> Session:
        """They look after a recording from now on."""
        return await self._decides(
            room, account, lambda known: taken(known, self.operator, datetime.now(UTC))
        )

    async def tells(
        self,
        staff: Staff,
        *,
        form: int = FORM,
        ahead: timedelta = timedelta(0),
        came: datetime | None = None,
        before_joining: bool = False,
    ) -> None:
        """What they did since goes to the desk of the window.

        :param form: of the rows; that of a newer panel is higher.
        :param ahead: how far the clock of their desk is known to be ahead; ``came`` when the board got it.
        :param before_joining: of which is known that it was so before the window's desk joined.
        """
        rows = await self.ledger.own_rows_after(self._told, 1000)
        self._told = rows[-1].id.row
        here = [replace(row, form=form, ahead_s=ahead.total_seconds(), came=came) for row in rows]
        changed = await staff.panel.bridge.services.ledger.take_rows(here)
        if before_joining:
            staff.panel.bridge.sessions_known.emit(changed)

    async def hears(self, staff: Staff) -> None:
        """What the desk of the window did goes to theirs."""
        await self.ledger.take_rows(await staff.panel.bridge.services.ledger.own_rows_after(0, 1000))

    async def _decides(self, room: int, account: str, decide: Callable[[Session], Session]) -> Session:
        known = await self.ledger.newest_of(self.target(room, account).key)
        assert known is not None
        return await self.ledger.change(known.id, decide, Note(HANDED_OVER, self.operator, datetime.now(UTC)))

    async def _ends(self, session: Session) -> Session:
        (done,) = await self.ledger.end((session,), Note("answer", self.operator, session.changed_at))
        return done


@asynccontextmanager
async def colleague(
    folder: Path, url: str, code: str = "LI", operator: str = "Li"
) -> AsyncIterator[Colleague]:
    """One at a desk of that code, who goes through the same profile.

    :param url: of the service.
    """
    async with opened(folder / code) as ledger:
        await ledger.become_desk(desk_of(code))
        yield Colleague(ledger, operator, url)


async def join(staff: Staff, contact: TeamContact = TEAM) -> None:
    """The window's data folder is Wang's desk, and the window knows of the team."""
    await staff.panel.bridge.services.ledger.become_desk(desk_of(OWN.code))
    staff.panel.actions.show_team(contact)
