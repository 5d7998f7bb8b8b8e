"""The menus of the list: what can be done with the selected rows, and which columns are shown."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QTableView

from gui.widgets.sessions.columns_menu import fill_columns
from gui.widgets.sessions.table_actions import TableActions


class TableMenus(QObject):
    """Belongs to one table.

    :param automatic: columns that nobody chooses.
    """

    def __init__(self, table: QTableView, actions: TableActions, automatic: frozenset[int]) -> None:
        super().__init__(table)
        self._table, self._actions, self._automatic = table, actions, automatic
        self.more: list[QMenu] = []
        """Menus that stand in the context menu behind the actions."""
        table.horizontalHeader().customContextMenuRequested.connect(self._choose_columns)

    def open(self, event: QContextMenuEvent) -> None:
        """By mouse at the pointer, by keyboard at the current row."""
        table, at = self._table, event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft())
        menu = self._new_menu()
        self._actions.fill(menu)
        for more in self.more:
            menu.addMenu(more)
        fill_columns(menu.addMenu(self.tr("Columns")), table, self._automatic)
        menu.popup(at)

    def _choose_columns(self, at: QPoint) -> None:
        menu = self._new_menu()
        fill_columns(menu, self._table, self._automatic)
        menu.popup(self._table.horizontalHeader().mapToGlobal(at))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
