"""*3 new above*: rows that came while nothing was allowed to move. Stands in the head of the list."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableView

from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import HAIR, SMALL

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
        """At the right end of the head."""
        head = self._table.horizontalHeader().geometry()
        shown = self.text()
        self.setText(self.tr("%Ln new above", "", _MOST))
        width = self.sizeHint().width() - SMALL
        self.setText(shown)
        self.setGeometry(head.right() - SMALL - width, head.y() + HAIR, width, head.height() - 2 * HAIR)
