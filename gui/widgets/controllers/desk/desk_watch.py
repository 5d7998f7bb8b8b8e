"""Whether somebody else may be at this desk by now: nothing done for long, or a locked screen."""

import math
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from gui.core.foundation.system import boot_seconds
from gui.widgets.window.window_state import NEVER

USUAL_MINUTES: Final = "60"
_SECONDS: Final = {"15": 900.0, "30": 1800.0, USUAL_MINUTES: 3600.0, NEVER: math.inf}
_DONE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


def known_minutes(text: str) -> str:
    """How long somebody is taken for the same: minutes, or ``never``; an hour for any other text."""
    return text if text in _SECONDS else USUAL_MINUTES


class DeskWatch(QObject):
    """By a clock that goes on in sleep and that nobody sets. It keeps what it found until somebody says it.

    It looks at the panel's windows alone, as they get the focus: an eye on every event of the application
    would cost each of them.

    :param minutes: how long nothing is done before it is asked, as of :func:`known_minutes`.
    """

    def __init__(self, parent: QObject, minutes: str) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._last = boot_seconds()
        self._left = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    @property
    def may_be_another(self) -> bool:
        """Whether it is to be asked who is there."""
        return self._left or boot_seconds() - self._last >= _SECONDS[self.minutes]

    def screen_locked(self) -> None:
        """Whoever unlocks it may be somebody else."""
        self._left = True

    def known(self) -> None:
        """Somebody has just said who is there."""
        self._left = False
        self._last = boot_seconds()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something is done in a window of the panel."""
        if event.type() in _DONE:
            # The first move of a hand after so long does not tell whose hand it is.
            self._left = self.may_be_another
            self._last = boot_seconds()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Once only, however often it gets the focus.
            window.removeEventFilter(self)
            window.installEventFilter(self)
