"""Puts the actions into the window: their keys, and the menu."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.widgets.actions.action_list import ActionList
from gui.widgets.actions.main_menu import MainMenu
from gui.widgets.actions.window_action import Area
from gui.widgets.controllers.actions.window_actions import window_actions
from gui.widgets.controllers.settings.preferences import Preference
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.sessions.columns_menu import fill_columns
from gui.widgets.sessions.table_columns import AUTOMATIC
from gui.widgets.settings.setting import told
from gui.widgets.window.window_state import LANGUAGE, THEME

if TYPE_CHECKING:
    from gui.widgets.actions.keys_sheet import KeysSheet
    from gui.widgets.controllers.actions.palette_controller import PaletteController
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow

_SYSTEM_BARS: Final = ("cocoa",)
"""Platforms of Qt whose menus stand in a bar of the system's."""
_NUMBERED: Final = 9


class ActionController(QObject):
    """Made after the controllers that do what the actions are for."""

    def __init__(self, window: "MainWindow", controllers: "WindowController") -> None:
        super().__init__(window)
        self._window, self._controllers = window, controllers
        self.list = ActionList(window, window_actions(window, controllers), window.say_done)
        self.menu = MainMenu(
            window.connection_bar.menu,
            self.list,
            {Area.PROFILE: self._list_profiles, "columns": self._list_columns, **self._choices()},
            ("palette",),
        )
        # From now on it is noted what has the focus where.
        self.areas = window.areas
        self._sheet: KeysSheet | None = None
        self._palette: PaletteController | None = None
        if QGuiApplication.platformName() in _SYSTEM_BARS:
            bar = QMenuBar(window)
            self.menu.stand_in(bar)
            window.setMenuBar(bar)

    def translate(self) -> None:
        """Tell them all in the window's language."""
        self.list.translate()
        self.menu.translate()

    def open_palette(self) -> None:
        """Open the palette."""
        from gui.widgets.controllers.actions.palette_controller import PaletteController

        if self._palette is None:
            self._palette = PaletteController(self._window, self._controllers, self.list)
        self._palette.open()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        # Not at the file's top: nothing waits for a window that is seldom opened.
        from gui.widgets.actions.key_groups import key_groups
        from gui.widgets.actions.keys_sheet import KeysSheet

        if self._sheet is None:
            self._sheet = KeysSheet(self._window)
        self._sheet.show_keys(key_groups(self.list))

    def _list_profiles(self, menu: QMenu) -> None:
        """Each profile, to work for it. On a shared screen no other customer is named."""
        profiles = self._controllers.profiles
        shared = self._controllers.shared_screen.on
        names = [name for name in profiles.names if not shared or name == profiles.current]
        group = QActionGroup(menu)
        for number, name in enumerate(names, 1):
            # Two of them may begin with the same letter.
            numbered = f"&{number}  " if number <= _NUMBERED else ""
            action = QAction(numbered + profile_name(name).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(name == profiles.current)
            action.triggered.connect(partial(self._choose, name))
            group.addAction(action)
            menu.addAction(action)

    def _choose(self, name: str, _checked: bool = False) -> None:
        if name != self._controllers.profiles.current:
            self._controllers.profiles.choose(name)
            self._window.start_form.focus_first()

    def _choices(self) -> dict[Area | str, Callable[[QMenu], None]]:
        """The menus in which one of a few values is chosen."""
        preferences = self._controllers.settings.preferences
        return {one.key: partial(_list_values, one) for one in preferences if one.key in (THEME, LANGUAGE)}

    def _list_columns(self, menu: QMenu) -> None:
        fill_columns(menu, self._window.session_list.table, AUTOMATIC)


def _list_values(preference: Preference, menu: QMenu) -> None:
    group, now = QActionGroup(menu), preference.now()
    for value, words in preference.values.items():
        action = QAction(told(words), menu)
        action.setCheckable(True)
        action.setChecked(value == now)
        action.triggered.connect(lambda _checked=False, chosen=value: preference.choose(chosen))
        group.addAction(action)
        menu.addAction(action)
