"""Paints the lines of the palette: title, what is quietly behind it, and at the right the keys."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.measures import ACCENT_BAR, MEDIUM, SMALL, SMALL_CONTROL, SMALL_ROW
from gui.widgets.style.themes import current_theme

GROUP_ROLE: Final = Qt.ItemDataRole.UserRole
"""True for the name of a group."""
DETAIL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
KEYS_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PADDING: Final = 8

_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """Plain text throughout: titles are what people typed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One height for all lines, another for the names of groups."""
        text = option.fontMetrics.height() + _PADDING
        return QSize(0, max(text, SMALL_CONTROL if index.data(GROUP_ROLE) else SMALL_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        painter.save()
        roles, rect = current_theme().roles, QRect(option.rect)
        title = str(index.data())
        if index.data(GROUP_ROLE):
            painter.setFont(font_of(Type.CAPTION))
            painter.setPen(roles.text3)
            painter.drawText(rect.adjusted(SMALL, 0, 0, 0), _LEFT, title)
            painter.restore()
            return
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, roles.select)
            painter.fillRect(rect.x(), rect.y(), ACCENT_BAR, rect.height(), roles.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, roles.hover)
        rect.adjust(MEDIUM, 0, -MEDIUM, 0)
        self._paint_words(painter, rect, title, str(index.data(DETAIL_ROLE)), str(index.data(KEYS_ROLE)))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, title: str, detail: str, keys: str) -> None:
        roles, font = current_theme().roles, font_of(Type.BODY)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        if keys:
            painter.setPen(roles.text3)
            painter.drawText(rect, _RIGHT, keys)
            rect.setRight(rect.right() - metrics.horizontalAdvance(keys) - MEDIUM)
        painter.setPen(roles.text)
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT, words)
        rect.setLeft(rect.left() + metrics.horizontalAdvance(words) + MEDIUM)
        if detail and rect.width() > MEDIUM:
            painter.setPen(roles.text2)
            painter.drawText(
                rect, _LEFT, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, rect.width())
            )
