"""From the start of the process to the first paint: the panel against a bare PySide6 + qasync window."""

import os
import subprocess
import sys
import tempfile
import time

from tests.benchmarks.printing import show

ROUNDS = 7

BARE = """
import sys, time, asyncio
from PySide6.QtWidgets import QApplication, QMainWindow
from qasync import QEventLoop
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic_ns(), flush=True)
        import os; os._exit(0)
app = QApplication(sys.argv)
window = Window()
window.resize(1280, 720)
window.show()
with QEventLoop(app) as loop:
    loop.run_forever()
"""

PANEL = """
import gc, os, sys, time
# As the command does it: the window's own files first, and nothing collected until it is ready.
gc.disable()
import gui.app
from gui.widgets.window import main_window
class Window(main_window.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic_ns(), flush=True)
        os._exit(0)
main_window.MainWindow = Window
gui.app.MainWindow = Window
from gui.cli import main
sys.argv = ["recording-panel", "--data-dir", sys.argv[1]]
main()
"""


def first_paint_ms(script: str, folder: str) -> float:
    """Milliseconds from the fork to the first paint of the script's window."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    # As on a desk: byte code is kept from the first start on.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", script, folder], capture_output=True, text=True, env=environment, timeout=60
    )
    return (int(done.stdout.split()[0]) - began) / 1e6


def main() -> None:
    """Alternate the two, so that noise meets both."""
    with tempfile.TemporaryDirectory() as folder:
        for script in (BARE, PANEL):
            first_paint_ms(script, folder)
        bare, panel = [], []
        for _ in range(ROUNDS):
            bare.append(first_paint_ms(BARE, folder))
            panel.append(first_paint_ms(PANEL, folder))
    show("first paint", panel, bare, "ms", "printed, not asserted")


if __name__ == "__main__":
    main()
