"""The real window over a server that tells when a request's first byte came and when its answer left."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app import Panel, WindowOptions
from gui.core.profiles.profiles import Profiles, new_profile
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.support.tree import ROOT
from tests.support.waiting import until, wait_until

APP: Final = 1400000000
IDENTIFIER: Final = "admin"
ROOM: Final = 990007
PATIENCE_S: Final = 30.0
SETTLED_S: Final = 2.0
"""After the window is ready: what it still loads is no part of a click."""


@dataclass
class TimedDesk:
    """A desk that is ready, and its service.

    :ivar answered_ns: when the last request's answer left.
    """

    panel: Panel
    port: int
    folder: Path
    server: "subprocess.Popen[str]"
    answered_ns: int = 0
    _people: int = field(default=0)

    async def arrived_ns(self) -> int:
        """When the next request's first byte came; waits for it."""
        assert self.server.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(self.server.stdout.readline), PATIENCE_S)
        arrived, self.answered_ns = map(int, line.split())
        return arrived

    async def fill_in(self) -> None:
        """Somebody new stands in the form, and the window is at rest."""
        self._people += 1
        fields = self.panel.window.start_form.fields
        fields.room.setText(str(ROOM))
        fields.account.setText(f"student{self._people}")
        await asyncio.sleep(0.1)

    def click(self) -> None:
        """Press and release on Start."""
        QTest.mouseClick(self.panel.window.start_form.start_button, Qt.MouseButton.LeftButton)

    async def started(self) -> None:
        """As many recordings are live as were started."""
        model = self.panel.window.session_list.model
        await until(lambda: len(model.live_sessions()) == self._people, PATIENCE_S)
        await asyncio.sleep(0.05)


def at_timed_desk(work: Callable[[TimedDesk], Awaitable[None]]) -> None:
    """Open server and window, do the work under Qt's loop, and close both."""
    os.environ["RECORDING_PANEL_USER_SIG"] = "benchmark"
    with tempfile.TemporaryDirectory() as name:
        folder, port_file = Path(name), Path(name, "port")
        command = [sys.executable, "-m", "tests.benchmarks.timed_server", str(port_file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
            try:
                wait_until(port_file.exists)
                _in_window(work, folder, int(port_file.read_text(encoding="ascii")), server)
            finally:
                server.terminate()


def _in_window(
    work: Callable[[TimedDesk], Awaitable[None]], folder: Path, port: int, server: "subprocess.Popen[str]"
) -> None:
    profile = {
        "name": "Bench",
        "url": f"http://127.0.0.1:{port}",
        "sdk_app_id": APP,
        "identifier": IDENTIFIER,
    }
    # No rate: a click is not to wait for the one before it.
    Profiles(folder / "data").add(new_profile({**profile, "rate_limit": 0}))
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    panel = Panel(WindowOptions(folder / "data", "en", "bench", "Bench"))
    desk = TimedDesk(panel, port, folder, server)

    async def measured() -> None:
        living = asyncio.create_task(panel.run())
        try:
            await until(panel.window.start_form.start_button.isEnabled, PATIENCE_S)
            await asyncio.sleep(SETTLED_S)
            await work(desk)
        finally:
            panel.actions.quit_requested.set()
            await living

    with PanelEventLoop(app) as loop:
        loop.run_until_complete(measured())
    panel.bridge.deleteLater()
    panel.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
