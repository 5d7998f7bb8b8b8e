"""A window as that of a bundle goes through the tour, and every dialog is opened; prints what is imported
once everything should be there.

Its arguments: the program file, the data folder, a folder for the tour's pictures.
"""

import asyncio
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from types import ModuleType

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui import preload, tour
from gui.app import WindowOptions, run_window
from gui.core.foundation.paths import RESOURCES
from gui.widgets.window.main_window import MainWindow

loaded = Event()
found: list[str] = []
read: list[str] = []


class Recorder(importlib.abc.MetaPathFinder):
    """Finds nothing; keeps the names that are looked for."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if importlib.machinery.PathFinder.find_spec(name, path) is not None:
            found.append(name)
        return None


def watch_reading(event: str, arguments: tuple[object, ...]) -> None:
    """Keeps the names of the program's own files that are opened."""
    if event == "open" and loaded.is_set() and str(arguments[0]).startswith(str(RESOURCES)):
        read.append(str(arguments[0]))


class WatchedTour(tour.Tour):
    """The tour, once everything is imported; then every dialog of the window."""

    async def run(self) -> int:
        await asyncio.to_thread(loaded.wait)
        status = await super().run()
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window.activateWindow()
        await asyncio.sleep(0.2)
        QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        window.connection_bar.connect_account_requested.emit()
        window.about_requested.emit()
        await asyncio.sleep(0.5)
        kinds = {type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()}
        assert kinds >= {"AboutDialog", "BatchDialog", "ConnectionDialog", "HelpWindow"}, kinds
        return status


def main(program: str, data: str, pictures: str) -> int:
    sys.executable, sys.frozen = program, True  # type: ignore[attr-defined]  # as PyInstaller sets it
    whole = preload.preload

    def then_record(stop: Event) -> None:
        whole(stop)
        sys.meta_path.insert(0, Recorder())
        loaded.set()

    sys.addaudithook(watch_reading)
    preload.preload, tour.Tour = then_record, WatchedTour  # type: ignore[misc]  # the class itself is replaced
    status = run_window(WindowOptions(Path(data), "en", "li", tour=Path(pictures)))
    print("imported later:", *found)
    print("read later:", *read)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
