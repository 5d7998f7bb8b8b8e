"""Whether somebody else may be at this desk by now: an hour of nothing, or a locked screen."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from gui.core.foundation.system import boot_seconds

_AN_HOUR: Final = 3600.0
_DONE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class DeskWatch(QObject):
    """By a clock that goes on in sleep and that nobody sets. It keeps what it found until somebody says it.

    It looks at the panel's windows alone, as they get the focus: an eye on every event of the application
    would cost each of them.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = boot_seconds()
        self._left = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    @property
    def may_be_another(self) -> bool:
        """Whether it is to be asked who is there."""
        return self._left or boot_seconds() - self._last >= _AN_HOUR

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
            # The first move of a hand after an hour does not tell whose hand it is.
            self._left = self.may_be_another
            self._last = boot_seconds()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Once only, however often it gets the focus.
            window.removeEventFilter(self)
            window.installEventFilter(self)
