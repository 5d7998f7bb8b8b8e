"""Where a team's board is, and how this desk gets in."""

import ssl
from dataclasses import dataclass, field

from gui.core.protocol.endpoint import is_loopback


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """A database on a PostgreSQL server, and the role to use there.

    :param called: what people call who logs in, such as the desk's code; empty for the role itself.
    """

    host: str
    port: int
    database: str
    role: str
    called: str = field(default="", compare=False)

    @property
    def who(self) -> str:
        """Who is told of what the server says: people know no role of a desk's."""
        return self.called or self.role

    @property
    def server(self) -> str:
        """The host with its port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def place(self) -> str:
        """What people know it by."""
        return f"{self.server}/{self.database}"


@dataclass(frozen=True, slots=True)
class BoardLogin:
    """An address with what proves who asks.

    :param password: never shown, not even by ``repr``.
    :param context: verifies the server; None for a server on this computer alone.
    """

    address: BoardAddress
    password: str = field(repr=False)
    context: ssl.SSLContext | None = field(repr=False, default=None)

    def __post_init__(self) -> None:
        if self.context is None and not is_loopback(self.address.host):
            raise ValueError("a board on another computer is reached by TLS alone")
