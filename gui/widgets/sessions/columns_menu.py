"""Which columns of a table are shown, as a menu of check marks."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView


def fill_columns(menu: QMenu, table: QTableView, automatic: frozenset[int] = frozenset()) -> None:
    """Put an action for each column into a menu; one column always stays.

    :param automatic: columns that come and go by themselves.
    """
    model = table.model()
    columns = [column for column in range(model.columnCount()) if column not in automatic]
    shown = [column for column in columns if not table.isColumnHidden(column)]
    for column in columns:
        action = QAction(str(model.headerData(column, Qt.Orientation.Horizontal)), menu)
        action.setCheckable(True)
        action.setChecked(column in shown)
        action.setEnabled(shown != [column])
        action.toggled.connect(partial(_show_column, table, column))
        menu.addAction(action)


def _show_column(table: QTableView, column: int, shown: bool) -> None:
    table.setColumnHidden(column, not shown)
