"""A batch in the real window, which shows every change: its rate, and how late the window's events come.

As a program: the simulator's URL, a new data folder and the number of the round are its arguments; prints one
JSON object. A process of its own, so that Qt's loop and the plain one of the other runs do not meet.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.app import Panel, WindowOptions
from gui.core.profiles.profiles import IN_FLIGHT, Profiles, new_profile
from gui.core.protocol.endpoint import Limits
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.benchmarks.batch_rate import APP, ROWS, timed, wanted

PROFILE = "Bench"
BEAT_MS = 5
READY_S = 4.0


class Pulse:
    """Events of the window's thread that are due every few milliseconds, and how late each one came."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._since = QElapsedTimer()
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """From now on."""
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        """No more."""
        self._timer.stop()

    def _beat(self) -> None:
        self.late_ms.append(max(0.0, self._since.nsecsElapsed() / 1e6 - BEAT_MS))
        self._since.restart()


async def rate_in(panel: Panel, round_number: int, pulse: Pulse) -> float:
    """Starts a second."""
    living = asyncio.create_task(panel.run())
    await asyncio.sleep(READY_S)
    assert panel.window.start_form.start_button.isEnabled(), f"the panel was not ready after {READY_S} s"
    services, batch = panel.bridge.services, wanted(round_number, PROFILE)
    services.connections.limit(PROFILE, Limits(0, IN_FLIGHT))
    pulse.start()
    took = await timed(services.ledger, services.recorder, services.connections, batch)
    pulse.stop()
    panel.actions.quit_requested.set()
    await living
    return ROWS / took


def main() -> None:
    """Open the window, run the batch, print."""
    url, folder, round_number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    os.environ["RECORDING_PANEL_USER_SIG"] = "benchmark"
    Profiles(folder).add(new_profile({"name": PROFILE, "url": url, "sdk_app_id": APP, "identifier": "admin"}))
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    panel, pulse = Panel(WindowOptions(folder, "en", "bench", PROFILE)), Pulse()
    with PanelEventLoop(app) as loop:
        rate = loop.run_until_complete(rate_in(panel, round_number, pulse))
    print(json.dumps({"rate": rate, "late_ms": pulse.late_ms}), flush=True)
    panel.bridge.deleteLater()
    panel.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
