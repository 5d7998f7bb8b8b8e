"""A program of its own around the window: for measures that need a process to themselves."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop


async def until(there: Callable[[], bool], patience_s: float) -> None:
    """Wait until it is there; gives up after so many seconds."""
    give_up = time.monotonic() + patience_s
    while not there():
        assert time.monotonic() < give_up, "it took too long"
        await asyncio.sleep(0.01)


def print_what_comes_of(run: Callable[[Path], Awaitable[object]]) -> None:
    """Run it under Qt's loop with the folder that is the first argument, and print its result as JSON."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    with PanelEventLoop(app) as loop:
        print(json.dumps(loop.run_until_complete(run(Path(sys.argv[1])))))
