"""What the recorder needs of the world around it: connections to send through, and somebody to tell.

connections.py has the real relays; the bridge and the command line listen.
"""

from dataclasses import dataclass, field
from typing import Protocol

from gui.core.progress import Progress
from gui.core.relay import RelayClient
from gui.core.session import OVERRUN_HOURS, Session
from gui.core.throttle import UNLIMITED, Limits


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What of a profile makes a target: relay host (with a port that is not the default) and app id.

    :param limits: how fast its requests may follow each other.
    :param overrun_hours: how old a recording of it may get before it needs attention.
    """

    host: str
    sdk_app_id: int
    limits: Limits = field(default=UNLIMITED, compare=False)
    overrun_hours: int = field(default=OVERRUN_HOURS, compare=False)


class Relays(Protocol):
    """Where a profile's endpoint and client are found; connections.py has the real ones."""

    def endpoint(self, profile: str) -> Endpoint:
        """The profile's endpoint.

        :raises Problem: ``profile`` where there is none of that name.
        """
        ...

    async def client(self, profile: str) -> RelayClient:
        """The profile's client, connected to credential and certificates.

        :raises Problem: never sent, for whatever the profile lacks.
        """
        ...


class Listener(Protocol):
    """Is told of every change; the bridge is one."""

    def session_changed(self, session: Session) -> None:
        """A session as its newest row has it."""
        ...

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        """What an operation that is under way is doing; None at its end.

        One that is queued before it has a session goes by its target's key.
        """
        ...
