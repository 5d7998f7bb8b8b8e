"""The shapes of the states, painted: alike on every system, crisp at every scale."""

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF

from gui.core.presentation.state_texts import Mark
from gui.widgets.controls import theme

_SIZE: Final = 16
_SCALES: Final = (1, 2, 3)


@cache
def state_mark(mark: str, tone: theme.Tone, dark: bool) -> QIcon:
    """A state's shape in its tone; on a selected row in the colour of the text there."""
    icon = QIcon()
    selected = QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText)
    for scale in _SCALES:
        icon.addPixmap(_pixmap(mark, theme.tone_color(tone, dark), scale), QIcon.Mode.Normal)
        icon.addPixmap(_pixmap(mark, selected, scale), QIcon.Mode.Selected)
    return icon


def _pixmap(mark: str, color: QColor, scale: int) -> QPixmap:
    pixmap = QPixmap(_SIZE * scale, _SIZE * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 2))
    painter.setBrush(color)
    _draw(painter, mark)
    painter.end()
    return pixmap


def _draw(painter: QPainter, mark: str) -> None:
    pen = painter.pen()
    if mark == Mark.RECORDING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))
    elif mark == Mark.STOPPED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(3.5, 3.5, 9, 9))
    elif mark == Mark.MAYBE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(8, 2), QPointF(14.5, 13.5), QPointF(1.5, 13.5)]))
    elif mark == Mark.FAILED:
        painter.drawLine(QPointF(4, 4), QPointF(12, 12))
        painter.drawLine(QPointF(12, 4), QPointF(4, 12))
    elif mark == Mark.BUSY:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(3.5, 3.5, 9, 9))
    else:
        font = QFont(painter.font())
        font.setBold(True)
        font.setPixelSize(15)
        painter.setFont(font)
        painter.setPen(pen)
        painter.drawText(QRectF(0, 0, _SIZE, _SIZE), Qt.AlignmentFlag.AlignCenter, mark)
