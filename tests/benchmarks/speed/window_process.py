"""The panel as a process of its own, watched from outside, and the bare window that it is compared with."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.tree import ROOT

PROFILE: Final = "Main"
_TICKS: Final = os.sysconf("SC_CLK_TCK")
BARE: Final = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from qasync import QEventLoop
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 720)
window.show()
with QEventLoop(app) as loop:
    loop.run_forever()
"""
PANEL: Final = 'import sys; from gui.cli import main; main(["--data-dir", sys.argv[1], "--profile", "Main"])'


def surroundings() -> dict[str, str]:
    """As on a desk: somebody is named, byte code is kept, and there is a screen, though nobody sees it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    screen = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return {
        **kept,
        "QT_QPA_PLATFORM": screen,
        "RECORDING_PANEL_USER_SIG": "benchmark",
        "RECORDING_PANEL_OPERATOR": "Li",
    }


def with_profile(folder: Path, url: str) -> None:
    """A data folder with one profile."""
    profile = {"name": PROFILE, "url": url, "sdk_app_id": 1400000000, "identifier": "admin"}
    Profiles(folder).add(new_profile(profile))


@contextmanager
def window_open(script: str, folder: Path, settle_s: float) -> Iterator[int]:
    """The process of a script whose window has been open for some seconds; ended behind it."""
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, env=surroundings(), cwd=ROOT) as process:
        try:
            time.sleep(settle_s)
            assert process.poll() is None, "the window did not stay open"
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def resident_mb(pid: int) -> float:
    """Megabytes of a process that are in memory."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def processor_s(pid: int) -> float:
    """Seconds that all threads of a process have spent on a processor."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
