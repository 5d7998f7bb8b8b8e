"""Rounded boxes: controls of one size, look and state share one picture."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gui.widgets.style.measures import FOCUS

_MOST: Final = 400
"""Pictures that are kept."""
_GAP: Final = 1.0
"""Between a filled box and the ring around it."""


class Box:
    """How a box looks; it never changes.

    :param fill: its ground; None leaves what is below.
    :param edge: its outline; None for none.
    :param width: of the outline, in logical pixels.
    :param ring: the colour of the ring that shows the focus; None without it.
    :param inset: a filled box gives the ring its own edge, and keeps a gap.
    :ivar key: tells two looks apart.
    """

    __slots__ = ("edge", "fill", "inset", "key", "radius", "ring", "width")

    def __init__(
        self,
        radius: float,
        fill: QColor | None = None,
        edge: QColor | None = None,
        width: float = 1.0,
        ring: QColor | None = None,
        *,
        inset: bool = False,
    ) -> None:
        self.radius, self.fill, self.edge, self.width = radius, fill, edge, width
        self.ring, self.inset = ring, inset
        self.key = (radius, _rgba(fill), _rgba(edge), width, _rgba(ring), inset)


def paint_box(painter: QPainter, rect: QRect, box: Box) -> None:
    """Paint a box that fills a rectangle."""
    if rect.isEmpty():
        return
    ratio = painter.device().devicePixelRatio()
    key = (rect.width(), rect.height(), ratio, box.key)
    picture = _PICTURES.get(key)
    if picture is None:
        if len(_PICTURES) > _MOST:
            _PICTURES.clear()
        picture = _PICTURES[key] = _picture(rect, ratio, box)
    painter.drawPixmap(rect.topLeft(), picture)


def draw_box(painter: QPainter, rect: QRectF, box: Box) -> None:
    """Draw a box by the painter itself; for what changes with each painting."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect
    if box.ring is not None and box.inset:
        away = FOCUS + _GAP
        inner = rect.adjusted(away, away, -away, -away)
    _outlined(painter, inner, box.radius, box.fill, box.edge, box.width)
    if box.ring is not None:
        _outlined(painter, rect, box.radius, None, box.ring, FOCUS)
    painter.restore()


def _outlined(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None, width: float
) -> None:
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    half = width / 2 if edge is not None else 0.0
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def _picture(rect: QRect, ratio: float, box: Box) -> QPixmap:
    picture = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_box(painter, QRectF(0, 0, rect.width(), rect.height()), box)
    painter.end()
    return picture


def _rgba(color: QColor | None) -> int:
    return -1 if color is None else color.rgba()


_PICTURES: Final[dict[tuple[object, ...], QPixmap]] = {}
