"""Takes the window's pulse: how long its thread was away from its events, from the first paint to a stop.

Run as a process of its own, so that the libraries are loaded behind the first paint as on a desk. Prints one
JSON object: the longest gap of each phase in milliseconds.
"""

import asyncio
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import Panel, WindowOptions
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.waiting import until
from tests.support.widgets.qt_program import print_what_comes_of

BEAT_MS: Final = 5
PATIENCE_S: Final = 20.0
W = TypeVar("W", bound=QWidget)


class Pulse:
    """Beats every 5 ms, and keeps the longest time between two beats for each phase."""

    def __init__(self) -> None:
        self.longest: dict[str, float] = {}
        self._phase = ""
        self._since = QElapsedTimer()
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self, phase: str) -> None:
        """From here on it counts for that phase."""
        self._beat()
        self._phase = phase
        self.longest[phase] = 0.0
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        """The last phase is over."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        if self._phase:
            gap = self._since.nsecsElapsed() / 1e6
            self.longest[self._phase] = max(self.longest[self._phase], round(gap, 1))
        self._since.restart()


async def run(folder: Path) -> dict[str, float]:
    """The whole job on Practice, by clicks and keys."""
    pulse, panel = Pulse(), Panel(WindowOptions(folder, "en", "Li"))
    window, form = panel.window, panel.window.start_form
    life = asyncio.create_task(panel.run())
    await window.painted()
    pulse.begin("getting ready")
    await until(form.start_button.isEnabled, PATIENCE_S)
    pulse.begin("typing")
    QTest.keyClicks(form.fields.room, "990001")
    QTest.keyClicks(form.fields.account, "alice")
    await asyncio.sleep(0.1)
    pulse.begin("start")
    QTest.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    await until(
        lambda: [s.state.value for s in window.session_list.model.sessions()] == ["recording"], PATIENCE_S
    )
    await asyncio.sleep(0.3)
    pulse.begin("the codes")
    QTest.keyClick(window, Qt.Key.Key_F1)
    await until(lambda: window.code_reference is not None and window.code_reference.isVisible(), PATIENCE_S)
    await asyncio.sleep(0.2)
    if window.code_reference is not None:
        window.code_reference.close()
    pulse.begin("the settings")
    panel.actions.profiles.open_settings("")
    await asyncio.sleep(0.2)
    _active(QWidget).close()
    pulse.begin("stop")
    window.activateWindow()
    await until(window.isActiveWindow, PATIENCE_S)
    QTest.keyClick(window.session_list.table, Qt.Key.Key_F8)
    await until(lambda: _stands(QApplication.activeModalWidget()), PATIENCE_S)
    QTest.mouseClick(_active(StopDialog).yes, Qt.MouseButton.LeftButton)
    await until(
        lambda: [s.state.value for s in window.session_list.model.sessions()] == ["stopped"], PATIENCE_S
    )
    await asyncio.sleep(0.3)
    pulse.stop()
    window.close()
    await life
    return pulse.longest


def _stands(window: QWidget | None) -> bool:
    return isinstance(window, StopDialog) and window.takes_presses


def _active(kind: type[W]) -> W:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


if __name__ == "__main__":
    print_what_comes_of(run)
