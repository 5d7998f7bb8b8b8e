"""The relay client on the window's event loop against stock httpx on stock qasync: requests a second, p99.

The server is a process of its own that answers at once. The relay client does all that it does for a real
request (packet, trace, judging the answer); stock httpx only posts the same bytes and reads the answer.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
from PySide6.QtCore import QCoreApplication
from qasync import QEventLoop

from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StartRequest
from gui.core.protocol.wire import RELAY_PATH, Nonces, query
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.benchmarks.printing import show
from tests.support.simulator.service_process import listening

APP: Final = 1400000000
ROUNDS: Final = 3
STOCK_REQUESTS: Final = 600
OWN_REQUESTS: Final = 3000
WARM_UP: Final = 100
GOALS: Final = {16: ">= 6", 64: ">= 15"}
LATE_GOAL: Final = "<= 3"
REQUEST: Final = StartRequest(room=990007, account="student01", file_name="lesson")

Send = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Course:
    """What came of so many requests: how many a second, and the seconds that each took."""

    rate: float
    took: list[float]

    def quantile(self, hundredth: int) -> float:
        """Milliseconds within which so many of a hundred requests were answered."""
        return statistics.quantiles(self.took, n=100)[hundredth - 1] * 1000


async def drive(send: Send, count: int, in_flight: int) -> Course:
    """So many requests, that many of them at the same time."""
    took: list[float] = []

    async def work(left: Iterator[int]) -> None:
        for _ in left:
            began = time.perf_counter()
            await send()
            took.append(time.perf_counter() - began)

    left = iter(range(count))
    began = time.perf_counter()
    await asyncio.gather(*(work(left) for _ in range(in_flight)))
    return Course(count / (time.perf_counter() - began), took)


async def usersig() -> str:
    """Any."""
    return "benchmark"


async def own_course(url: str, in_flight: int) -> Course:
    """The relay client, with a fresh packet for each request."""
    client = RelayClient(url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=None)

    async def send() -> None:
        nonces = Nonces.fresh()
        await client.send(REQUEST.packet(APP, nonces), nonces.random, Exchange())

    await drive(send, WARM_UP, in_flight)
    course = await drive(send, OWN_REQUESTS, in_flight)
    await client.close()
    return course


async def stock_course(url: str, in_flight: int) -> Course:
    """httpx.AsyncClient as it comes."""
    nonces = Nonces.fresh()
    content = REQUEST.packet(APP, nonces).encode()
    asked = query(usersig="benchmark", identifier="admin", sdk_app_id=APP, random=nonces.random)
    address = f"{url}{RELAY_PATH}?{asked}"
    async with httpx.AsyncClient() as client:

        async def send() -> None:
            headers = {"content-type": "application/json"}
            answer = await client.post(address, content=content, headers=headers)
            assert answer.status_code == httpx.codes.OK

        await drive(send, WARM_UP, in_flight)
        return await drive(send, STOCK_REQUESTS, in_flight)


def measure(app: QCoreApplication, url: str) -> None:
    """Floor and client in turns, so that noise meets both; each under a loop of its own."""
    for in_flight, goal in GOALS.items():
        own, stock = [], []
        for _ in range(ROUNDS):
            with QEventLoop(app) as loop:
                stock.append(loop.run_until_complete(stock_course(url, in_flight)))
            with PanelEventLoop(app) as loop:
                own.append(loop.run_until_complete(own_course(url, in_flight)))
        name = f"relay client, {in_flight} in flight"
        show(name, [c.rate for c in own], [c.rate for c in stock], "requests/s", goal)
        late, usual = [c.quantile(99) for c in own], [c.quantile(50) for c in own]
        show(f"{name}: p99 against p50", late, usual, "ms", LATE_GOAL)
        stock_late, stock_usual = [c.quantile(99) for c in stock], [c.quantile(50) for c in stock]
        show(f"stock httpx, {in_flight} in flight: p99 against p50", stock_late, stock_usual, "ms", "a floor")


def main() -> None:
    """Start the server; measure under Qt's event loop, as in the window."""
    with tempfile.TemporaryDirectory() as name:
        port_file = Path(name) / "port"
        command = [sys.executable, "-m", "tests.benchmarks.answering_server", str(port_file)]
        with listening(command, port_file):
            app = QCoreApplication([])
            measure(app, f"http://127.0.0.1:{json.loads(port_file.read_text())}")


if __name__ == "__main__":
    main()
