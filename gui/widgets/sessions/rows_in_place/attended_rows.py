"""Whether somebody is about to press in the list: the pointer is over its rows, or it has the focus."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QTableView

_SEEN: Final = (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.Hide)
_FOCUS: Final = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)


class AttendedRows(QObject):
    """Belongs to one table."""

    changed = Signal(bool)

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._pointed = self._focused = self._last = False
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    @property
    def attended(self) -> bool:
        """Whether rows have to stay where they are."""
        return self._pointed or self._focused

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pointer and focus come and go."""
        kind = event.type()
        if watched is self._table:
            if kind in _FOCUS:
                self._focused = kind is QEvent.Type.FocusIn
                self._tell()
        elif kind in _SEEN:
            self._pointed = kind is QEvent.Type.Enter
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        if self.attended is not self._last:
            self._last = self.attended
            self.changed.emit(self._last)
