"""A key of the window that counts in each dialog as well: there Qt knows no key of the window behind."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog

from gui.widgets.controls.keys import Keys

_NAME: Final = "key of every dialog"


class KeyOfEveryDialog(QObject):
    """Gives it to a dialog when that first gets the focus. A dialog of the system's takes no key of ours."""

    def __init__(self, parent: QObject, key: Keys, pressed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._key, self._pressed = key, pressed
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._give)

    def _give(self, _window: QWindow | None) -> None:
        dialog = QApplication.activeWindow()
        if not isinstance(dialog, QDialog) or self._has(dialog):
            return
        keys = QKeySequence(self._key)
        for action in dialog.findChildren(QAction):
            if action.shortcut() == keys:
                # Qt's own window for files shows hidden ones by it; of two that want a key neither gets it.
                action.setShortcut(QKeySequence())
        shortcut = QShortcut(keys, dialog, self._pressed)
        shortcut.setObjectName(_NAME)
        shortcut.setAutoRepeat(False)

    def _has(self, dialog: QDialog) -> bool:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return dialog.findChild(QShortcut, _NAME, direct) is not None
