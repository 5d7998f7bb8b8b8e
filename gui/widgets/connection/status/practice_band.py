"""The striped band that marks the Practice profile."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.widgets.controls.theme import Tone, tone_color, tone_fill
from gui.widgets.style.fonts import Type, set_type

_STRIPE: Final = 10
"""Width of one stripe, in pixels."""


class PracticeBand(QLabel):
    """Stripes from edge to edge, and a text on a plain plate in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("PRACTICE – nothing is recorded"), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_type(self, Type.STRONG)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stripes, plate and text in the palette's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, paper = tone_color(Tone.PRACTICE), tone_fill(Tone.PRACTICE)
        painter.fillRect(event.rect(), paper)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        height = self.height()
        for left in range(-height, self.width() + height, 2 * _STRIPE):
            corners = [
                (left, height),
                (left + _STRIPE, height),
                (left + _STRIPE + height, 0),
                (left + height, 0),
            ]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.fillRect(self._plate(), paper)
        painter.setPen(ink)
        painter.drawText(self.rect(), self.alignment(), self.text())

    def _plate(self) -> QRect:
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 4 * _STRIPE, self.width())
        return QRect((self.width() - width) // 2, 0, width, self.height())
