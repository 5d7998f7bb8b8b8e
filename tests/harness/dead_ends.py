"""Ways that lead to no service: a closed port, a connection that is cut at once; and certificates for TLS."""

import asyncio
import random
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from gui.core.network.relay_client import RelayClient
from gui.core.network.tls_context import context_for


class Paths:
    """The recorder's ways to the service: mostly the proxy; now and then one that leads nowhere."""

    def __init__(self, dice: random.Random, usual: RelayClient, nowhere: list[RelayClient]) -> None:
        self._dice = dice
        self._usual = usual
        self._nowhere = nowhere

    async def connect(self) -> RelayClient:
        return self._dice.choice(self._nowhere) if self._dice.random() < 0.06 else self._usual


@dataclass(frozen=True)
class Certificates:
    """Both ends of TLS."""

    server: ssl.SSLContext
    client: ssl.SSLContext

    @classmethod
    def make(cls, folder: Path) -> "Certificates":
        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / "ca.pem")
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(server)
        return cls(server, context_for(folder / "ca.pem"))


@asynccontextmanager
async def hanging_up() -> AsyncIterator[int]:
    """A port that takes a connection and resets it at once: under TLS the handshake is cut."""

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def closed_port() -> int:
    async with hanging_up() as port:
        return port
