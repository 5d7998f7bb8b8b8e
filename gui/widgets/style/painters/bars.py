"""Paints scroll bars, progress bars, heads of tables, tabs and the lines between panes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionSlider,
)

from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import FOCUS, INDICATOR, LEAST_HANDLE, LINE, SCROLL_HANDLE, SMALL
from gui.widgets.style.painters import states
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import current_theme

if TYPE_CHECKING:
    # Qt makes a class when it is first named: these two wait until one is painted.
    from PySide6.QtWidgets import QStyleOptionProgressBar, QStyleOptionTab

_Sub = QStyle.SubControl
_SORT_ARROWS = {
    QStyleOptionHeader.SortIndicator.SortUp: "chevron-up",
    QStyleOptionHeader.SortIndicator.SortDown: "chevron-down",
}
_BUSY_PART = 3
"""A bar whose length is not known is filled to a third."""


def paint_scroll_bar(option: QStyleOptionSlider, painter: QPainter) -> None:
    """A handle without buttons."""
    roles = current_theme().roles
    painter.fillRect(option.rect, roles.canvas)
    handle = scroll_part(option, _Sub.SC_ScrollBarSlider)
    if handle is None or option.maximum <= option.minimum:
        return
    held = states.state_of(option) & (states.SUNKEN | states.HOVER)
    breadth = SCROLL_HANDLE + (2 if held else 0)
    if option.orientation is Qt.Orientation.Vertical:
        shape = QRect(
            handle.x() + (handle.width() - breadth) // 2, handle.y() + 2, breadth, handle.height() - 4
        )
    else:
        shape = QRect(
            handle.x() + 2, handle.y() + (handle.height() - breadth) // 2, handle.width() - 4, breadth
        )
    paint_box(painter, shape, Box(breadth / 2, roles.text3 if held else roles.edge))


def scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect | None:
    """Where a part of a scroll bar lies; None for one that this style does not have."""
    rect = option.rect
    vertical = option.orientation is Qt.Orientation.Vertical
    length = rect.height() if vertical else rect.width()
    span = option.maximum - option.minimum
    handle = length
    if span > 0:
        handle = max(min(LEAST_HANDLE, length), length * option.pageStep // (span + option.pageStep))
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    places = {
        _Sub.SC_ScrollBarGroove: (0, length),
        _Sub.SC_ScrollBarSlider: (start, handle),
        _Sub.SC_ScrollBarSubPage: (0, start),
        _Sub.SC_ScrollBarAddPage: (start + handle, length - start - handle),
        _Sub.SC_ScrollBarSubLine: (0, 0),
        _Sub.SC_ScrollBarAddLine: (0, 0),
    }
    if part not in places:
        return None
    begin, extent = places[part]
    if vertical:
        return QRect(rect.x(), rect.y() + begin, rect.width(), extent)
    return QRect(rect.x() + begin, rect.y(), extent, rect.height())


def paint_groove(option: QStyleOption, painter: QPainter) -> None:
    """The whole length of a progress bar."""
    roles = current_theme().roles
    radius = min(option.rect.height() / 2, 4.0)
    paint_box(painter, option.rect, Box(radius, roles.sunken, roles.edge))


def paint_progress(option: "QStyleOptionProgressBar", painter: QPainter) -> None:
    """As much of a progress bar as is done."""
    span = option.maximum - option.minimum
    rect = QRect(option.rect)
    done = rect.width() // _BUSY_PART
    if span > 0:
        done = rect.width() * max(0, option.progress - option.minimum) // span
    if done <= 0:
        return
    rect.setWidth(done)
    paint_box(painter, rect, Box(min(rect.height() / 2, 4.0), current_theme().roles.accent))


def paint_head(option: QStyleOption, painter: QPainter) -> None:
    """The ground of a table's heads, with a line below it."""
    roles = current_theme().roles
    rect = option.rect
    hovered = bool(states.state_of(option) & states.HOVER)
    painter.fillRect(rect, roles.pressed if hovered else roles.sunken)
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), LINE), roles.line)


def paint_header(option: QStyleOptionHeader, painter: QPainter, inset: int = 0) -> None:
    """One head of a table: its ground, its words, and the arrow of the order.

    :param inset: more space before the words of the first column.
    """
    paint_head(option, painter)
    roles = current_theme().roles
    words = option.rect.adjusted(SMALL // 2 + (0 if option.section else inset), 0, -SMALL // 2, 0)
    if arrow := _SORT_ARROWS.get(option.sortIndicator):
        paint_icon(painter, arrow, roles.text2, words.adjusted(words.width() - INDICATOR, 0, 0, 0))
        words = words.adjusted(0, 0, -INDICATOR, 0)
    painter.setPen(roles.text2)
    shown = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, option.textAlignment | Qt.TextFlag.TextSingleLine, shown)


def paint_splitter(option: QStyleOption, painter: QPainter) -> None:
    """One line, which has the accent's colour while the pointer is on it."""
    roles = current_theme().roles
    state, rect = states.state_of(option), option.rect
    active = bool(state & (states.HOVER | states.SUNKEN | states.FOCUS))
    color, breadth = (roles.accent, FOCUS) if active else (roles.line, LINE)
    # The option is horizontal where the panes stand side by side.
    if state & states.HORIZONTAL:
        painter.fillRect(QRect(rect.center().x(), rect.y(), breadth, rect.height()), color)
    else:
        painter.fillRect(QRect(rect.x(), rect.center().y(), rect.width(), breadth), color)


def paint_tab(option: "QStyleOptionTab", painter: QPainter) -> None:
    """The chosen tab has a line of the accent below it."""
    roles = current_theme().roles
    state, rect = states.state_of(option), option.rect
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), LINE), roles.line)
    if state & states.SELECTED:
        painter.fillRect(QRect(rect.x(), rect.bottom() - FOCUS, rect.width(), FOCUS + 1), roles.accent)
    elif state & states.HOVER:
        painter.fillRect(rect.adjusted(0, 0, 0, -LINE), roles.hover)
