"""From the start of the process until Start can be pressed, against a bare script.

That one imports the same modules and shows the same window, with nothing behind it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import show
from tests.benchmarks.speed.window_process import surroundings, with_profile
from tests.support.tree import ROOT

ROUNDS: Final = 9
ENDED_S: Final = 60
PANEL: Final = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject
from gui.widgets.window import main_window
class Pressable(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.EnabledChange and watched.isEnabled():
            ready = time.monotonic_ns()
            print(ready, json.dumps(list(sys.modules)), flush=True)
            os._exit(0)
        return False
class Window(main_window.MainWindow):
    def __init__(self, *given):
        super().__init__(*given)
        button = self.start_form.start_button
        assert not button.isEnabled()
        self.pressable = Pressable()
        button.installEventFilter(self.pressable)
main_window.MainWindow = Window
from gui.cli import main
main(["--data-dir", sys.argv[1], "--profile", "Main"])
"""
FLOOR: Final = """
import gc
gc.disable()
import contextlib, importlib, json, os, sys, time
with open(sys.argv[2]) as file:
    names = json.load(file)
for name in names:
    importlib.import_module(name)
from pathlib import Path
from gui.core.foundation.messages import Messages
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.window.application import open_application
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState
app = open_application(Messages("en"))
apply_theme(app)
window = MainWindow("en", WindowState(Path(sys.argv[1])))
window.show()
async def shown():
    await window.painted()
    await window.make_later_parts()
    print(time.monotonic_ns(), flush=True)
    os._exit(0)
with PanelEventLoop(app) as loop:
    loop.run_until_complete(shown())
"""
IMPORTABLE: Final = """
import contextlib, importlib, json, sys
with open(sys.argv[1]) as file:
    names = json.load(file)
found = []
for name in names:
    with contextlib.suppress(Exception):
        importlib.import_module(name)
        found.append(name)
print(json.dumps(found))
"""


def ended(script: str, *arguments: str) -> str:
    """What a script printed before it ended itself."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings(),
        cwd=ROOT,
        timeout=ENDED_S,
        check=True,
    ).stdout


def ready_ms(script: str, *arguments: str) -> float:
    """Milliseconds from the fork to the moment that the script prints first."""
    began = time.monotonic_ns()
    return (int(ended(script, *arguments).split()[0]) - began) / 1e6


def main() -> None:
    """In turns, once both have their byte code."""
    with tempfile.TemporaryDirectory() as name:
        data, modules = Path(name, "data"), Path(name, "modules.json")
        with_profile(data, "http://127.0.0.1:9")
        ended(PANEL, str(data))
        modules.write_text(ended(PANEL, str(data)).partition(" ")[2], encoding="utf-8")
        # Some are no files of their own: a library puts them there.
        modules.write_text(ended(IMPORTABLE, str(modules)), encoding="utf-8")
        panel, floor = [], []
        for _ in range(ROUNDS):
            floor.append(ready_ms(FLOOR, str(data), str(modules)))
            panel.append(ready_ms(PANEL, str(data)))
    show("Start can be pressed", panel, floor, "ms", "<= 1.25")


if __name__ == "__main__":
    main()
