"""The window is there at once, and answers at any time."""

import json
from pathlib import Path

import pytest

from tests.support.widgets.offscreen_process import offscreen

LONGEST_MS = 250
"""The panel's own limit is 50 ms; a machine that is busy with other tests gets leave."""
HEAVY = ("pydantic", "httpx", "aiohttp", "sqlite3", "keyring", "importlib.metadata", "asyncpg")

FIRST_PAINT = """
import json, os, sys
from gui.widgets.window import main_window
folder, *heavy = sys.argv[1:]
def painted(self, event):
    print(json.dumps([name for name in heavy if name in sys.modules]), flush=True)
    os._exit(0)
main_window.MainWindow.paintEvent = painted
from gui.cli import main
main(["--data-dir", folder])
"""

COLLECTIONS = """
import gc, os, sys
from PySide6.QtCore import QTimer
from gui.widgets.window import main_window
timer, at_first_paint = QTimer(interval=10), []
show = main_window.MainWindow.paintEvent
def collecting():
    if gc.isenabled():
        print(at_first_paint[0], flush=True)
        os._exit(0)
def painted(self, event):
    show(self, event)
    at_first_paint.append(gc.isenabled())
    timer.timeout.connect(collecting)
    timer.start()
main_window.MainWindow.paintEvent = painted
from gui.cli import main
main(["--data-dir", sys.argv[1]])
"""


def test_the_first_paint_waits_for_no_heavy_library(tmp_path: Path) -> None:
    loaded = json.loads(offscreen("-c", FIRST_PAINT, str(tmp_path), *HEAVY))
    assert loaded == []


def test_nothing_is_collected_until_the_window_is_ready(tmp_path: Path) -> None:
    assert offscreen("-c", COLLECTIONS, str(tmp_path)).strip() == "False"


def test_the_windows_thread_is_never_away_for_long(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    longest = json.loads(offscreen("-m", "tests.support.widgets.event_latency_program", str(tmp_path)))
    with capsys.disabled():
        print(f"\nlongest time away from events, in ms: {longest}")
    assert set(longest) == {"getting ready", "typing", "start", "the codes", "the settings", "stop"}
    assert max(longest.values()) < LONGEST_MS
