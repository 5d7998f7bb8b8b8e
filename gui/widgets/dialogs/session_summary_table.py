"""The sessions that a question is about: a table to read, not to work in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gui.widgets.controls.column_widths import shared_widths
from gui.widgets.controls.table_style import add_tip, style_table
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.measures import MEDIUM

ROWS_SHOWN: Final = 8
FEWEST_ROWS: Final = 2
_USER: Final = 1


class SessionSummaryTable(QTableWidget):
    """As high as its rows, up to eight; Return and Tab stay the dialog's. It never scrolls sideways.

    :param name: for a screen reader.
    """

    def __init__(self, name: str, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self._most = ROWS_SHOWN
        self._tones: dict[int, Tone] = {}
        self.setHorizontalHeaderLabels(list(heads))
        style_table(self, name, striped=False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A row is shown whole or not at all.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)

    def add(self, texts: Sequence[str], tone: Tone | None = None, exact: str = "") -> None:
        """One more session, a text for each column.

        :param exact: its times, for who points at what stands between its user and its note.
        """
        row = self.rowCount()
        self.insertRow(row)
        if tone is not None:
            self._tones[row] = tone
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if exact and _USER < column < len(texts) - 1:
                add_tip(item, exact)
            self.setItem(row, column, item)
        self._colour()
        self._set_height()

    def shorten(self) -> bool:
        """Show a row less; False where no more can be spared."""
        shown = min(self.rowCount(), self._most)
        if shown <= FEWEST_ROWS:
            return False
        self._most = shown - 1
        self._set_height()
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take the tones' colours of the new theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        """All rows are there by now."""
        super().showEvent(event)
        self._share()

    def _colour(self) -> None:
        for row, tone in self._tones.items():
            for column in range(self.columnCount()):
                if (item := self.item(row, column)) is not None:
                    item.setForeground(tone_color(tone))

    def _set_height(self) -> None:
        header, rows = self.horizontalHeader(), self.verticalHeader()
        height = min(self.rowCount(), self._most) * rows.defaultSectionSize()
        self.setFixedHeight(header.sizeHint().height() + height + 2 * self.frameWidth())

    def _share(self) -> None:
        header = self.horizontalHeader()
        columns = range(self.columnCount())
        heads = [header.sectionSizeHint(column) for column in columns]
        wanted = [max(self.sizeHintForColumn(column), heads[column]) + MEDIUM for column in columns]
        for column, width in enumerate(shared_widths(self.viewport().width(), heads, wanted)):
            header.resizeSection(column, width)
