"""*3 new above*: rows that came while nothing was allowed to move. Stands in the head of the list."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableView

from gui.widgets.sessions.session_columns import RIGHT
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import HAIR, LARGE, SMALL

_MOST: Final = 99
"""What its width has room for."""


class NewAbove(QPushButton):
    """A press goes to them. In the head no row is covered by it, and none has to move for it."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        set_kind(self, Kind.SECONDARY)
        set_icon(self, "chevron-up")
        set_type(self, Type.CAPTION)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_count(self, count: int) -> None:
        """So many have come above; 0 hides it."""
        self.setText(self.tr("%Ln new above", "", count))
        self.setAccessibleName(self.text())
        self.setVisible(count > 0)
        self.stand_at_end()

    def stand_at_end(self) -> None:
        """As far right in the head as it covers no column's name; else at its right end."""
        head = self._table.horizontalHeader().geometry()
        shown = self.text()
        self.setText(self.tr("%Ln new above", "", _MOST))
        width = self.sizeHint().width() - SMALL
        self.setText(shown)
        right = self._free_end(width + SMALL) or head.width()
        left = head.x() + right - SMALL - width
        self.setGeometry(left, head.y() + HAIR, width, head.height() - 2 * HAIR)

    def _free_end(self, width: int) -> int:
        """Where the last column ends beside whose name there is so much room; 0 for none."""
        head, model = self._table.horizontalHeader(), self._table.model()
        for place in range(head.count() - 1, -1, -1):
            section = head.logicalIndex(place)
            name = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            taken = head.fontMetrics().horizontalAdvance(name) + 2 * LARGE
            at_left = section not in RIGHT
            end = head.sectionViewportPosition(section) + head.sectionSize(section)
            if at_left and head.sectionSize(section) - taken >= width and end <= head.width():
                return end
        return 0
