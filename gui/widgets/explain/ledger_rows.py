"""Every ledger row of one session, in order: when, what, who, why, and what came of it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.session_details import row_text
from gui.widgets.controls.table_style import set_exact, style_table

_NARROWEST = 12
"""Of a column, in average characters."""
_WIDEST = 320
_REASON = 3


class LedgerRows(QTableWidget):
    """To read and to copy from; Tab and Return stay the dialog's."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        titles = (
            self.tr("Time"),
            self.tr("What"),
            self.tr("Operator"),
            self.tr("Reason"),
            self.tr("Code"),
            self.tr("State after it"),
        )
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(list(titles))
        style_table(self, self.tr("Ledger rows"))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * _NARROWEST)
        header.setMaximumSectionSize(_WIDEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)

    def set_entries(self, entries: Iterable[LedgerRow]) -> None:
        """Show rows, the oldest first."""
        found = [row_text(entry, self._messages) for entry in entries]
        self.setRowCount(len(found))
        for number, row in enumerate(found):
            texts = (row.time, row.what, row.operator, row.reason, row.code, row.state)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(number, column, item)
            set_exact(self.item(number, 0), row.at)
