"""Paints a page that was found: its title, and quietly below it the line where it was found."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.measures import HAIR, SMALL, TIGHT
from gui.widgets.style.themes import current_theme

_LINES: Final = "\n"


class HitDelegate(QStyledItemDelegate):
    """Rows of one line are left to the style."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row as the style has it, but for its words."""
        title, _, line = str(index.data()).partition(_LINES)
        if not line:
            super().paint(painter, option, index)
            return
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        empty.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, empty.widget)
        roles = current_theme().roles
        top = option.rect.adjusted(TIGHT, TIGHT, -TIGHT, -TIGHT)
        painter.save()
        for words, kind, color in ((title, Type.BODY, roles.text), (line, Type.CAPTION, roles.text2)):
            painter.setFont(font_of(kind))
            painter.setPen(color)
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, top.width())
            room = QRect(top.topLeft(), QSize(top.width(), metrics.height()))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top.setTop(top.top() + metrics.height() + HAIR)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines, with space around them."""
        if _LINES not in str(index.data()):
            return super().sizeHint(option, index)
        heights = [QFontMetrics(font_of(kind)).height() for kind in (Type.BODY, Type.CAPTION)]
        return QSize(0, sum(heights) + HAIR + SMALL)
