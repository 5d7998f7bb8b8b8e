"""The sessions that a question is about: a table to read, not to work in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gui.widgets.controls.table_style import style_table
from gui.widgets.controls.theme import Tone, tone_color

_ROWS_SHOWN: Final = 10
_NARROWEST: Final = 16
"""Of a column, in average characters."""


class SessionSummaryTable(QTableWidget):
    """As high as its rows, up to ten; Return and Tab stay the dialog's.

    :param name: for a screen reader.
    """

    def __init__(self, name: str, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self.setHorizontalHeaderLabels(list(heads))
        style_table(self, name, striped=False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * _NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def add(self, texts: Sequence[str], tone: Tone | None = None) -> None:
        """One more session, a text for each column."""
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if tone is not None:
                item.setForeground(tone_color(tone))
            self.setItem(row, column, item)
        header, rows = self.horizontalHeader(), self.verticalHeader()
        height = min(self.rowCount(), _ROWS_SHOWN) * rows.defaultSectionSize()
        self.setFixedHeight(header.sizeHint().height() + height + 2 * self.frameWidth())
