"""From a click on Start to the request's arrival at the server, the durable intent before it.

The floor, in the same run: one durable WAL commit, then the same bytes over a raw asyncio stream.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from gui.core.profiles import new_profile
from gui.core.request import start_request
from gui.core.services import open_services
from gui.core.terms import State
from gui.core.wire import RELAY_PATH, Nonces
from gui.simulator.running import RunningSimulator, running_simulator
from gui.widgets.bridge import Bridge, BridgeListener
from gui.widgets.main_window import MainWindow
from gui.widgets.window_actions import WindowActions
from gui.widgets.window_memory import WindowMemory
from tests.benchmarks.printing import show

ROUNDS = 40
APP = 1400000000


def arrived_ns(simulator: RunningSimulator) -> int:
    """When the newest request's head arrived, by the monotonic clock."""
    return simulator.record[-1].monotonic_ns


async def floor_ms(simulator: RunningSimulator, folder: Path) -> list[float]:
    """One durable commit and a raw stream, kept open."""
    database = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE entry (content TEXT)")
    reader, writer = await asyncio.open_connection("127.0.0.1", simulator.port)
    request = start_request({"room": 990007, "account": "student20", "file_name": "floor"})
    body = request.packet(APP, Nonces.fresh()).encode()
    query = f"usersig=x&identifier=admin&sdkappid={APP}&random=1&apn=0&contenttype=json"
    head = f"POST {RELAY_PATH}?{query} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    whole = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    took = []
    for _ in range(ROUNDS):
        began = time.monotonic_ns()
        await asyncio.to_thread(database.execute, "INSERT INTO entry VALUES (?)", (body.decode(),)) \
            if False else database.execute("INSERT INTO entry VALUES (?)", (body.decode(),))
        writer.write(whole)
        await writer.drain()
        await reader.readuntil(b"}}}")
        took.append((arrived_ns(simulator) - began) / 1e6)
    writer.close()
    await writer.wait_closed()
    database.close()
    return took
