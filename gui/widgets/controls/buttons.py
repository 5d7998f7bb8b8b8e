"""The panel's buttons: one that copies a text and confirms it, a default one, and a toggle."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

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


_RADIUS: Final = 4.0
_PRESSED: Final = 125
"""Per cent by which the button is darker while it is pressed."""


class PrimaryButton(QPushButton):
    """Filled with the palette's highlight, light or dark.

    Painted by hand: the style would lighten the colour until its text can't be read.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.setMinimumHeight(self.sizeHint().height() + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint fill, text, and a ring where it has the focus."""
        palette = self.palette()
        fill = palette.color(QPalette.ColorRole.Highlight)
        words = palette.color(QPalette.ColorRole.HighlightedText)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill.darker(_PRESSED) if self.isDown() else fill)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setPen(words)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(words, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), _RADIUS, _RADIUS)


class SegmentButton(QPushButton):
    """Has the colours of a selection while it is on."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._colour)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = QPalette(QGuiApplication.palette())
        if self.isChecked():
            # Fusion lightens a pressed button: darker, so that its text stays legible.
            ground = palette.color(QPalette.ColorRole.Highlight).darker(125)
            palette.setColor(QPalette.ColorRole.Button, ground)
            palette.setColor(QPalette.ColorRole.ButtonText, palette.color(QPalette.ColorRole.HighlightedText))
        self.setPalette(palette)
