"""Paints the column that changes each second: Qt would ask ten things of each cell, this asks one."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.widgets.style.measures import TIGHT
from gui.widgets.style.painters.states import SELECTED, state_of
from gui.widgets.style.themes import current_theme

_FLAGS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
CLOCK_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The cell's text, and whether it is in the quiet colour."""
_CLOCK: Final = len("00:00:00")


class ClockDelegate(QStyledItemDelegate):
    """A running clock has always room; other texts are cut with an ellipsis."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        roles = current_theme().roles
        if state_of(option) & SELECTED:
            painter.fillRect(rect, roles.select)
        painter.setFont(option.font)
        text, quiet = index.data(CLOCK_ROLE)
        painter.setPen(roles.text2 if quiet else roles.text)
        if len(text) > _CLOCK:
            text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 2 * TIGHT)
        painter.drawText(rect.adjusted(TIGHT, 0, 0, 0), _FLAGS, text)
