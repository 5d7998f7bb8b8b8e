"""What the list paints of its rows besides their cells: pointer, lines, selection, focus."""

from typing import Final

from PySide6.QtCore import QEvent, QLineF, QModelIndex, QObject, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from gui.widgets.sessions.day_lines import DayLines
from gui.widgets.style.measures import ACCENT_BAR, FOCUS
from gui.widgets.style.themes import current_theme

_NONE: Final = -1


class RowMarks(QObject):
    """Belongs to one table.

    :param row: height of a row without the day's line that may stand above it.
    """

    hovered_changed = Signal(int)
    """The row under the pointer; -1 for none."""

    def __init__(self, table: QTableView, days: DayLines, row: int) -> None:
        super().__init__(table)
        self._table, self._days, self._row = table, days, row
        self._hovered = _NONE
        table.setMouseTracking(True)
        table.entered.connect(lambda index: self._hover(index.row()))
        table.viewportEntered.connect(lambda: self._hover(_NONE))
        table.viewport().installEventFilter(self)

    def set_row_height(self, row: int) -> None:
        """Rows are another height from now on."""
        self._row = row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer has left the table."""
        if event.type() is QEvent.Type.Leave:
            self._hover(_NONE)
        return super().eventFilter(watched, event)

    def paint_below(self) -> None:
        """The ground of the row under the pointer; before the cells."""
        if self._hovered != _NONE:
            painter = QPainter(self._table.viewport())
            painter.fillRect(self.row_rect(self._hovered), current_theme().roles.hover)

    def paint_above(self) -> None:
        """A line below each row, a bar at each selected one, a ring around the current one with the focus."""
        table, roles = self._table, current_theme().roles
        width, root = table.viewport().width(), QModelIndex()
        painter = QPainter(table.viewport())
        if table.hasFocus() and not table.currentIndex().isValid():
            self._paint_ring(painter, table.viewport().rect())
        row, top, bottom = table.rowAt(0), 0, table.viewport().height()
        if row < 0:
            return
        top = table.rowViewportPosition(row)
        selection = table.selectionModel()
        selected = selection.isRowSelected if selection.hasSelection() else None
        lines, begins = [], []
        count, height_of = table.model().rowCount(), table.rowHeight
        while row < count and top < bottom:
            height = height_of(row)
            if height > self._row:
                begins.append((row, top))
            end = top + height
            lines.append(QLineF(0, end - 0.5, width, end - 0.5))
            if selected is not None and selected(row, root):
                painter.fillRect(0, end - self._row, ACCENT_BAR, self._row, roles.focus)
            row, top = row + 1, end
        painter.setPen(roles.line)
        painter.drawLines(lines)
        for day, top in begins:
            self._days.paint(painter, day, top)
        current = table.currentIndex()
        if table.hasFocus() and current.isValid():
            self._paint_ring(painter, self.row_rect(current.row()))

    def row_rect(self, row: int) -> QRect:
        """Where a row lies in the viewport, over the whole width and without a day's line."""
        table = self._table
        end = table.rowViewportPosition(row) + table.rowHeight(row)
        return QRect(0, end - self._row, table.viewport().width(), self._row)

    def update_row(self, row: int) -> None:
        """Paint a row anew, over the whole width."""
        self._table.viewport().update(self.row_rect(row))

    def _paint_ring(self, painter: QPainter, around: QRect) -> None:
        half = FOCUS / 2
        painter.setPen(QPen(current_theme().roles.focus, FOCUS))
        painter.drawRect(QRectF(around).adjusted(half, half, -half, -half - 1))

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        for each in {before, row} - {_NONE}:
            self.update_row(each)
        if row != before:
            self.hovered_changed.emit(row)
