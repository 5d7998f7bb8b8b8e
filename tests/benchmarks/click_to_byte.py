"""From a click on Start to the request's arrival at the server, the durable intent before it.

The floor, in the same run: one durable WAL commit, then the same bytes over a raw asyncio stream.
The server is the simulator in a process of its own; both processes read the same monotonic clock.
"""

import asyncio
import os
import sqlite3
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app import Panel, WindowOptions
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.request import start_request
from gui.core.protocol.wire import RELAY_PATH, Nonces
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.benchmarks.printing import show
from tests.support.simulator.service_process import Service, service_process

APP = 1400000000
STUDENTS = [f"student{number:02}" for number in range(1, 21)]
ROOM = 990007
READY_S = 3.0


def newest_arrival_ns(service: Service, known: int) -> tuple[int, int]:
    """When the first request after number ``known`` arrived, and its number; waits for it."""
    while True:
        entries = service.control(f"record?after={known}")
        if entries:
            return entries[0]["monotonic_ns"], entries[-1]["number"]
        time.sleep(0.005)


async def floor_ms(service: Service, folder: Path) -> list[float]:
    """One durable commit and a raw stream that is kept open."""
    database = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE entry (content TEXT)")
    host, port = service.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    query = f"usersig=x&identifier=admin&sdkappid={APP}&random=1&apn=0&contenttype=json"
    head = f"POST {RELAY_PATH}?{query} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    took, known = [], 0
    for student in STUDENTS:
        request = start_request({"room": ROOM, "account": f"{student}x", "file_name": "floor"})
        body = request.packet(APP, Nonces.fresh()).encode()
        whole = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        began = time.monotonic_ns()
        database.execute("INSERT INTO entry VALUES (?)", (body.decode(),))
        writer.write(whole)
        await reader.readuntil(b"}}}")
        arrived, known = await asyncio.to_thread(newest_arrival_ns, service, known)
        took.append((arrived - began) / 1e6)
    writer.close()
    await writer.wait_closed()
    database.close()
    return took


async def click_ms(panel: Panel, service: Service) -> list[float]:
    """Fill the form, click, and ask the server when the request came."""
    form = panel.window.start_form
    await asyncio.sleep(READY_S)
    assert form.start_button.isEnabled(), f"the panel was not ready after {READY_S} s"
    took, known = [], len(STUDENTS)
    for student in STUDENTS:
        form.fields.room.setText(str(ROOM))
        form.fields.account.setText(student)
        await asyncio.sleep(0.15)
        began = time.monotonic_ns()
        QTest.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
        arrived, known = await asyncio.to_thread(newest_arrival_ns, service, known)
        took.append((arrived - began) / 1e6)
        await asyncio.sleep(0.15)
    return took


async def measure(panel: Panel, service: Service, folder: Path) -> None:
    """Floor first, then the clicks, in one run; then close the window."""
    running = asyncio.create_task(panel.run())
    floor = await floor_ms(service, folder)
    clicks = await click_ms(panel, service)
    panel.actions.quit_requested.set()
    await running
    show("click to first byte, intent durable", clicks, floor, "ms", "printed, not asserted")


def main() -> None:
    """Start the simulator, make a profile, open the window."""
    os.environ["RECORDING_PANEL_USER_SIG"] = "benchmark"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with service_process(folder) as service:
            profile = {"name": "Bench", "url": service.url, "sdk_app_id": APP, "identifier": "admin"}
            Profiles(folder).add(new_profile(profile))
            app = QApplication([])
            app.setQuitOnLastWindowClosed(False)
            panel = Panel(WindowOptions(folder, "en", "bench", "Bench"))
            with PanelEventLoop(app) as loop:
                loop.run_until_complete(measure(panel, service, folder))


if __name__ == "__main__":
    main()
