"""The clock of the list: each second the elapsed times in view, each minute what has become too long."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView

from gui.widgets.sessions.second_ticker import SecondTicker
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_model import SessionModel

_OVERRUN_EVERY: Final = 60


class TableClock(QObject):
    """Belongs to one table; runs while that can be seen and something is live."""

    def __init__(self, table: QTableView, model: SessionModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._ticks = 0
        self._ticker = SecondTicker(self)
        self._ticker.ticked.connect(self._tick)
        model.counts_changed.connect(self._switch)
        table.installEventFilter(self)

    @property
    def running(self) -> bool:
        """Whether it ticks."""
        return self._ticker.active

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table is seen, or is not any more."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            # By the event: the table is not told yet.
            self._ticker.set_active(event.type() is QEvent.Type.Show and self._model.any_live)
        return super().eventFilter(watched, event)

    def _switch(self) -> None:
        self._ticker.set_active(self._table.isVisible() and self._model.any_live)

    def _tick(self) -> None:
        table = self._table
        last = table.rowAt(table.viewport().height() - 1)
        last = self._model.rowCount() - 1 if last < 0 else last
        self._model.tick(table.rowAt(0), last, elapsed=not table.isColumnHidden(Column.ELAPSED))
        self._ticks += 1
        if self._ticks % _OVERRUN_EVERY == 0:
            self._model.notice_overrun()
