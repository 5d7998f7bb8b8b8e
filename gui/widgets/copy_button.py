"""A small button that puts one text on the clipboard, and says that it did."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

_SHOWN_MS = 1500
_PADDING = 20


class CopyButton(QPushButton):
    """Set its text to copy with :meth:`set_copy`; an empty one disables it.

    :param name: its accessible name, such as *Copy what to say*.
    """

    text_copied = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, label: str = "") -> None:
        super().__init__(parent)
        self._label = label or self.tr("Copy")
        self._copy = ""
        self.setText(self._label)
        self.setAccessibleName(name)
        self.setAutoDefault(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(lambda: self.setText(self._label))
        self.clicked.connect(self._on_clicked)
        # The confirmation must not move its neighbours; the style's own least width is too much for *Copy*.
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in (self._label, self.tr("Copied")))
        self.setFixedWidth(widest + _PADDING)

    def set_copy(self, text: str) -> None:
        """What a press copies."""
        self._copy = text
        self.setEnabled(bool(text))

    def _on_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._copy)
        self.setText(self.tr("Copied"))
        self._timer.start()
        self.text_copied.emit(self._copy)
