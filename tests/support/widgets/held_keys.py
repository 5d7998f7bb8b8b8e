"""A key that stays down: the keyboard repeats it, to whatever has the focus by then."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def held(key: Qt.Key, kind: QEvent.Type = QEvent.Type.KeyPress) -> QKeyEvent:
    """One repetition."""
    return QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, " " if key is Qt.Key.Key_Space else "", True)


def holds(widget: QWidget, key: Qt.Key, times: int = 5) -> None:
    """Press a key where the focus is, let it repeat, as X11 tells it, and let it go."""
    QTest.keyPress(QApplication.focusWidget() or widget, key)
    for _ in range(times):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(QApplication.focusWidget() or widget, held(key, kind))
    QTest.keyRelease(QApplication.focusWidget() or widget, key)
