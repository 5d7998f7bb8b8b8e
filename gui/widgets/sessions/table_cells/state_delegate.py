"""Paints the list's first column: the state's shape, its word in its colour, and details in a quieter one."""

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.core.presentation.shapes import Shape
from gui.widgets.controls.state_mark import state_pixmap
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.sessions.table_cells.row_delegate import RowDelegate
from gui.widgets.style.measures import INDICATOR, MEDIUM, SMALL, TIGHT
from gui.widgets.style.themes import current_theme

STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The cell's :class:`StateCell`."""
_LEFT: Final = MEDIUM
_FLAGS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class StateCell(NamedTuple):
    """What the delegate paints.

    :param word: the state; ``detail`` is what is known besides, and ``brief`` what is left of that where
        not even its first part has room; empty where that is cut.
    """

    word: str
    detail: str
    tone: Tone
    shape: Shape
    brief: str = ""


class StateDelegate(RowDelegate):
    """Shape, word and details of one cell."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect = self._paint_ground(painter, option)
        roles = current_theme().roles
        cell: StateCell = index.data(STATE_ROLE)
        top, height = rect.y(), rect.height()
        mark = state_pixmap(cell.shape, cell.tone, painter.device().devicePixelRatio())
        x, end = rect.x() + _LEFT, rect.right() + 1 - TIGHT
        painter.drawPixmap(QPoint(x, top + (height - INDICATOR) // 2), mark)
        x += INDICATOR + SMALL
        word, width = self._texts.fit(cell.word, end - x, strong=True)
        painter.setFont(self._texts.strong)
        painter.setPen(tone_color(cell.tone))
        painter.drawText(QRect(x, top, end - x, height), _FLAGS, word)
        x += width + SMALL
        if cell.detail and x < end:
            detail = self.detail_in(cell, end - x)
            painter.setFont(self._texts.plain)
            painter.setPen(roles.text2)
            painter.drawText(QRect(x, top, end - x, height), _FLAGS, detail)

    def detail_in(self, cell: StateCell, room: int) -> str:
        """What of a cell's details can be read in that room."""
        detail, _ = self._texts.fit(cell.detail, room, strong=False)
        first = cell.detail.partition(" · ")[0]
        if not cell.brief or detail.startswith(first):
            return detail
        whole = (text for text in (first, cell.brief) if self._texts.width(text, strong=False) <= room)
        # Cut, too, the shorter one tells more.
        return next(whole, None) or self._texts.fit(cell.brief, room, strong=False)[0]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the whole text."""
        cell: StateCell = index.data(STATE_ROLE)
        return QSize(self.width_of(cell.word, cell.detail), option.rect.height())

    def width_of(self, word: str, detail: str) -> int:
        """How wide a cell with these texts is, in logical pixels."""
        texts = self._texts.width(word, strong=True) + self._texts.width(detail, strong=False)
        return _LEFT + INDICATOR + 2 * SMALL + TIGHT + texts
