"""From a click on Start to the first byte at the server, the durable intent before it.

The floor, in turn with the clicks: one durable WAL commit, then the same bytes over a raw asyncio stream that
is kept open. The server is a process of its own; both processes read the same monotonic clock.
"""

import asyncio
import sqlite3
import statistics
import time
from contextlib import closing
from typing import Final

from gui.core.protocol.request import start_request
from gui.core.protocol.wire import RELAY_PATH, Nonces, query
from tests.benchmarks.printing import show
from tests.benchmarks.speed.timed_desk import APP, IDENTIFIER, ROOM, TimedDesk, at_timed_desk

CLICKS: Final = 200
WARM_UP: Final = 10


def request_bytes(number: int) -> tuple[str, bytes]:
    """A start's packet, and with its head in front of it."""
    request = start_request({"room": ROOM, "account": f"floor{number}", "file_name": "floor"})
    nonces = Nonces.fresh()
    body = request.packet(APP, nonces).encode()
    asked = query(usersig="benchmark", identifier=IDENTIFIER, sdk_app_id=APP, random=nonces.random)
    head = (
        f"POST {RELAY_PATH}?{asked} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return body.decode(), head.encode() + body


async def measure(desk: TimedDesk) -> None:
    """A click and the floor in turns."""
    clicks, floors = [], []
    reader, writer = await asyncio.open_connection("127.0.0.1", desk.port)
    with closing(sqlite3.connect(desk.folder / "floor.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE entry (content TEXT)")
        for number in range(CLICKS + WARM_UP):
            content, whole = request_bytes(number)
            began = time.monotonic_ns()
            database.execute("INSERT INTO entry VALUES (?)", (content,))
            writer.write(whole)
            floors.append((await desk.arrived_ns() - began) / 1e6)
            await reader.readuntil(b"}}}")
            await desk.fill_in()
            began = time.monotonic_ns()
            desk.click()
            clicks.append((await desk.arrived_ns() - began) / 1e6)
            await desk.started()
    writer.close()
    await writer.wait_closed()
    clicks, floors = clicks[WARM_UP:], floors[WARM_UP:]
    show("click to first byte", clicks, floors, "ms", "<= 2.5")
    late = statistics.quantiles(clicks, n=100)[98]
    show("click to first byte: p99", [late], [statistics.median(clicks)], "ms", "p99 <= 2 x p50")
    late = statistics.quantiles(floors, n=100)[98]
    show("the floor of a click: p99", [late], [statistics.median(floors)], "ms", "a floor")


if __name__ == "__main__":
    at_timed_desk(measure)
