"""A proxy between panel and service that breaks one exchange at a time, as it is told."""

import asyncio
import contextlib
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

SHUTDOWN_S: Final = 0.2
"""How long the farewell of TLS may take."""
_PAGE: Final = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
_BAD_GATEWAY: Final = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(_PAGE) + _PAGE
)


class Fate(StrEnum):
    """What becomes of one exchange."""

    PASS = "pass"
    RESET_BEFORE = "reset_before"
    """Reset once the request has come; it never reaches the service."""
    RESET_AFTER = "reset_after"
    """Reset after the service has answered."""
    HALF = "half"
    """Half an answer, then the end of the connection."""
    HALF_RESET = "half_reset"
    """Half an answer, then a reset: under TLS a cut without a farewell."""
    SLOW = "slow"
    """The answer, byte by byte."""
    STALLED = "stalled"
    """Half an answer, and then nothing, for longer than the panel waits."""
    SILENT = "silent"
    """The service has done it, and no answer comes while the panel waits."""
    BAD_GATEWAY_BEFORE = "bad_gateway_before"
    BAD_GATEWAY_AFTER = "bad_gateway_after"
    WRONG_SEQ = "wrong_seq"
    DUPLICATE = "duplicate"
    """The answer twice, on a connection that stays open."""
    DUPLICATE_LATE = "duplicate_late"
    """The same, the second one a moment after the panel has read the first."""
    BEHIND = "behind"
    """Once for good: the answer twice, the second time in place of the next request's on this connection,
    whose own then comes in place of the one after it."""
    EARLIER = "earlier"
    """In place of this answer, that of an earlier request. Never one without a seq: on a connection of its
    own nobody could tell it; twice on the same connection it is DUPLICATE or BEHIND."""


class Opening(StrEnum):
    """What becomes of a connection."""

    OPEN = "open"
    RESET = "reset"
    """Reset as soon as it is there."""


