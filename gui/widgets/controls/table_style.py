"""The style of every small table of the panel: rows without grid or numbers, left heads, one line a row."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QTableWidgetItem

from gui.core.foundation.times import exact_time

_CELL_ROOM = 10


def style_table(table: QTableView, name: str, *, striped: bool = True) -> None:
    """Give a table the panel's style; Tab leaves it, and nothing in it can be typed over.

    :param name: for a screen reader.
    """
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setAlternatingRowColors(striped)
    rows, header = table.verticalHeader(), table.horizontalHeader()
    rows.hide()
    rows.setDefaultSectionSize(table.fontMetrics().height() + _CELL_ROOM)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def set_exact(item: QTableWidgetItem | None, when: datetime) -> None:
    """Tell who points at a cell its time in UTC as well."""
    if item is not None:
        add_tip(item, exact_time(when))


def add_tip(item: QTableWidgetItem, text: str) -> None:
    """Add to what a cell tells who points at it, or asks a screen reader for more."""
    item.setToolTip("\n".join(line for line in (item.toolTip() or item.text(), text) if line))
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, text)
