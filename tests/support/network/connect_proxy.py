"""A small proxy on loopback that takes CONNECT: it looks up every name itself, and finds one server there.

So a client can be given a name that is not loopback's, and nothing of the client's own is changed.
"""

import asyncio
import base64
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.support.network.raw_server import hang_up

RELAY = "relay.example"


@dataclass
class ConnectProxy:
    url: str = ""
    port: int = 0
    targets: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    certificates: list[object] = field(default_factory=list)
    """What each client showed, where TLS is spoken with the proxy itself; None or empty for none."""

    def with_login(self, user: str, password: str) -> str:
        return self.url.replace("://", f"://{user}:{password}@")


@asynccontextmanager
async def connect_proxy(
    to_port: int,
    *,
    login: str = "",
    tls: ssl.SSLContext | None = None,
    says: bytes | None = None,
    times: int = 100,
) -> AsyncIterator[ConnectProxy]:
    """Passes bytes on to a port of this computer.

    :param login: ``user:password`` that it asks for; empty for none.
    :param says: instead of an HTTP answer; empty closes the connection.
    :param times: how often it connects; from then on it refuses.
    """
    running = ConnectProxy()
    wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else ""
    writers: set[asyncio.StreamWriter] = set()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.add(writer)
        running.certificates.append(writer.get_extra_info("peercert"))
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, target, _version = head.split("\r\n", 1)[0].split(" ")
            assert method == "CONNECT"
            given = [line for line in head.split("\r\n") if line.lower().startswith("proxy-authorization:")]
            running.targets.append(target)
            lines = head.split("\r\n")
            running.hosts += [line.split(": ", 1)[1] for line in lines if line.lower().startswith("host:")]
            running.authorizations += (shown := [line.split(": ", 1)[1] for line in given])
            if says is not None:
                writer.write(says)
            elif wanted and shown != [wanted]:
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            elif len(running.targets) > times:
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            else:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await _pass_on(reader, writer, to_port, writers, tasks)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    running.port = server.sockets[0].getsockname()[1]
    running.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{running.port}"
    try:
        yield running
    finally:
        await hang_up(server, writers)
        if tasks:
            await asyncio.wait(tasks)


async def _pass_on(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    port: int,
    writers: set[asyncio.StreamWriter],
    tasks: set[asyncio.Task[None]],
) -> None:
    there, back = await asyncio.open_connection("127.0.0.1", port)
    writers.add(back)
    both = {asyncio.create_task(_pump(reader, back)), asyncio.create_task(_pump(there, writer))}
    tasks |= both
    await asyncio.wait(both)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(OSError, AttributeError):
        writer.close()
