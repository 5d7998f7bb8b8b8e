"""Keeps the current row in sight while the window is made smaller."""

from typing import Final

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QTableView

_SETTLE_MS: Final = 100
"""The window's parts take several steps to their new places."""


class CurrentInSight(QObject):
    """Belongs to one table. A notice below the list may cover the row: for that no row moves."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._window = QSize()
        self._resizing = QTimer(self, interval=_SETTLE_MS, singleShot=True)

    def resized(self, before: QSize) -> None:
        """The table has another size than before."""
        table, window = self._table, self._table.window().size()
        if window != self._window:
            # At first it is shown, and not made smaller.
            if self._window.isValid():
                self._resizing.start()
            self._window = window
        current = table.currentIndex()
        if not self._resizing.isActive() or not current.isValid():
            return
        row = table.visualRect(current)
        seen = row.bottom() >= 0 and row.top() < before.height()
        if seen and (row.top() < 0 or row.bottom() >= table.viewport().height()):
            table.scrollTo(current)