@dataclass(frozen=True)
class Seen:
    """One request as it came to the proxy.

    :param connection: the panel's connections, counted from 1.
    """

    number: int
    raw: bytes
    connection: int = 0

    @property
    def body(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = json.loads(self.raw.partition(b"\r\n\r\n")[2])
        return found

    @property
    def operation(self) -> str:
        request = self.body["reqbody"]["req_0x5"]
        return "start" if isinstance(request, dict) and request["uint32_oper"] == 1 else "stop"

    @property
    def place(self) -> tuple[int, str]:
        """Room and account."""
        head = self.body["reqhead"]
        accounts = head["rpt_to_Account"]
        assert isinstance(accounts, list)
        return int(str(head["uint32_auth_key"])), str(accounts[0])


@dataclass
class Connection:
    """One connection of the panel.

    :ivar behind: what the next request gets in place of its own answer, once the connection is BEHIND.
    """

    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    behind: bytes | None = None


Decide = Callable[[Seen], Awaitable[Fate]]
"""Says what is to become of an exchange; may wait as long as it likes."""


@dataclass
class FaultProxy:
    """Told by ``decide`` for each request, by ``opening`` for each connection."""

    target: str
    decide: Decide
    opening: Callable[[], Opening] = lambda: Opening.OPEN
    url: str = ""
    seen: int = 0
    connections: int = 0
    _earlier: list[bytes] = field(default_factory=list)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the panel."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.add(writer)
        try:
            if self.opening() is Opening.RESET:
                return _reset(writer)
            self.connections += 1
            connection = Connection(self.connections, reader, writer)
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while (raw := await _message(reader)) is not None:
                    self.seen += 1
                    if not await self._exchange(Seen(self.seen, raw, connection.number), connection):
                        break
            writer.close()
        finally:
            self._tasks.discard(task)
            self._writers.discard(writer)

    async def close(self) -> None:
        """Break every connection off."""
        for writer in tuple(self._writers):
            writer.transport.abort()
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def _exchange(self, seen: Seen, connection: Connection) -> bool:
        """True where the connection goes on."""
        fate = await self._decided(seen, connection.reader)
        if fate is None or fate is Fate.RESET_BEFORE:
            _reset(connection.writer)
            return False
        if fate is Fate.BAD_GATEWAY_BEFORE:
            connection.writer.write(_BAD_GATEWAY)
            return True
        answer = await self._forward(seen.raw)
        if connection.behind is not None:
            answer, connection.behind = connection.behind, answer
        return await self._deliver(fate, answer, connection)

    async def _decided(self, seen: Seen, reader: asyncio.StreamReader) -> Fate | None:
        """None where the panel has gone before it was decided: then the request never reaches the service."""
        deciding, leaving = asyncio.ensure_future(self.decide(seen)), asyncio.create_task(_gone(reader))
        try:
            await asyncio.wait({deciding, leaving}, return_when=asyncio.FIRST_COMPLETED)
            return deciding.result() if deciding.done() else None
        finally:
            for task in (deciding, leaving):
                task.cancel()
            await asyncio.wait({deciding, leaving})

    async def _deliver(self, fate: Fate, answer: bytes, connection: Connection) -> bool:
        reader, writer = connection.reader, connection.writer
        earlier = self._earlier[-1] if self._earlier else None
        if b'"uint32_seq"' in answer:
            self._earlier = [*self._earlier[-20:], answer]
        half = answer[: len(answer) - _body_length(answer) // 2]
        match fate:
            case Fate.RESET_AFTER:
                _reset(writer)
            case Fate.HALF | Fate.HALF_RESET:
                writer.write(half)
                await writer.drain()
                await asyncio.sleep(0.002)
                if fate is Fate.HALF_RESET:
                    _reset(writer)
            case Fate.SLOW:
                for byte in answer:
                    if writer.is_closing():
                        return False
                    writer.write(bytes([byte]))
                    await asyncio.sleep(0)
                return True
            case Fate.SILENT | Fate.STALLED:
                writer.write(half if fate is Fate.STALLED else b"")
                await _gone(reader)
            case Fate.BAD_GATEWAY_AFTER:
                writer.write(_BAD_GATEWAY)
                return True
            case Fate.WRONG_SEQ:
                writer.write(_other_seq(answer))
                return True
            case Fate.DUPLICATE | Fate.DUPLICATE_LATE:
                writer.write(answer)
                if fate is Fate.DUPLICATE_LATE:
                    await asyncio.sleep(0.01)
                writer.write(answer)
                return True
            case Fate.BEHIND:
                writer.write(answer)
                connection.behind = answer
                return True
            case Fate.EARLIER:
                writer.write(earlier or _other_seq(answer))
                return True
            case _:
                writer.write(answer)
                return True
        return False

    async def _forward(self, raw: bytes) -> bytes:
        parts = urlsplit(self.target)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write(raw)
            answer = await _message(reader)
            # The service may have dropped the connection itself.
            return answer or b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
        finally:
            writer.transport.abort()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with a reset instead of a farewell."""
    found = writer.get_extra_info("socket")
    # A TLS connection that is going has given its socket up already.
    with contextlib.suppress(OSError, AttributeError):
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _gone(reader: asyncio.StreamReader) -> None:
    """Wait until the panel has closed the connection."""
    with contextlib.suppress(OSError):
        while await reader.read(1):
            pass


async def _message(reader: asyncio.StreamReader) -> bytes | None:
    """One request or answer, head and body; None where the connection is over."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, OSError):
        return None
    return head + await reader.readexactly(_length(head))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _body_length(message: bytes) -> int:
    return _length(message.partition(b"\r\n\r\n")[0])


def _other_seq(answer: bytes) -> bytes:
    """The same answer as if to another request; one without a head, which has no seq, in a head's place."""
    packet = json.loads(answer.partition(b"\r\n\r\n")[2] or b"{}")
    head = packet.setdefault("reqhead", {"uint32_seq": 0})
    head["uint32_seq"] = (int(head["uint32_seq"]) + 1) % 2**32
    body = json.dumps(packet).encode()
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )


@asynccontextmanager
async def fault_proxy(
    target: str, decide: Decide, *, tls: ssl.SSLContext | None = None
) -> AsyncIterator[FaultProxy]:
    """A proxy before ``target`` on a free loopback port, for the length of a block.

    :param tls: the panel's side speaks TLS; the service's side is plain.
    """
    proxy = FaultProxy(target, decide)
    farewell = None if tls is None else SHUTDOWN_S
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, ssl=tls, ssl_shutdown_timeout=farewell)
    port = server.sockets[0].getsockname()[1]
    proxy.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{port}"
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
        await server.wait_closed()
