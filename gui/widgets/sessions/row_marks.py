"""What the list paints of its rows besides their cells: pointer, lines, selection, focus."""

from typing import Final

from PySide6.QtCore import QEvent, QLineF, QModelIndex, QObject, QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from gui.widgets.style.measures import ACCENT_BAR, FOCUS
from gui.widgets.style.themes import current_theme

_NONE: Final = -1


class RowMarks(QObject):
    """Belongs to one table of rows of one height."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._hovered = _NONE
        self._lines_for: tuple[int, int, int, int] | None = None
        self._lines: list[QLineF] = []
        table.setMouseTracking(True)
        table.entered.connect(lambda index: self._hover(index.row()))
        table.viewportEntered.connect(lambda: self._hover(_NONE))
        table.viewport().installEventFilter(self)

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
        rows, width = self._rows_in_view(), table.viewport().width()
        painter = QPainter(table.viewport())
        if table.hasFocus() and not table.currentIndex().isValid():
            self._paint_ring(painter, table.viewport().rect())
        if not rows:
            return
        painter.setPen(roles.line)
        height, top = table.rowHeight(rows.start), table.rowViewportPosition(rows.start)
        painter.drawLines(self._lines_below(top, height, len(rows), width))
        selection, root = table.selectionModel(), QModelIndex()
        for number, row in enumerate(rows if selection.hasSelection() else ()):
            if selection.isRowSelected(row, root):
                painter.fillRect(0, top + number * height, ACCENT_BAR, height, roles.focus)
        current = table.currentIndex()
        if table.hasFocus() and current.isValid():
            self._paint_ring(painter, self.row_rect(current.row()))

    def _lines_below(self, top: int, height: int, count: int, width: int) -> list[QLineF]:
        # Kept: the clock paints the same rows each second.
        key = (top, height, count, width)
        if key != self._lines_for:
            bottoms = range(top + height - 1, top + height * count, height)
            self._lines_for, self._lines = key, [QLineF(0, y + 0.5, width, y + 0.5) for y in bottoms]
        return self._lines

    def row_rect(self, row: int) -> QRect:
        """Where a row lies in the viewport, over the whole width."""
        table = self._table
        return QRect(0, table.rowViewportPosition(row), table.viewport().width(), table.rowHeight(row))

    def update_row(self, row: int) -> None:
        """Paint a row anew, over the whole width."""
        self._table.viewport().update(self.row_rect(row))

    def _paint_ring(self, painter: QPainter, around: QRect) -> None:
        half = FOCUS / 2
        painter.setPen(QPen(current_theme().roles.focus, FOCUS))
        painter.drawRect(QRectF(around).adjusted(half, half, -half, -half - 1))

    def _rows_in_view(self) -> range:
        first = self._table.rowAt(0)
        if first < 0:
            return range(0)
        last = self._table.rowAt(self._table.viewport().height() - 1)
        return range(first, (self._table.model().rowCount() if last < 0 else last + 1))

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        for each in {before, row} - {_NONE}:
            self.update_row(each)
