"""What is wrong with a batch file, or may go wrong: a line of the table for each, worst first."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gui.core.batch.file_format import BatchComplaint, complaint_text
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.table_style import style_table
from gui.widgets.controls.theme import Tone, tone_color

_Index = QModelIndex | QPersistentModelIndex
_LINE, _FIELD, _WORDS = range(3)
_NO_LIMIT: Final = 16_777_215
"""Qt's own."""
_MARKS: Final = {Tone.DANGER: "✕", Tone.WARNING: "▲"}


class BatchCheckModel(QAbstractTableModel):
    """Complaints, then warnings; texts are made only for the rows in view."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._rows: list[tuple[BatchComplaint, Tone]] = []

    def show_found(self, complaints: Sequence[BatchComplaint], warnings: Sequence[BatchComplaint]) -> None:
        """Show what was found in another file."""
        self.beginResetModel()
        self._rows = [(one, Tone.DANGER) for one in complaints] + [(one, Tone.WARNING) for one in warnings]
        self.endResetModel()

    def text(self, row: int) -> str:
        """One row as text to paste."""
        return "\t".join(self._cell(row, column) for column in range(3))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _LINE:
            return tone_color(self._rows[index.row()][1])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Line"), self.tr("Field"), self.tr("What is wrong, or may go wrong"))[section]

    def _cell(self, row: int, column: int) -> str:
        complaint, tone = self._rows[row]
        if column == _LINE:
            line = str(complaint.line) if complaint.line else self.tr("File")
            return f"{_MARKS[tone]} {line}"
        return visible(complaint.field, 40) if column == _FIELD else complaint_text(complaint, self._messages)


class BatchCheckTable(QTableView):
    """Ctrl+C copies the selected rows."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = BatchCheckModel(messages, self)
        self.setModel(self.found)
        style_table(self, self.tr("What was found in the file"))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, sample in ((_LINE, "✕ 20000 "), (_FIELD, "screenshot____")):
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(sample) + 20)

    def show_found(
        self, complaints: Sequence[BatchComplaint], warnings: Sequence[BatchComplaint], *, most: int = 0
    ) -> None:
        """Show what was found in another file.

        :param most: no higher than so many rows; 0 takes what space there is.
        """
        self.found.show_found(complaints, warnings)
        self.limit_rows(most)

    def limit_rows(self, most: int) -> None:
        """Be no higher than so many rows; 0 takes what space there is."""
        rows = min(self.found.rowCount(), most)
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        height += rows * self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(height if most else 0)
        self.setMaximumHeight(height if most else _NO_LIMIT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as lines to paste into a chat."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
            QGuiApplication.clipboard().setText("\n".join(map(self.found.text, rows)))
        else:
            super().keyPressEvent(event)
