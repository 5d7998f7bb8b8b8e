"""Paints what is filled in: lines of text, choices, check marks, and the frames of lists and texts."""

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QStyleOption, QStyleOptionFrame, QWidget

from gui.widgets.style.icons import paint_icon
from gui.widgets.style.kinds import WRONG
from gui.widgets.style.measures import ARROW, CHIP_RADIUS, FOCUS, LINE, RADIUS
from gui.widgets.style.painters import states
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import ThemeName, current_theme, load_theme

_RELEVANT = states.ENABLED | states.FOCUS | states.HOVER
_MARKED = _RELEVANT | states.ON | states.HALF


def paint_line(option: QStyleOptionFrame, painter: QPainter, widget: QWidget | None) -> None:
    """The box of a line of text; one without a frame, such as a choice's own, has none."""
    if option.lineWidth <= 0:
        return
    wrong = widget is not None and bool(widget.property(WRONG))
    paint_box(painter, option.rect, _field(current_theme().name, states.state_of(option) & _RELEVANT, wrong))


def paint_choice(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The box of a choice with its arrow; the chosen text is painted by others."""
    state = states.state_of(option) & _RELEVANT
    # Of an editable one its line has the focus.
    if isinstance(widget, QComboBox) and widget.isEditable() and widget.hasFocus():
        state |= states.FOCUS
    wrong = widget is not None and bool(widget.property(WRONG))
    paint_box(painter, option.rect, _field(current_theme().name, state, wrong))
    roles = current_theme().roles
    rect = option.rect
    arrow = QRect(rect.right() - ARROW + 1, rect.y(), ARROW, rect.height())
    paint_icon(painter, "chevron-down", roles.text2 if state & states.ENABLED else roles.disabled, arrow)


def paint_frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The frame of a list or a text; of what is only set apart, a hairline."""
    theme, state = current_theme(), states.state_of(option)
    if not isinstance(widget, QAbstractScrollArea):
        paint_box(painter, option.rect, Box(0, theme.roles.surface, theme.roles.line))
        return
    focused = bool(state & states.FOCUS) or widget.hasFocus()
    color = theme.roles.focus if focused else theme.roles.edge
    width = FOCUS if focused else LINE
    half = width / 2
    painter.setPen(QPen(color, width, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(option.rect).adjusted(half, half, -half, -half))


def paint_focus(option: QStyleOption, painter: QPainter) -> None:
    """The ring around whatever has the focus and no ring of its own."""
    paint_box(painter, option.rect, Box(CHIP_RADIUS, ring=current_theme().roles.focus))


def paint_check(option: QStyleOption, painter: QPainter) -> None:
    """The box of a check mark."""
    state = states.state_of(option) & _MARKED
    paint_box(painter, option.rect, _indicator(current_theme().name, state, CHIP_RADIUS))
    if state & (states.ON | states.HALF):
        roles = current_theme().roles
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = roles.on_accent if state & states.ENABLED else roles.surface
        painter.setPen(QPen(color, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        points = (
            ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32)) if state & states.ON else ((0.27, 0.5), (0.73, 0.5))
        )
        painter.drawPolyline(
            QPolygonF([QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in points])
        )
        painter.restore()


def paint_radio(option: QStyleOption, painter: QPainter) -> None:
    """The circle of one of several choices."""
    state = states.state_of(option) & _MARKED
    rect = option.rect
    paint_box(painter, rect, _indicator(current_theme().name, state, rect.height() / 2))
    if state & states.ON:
        side = rect.height() // 2
        dot = QRect(0, 0, side, side)
        dot.moveCenter(rect.center())
        roles = current_theme().roles
        paint_box(painter, dot, Box(side / 2, roles.on_accent if state & states.ENABLED else roles.surface))


@cache
def _field(name: ThemeName, state: int, wrong: bool) -> Box:
    theme = load_theme(name)
    roles = theme.roles
    if not state & states.ENABLED:
        return Box(RADIUS, roles.canvas, roles.line, theme.edge_width)
    if wrong:
        danger = theme.tones["danger"]
        ring = roles.focus if state & states.FOCUS else None
        return Box(RADIUS, roles.surface, danger, FOCUS, ring, inset=ring is not None)
    hovered = bool(state & states.HOVER)
    ring = roles.focus if state & states.FOCUS else None
    edge = roles.text3 if hovered and not theme.framed_fills else roles.edge
    return Box(RADIUS, roles.surface, edge, theme.edge_width, ring, inset=theme.framed_fills)


@cache
def _indicator(name: ThemeName, state: int, radius: float) -> Box:
    theme = load_theme(name)
    roles = theme.roles
    if not state & states.ENABLED:
        marked = state & (states.ON | states.HALF)
        return Box(radius, roles.disabled if marked else roles.canvas, roles.disabled, theme.edge_width)
    if state & (states.ON | states.HALF):
        return Box(radius, roles.accent_hover if state & states.HOVER else roles.accent)
    return Box(radius, roles.surface, roles.accent if state & states.HOVER else roles.edge, theme.edge_width)
