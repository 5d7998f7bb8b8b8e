"""The relay client on the window's loop against httpx over httpx-aiohttp on plain asyncio.

The server is a process of its own that answers at once. The floor posts the same bytes and reads the answer.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Final

import httpx
from httpx_aiohttp import HttpxAiohttpClient
from PySide6.QtCore import QCoreApplication

from gui.core.protocol.wire import RELAY_PATH, Nonces, query
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.benchmarks.client_rate import APP, REQUEST, WARM_UP, Course, drive, own_course
from tests.benchmarks.printing import show
from tests.support.simulator.service_process import listening

ROUNDS: Final = 7
REQUESTS: Final = 3000
IN_FLIGHT: Final = (1, 16, 64)


async def floor_course(url: str, in_flight: int) -> Course:
    """Both libraries as they come."""
    nonces = Nonces.fresh()
    content = REQUEST.packet(APP, nonces).encode()
    asked = query(usersig="benchmark", identifier="admin", sdk_app_id=APP, random=nonces.random)
    address, headers = f"{url}{RELAY_PATH}?{asked}", {"content-type": "application/json"}
    async with HttpxAiohttpClient() as client:

        async def send() -> None:
            answer = await client.post(address, content=content, headers=headers)
            assert answer.status_code == httpx.codes.OK

        await drive(send, WARM_UP, in_flight)
        return await drive(send, REQUESTS, in_flight)


def measure(app: QCoreApplication, url: str) -> None:
    """Floor and client in turns."""
    for in_flight in IN_FLIGHT:
        own, floor = [], []
        for _ in range(ROUNDS):
            floor.append(asyncio.run(floor_course(url, in_flight)))
            with PanelEventLoop(app) as loop:
                own.append(loop.run_until_complete(own_course(url, in_flight)))
        name = f"relay client against httpx-aiohttp, {in_flight} in flight"
        show(name, [c.rate for c in own], [c.rate for c in floor], "requests/s", ">= 0.95")
        late, usual = [c.quantile(99) for c in own], [c.quantile(50) for c in own]
        show(f"{name}: p99", late, usual, "ms", "p99 <= 3 x p50")
        late, usual = [c.quantile(99) for c in floor], [c.quantile(50) for c in floor]
        show(f"httpx-aiohttp, {in_flight} in flight: p99", late, usual, "ms", "a floor")


def main() -> None:
    """Start the server, and measure."""
    with tempfile.TemporaryDirectory() as name:
        port_file = Path(name) / "port"
        command = [sys.executable, "-m", "tests.benchmarks.answering_server", str(port_file)]
        with listening(command, port_file):
            app = QCoreApplication([])
            measure(app, f"http://127.0.0.1:{json.loads(port_file.read_text())}")


if __name__ == "__main__":
    main()
