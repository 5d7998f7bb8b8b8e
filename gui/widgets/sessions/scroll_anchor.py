"""Keeps the row that somebody reads in its place on the screen while rows come, go and move around it."""

from PySide6.QtCore import QObject, QPersistentModelIndex
from PySide6.QtWidgets import QTableView


class ScrollAnchor(QObject):
    """Holds the current row where it is, or the uppermost one in view where the current one can't be seen.

    A list that stands at its top stays there, so that what is new is seen at once. For rows of one height.

    :param table: has its model; lives longer than this.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._anchor = QPersistentModelIndex()
        self._top = 0
        model = table.model()
        model.rowsAboutToBeInserted.connect(lambda *_: self._hold(-1, -1))
        model.rowsAboutToBeRemoved.connect(lambda _parent, first, last: self._hold(first, last))
        model.rowsAboutToBeMoved.connect(lambda _from, first, last, *_: self._hold(first, last))
        for done in (model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            done.connect(self._keep)

    def _hold(self, first: int, last: int) -> None:
        """Remember what stands where; rows from first to last are about to leave their places."""
        self._anchor = QPersistentModelIndex()
        height, offset = self._row_height(), self._table.verticalScrollBar().value()
        if offset == 0:
            return
        current, top = self._table.currentIndex().row(), offset // height
        if first <= current <= last or not top <= current <= top + self._table.viewport().height() // height:
            current = top
        if first <= current <= last:
            current = last + 1
        self._anchor = QPersistentModelIndex(self._table.model().index(current, 0))
        self._top = current * height - offset

    def _keep(self) -> None:
        """Scroll so that it stands there again."""
        if self._anchor.isValid():
            self._table.updateGeometries()
            self._table.verticalScrollBar().setValue(self._anchor.row() * self._row_height() - self._top)
        self._anchor = QPersistentModelIndex()

    def _row_height(self) -> int:
        return self._table.verticalHeader().defaultSectionSize()
