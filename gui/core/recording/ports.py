"""Protocols that the recorder depends on: connections to send through, and a listener for changes.

connection/connections.py has the real relays; the bridge and the command line listen.
"""

from typing import Protocol

from gui.core.protocol.endpoint import Endpoint
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Packet
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session


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
