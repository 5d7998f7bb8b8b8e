"""A proxy between desks and board that stalls, drops packets, or keeps wake-ups back as a pooler does.

A stalled proxy still takes what it is sent, and new connections. Dropped packets are not even acknowledged:
the kernel throws away what comes to these sockets, so that a new connection does not come about either.
"""

import asyncio
import contextlib
import ctypes
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

_ATTACH_FILTER: Final = 26
_DETACH_FILTER: Final = 27
_RETURN_NOTHING: Final = struct.pack("HBBI", 0x06, 0, 0, 0)
_WAKE_UP: Final = ord("A")


@dataclass
class BoardProxy:
    """Passes bytes on until it is told otherwise.

    :ivar connections: how many have come.
    :ivar pooled: wake-ups are kept back; for connections without TLS.
    :ivar answers: so many parcels of the board come through, and then nothing does.
    :ivar drops: packets are dropped then.
    """

    port: int = 0
    connections: int = 0
    pooled: bool = False
    answers: int | None = None
    drops: bool = False
    passing: asyncio.Event = field(default_factory=asyncio.Event)
    answering: asyncio.Event = field(default_factory=asyncio.Event)
    listening: list[socket.socket] = field(default_factory=list)
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    fronts: set[asyncio.StreamWriter] = field(default_factory=set)

    def stall(self) -> None:
        """Nothing comes through any more, either way."""
        self.passing.clear()

    def drop_packets(self) -> None:
        """The same, and what desks send is thrown away by the kernel."""
        self.stall()
        program = ctypes.create_string_buffer(_RETURN_NOTHING)
        rule = struct.pack("HL", 1, ctypes.addressof(program))
        for one in self._sockets():
            one.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, rule)

    def go_on(self) -> None:
        """All is well again for new connections; the old ones are gone."""
        self.answers = None
        self.answering.set()
        for one in self._sockets():
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, _DETACH_FILTER, 0)
        self.cut()
        self.passing.set()

    def fall_silent_after(self, answers: int, *, drops: bool) -> None:
        """Of what the board says, so many parcels still come; what it is asked by then gets there."""
        self.answers, self.drops = answers, drops

    def lose_answers(self) -> None:
        """What the board is asked gets there, and nothing comes back."""
        self.answering.clear()

    def answered(self) -> None:
        """The board says something."""
        if self.answers is not None:
            self.answers -= 1
            if self.answers < 0:
                (self.drop_packets if self.drops else self.stall)()

    def cut(self) -> None:
        """Every connection ends."""
        for writer in self.writers:
            writer.transport.abort()

    def _sockets(self) -> list[socket.socket]:
        fronts = [writer.get_extra_info("socket") for writer in self.fronts]
        return [*self.listening, *(one for one in fronts if one is not None)]


@asynccontextmanager
async def board_proxy(to_port: int, *, pooled: bool = False) -> AsyncIterator[BoardProxy]:
    """A proxy on loopback before the board's port."""
    proxy = BoardProxy(pooled=pooled)
    proxy.passing.set()
    proxy.answering.set()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        proxy.connections += 1
        there, back = await asyncio.open_connection("127.0.0.1", to_port)
        proxy.fronts.add(writer)
        proxy.writers |= {writer, back}
        back_way = _without_wake_ups if pooled else _pump_back
        ways = {
            asyncio.create_task(_pump(proxy, reader, back)),
            asyncio.create_task(back_way(proxy, there, writer)),
        }
        tasks.update(ways)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (writer, back):
            end.transport.abort()
        proxy.fronts.discard(writer)
        proxy.writers -= {writer, back}

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    # Its own object: asyncio's has no way to set a filter.
    proxy.listening = [socket.socket(fileno=socket.dup(one.fileno())) for one in server.sockets]
    try:
        yield proxy
    finally:
        proxy.go_on()
        server.close()
        for way in tasks:
            way.cancel()
        if tasks:
            await asyncio.wait(tasks)
        for one in proxy.listening:
            one.close()


async def _pump(proxy: BoardProxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            await proxy.passing.wait()
            writer.write(data)
            await writer.drain()


async def _pump_back(proxy: BoardProxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            proxy.answered()
            await proxy.answering.wait()
            await proxy.passing.wait()
            writer.write(data)
            await writer.drain()


async def _without_wake_ups(
    proxy: BoardProxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Message by message: a kind, a length, and what it says."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while True:
            head = await reader.readexactly(5)
            rest = await reader.readexactly(int.from_bytes(head[1:], "big") - 4)
            await proxy.passing.wait()
            if head[0] != _WAKE_UP:
                writer.write(head + rest)
                await writer.drain()
