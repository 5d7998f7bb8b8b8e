"""Paints the list's columns but the first: Qt would ask ten things of each cell, this asks one."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.sessions.row_stop import RowStop
from gui.widgets.sessions.table_cells.fitted_texts import FittedTexts
from gui.widgets.sessions.table_cells.row_delegate import RowDelegate
from gui.widgets.style.measures import CHIP_RADIUS, LARGE, SMALL, TIGHT
from gui.widgets.style.themes import current_theme

_FLAGS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The cell's text, and its :class:`Ink`."""
_CLOCK: Final = len("00:00:00")
_CHIP: Final = 22


class Ink(IntEnum):
    """How a cell's text is painted."""

    PLAIN = 0
    STRONG = 1
    QUIET = 2
    PRACTICE = 3
    STRONG_PRACTICE = 4
    CHIP = 5
    """In the colour of Practice, on an area of it."""


_STRONG: Final = frozenset({Ink.STRONG, Ink.STRONG_PRACTICE})


class CellDelegate(RowDelegate):
    """One for all columns of a kind.

    :param right: whether its texts end at the right.
    """

    def __init__(
        self, parent: QWidget, texts: FittedTexts, row_height: int, stop: RowStop, *, right: bool = False
    ) -> None:
        super().__init__(parent, texts, row_height, stop)
        self._right = right

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect = self._paint_ground(painter, option)
        text, ink = index.data(CELL_ROLE)
        texts, strong = self._texts, ink in _STRONG
        taken = self._stop.taken
        if taken is not None and rect.right() == taken.left() - SMALL:
            text = self._beside_stop(text, rect.width() - 2 * TIGHT, strong=strong)
        if not text:
            return
        if ink is Ink.CHIP:
            self._paint_chip(painter, rect, text)
            return
        # A running clock has always room; other texts are cut with an ellipsis.
        if len(text) > _CLOCK or not text[0].isdigit():
            text, _ = texts.fit(text, rect.width() - 2 * TIGHT, strong=strong)
        painter.setFont(texts.strong if strong else texts.plain)
        painter.setPen(_color(ink))
        if self._right:
            painter.drawText(rect.adjusted(0, 0, -TIGHT, 0), _RIGHT, text)
        else:
            painter.drawText(rect.adjusted(TIGHT, 0, 0, 0), _FLAGS, text)

    def _beside_stop(self, text: str, room: int, *, strong: bool) -> str:
        """What is left of a text. A number that is cut reads as another one: it goes whole."""
        if self._texts.width(text, strong=strong) <= room:
            return text
        return "" if self._right or room < LARGE else self._texts.fit(text, room, strong=strong)[0]

    def _paint_chip(self, painter: QPainter, rect: QRect, text: str) -> None:
        shown, width = self._texts.fit(text, rect.width() - 2 * TIGHT - 2 * SMALL, strong=True)
        top = rect.y() + (rect.height() - _CHIP) // 2
        where = QRect(rect.x() + TIGHT - SMALL // 2, top, width + 2 * SMALL, _CHIP)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.roles.surface if theme.framed_fills else theme.fills["practice"])
        painter.setPen(theme.tones["practice"] if theme.framed_fills else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(where, CHIP_RADIUS, CHIP_RADIUS)
        painter.setPen(tone_color(Tone.PRACTICE))
        painter.setFont(self._texts.strong)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


def _color(ink: Ink) -> QColor:
    if ink in (Ink.PRACTICE, Ink.STRONG_PRACTICE):
        return tone_color(Tone.PRACTICE)
    roles = current_theme().roles
    return roles.text2 if ink is Ink.QUIET else roles.text
