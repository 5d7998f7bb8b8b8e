"""What somebody prefers: chosen here by page, menu or welcome, it holds at once and is remembered."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Activity
from gui.core.foundation.messages import LANGUAGES
from gui.widgets.controls.theme import ThemeChoice, choose_theme, chosen_theme, known_theme
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import LANGUAGE, SYSTEM, THEME, WindowState

if TYPE_CHECKING:
    from gui.widgets.controllers.profile_controller import ProfileController


class SettingsController(QObject):
    """Lives as long as the window."""

    changed = Signal()
    """A setting is another one now, by whomever."""
    language_chosen = Signal(str)
    """``en``, ``zh_CN`` or ``system``: the window is made anew in it."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, memory: WindowState, profiles: "ProfileController"
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._memory = memory
        self._profiles = profiles
        self._saves = 0

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
        if choice is chosen_theme():
            return
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choose_theme(app, choice)
        self._keep(THEME, "" if choice is ThemeChoice.SYSTEM else choice.value)

    def choose_language(self, name: str) -> None:
        """Tell everything in a language: ``en``, ``zh_CN``, or ``system`` for that of the desktop."""
        wanted = name if name in LANGUAGES else SYSTEM
        if wanted != self.language:
            self._keep(LANGUAGE, "" if wanted == SYSTEM else wanted)
            self.language_chosen.emit(wanted)

    def _keep(self, key: str, value: str) -> None:
        self._memory.set(key, value)
        self.changed.emit()
        self._saves += 1
        work = asyncio.to_thread(self._memory.save)
        key_of_save = TaskKey("save settings", (self._saves,))
        self._bridge.spawn(key_of_save, work, Activity.SAVE, TaskLife.BACKGROUND)
