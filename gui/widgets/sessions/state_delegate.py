"""Paints the list's first column: the state's shape, its word in its colour, and details in a quieter one."""

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.core.presentation.state_shapes import Shape
from gui.widgets.controls.state_mark import state_pixmap
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.measures import INDICATOR, MEDIUM, SMALL
from gui.widgets.style.painters.states import SELECTED, state_of
from gui.widgets.style.themes import current_theme

STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The cell's :class:`StateCell`."""
_LEFT: Final = MEDIUM
_MOST: Final = 1024
_FLAGS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class StateCell(NamedTuple):
    """What the delegate paints.

    :param word: the state; ``detail`` is what is known besides.
    """

    word: str
    detail: str
    tone: Tone
    shape: Shape


class StateDelegate(QStyledItemDelegate):
    """A selected row keeps the colours of its state."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts_changed(parent)
        self._elided: dict[tuple[str, int, bool], tuple[str, int]] = {}

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
        cell: StateCell = index.data(STATE_ROLE)
        top, height = rect.y(), rect.height()
        mark = state_pixmap(cell.shape, cell.tone, painter.device().devicePixelRatio())
        x, end = rect.x() + _LEFT, rect.right() - SMALL
        painter.drawPixmap(QPoint(x, top + (height - INDICATOR) // 2), mark)
        x += INDICATOR + SMALL
        word, width = self._fit(cell.word, end - x, strong=True)
        painter.setFont(self._strong)
        painter.setPen(tone_color(cell.tone))
        painter.drawText(QRect(x, top, end - x, height), _FLAGS, word)
        x += width + SMALL
        if cell.detail and x < end:
            detail, _ = self._fit(cell.detail, end - x, strong=False)
            painter.setFont(self._plain)
            painter.setPen(roles.text2)
            painter.drawText(QRect(x, top, end - x, height), _FLAGS, detail)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the whole text."""
        cell: StateCell = index.data(STATE_ROLE)
        return QSize(self.width_of(cell.word, cell.detail), option.rect.height())

    def width_of(self, word: str, detail: str) -> int:
        """How wide a cell with these texts is, in logical pixels."""
        texts = self._strong_metrics.horizontalAdvance(word) + self._plain_metrics.horizontalAdvance(detail)
        return _LEFT + INDICATOR + 3 * SMALL + texts

    def _fonts_changed(self, widget: QWidget) -> None:
        self._plain = QFont(widget.font())
        self._strong = font_of(Type.STRONG, widget.font())
        self._plain_metrics, self._strong_metrics = QFontMetrics(self._plain), QFontMetrics(self._strong)

    def _fit(self, text: str, room: int, *, strong: bool) -> tuple[str, int]:
        """A text as far as it fits, and how wide it is."""
        key = (text, room, strong)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _MOST:
                self._elided.clear()
            metrics = self._strong_metrics if strong else self._plain_metrics
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            found = self._elided[key] = (shown, metrics.horizontalAdvance(shown))
        return found
