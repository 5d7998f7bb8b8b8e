"""What somebody prefers: chosen by page, menu or welcome, it holds at once and is remembered."""

import asyncio
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity
from gui.core.foundation.messages import LANGUAGES
from gui.widgets.controllers.settings.desk_preferences import DeskChoices
from gui.widgets.controllers.settings.preferences import application, preferences
from gui.widgets.controls.theme import ThemeChoice, Tone, choose_theme, chosen_theme, known_theme
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.sessions.density import Density
from gui.widgets.style.motion import reduce_motion
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import LANGUAGE, MOTION, REDUCED, SYSTEM, THEME, WindowState

if TYPE_CHECKING:
    from gui.widgets.controllers.settings.setting_list import SettingList
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.settings.settings_page import SettingsPage


class SettingsController(QObject):
    """Lives as long as the window; the page is made when it is first asked for."""

    changed = Signal()
    """A setting is another one now, by whomever."""
    language_chosen = Signal(str)
    """``en``, ``zh_CN`` or ``system``: the window is made anew in it."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, memory: WindowState, controllers: "WindowController"
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._memory = memory
        self._controllers = controllers
        self._saves = self._looks = 0
        self._page: SettingsPage | None = None
        self._list: SettingList | None = None
        desk = DeskChoices(controllers, self._keep)
        self.preferences = [*desk.preferences(), *preferences(window, self)]
        if memory.newer:
            window.newer_settings.show_notice(
                "○ "
                + self.tr(
                    "The settings on this computer are of a newer version of the panel: they are left as they"
                    " are, and what is changed now holds until the panel is closed."
                ),
                Tone.WARNING,
            )

    @property
    def page(self) -> "SettingsPage | None":
        """The page of settings, once it was opened."""
        return self._page

    def open(self) -> None:
        """Open the page of settings, or bring it to the front."""
        self._made().come_up()
        self._begin_look()

    def close(self) -> None:
        """The panel ends."""
        if self._page is not None:
            self._page.close()

    def take_over(self, former: Self) -> None:
        """Open the page where it stood in a former window, at the same setting."""
        page = former.page
        if page is not None and page.isVisible():
            made = self._made()
            made.setGeometry(page.geometry())
            made.search.setText(page.search.text())
            made.come_up()
            made.focus_on(page.focused())
            self._begin_look()

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was chosen."""
        return chosen_theme()

    @property
    def language(self) -> str:
        """The language that was chosen: ``en``, ``zh_CN`` or ``system``."""
        chosen = self._memory.text(LANGUAGE)
        return chosen if chosen in LANGUAGES else SYSTEM

    def choose_theme(self, name: str) -> None:
        """Paint everything in a theme: a :class:`ThemeChoice`; a name that is none is the system's."""
        choice = known_theme(name)
        if choice is not chosen_theme():
            choose_theme(application(), choice)
            self._keep(THEME, "" if choice is ThemeChoice.SYSTEM else choice.value)

    def choose_language(self, name: str) -> None:
        """Tell everything in a language: ``en``, ``zh_CN``, or ``system`` for that of the desktop."""
        wanted = name if name in LANGUAGES else SYSTEM
        if wanted != self.language:
            self._keep(LANGUAGE, "" if wanted == SYSTEM else wanted)
            self.language_chosen.emit(wanted)

    def choose_motion(self, name: str) -> None:
        """``reduced``, or ``system`` for what the desktop has moving."""
        reduce_motion(application(), name == REDUCED)
        self._keep(MOTION, REDUCED if name == REDUCED else "")

    def choose_text_size(self, percent: int) -> None:
        """All text, in per cent of the usual."""
        self._window.text.set_percent(percent)
        self._keep_window()

    def choose_density(self, name: str) -> None:
        """``compact``, ``comfortable``; anything else is normal."""
        known = name in (Density.COMPACT, Density.COMFORTABLE)
        self._window.session_list.table.set_density(Density(name) if known else Density.NORMAL)
        self._keep_window()

    def _made(self) -> "SettingsPage":
        # Not at the file's top: nothing waits for a window that is seldom opened.
        from gui.widgets.controllers.settings.setting_list import SettingList
        from gui.widgets.settings.settings_page import SettingsPage

        if self._page is None:
            self._list = SettingList(self._window, self._bridge, self._controllers)
            self._page = page = SettingsPage(self._list.settings(), self._window)
            self._list.told.connect(page.say)
            self.changed.connect(page.show_state)
        return self._page

    def _begin_look(self) -> None:
        # Each time: a desktop's service may have come or gone.
        self._looks += 1
        key = TaskKey("look for notifications of the settings", (self._looks,))
        self._bridge.spawn(key, self._look(), Activity.READ, TaskLife.BROKEN_OFF)

    async def _look(self) -> None:
        await self._controllers.notifications.look()
        if self._page is not None:
            self._page.show_state()

    def _keep_window(self) -> None:
        self._window.remember(self._memory)
        self._save()

    def _keep(self, key: str, value: str) -> None:
        self._memory.set(key, value)
        self._save()

    def _save(self) -> None:
        self.changed.emit()
        self._saves += 1
        key, work = TaskKey("save settings", (self._saves,)), asyncio.to_thread(self._memory.save)
        self._bridge.spawn(key, work, Activity.SAVE, TaskLife.BACKGROUND)
