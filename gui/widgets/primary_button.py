"""The one button that a form is there for."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QWidget

_RADIUS: Final = 4.0
_PRESSED: Final = 125
"""Per cent by which the button is darker while it is pressed."""


class PrimaryButton(QPushButton):
    """Filled with the palette's highlight, light or dark.

    Painted by hand: the style would lighten the colour until its words can't be read.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.setMinimumHeight(self.sizeHint().height() + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint fill, words, and a ring where it has the focus."""
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
