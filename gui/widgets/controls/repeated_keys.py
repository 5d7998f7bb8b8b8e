"""A key that stays down, where X11 tells its repetitions as if it had been let go and pressed anew."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_PRESSING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""They press what has the focus: a question that just opened, too."""
_AT_ONCE_MS: Final = 10
"""X11 repeats by a release and a press of the same moment. No hand is as quick."""


class RepeatedKeys(QObject):
    """Drops the repetitions that Qt does not know as such; it marks all others.

    Qt looks whether the press of a repetition has arrived together with its release. On a busy computer it
    sometimes has not, and a Return that is held down would answer the question that it opened.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._released: dict[int, int] = {}
        """When each key was let go, by the system's clock in milliseconds."""
        application.focusWindowChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys of a window before its widgets have them."""
        if not isinstance(event, QKeyEvent) or event.key() not in _PRESSING:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyRelease:
            self._released[event.key()] = event.timestamp()
        elif event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            before = self._released.get(event.key())
            return before is not None and 0 <= event.timestamp() - before < _AT_ONCE_MS
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Once more is no second time. Of a window, for the application has far more events.
            window.installEventFilter(self)
