"""What needs the panel closed: its command, ready to be copied, with what to do in which order."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Activity
from gui.core.foundation.own_program import typed_command
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.style.kinds import Kind, set_kind

if TYPE_CHECKING:
    from gui.widgets.window.main_window import MainWindow


class CommandToCopy(QObject):
    """Runs nothing itself, and keeps nothing for the next start."""

    told = Signal(str, object)
    """What came of it, and its tone."""

    def __init__(self, window: "MainWindow", bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge

    def offer(self, before: str, *words: str) -> None:
        """Show a sub-command of this data folder, which says what it will change, and asks.

        :param before: what to know first; empty for nothing.
        """
        work = self._show_command(before, words)
        self._bridge.spawn(TaskKey("command to copy"), work, Activity.READ, TaskLife.BROKEN_OFF)

    async def _show_command(self, before: str, words: tuple[str, ...]) -> None:
        folder = str(self._bridge.services.ledger.folder)
        # The folder is named always: a terminal may not have the variables of the desktop.
        command = await asyncio.to_thread(typed_command, "--data-dir", folder, *words)

        def copy() -> None:
            QApplication.clipboard().setText(command)
            self.told.emit(
                self.tr(
                    "Command copied. Paste it into a terminal, close the panel, then press Return there."
                ),
                Tone.LIVE,
            )

        question = ask(
            QApplication.activeWindow() or self._window,
            self.tr("A command does this, once the panel is closed"),
            "\n\n".join(part for part in (before, self._steps(), visible(command)) if part),
            yes=self.tr("Copy the command"),
            go_on=copy,
        )
        set_kind(question.yes, Kind.PRIMARY)

    def _steps(self) -> str:
        # Pasted first: where nothing keeps a clipboard, it is empty once the panel is closed.
        return self.tr(
            "1. Copy the command, and paste it into a terminal.\n"
            "2. Close the panel. Recordings go on.\n"
            "3. Press Return in the terminal: the command says what will change, and asks.\n"
            "4. Open the panel again."
        )
