"""What a sound batch file asks for, row by row: staff see that it is the right file before it is sent."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.table_style import style_table

if TYPE_CHECKING:
    from gui.core.batch.rows import BatchRow

MOST_SHOWN: Final = 200
"""Nobody reads more than that; a line above the table has the number."""
_LONGEST: Final = 80


class BatchPreviewTable(QTableWidget):
    """The first rows of the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = [self.tr("Line"), self.tr("Room"), self.tr("User"), self.tr("File name"), self.tr("Tags")]
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        style_table(self, self.tr("Rows of the file"))
        self.horizontalHeader().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 14)

    def show_rows(self, rows: "Sequence[BatchRow]") -> None:
        """Show the first of these."""
        # Loaded by now: a file was checked.
        from gui.core.protocol.request import StartRequest

        shown = rows[:MOST_SHOWN]
        self.setRowCount(len(shown))
        for at, row in enumerate(shown):
            request = row.request
            texts = [str(row.line), str(request.room), request.account]
            if isinstance(request, StartRequest):
                texts += [request.file_name, ", ".join(request.tags)]
            for column, text in enumerate(texts):
                self.setItem(at, column, QTableWidgetItem(visible(text, _LONGEST)))
        self.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
