"""A tick at each whole second, decided by the clock that counts sleep: never early, never drifting."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gui.core.foundation.system import boot_seconds

_EARLY_S: Final = 0.002
"""Aim this much past the second: a timer that fires a hair early would have to be set again."""


class SecondTicker(QObject):
    """Ticks while it is started."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None, boot: Callable[[], float] = boot_seconds) -> None:
        super().__init__(parent)
        self._boot = boot
        self._due = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def active(self) -> bool:
        """Whether it is started."""
        return self._timer.isActive()

    def set_active(self, active: bool) -> None:
        """Start or stop; starting twice does no harm."""
        if not active:
            self._timer.stop()
        elif not self._timer.isActive():
            self._wait()

    def _wait(self) -> None:
        now = self._boot()
        self._due = math.floor(now) + 1
        self._timer.start(math.ceil((self._due - now + _EARLY_S) * 1000))

    def _look(self) -> None:
        early = self._boot() < self._due
        self._wait()
        if not early:
            self.ticked.emit()
