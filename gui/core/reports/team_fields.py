"""What scripts are told of a session besides in a team: its desk, its name there, how it was begun."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import SessionName
from gui.core.sessions.session import Session
from gui.core.team.team_memory import TeamMemory, remembered

TeamFields = Callable[[Sequence[Session]], Awaitable[Sequence[Mapping[str, object]]]]
"""The fields of each of these sessions; one mapping a session."""


@dataclass(frozen=True, slots=True)
class TeamNames:
    """What the team calls some sessions."""

    own: DeskIdentity
    names: Mapping[str, SessionName]
    memory: TeamMemory
    former: tuple[str, ...] = ()

    def is_mine(self, session: Session) -> bool:
        """Whether this desk has a recording, or one that this folder was, and where nobody else is."""
        desk = session.keeper.desk
        return not desk or (desk in self.former and not self.memory.was_here(desk))

    def desk(self, session: Session) -> str:
        """The code of the desk that began a session."""
        name = self.names.get(session.id)
        if name is None or name.desk == self.own.id:
            return self.own.code
        if name.desk not in self.memory.desks and not session.desk:
            # Begun before the folder was found to be a copy.
            return self.own.code
        return self.memory.code_of(name.desk)

    def shown(self, session: Session) -> str:
        """What people call a session."""
        name = self.names.get(session.id)
        return session.id if name is None else f"{self.desk(session)}-{name.number}"

    def fields(self, session: Session) -> Mapping[str, object]:
        """By the names that scripts rely on; as columns: ``session_export.TEAM_COLUMNS``."""
        return {
            "desk": self.desk(session),
            "team_id": self.shown(session),
            "unreached": session.unreached,
            "apart": bool(session.apart),
            "holder": session.keeper.operator,
        }


async def names_of(ledger: Ledger, sessions: Sequence[Session]) -> TeamNames | None:
    """The names of some sessions; None for a folder that is in no team."""
    own = await ledger.desk()
    if own is None:
        return None
    memory = await asyncio.to_thread(remembered, ledger.folder)
    names = await ledger.session_names([one.id for one in sessions if one.id])
    return TeamNames(own, names, memory, await ledger.former_desks())


async def team_fields(ledger: Ledger) -> TeamFields | None:
    """For sessions that come slice by slice; None for a folder that is in no team."""
    own = await ledger.desk()
    if own is None:
        return None
    memory = await asyncio.to_thread(remembered, ledger.folder)

    async def fields(sessions: Sequence[Session]) -> Sequence[Mapping[str, object]]:
        names = TeamNames(own, await ledger.session_names([one.id for one in sessions if one.id]), memory)
        return [names.fields(one) for one in sessions]

    return fields
