"""The real window while a desk catches up: how long its thread is away, and how long an intent takes.

As a program: the service's URL, a data folder that has joined, and how many rows come are its arguments. It
prints one JSON object once it is ready and knows how it is without a catch-up; any line on standard input
lets it go on, and a second object tells the rest. A process of its own, for Qt's loop.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gui.app import Panel, WindowOptions
from gui.core.foundation.enums import Operation
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.services import Services
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.benchmarks.big_list import Beats
from tests.benchmarks.team.history import WRITER
from tests.support.core.ledger import begin, target
from tests.support.waiting import until

PROFILE: Final = "Bench"
READY_S: Final = 30.0
CAUGHT_UP_S: Final = 60.0
IDLE: Final = 200
PAUSE_S: Final = 0.01
FIRST_ROOM: Final = 500_000


class Intents:
    """Intents of this desk, one after the other, each with its claim."""

    def __init__(self, services: Services) -> None:
        assert services.team is not None
        self._ledger, self._team = services.ledger, services.team
        self._room = FIRST_ROOM

    async def one_ms(self) -> float:
        """Milliseconds from asking for a target until the intent is durable."""
        self._room += 1
        key, began = target(self._room).key, time.perf_counter()
        await self._team.claim(key, Operation.START, "Li")
        await begin(self._ledger, target(self._room))
        took = (time.perf_counter() - began) * 1000
        await self._team.changed()
        await self._team.conclude(key)
        await asyncio.sleep(PAUSE_S)
        return took


async def caught_up(services: Services, intents: Intents, rows: int) -> tuple[int, float, list[float]]:
    """How many rows came, in how many seconds at most, and what each intent took meanwhile."""
    took, came, began = list[float](), 0, time.monotonic()
    while came < rows and time.monotonic() < began + CAUGHT_UP_S:
        took.append(await intents.one_ms())
        came = (await services.ledger.cursors()).get(WRITER, 0)
    return came, time.monotonic() - began, took


async def measure(panel: Panel, rows: int) -> dict[str, object]:
    """Idle first, then the catch-up."""
    living = asyncio.create_task(panel.run())
    await until(lambda: panel.window.start_form.start_button.isEnabled(), READY_S)
    services = panel.bridge.services
    assert services.team is not None
    link = services.team.client.link
    await until(lambda: link.state.reached, READY_S)
    intents, beats = Intents(services), Beats()
    idle = [await intents.one_ms() for _ in range(IDLE)]
    print(json.dumps({"ready": True}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    beats.start()
    came, seconds, meanwhile = await caught_up(services, intents, rows)
    beats.stop()
    panel.actions.quit_requested.set()
    await living
    return {
        "came": came,
        "seconds": seconds,
        "idle_ms": idle,
        "meanwhile_ms": meanwhile,
        "gaps_ms": beats.gaps,
        "own_ms": beats.own,
    }


def main() -> None:
    """Open the window, measure, print."""
    url, folder, rows = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    os.environ["RECORDING_PANEL_USER_SIG"] = "benchmark"
    profile = {"name": PROFILE, "url": url, "sdk_app_id": 1400000000, "identifier": "admin"}
    Profiles(folder).add(new_profile(profile))
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    panel = Panel(WindowOptions(folder, "en", "bench", PROFILE))
    with PanelEventLoop(app) as loop:
        found = loop.run_until_complete(measure(panel, rows))
    print(json.dumps(found), flush=True)
    panel.bridge.deleteLater()
    panel.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
