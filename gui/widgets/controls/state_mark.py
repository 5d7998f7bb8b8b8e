"""The shapes of the states, painted: alike on every system, crisp at every scale."""

from collections.abc import Callable
from functools import cache
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from gui.core.presentation.shapes import Shape
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.measures import INDICATOR
from gui.widgets.style.themes import ThemeName, current_theme

_GRID: Final = 16.0
"""The shapes are drawn on a grid of this many units."""
_CENTRE: Final = QPointF(8, 8)
_STROKE: Final = 1.75


def state_pixmap(shape: Shape, tone: Tone, ratio: float, side: int = INDICATOR) -> QPixmap:
    """A state's shape in its tone, in the present theme.

    :param ratio: device pixels of a logical one.
    :param side: in logical pixels.
    """
    return _pixmap(shape, tone, current_theme().name, ratio, side)


@cache
def _pixmap(shape: Shape, tone: Tone, _theme: ThemeName, ratio: float, side: int) -> QPixmap:
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side * ratio / _GRID, side * ratio / _GRID)
    _DRAWN[shape](painter, tone_color(tone), current_theme().roles.surface)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _outlined(painter: QPainter, color: QColor, width: float = _STROKE) -> None:
    painter.setPen(QPen(color, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _filled(painter: QPainter, color: QColor) -> None:
    painter.setPen(QPen(color, 1, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(color)


def _ring(painter: QPainter, color: QColor, centre: QPointF = _CENTRE, radius: float = 6.5) -> None:
    _outlined(painter, color)
    painter.drawEllipse(centre, radius, radius)


def _dot(painter: QPainter, color: QColor, centre: QPointF = _CENTRE, radius: float = 3.0) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(centre, radius, radius)


def _exclamation(painter: QPainter, color: QColor, x: float, top: float, bottom: float) -> None:
    _outlined(painter, color, 1.7)
    painter.drawLine(QLineF(x, top, x, bottom - 3))
    _dot(painter, color, QPointF(x, bottom), 1.0)


def _accepted(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _ring(painter, color)
    _dot(painter, color)


def _said(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _ring(painter, color)


def _stop_refused(painter: QPainter, color: QColor, _ground: QColor) -> None:
    centre = QPointF(6, 8)
    _ring(painter, color, centre, 5)
    _dot(painter, color, centre, 2.2)
    _exclamation(painter, color, 14.2, 3, 12.6)


def _overrun(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _ring(painter, color)
    painter.drawPolyline(QPolygonF([QPointF(8, 4), QPointF(8, 8.4), QPointF(11, 10)]))


def _dashed(painter: QPainter, color: QColor) -> None:
    pen = QPen(color, _STROKE, c=Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.7, 1.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(_CENTRE, 6.5, 6.5)


def _starting(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _dashed(painter, color)
    _filled(painter, color)
    painter.drawPolygon(QPolygonF([QPointF(6.7, 5.2), QPointF(11, 8), QPointF(6.7, 10.8)]))


def _stopping(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _dashed(painter, color)
    painter.fillRect(QRectF(5.4, 5.4, 5.2, 5.2), color)


def _unconfirmed(painter: QPainter, color: QColor, ground: QColor) -> None:
    _filled(painter, color)
    painter.drawPolygon(QPolygonF([QPointF(8, 0.8), QPointF(15.2, 8), QPointF(8, 15.2), QPointF(0.8, 8)]))
    _outlined(painter, ground, 1.6)
    # The hook of a question mark: an arc from the left over the top, then down to the middle.
    painter.drawArc(QRectF(6, 4.2, 4, 3.8), 180 * 16, -230 * 16)
    painter.drawLine(QLineF(8, 8.2, 8, 9.1))
    _dot(painter, ground, QPointF(8, 11.3), 1.0)


def _maybe(painter: QPainter, color: QColor, ground: QColor) -> None:
    _filled(painter, color)
    painter.drawPolygon(QPolygonF([QPointF(8, 1.6), QPointF(15, 14), QPointF(1, 14)]))
    _exclamation(painter, ground, 8, 6.2, 12)


def _failed(painter: QPainter, color: QColor, ground: QColor) -> None:
    _dot(painter, color, _CENTRE, 7.4)
    _cross(painter, ground)


def _failed_seen_to(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _ring(painter, color)
    _cross(painter, color)


def _cross(painter: QPainter, color: QColor) -> None:
    _outlined(painter, color, 1.8)
    painter.drawLine(QLineF(5.4, 5.4, 10.6, 10.6))
    painter.drawLine(QLineF(10.6, 5.4, 5.4, 10.6))


def _stopped(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _filled(painter, color)
    painter.drawRoundedRect(QRectF(2.5, 2.5, 11, 11), 1.5, 1.5)


def _no_files(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _outlined(painter, color)
    painter.drawRoundedRect(QRectF(2.6, 2.6, 10.8, 10.8), 1.8, 1.8)


def _perhaps_never(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _ring(painter, color)
    painter.drawLine(QLineF(3.8, 12.2, 12.2, 3.8))


def _as_of_then(painter: QPainter, color: QColor, _ground: QColor) -> None:
    _outlined(painter, color)
    painter.drawArc(QRectF(1.5, 1.5, 13, 13), 60 * 16, 300 * 16)


_DRAWN: Final[dict[Shape, Callable[[QPainter, QColor, QColor], None]]] = {
    Shape.ACCEPTED: _accepted,
    Shape.SAID: _said,
    Shape.STOP_REFUSED: _stop_refused,
    Shape.OVERRUN: _overrun,
    Shape.STARTING: _starting,
    Shape.STOPPING: _stopping,
    Shape.UNCONFIRMED: _unconfirmed,
    Shape.MAYBE: _maybe,
    Shape.FAILED: _failed,
    Shape.FAILED_SEEN_TO: _failed_seen_to,
    Shape.STOPPED: _stopped,
    Shape.NO_FILES: _no_files,
    Shape.PERHAPS_NEVER: _perhaps_never,
    Shape.AS_OF_THEN: _as_of_then,
}
