"""What the cells of a row have in common: a place below the day's line, and the ground when selected."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.widgets.sessions.row_stop import RowStop
from gui.widgets.sessions.table_cells.fitted_texts import FittedTexts
from gui.widgets.style.measures import SMALL
from gui.widgets.style.painters.states import SELECTED, state_of
from gui.widgets.style.themes import current_theme


class RowDelegate(QStyledItemDelegate):
    """Selected cells keep the colours of their words.

    :param row_height: of the row itself; above it there may be the day's line.
    :param stop: the button that stands over the end of a row.
    """

    def __init__(self, parent: QWidget, texts: FittedTexts, row_height: int, stop: RowStop) -> None:
        super().__init__(parent)
        self._texts = texts
        self._height = row_height
        self._stop = stop

    def set_row_height(self, row: int) -> None:
        """Rows are another height from now on."""
        self._height = row

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """Paint what lies below the words; returns where they stand."""
        rect: QRect = option.rect
        if rect.height() != self._height:
            rect.setTop(rect.bottom() + 1 - self._height)
        if state_of(option) & SELECTED:
            painter.fillRect(rect, current_theme().roles.select)
        taken = self._stop.taken
        if taken is not None and rect.top() <= taken.top() <= rect.bottom():
            rect.setRight(min(rect.right(), taken.left() - SMALL))
        return rect
