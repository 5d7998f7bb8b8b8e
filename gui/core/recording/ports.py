"""Protocols that the recorder depends on: connections to send through, rows to write, a listener for changes.

connection/connections.py has the real relays, ledger/ledger.py the real rows, team/request_claims.py the real
team; the bridge and the command line listen.
"""

from collections.abc import Sequence
from typing import Protocol

from gui.core.foundation.enums import Operation
from gui.core.ledger.rows import Note
from gui.core.protocol.endpoint import Endpoint
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Packet
from gui.core.sessions.claimed import Claimed
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Opening, Plan


class Sender(Protocol):
    """Sends packets of one profile; the relay client is one."""

    async def send(self, packet: Packet, random: int, exchange: Exchange) -> Accepted:
        """Post one packet.

        :param exchange: filled as the request goes on; on cancellation too.
        :raises Problem: for every other answer than 0, and for every failure to get one.
        """
        ...


class Relays(Protocol):
    """Where a profile's endpoint and client are found; connection/connections.py has the real ones."""

    def endpoint(self, profile: str) -> Endpoint:
        """The profile's endpoint.

        :raises Problem: ``profile`` where there is none of that name.
        """
        ...

    async def client(self, profile: str) -> Sender:
        """The profile's client, connected to credential and certificates.

        :raises Problem: never sent, for whatever the profile lacks.
        """
        ...


class RowWriter(Protocol):
    """Takes an operation's rows; the ledger is one, and its rows are durable once a method returns.

    Methods raise Problem where a row can't be taken.
    """

    async def begin(self, target_key: str, plan: Plan, note: Note, *, live_first: bool) -> Opening:
        """The first row of an operation, planned on the target's newest session."""
        ...

    async def add(self, session: Session, note: Note, *, answered: bool | None) -> Session:
        """A further row of an operation under way."""
        ...

    async def end(self, sessions: Sequence[Session], note: Note) -> tuple[Session, ...]:
        """The last row of an operation, of each session that it leaves."""
        ...

    async def changed_on(self, target_key: str, row: int) -> Sequence[Session]:
        """The target's sessions with rows past ``row``."""
        ...


class Team(Protocol):
    """Who else asks for the same targets: the desks of a team, or nobody (alone_team.py).

    None of its methods waits long for the team: what can't be asked of it in time counts as unreached.
    """

    async def claim(self, target_key: str, operation: Operation | None, operator: str) -> Claimed:
        """Ask for a target, at the moment of the intent; its newest rows are in the ledger then.

        :param operation: None for a person's decision.
        :raises Busy: where another desk, or another process of this one, is at it.
        """
        ...

    def holds(self, target_key: str) -> bool:
        """Whether a byte may still leave on what was claimed: asked right before the first one."""
        ...

    async def renew(self, target_key: str) -> bool:
        """Before a further try: whether it may be sent."""
        ...

    async def conclude(self, target_key: str, process: str = "") -> None:
        """What was claimed has come to its end, and the rows that say so are in the ledger.

        :param process: a dead one of this desk whose operation was concluded; empty for this one.
        """
        ...

    async def changed(self) -> None:
        """Rows were written that others have to see."""
        ...


class Listener(Protocol):
    """Receives every change; the bridge is one."""

    def session_changed(self, session: Session) -> None:
        """A session as its newest row has it."""
        ...

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        """What an operation that is under way is doing; None at its end.

        One that is queued before it has a session goes by its target's key.
        """
        ...
