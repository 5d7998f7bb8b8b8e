"""From the start of the process to the first paint, and until Start can be pressed: with 100,000 sessions in
the ledger, against an empty one."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gui.core.profiles.profiles import Profiles, new_profile
from tests.benchmarks.printing import show
from tests.support.core.big_ledger import many_sessions, write_ledger

ROUNDS = 7
SESSIONS = 100_000

PANEL = """
import os, sys, time
from gui.widgets.window import main_window
class Window(main_window.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted_ns:
            self.painted_ns = time.monotonic_ns()
    painted_ns = 0
main_window.MainWindow = Window
import gui.app
gui.app.MainWindow = Window
from gui.widgets.controllers import window_controller
class Actions(window_controller.WindowController):
    async def get_ready(self, profile):
        await super().get_ready(profile)
        window = self.parent()
        assert window.start_form.start_button.isEnabled()
        print(window.painted_ns, time.monotonic_ns(), window.session_list.model.rowCount(), flush=True)
        os._exit(0)
# The window loads it behind its first paint.
window_controller.WindowController = Actions
from gui.cli import main
main(["--data-dir", sys.argv[1], "--profile", "Main"])
"""


def start_ms(folder: Path) -> tuple[float, float, int]:
    """Milliseconds to the first paint and to readiness, and the sessions in the list by then."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "RECORDING_PANEL_USER_SIG": "benchmark",
    }
    # As on a desk: byte code is kept from the first start on.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic_ns()
    command = [sys.executable, "-c", PANEL, str(folder)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, env=environment, timeout=120, check=True
    )
    painted, ready, listed = map(int, done.stdout.split())
    return (painted - began) / 1e6, (ready - began) / 1e6, listed


def main() -> None:
    """Alternate the two, so that noise meets both."""
    with tempfile.TemporaryDirectory() as name:
        empty, full = Path(name, "empty"), Path(name, "full")
        profile = {
            "name": "Main",
            "url": "http://127.0.0.1:9",
            "sdk_app_id": 1400000000,
            "identifier": "admin",
        }
        for folder in (empty, full):
            Profiles(folder).add(new_profile(profile))
        write_ledger(full, many_sessions(SESSIONS))
        for folder in (empty, full):
            start_ms(folder)
        floors, values = [], []
        for _ in range(ROUNDS):
            floors.append(start_ms(empty))
            values.append(start_ms(full))
    assert {listed for _, _, listed in floors} == {0}
    assert min(listed for _, _, listed in values) > 0
    for number, what in enumerate(("first paint", "Start can be pressed")):
        big, small = [taken[number] for taken in values], [taken[number] for taken in floors]
        show(f"start-up with 100,000 sessions: {what}", big, small, "ms", "<= 1.2")


if __name__ == "__main__":
    main()
