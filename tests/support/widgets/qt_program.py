"""A program of its own around the window: for measures that need a process to themselves."""

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop


def print_what_comes_of(run: Callable[[Path], Awaitable[object]]) -> None:
    """Run it under Qt's loop with the folder that is the first argument, and print its result as JSON."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    with PanelEventLoop(app) as loop:
        print(json.dumps(loop.run_until_complete(run(Path(sys.argv[1])))))
