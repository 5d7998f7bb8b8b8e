"""Composition root of the core for one data folder; window and command line use the same."""

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.core.catalogue.errors import Problem
from gui.core.connection.connections import Connections
from gui.core.connection.ways_to_target import names_by_place
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.profiles.profiles import Profiles
from gui.core.recording.overrun_watch import OverrunWatch
from gui.core.recording.ports import Listener
from gui.core.recording.recorder import Recorder
from gui.core.recording.retries import DEFAULT_PACING, Pacing
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact
    from gui.core.team.board_link import BoardState
    from gui.core.team.membership import Membership
    from gui.core.team.request_claims import RequestClaims

TeamOf = Callable[[Path], Awaitable["Membership | None"]]
"""Which team a data folder is in."""
TEAM_FILE: Final = "team.json"
"""A data folder that is in a team has it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """What a window or a command needs; lives as long as :func:`open_services`'s block."""

    ledger: Ledger
    profiles: Profiles
    connections: Connections
    recorder: Recorder
    overruns: OverrunWatch
    own_team: "OwnTeam"

    @property
    def team(self) -> "RequestClaims | None":
        """The team at work; None for a desk that is in none."""
        return self.own_team.claims

    async def work_in_team(self) -> bool:
        """Work in the team that the folder has joined meanwhile; whether it is at work by now.

        :raises Problem: where the ledger can't be read or written.
        """
        if self.team is None and (claims := await self.own_team.begin(self.recorder)) is not None:
            self.recorder.work_in(claims)
        return self.team is not None


@asynccontextmanager
async def open_connections(data_dir: Path) -> AsyncIterator[Connections]:
    """The connections alone, for what is sent without a ledger.

    :raises Problem: ``profile`` where the profiles can't be read.
    """
    profiles = Profiles(data_dir)
    await asyncio.to_thread(profiles.load)
    connections = Connections(profiles, data_dir)
    try:
        yield connections
    finally:
        await connections.close()


async def team_of(data_dir: Path) -> "Membership | None":
    """The team that a data folder is in. Where it is in none, nothing of the team's is imported."""
    if not await asyncio.to_thread((data_dir / TEAM_FILE).exists):
        return None
    from gui.core.team.membership import membership_of

    return await membership_of(data_dir)


@asynccontextmanager
async def open_services(
    data_dir: Path,
    listener: Listener,
    *,
    operator: str,
    pacing: Pacing = DEFAULT_PACING,
    team_of: TeamOf = team_of,
    board_changed: "Callable[[BoardState], None] | None" = None,
    contact_changed: "Callable[[TeamContact], None] | None" = None,
    sessions_known: "Callable[[Sequence[Session]], None] | None" = None,
    fetches: bool = False,
    brief: bool = False,
) -> AsyncIterator[Services]:
    """Open the ledger, read the profiles, conclude what dead processes left; unwind in reverse.

    Profiles that can't be read are no reason to hide the ledger: see :attr:`Profiles.trouble`.

    :param board_changed: hears whether the team's board is reached.
    :param contact_changed: hears who else of the team is there.
    :param sessions_known: hears what colleagues did before this folder joined, right before it shows.
    :param fetches: whether rows of the team's other desks are fetched as they come; a window does.
    :param brief: see :class:`Ledger`.
    :raises Problem: where the ledger can't be used.
    """
    async with AsyncExitStack() as stack:
        ledger = Ledger(data_dir, brief=brief)
        stack.push_async_callback(ledger.close)
        await ledger.open()
        profiles = Profiles(data_dir)
        await asyncio.to_thread(profiles.load_if_possible)
        # Rows of a team's other desks bear the names that those have for their profiles.
        ledger.accounts = partial(names_by_place, profiles)
        connections = Connections(profiles, data_dir)
        stack.push_async_callback(connections.close)
        recorder = Recorder(ledger, connections, SystemClock(), listener, operator=operator, pacing=pacing)
        heard = _Heard(board_changed, contact_changed, sessions_known)
        own_team = OwnTeam(stack, data_dir, team_of, ledger, listener, heard, fetches=fetches)
        services = Services(ledger, profiles, connections, recorder, OverrunWatch(ledger), own_team)
        await services.work_in_team()
        await recorder.recover()
        yield services


async def _membership(data_dir: Path, team_of: TeamOf) -> "Membership | None":
    """Where the folder's place in its team can't be read, that is why the team is not reached."""
    try:
        return await team_of(data_dir)
    except Problem as problem:
        from gui.core.team.team_at_work import unusable

        log.info("the team is not known: %s", problem)
        return unusable(problem)


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who hears of the team: whether its board is reached, who is there, and what is no news."""

    board: "Callable[[BoardState], None] | None"
    contact: "Callable[[TeamContact], None] | None"
    known: "Callable[[Sequence[Session]], None] | None"


class OwnTeam:
    """The team of a data folder, at work from the start or from when the folder joins one.

    :param stack: ends it, before what was opened earlier.
    :ivar claims: None where there is no team at work.
    """

    def __init__(
        self,
        stack: AsyncExitStack,
        data_dir: Path,
        team_of: TeamOf,
        ledger: Ledger,
        listener: Listener,
        heard: _Heard,
        *,
        fetches: bool,
    ) -> None:
        self.claims: RequestClaims | None = None
        self._stack, self._data_dir, self._team_of = stack, data_dir, team_of
        self._ledger, self._listener = ledger, listener
        self._heard, self._fetches = heard, fetches

    async def begin(self, recorder: Recorder) -> "RequestClaims | None":
        """Go to work in the folder's team, once; None where it is in none."""
        membership = await _membership(self._data_dir, self._team_of)
        if membership is None or not (membership.code or await self._ledger.desk() is not None):
            return None
        # On a thread: the board's library is large, and a window is painted already.
        await asyncio.to_thread(importlib.import_module, "gui.core.team.team_at_work")
        from gui.core.team.team_at_work import team_at_work

        at_work = team_at_work(
            membership,
            self._ledger,
            operator=lambda: recorder.operator,
            board_changed=self._heard.board or (lambda _state: None),
            contact_changed=self._heard.contact,
            sessions_known=self._heard.known,
            sessions_changed=self._changed,
            fetches=self._fetches,
        )
        self.claims = await self._stack.enter_async_context(at_work)
        return self.claims

    def _changed(self, sessions: Sequence[Session]) -> None:
        for session in sessions:
            self._listener.session_changed(session)
