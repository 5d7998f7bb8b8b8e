"""The table of a batch's results, with a button for each outcome that filters it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Outcome
from gui.core.foundation.messages import Messages
from gui.core.reports.text_formats import safe_cell
from gui.widgets.batch.batch_result_model import BatchResultModel, ResultColumn
from gui.widgets.controls.buttons import SegmentButton
from gui.widgets.controls.column_widths import shared_widths
from gui.widgets.controls.table_style import style_table

_SAMPLES = {
    ResultColumn.LINE: "20000",
    ResultColumn.ROOM: "4294967295",
    ResultColumn.USER: "a-guest-of-room",
    ResultColumn.OUTCOME: "○ Accepted ▲",
    ResultColumn.CODE: "30000411 ▲",
    ResultColumn.DESCRIPTION: "The user to be recorded was not found in it",
    ResultColumn.WHAT_TO_DO: "Check whether the user is in the room",
}
_CELL_ROOM = 20


class _WholeColumns(QTableView):
    """All columns are in sight, however narrow the window is; what is cut in a cell is in its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: dict[int, int] = {}
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width; no head is cut by it."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        columns = sorted(self.wanted)
        heads = [header.sectionSizeHint(column) for column in columns]
        wanted = [self.wanted[column] for column in columns]
        for column, width in enumerate(shared_widths(self.viewport().width(), heads, wanted)):
            header.resizeSection(column, width)


class BatchResultTable(QWidget):
    """Ctrl+C and :meth:`copy` take the selected rows, or all that are shown where none is."""

    session_opened = Signal(str)
    """Double click or Return on a row that has a session."""

    def __init__(self, messages: Messages, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BatchResultModel(messages, catalogue, self)
        self.view = _WholeColumns()
        self._buttons: dict[Outcome | None, SegmentButton] = {None: SegmentButton(self.tr("All"))}
        for outcome in (Outcome.REFUSED, Outcome.UNKNOWN, Outcome.NOT_SENT, Outcome.ACCEPTED):
            self._buttons[outcome] = SegmentButton(self.model.outcome_text(outcome))
        self._style()
        self._lay_out()
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
            self._group.addButton(button)
        self._buttons[None].setChecked(True)
        self._group.buttonToggled.connect(self._filter)
        self.view.activated.connect(lambda index: self._open(index.row()))
        self.refresh()

    def button(self, outcome: Outcome | None) -> SegmentButton:
        """The button that shows an outcome; None is *All*."""
        return self._buttons[outcome]

    def refresh(self) -> None:
        """Count again what there is of each outcome."""
        counts = self.model.counts()
        for outcome, button in self._buttons.items():
            if outcome is None:
                continue
            count = counts[outcome]
            words = f"{button.accessibleName()} {count:,}" if count else button.accessibleName()
            # A text that is set lays the row out anew, changed or not.
            if words != button.text():
                button.setText(words)
                button.setAccessibleDescription(str(count))
            button.setEnabled(count > 0 or button.isChecked())

    def show_all(self) -> None:
        """Without a filter."""
        self._buttons[None].setChecked(True)

    def copy(self) -> None:
        """Into the clipboard, as a table to paste; no cell of it is a formula."""
        chosen = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        rows = chosen or range(self.model.rowCount())
        heads = [str(self.model.headerData(column, Qt.Orientation.Horizontal)) for column in ResultColumn]
        lines = [heads, *([safe_cell(cell) for cell in self.model.cells(row)] for row in rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _style(self) -> None:
        view = self.view
        view.setModel(self.model)
        style_table(view, self.tr("Result of the batch"))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for column, sample in _SAMPLES.items():
            view.wanted[column] = self.fontMetrics().horizontalAdvance(sample) + _CELL_ROOM
        copy = QAction(self.tr("Copy"), view)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        view.addAction(copy)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out(self) -> None:
        segments = QHBoxLayout()
        segments.setSpacing(0)
        for button in self._buttons.values():
            segments.addWidget(button)
        segments.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(segments)
        column.addWidget(self.view, 1)

    def _filter(self, button: object, on: bool) -> None:
        if on:
            self.model.set_filter(next(which for which, known in self._buttons.items() if known is button))
            self.refresh()

    def _open(self, row: int) -> None:
        result = self.model.result_at(row)
        if result is not None and result.session is not None:
            self.session_opened.emit(result.session.id)
