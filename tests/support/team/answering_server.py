"""A server in the place of a board, which says one thing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.support.team.postgres import HOST


@asynccontextmanager
async def server_that_says(answer: bytes, *, heard: list[bytes]) -> AsyncIterator[int]:
    """A server that answers the question for TLS, and keeps what comes after it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(8)
        writer.write(answer)
        with contextlib.suppress(OSError):
            heard.append(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, HOST, 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
