"""A request leaves nothing behind: what is allocated after many is what was there before."""

import gc
import sys
from typing import Final

from tests.support.core.relay_client import open_client, send
from tests.support.network.raw_server import Asked, RawServer, accepts, raw_server

WARM_UP: Final = 300
"""Caches of the libraries have a limit; URLs differ by a random number, and fill them."""
REQUESTS: Final = 300
BLOCKS_A_REQUEST: Final = 1.5
"""Of memory. It was less than one; what keeps any object of a request keeps more of them."""


async def test_what_300_requests_allocate_is_given_back() -> None:
    servers: list[RawServer] = []

    async def forgetful(asked: Asked) -> bytes | None:
        servers[0].asked.clear()
        return await accepts(asked)

    async with raw_server(forgetful) as server, open_client(server.url) as client:
        servers.append(server)

        async def blocks_after(requests: int) -> int:
            for _ in range(requests):
                await send(client)
            gc.collect()
            return sys.getallocatedblocks()

        before = await blocks_after(WARM_UP)
        after = await blocks_after(REQUESTS)
    assert (after - before) / REQUESTS <= BLOCKS_A_REQUEST
    assert server.connections == 1
