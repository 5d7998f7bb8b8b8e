"""The columns of the list: how each is painted, how wide it is at first, and what is kept of them."""

from typing import Final

from PySide6.QtCore import QByteArray, QItemSelectionModel, QObject, Qt
from PySide6.QtWidgets import QTableView

from gui.widgets.sessions.session_columns import AT_FIRST_HIDDEN, RIGHT, Column
from gui.widgets.sessions.session_model import SessionModel
from gui.widgets.sessions.table_cells.cell_delegate import CellDelegate
from gui.widgets.sessions.table_cells.fitted_texts import FittedTexts
from gui.widgets.sessions.table_cells.state_delegate import StateDelegate
from gui.widgets.style.kinds import set_inset
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL, TIGHT

AUTOMATIC: Final = frozenset[int]({Column.PROFILE})
"""Shown only while rows of several profiles are listed: nobody chooses it."""
_STATE_VERSION: Final = b"2\n"
_SAMPLES: Final = {
    Column.PROFILE: "Production",
    Column.ROOM: "1000001",
    Column.USER: "student_01",
    Column.TIME: "Yesterday 20:38",
    Column.ELAPSED: "Elapsed ▲",
    Column.FILES: "Files ▲",
    Column.NOTE: "Note ▲",
    Column.FILE_NAME: "10001_alice_20251122_100000",
    Column.OPERATOR: "Wang Li",
    Column.NUMBER: "#1000000",
}
"""Texts for which the columns have room at first."""
_STATE_SAMPLE: Final = ("Recording", "stop refused 30000404")
_LEAST_STATE: Final = ("Unconfirmed start", "")
_LEAST_TIME: Final = "asked 20:38"
"""What stays in sight where not all columns fit."""


class TableColumns(QObject):
    """Belongs to one table, before that has its model.

    :param row: height of a row without a day's line.
    """

    def __init__(self, table: QTableView, model: SessionModel, row: int) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._wanted: dict[Column, int] = {}
        self._least: dict[Column, int] = {}
        self._fitting = False
        texts = FittedTexts(table)
        self._states = StateDelegate(table, texts, row)
        table.setItemDelegateForColumn(Column.STATE, self._states)
        left, right = (CellDelegate(table, texts, row, right=end) for end in (False, True))
        for column in set(Column) - {Column.STATE}:
            table.setItemDelegateForColumn(column, right if column in RIGHT else left)
        # Where not all fits, day and hour stay in sight.
        times = FittedTexts(table, Qt.TextElideMode.ElideLeft)
        table.setItemDelegateForColumn(Column.TIME, CellDelegate(table, times, row))

    def shape(self) -> None:
        """Widths and order at first; the table has its model."""
        table, header, rows = self._table, self._table.horizontalHeader(), self._table.verticalHeader()
        # On the table's own they would ask each cell whether it is selected: 2 s for 100,000 selected rows.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        rows.setSelectionModel(QItemSelectionModel(self._model, rows))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LARGE)
        # Above the state's mark.
        set_inset(header, MEDIUM - TIGHT)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setAccessibleName(self.tr("Columns"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        metrics = table.fontMetrics()
        for column, sample in _SAMPLES.items():
            table.setColumnWidth(column, metrics.horizontalAdvance(sample) + MEDIUM)
        table.setColumnWidth(Column.STATE, self._states.width_of(*_STATE_SAMPLE) + SMALL)
        self._least[Column.TIME] = metrics.horizontalAdvance(_LEAST_TIME) + MEDIUM
        self._least[Column.STATE] = self._states.width_of(*_LEAST_STATE)
        self._take_widths()
        header.sectionResized.connect(self._resized)
        for column in AT_FIRST_HIDDEN:
            table.setColumnHidden(column, True)
        table.setSortingEnabled(True)
        for changed in (self._model.counts_changed, self._model.elsewhere_changed, self._model.arranged):
            changed.connect(self._show_profiles)

    def fit(self) -> None:
        """Where not all columns fit, the day and then the state's details give up their room."""
        header, last = self._table.horizontalHeader(), self._last()
        shown = [column for column in Column if not self._table.isColumnHidden(column) and column is not last]
        over = sum(self._wanted.get(column, header.sectionSize(column)) for column in shown)
        over += 0 if last is None else header.sectionSizeHint(last)
        over -= self._table.viewport().width()
        for column, least in self._least.items():
            if column in shown:
                width = max(least, self._wanted[column] - max(0, over))
                over -= max(0, self._wanted[column] - width)
                self._set_width(column, min(width, self._wanted[column]))

    def state(self) -> QByteArray:
        """Order, widths, visibility and sorting of the columns, to be kept."""
        for column, width in self._wanted.items():
            if not self._table.isColumnHidden(column):
                self._set_width(column, width)
        kept = QByteArray(_STATE_VERSION) + self._table.horizontalHeader().saveState()
        self.fit()
        return kept

    def restore(self, state: QByteArray) -> bool:
        """Take a kept state; False (and nothing changed) for one that is not ours."""
        if not state.startsWith(QByteArray(_STATE_VERSION)):
            return False
        taken = self._table.horizontalHeader().restoreState(state.sliced(len(_STATE_VERSION)))
        self._take_widths()
        self._show_profiles()
        return taken

    def _show_profiles(self) -> None:
        several = self._model.lists_several_profiles
        self._model.show_profiles(several)
        if self._table.isColumnHidden(Column.PROFILE) is several:
            self._table.setColumnHidden(Column.PROFILE, not several)
            self.fit()

    def _last(self) -> Column | None:
        """The last one that is shown: it has what the others leave."""
        header = self._table.horizontalHeader()
        order = sorted(Column, key=header.visualIndex)
        return next((one for one in reversed(order) if not header.isSectionHidden(one)), None)

    def _take_widths(self) -> None:
        self._wanted.update({column: self._table.columnWidth(column) for column in self._least})

    def _set_width(self, column: Column, width: int) -> None:
        if width != self._table.columnWidth(column):
            self._fitting = True
            self._table.setColumnWidth(column, width)
            self._fitting = False

    def _resized(self, section: int, _before: int, width: int) -> None:
        """Somebody wants another width."""
        if section in self._least and width and not self._fitting and Column(section) is not self._last():
            self._wanted[Column(section)] = width
