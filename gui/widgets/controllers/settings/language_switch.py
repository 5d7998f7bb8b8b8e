"""Another language at run time: the window is made anew around what runs, and goes on where it was.

Hundreds of texts are put together from values, so none of them is looked up a second time: a new window tells
them all. The bridge with its requests, the ledger and the relay's connections are those of before.
"""

import asyncio
from typing import Final, Protocol

from PySide6.QtWidgets import QApplication

from gui.widgets.controllers.window_controller import WindowController
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.style.text_size import USUAL, set_text_size
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.translations import speak
from gui.widgets.window.window_state import WindowState

HELD_S: Final = 0.25
"""How soon it is looked again whether something still holds the window."""
_BREATH_S: Final = 0.002
"""Between two slices Qt paints, and takes clicks and keys."""


class OpenPanel(Protocol):
    """The panel, as far as a change of language concerns it."""

    window: MainWindow

    @property
    def bridge(self) -> Bridge:
        """Between the window and the core."""
        ...

    @property
    def actions(self) -> WindowController:
        """What stands behind the window's buttons."""
        ...

    def language(self) -> str:
        """The language that is wanted now."""
        ...

    def make_actions(self, window: MainWindow) -> WindowController:
        """The controllers for a window."""
        ...

    def use(self, window: MainWindow, actions: WindowController) -> None:
        """Work with these from now on."""
        ...


class LanguageSwitch:
    """One change at a time; the newest choice holds."""

    def __init__(self, panel: OpenPanel, memory: WindowState) -> None:
        self._panel = panel
        self._memory = memory
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """The wanted language is another one."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._switch(), name="change language")

    def end(self) -> None:
        """The panel closes."""
        if self._task is not None:
            self._task.cancel()

    async def _switch(self) -> None:
        """In slices, each as long as a part of the new window takes: under 50 ms where the cores are free."""
        panel = self._panel
        while panel.language() != panel.window.messages.language:
            await self._released()
            await panel.bridge.let_window_go()
            former, old, language = panel.window, panel.actions, panel.language()
            if language == former.messages.language:
                # Chosen back meanwhile.
                return
            former.remember(self._memory)
            self._begin_in(language)
            window = MainWindow(language, self._memory, former.session_list.model.clock)
            await asyncio.sleep(_BREATH_S)
            await window.make_later_parts()
            await asyncio.sleep(_BREATH_S)
            actions = panel.make_actions(window)
            await asyncio.sleep(_BREATH_S)
            await actions.take_over(old)
            panel.use(window, actions)
            window.show()
            window.activateWindow()
            former.hide()
            # Its parts have found their places by then.
            await window.painted()
            window.take_focus_of(former)
            former.deleteLater()

    @staticmethod
    def _begin_in(language: str) -> None:
        """What is made from now on is as at a start in that language."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        speak(app, language)
        # The new window takes sizes for the usual text, then those that are remembered.
        set_text_size(app, USUAL)

    async def _released(self) -> None:
        """Wait until nothing holds the window; say what does."""
        told = ""
        while held_by := self._panel.actions.held_by():
            if held_by != told:
                told = held_by
                self._panel.window.say_done(held_by)
            await asyncio.sleep(HELD_S)
