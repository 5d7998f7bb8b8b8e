"""A bare HTTP server that keeps every byte, and answers or breaks off as a test says."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """One request as it was on the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def seq(self) -> object:
        return json.loads(self.body)["reqhead"]["uint32_seq"]


Answer = Callable[[Asked], Awaitable[bytes | None]]
"""The answer's raw bytes; None closes the connection without one."""


@dataclass
class RawServer:
    url: str = ""
    port: int = 0
    connections: int = 0
    received: int = 0
    asked: list[Asked] = field(default_factory=list)


def http(body: bytes, *, status: str = "200 OK", content: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def packet(seq: object, *, result: object = 0, **fields: object) -> bytes:
    answer = {
        "reqhead": {"uint32_seq": seq, "uint32_result": 0, "str_error_msg": ""},
        "rspbody": {"rsp_0x5": {"uint32_result": result, "str_errorinfo": "", **fields}},
    }
    return json.dumps(answer).encode()


async def accepts(asked: Asked) -> bytes | None:
    return http(packet(asked.seq))


@asynccontextmanager
async def raw_server(
    answer: Answer = accepts, *, tls: ssl.SSLContext | None = None, port: int = 0, piece: int = 0
) -> AsyncIterator[RawServer]:
    """A server on loopback.

    :param port: that of a server which went away, and is back; 0 for any.
    :param piece: bytes in which an answer is written at a time; 0 for all at once.
    """
    running = RawServer()
    over = asyncio.Event()
    writers: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.connections += 1
        number = running.connections
        writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while (asked := await read_request(running, reader, number)) is not None:
                raw = await _until_over(answer(asked), over)
                if raw is None:
                    writer.transport.abort()
                    return
                for begin in range(0, len(raw), piece or len(raw) or 1):
                    writer.write(raw[begin : begin + piece] if piece else raw)
                    await writer.drain()
                    await asyncio.sleep(0)
                if b"Connection: close" in raw:
                    break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=tls)
    running.port = server.sockets[0].getsockname()[1]
    running.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{running.port}"
    try:
        yield running
    finally:
        over.set()
        await hang_up(server, writers)


async def hang_up(server: asyncio.Server, writers: Iterable[asyncio.StreamWriter]) -> None:
    """Take no more connections, and break off those that there are."""
    server.close()
    for writer in writers:
        # Early patch releases of Python 3.11 raise where the connection is gone already.
        with contextlib.suppress(AttributeError):
            writer.transport.abort()
    await server.wait_closed()
    # Let the handlers see that their connections are gone.
    await asyncio.sleep(0.01)


async def _until_over(answer: Awaitable[bytes | None], over: asyncio.Event) -> bytes | None:
    answering, ending = asyncio.ensure_future(answer), asyncio.create_task(over.wait())
    await asyncio.wait({answering, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if answering.done():
        return answering.result()
    answering.cancel()
    return None


async def read_request(running: RawServer, reader: asyncio.StreamReader, number: int) -> Asked | None:
    first = await reader.read(1)
    if not first:
        return None
    running.received += 1
    head = first + await reader.readuntil(b"\r\n\r\n")
    request, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = request.split(" ")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    running.received += len(head) - 1 + len(body)
    asked = Asked(method, target, headers, body, number)
    running.asked.append(asked)
    return asked
