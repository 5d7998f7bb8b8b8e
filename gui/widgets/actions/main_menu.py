"""The menu of the window: a button's (F10), and the system's own bar where it has one."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QMenuBar, QPushButton

from gui.widgets.actions.action_list import ActionList
from gui.widgets.actions.window_action import Area, told

Fill = Callable[[QMenu], None]
"""Puts into a menu what changes from time to time."""


class MainMenu(QObject):
    """One menu for each area, put together anew each time that it is opened.

    :param fillers: what comes into a menu anew: at its top by the area, in an action's place by its name.
    :param last: names of actions at the foot of the whole menu.
    """

    def __init__(
        self,
        button: QPushButton,
        actions: ActionList,
        fillers: Mapping[Area | str, Fill],
        last: tuple[str, ...],
    ) -> None:
        super().__init__(button)
        self._button, self._actions, self._fillers = button, actions, fillers
        self.menus = {area: self._menu(partial(self._prepare, area)) for area in Area}
        self._within = {
            action.name: self._menu(partial(self._fill, action.name))
            for action in actions
            if action.name in fillers
        }
        self.whole = QMenu(button)
        for menu in self.menus.values():
            self.whole.addMenu(menu)
        self.whole.addSeparator()
        self.whole.addActions([actions.made(name) for name in last])
        for area, menu in self.menus.items():
            menu.aboutToHide.connect(partial(actions.free_keys, actions.of(area)))
            self._put_together(area)
        button.setMenu(self.whole)
        self.translate()

    def stand_in(self, bar: QMenuBar) -> None:
        """Stand in the system's own bar as well, as on macOS."""
        for menu in self.menus.values():
            bar.addMenu(menu)

    def translate(self) -> None:
        """Tell the titles in the window's language."""
        for area, menu in self.menus.items():
            menu.setTitle(told(area.value))
        for name, menu in self._within.items():
            menu.setTitle(told(self._actions[name].text))

    def open(self) -> None:
        """Open it at its button, ready for the keyboard."""
        size = self.whole.sizeHint()
        corner = self._button.mapToGlobal(QPoint(self._button.width(), self._button.height()))
        self.whole.popup(corner - QPoint(size.width(), 0))
        self.whole.setActiveAction(self.whole.actions()[0])

    def _menu(self, fill: Callable[[], None]) -> QMenu:
        menu = QMenu(self._button)
        # Why something can't be done now.
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(fill)
        return menu

    def _prepare(self, area: Area) -> None:
        self._put_together(area)
        self._actions.show_state(self._actions.of(area))

    def _put_together(self, area: Area) -> None:
        menu, actions = self.menus[area], self._actions.of(area)
        menu.clear()
        if area in self._fillers:
            self._fillers[area](menu)
        for action in actions:
            if not action.in_menu:
                continue
            if action.new_group:
                menu.addSeparator()
            if action.name in self._within:
                menu.addMenu(self._within[action.name])
            else:
                menu.addAction(self._actions.made(action.name))

    def _fill(self, name: str) -> None:
        menu = self._within[name]
        menu.clear()
        self._fillers[name](menu)
