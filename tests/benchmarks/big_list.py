"""A session list with many sessions on a screen that nobody sees, and a watch on what it does."""

import gc
import time
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.foundation.messages import Messages
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.theme import apply_theme
from gui.widgets.sessions.session_list import SessionList

VISIBLE: Final = 25
PATIENCE_S: Final = 600.0


def application() -> QApplication:
    """The one of this process, with the panel's theme."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    # As the panel does once it is ready.
    gc.freeze()
    return app


def shown_list(sessions: Iterable[Session], clock: ElapsedClock | None = None) -> SessionList:
    """A list of which 25 rows can be seen, once all sessions are in it."""
    view = SessionList(Messages("en"), clock)
    view.resize(900, 700)
    view.show()
    QTest.qWaitForWindowExposed(view)
    rows = view.table.verticalHeader().defaultSectionSize() * VISIBLE
    view.resize(900, view.height() + rows - view.table.viewport().height())
    view.upsert_many(sessions)
    settle(view)
    return view


def settle(view: SessionList) -> None:
    """Until the list is arranged and painted."""
    give_up = time.monotonic() + PATIENCE_S
    while view.model.busy:
        QApplication.processEvents()
        assert time.monotonic() < give_up, "the list is never done"
    for _ in range(3):
        QApplication.processEvents()


def took_ms(work: Callable[[], object]) -> float:
    """Milliseconds of the work, as this thread spent them: other programs of the computer do not count."""
    began = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - began) / 1e6


class Beats:
    """Beats each millisecond, and keeps the time between two beats.

    ``gaps`` are by the clock; ``own`` only what this thread took of its processor, other programs aside.
    """

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.own: list[float] = []
        self._since = QElapsedTimer()
        self._cpu = 0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """From now on."""
        self.gaps.clear()
        self.own.clear()
        self._since.start()
        self._cpu = time.thread_time_ns()
        self._timer.start()

    def stop(self) -> None:
        """Until now."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        cpu = time.thread_time_ns()
        self.gaps.append(self._since.nsecsElapsed() / 1e6)
        self.own.append((cpu - self._cpu) / 1e6)
        self._since.restart()
        self._cpu = cpu
