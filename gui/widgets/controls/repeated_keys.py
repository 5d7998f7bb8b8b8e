"""A key that stays down, where X11 tells its repetitions as if it had been let go and pressed anew."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

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
            at_once = before is not None and 0 <= event.timestamp() - before < _AT_ONCE_MS
            return at_once and not _is_typed(event)
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Once more is no second time. Of a window, for the application has far more events.
            window.installEventFilter(self)


def _is_typed(event: QKeyEvent) -> bool:
    """A blank in a text presses nothing, and programs that type for somebody are quicker than a hand."""
    field = QApplication.focusWidget()
    takes_text = field is not None and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return event.key() == Qt.Key.Key_Space and takes_text
