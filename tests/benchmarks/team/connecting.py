"""Until the board is reached over a slow line: how many times a question waits for its answer."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import show
from tests.benchmarks.team.boards import copy_of
from tests.support.team.desks import TeamBoard, team_desk

TRIP_S: Final = 0.05
"""There and back."""
TIMES: Final = 3


def connecting(board: TeamBoard) -> None:
    """The first time, and once the board knows the desk."""
    took = asyncio.run(_took(copy_of(board)))
    show("team: connecting over a slow line", took, [TRIP_S] * TIMES, "s", "printed: round trips")


async def _took(board: TeamBoard) -> list[float]:
    took = []
    async with _slow_line(board.server.port) as port:
        for _ in range(TIMES):
            with tempfile.TemporaryDirectory() as name:
                began = time.monotonic()
                async with team_desk(board, Path(name), port=port) as desk:
                    await desk.reached()
                    took.append(time.monotonic() - began)
    return took


@asynccontextmanager
async def _slow_line(to_port: int) -> AsyncIterator[int]:
    """A port whose bytes take their time, both ways."""
    tasks: set[asyncio.Task[None]] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while data := await reader.read(65_536):
            loop.call_later(TRIP_S / 2, writer.write, data)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", to_port)
        ways = {asyncio.create_task(pump(reader, back)), asyncio.create_task(pump(there, writer))}
        tasks.update(ways)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (writer, back):
            end.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for way in tasks:
            way.cancel()
        if tasks:
            await asyncio.wait(tasks)
