"""Restore and prune: their commands, ready to be copied.

They need the record alone, and an open window holds it. Each command says what it will change and asks;
nothing is kept for the next start, where it would meet somebody who never asked for it.
"""

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from gui.core.catalogue.errors import Activity
from gui.core.foundation.fill import fill
from gui.core.foundation.own_program import typed_command
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.style.kinds import Kind, set_kind

if TYPE_CHECKING:
    from gui.widgets.window.main_window import MainWindow

_MONTHS: Final = (3, 6, 12, 24)
_IN_A_YEAR: Final = 12


class RecordCommands(QObject):
    """Nothing here touches the record."""

    told = Signal(str, object)
    """What came of it, and its tone."""

    def __init__(self, window: "MainWindow", bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge

    def ask_which_backup(self) -> None:
        """Ask for the backup, then show the command that restores it."""
        dialog = QFileDialog(QApplication.activeWindow() or self._window, self.tr("Restore a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Backup (*.sqlite3)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self._begin("", "restore", str(Path(path))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def months(self) -> QMenu:
        """How much of the record stays; each entry shows the command that removes the rest."""
        menu = QMenu(self._window)
        for count in _MONTHS:
            words = self.tr("Keep the last {count} months", "", count)
            entry = menu.addAction(fill(words, count=QLocale().toString(count)))
            entry.triggered.connect(lambda _checked=False, months=count: self._offer_prune(months))
        return menu

    def _offer_prune(self, months: int) -> None:
        before = self.tr("Make a backup first where you may need what is older.")
        self._begin(before, "prune", "--before", _month_before(date.today(), months).isoformat())

    def _begin(self, before: str, *words: str) -> None:
        work = self._show_command(before, words)
        self._bridge.spawn(TaskKey("command to copy"), work, Activity.READ, TaskLife.BROKEN_OFF)

    async def _show_command(self, before: str, words: tuple[str, ...]) -> None:
        folder = str(self._bridge.services.ledger.folder)
        # The folder is named always: a terminal may not have the variables of the desktop.
        command = await asyncio.to_thread(typed_command, "--data-dir", folder, "ledger", *words)
        # Pasted first: where nothing keeps a clipboard, it is empty once the panel is closed.
        steps = self.tr(
            "1. Copy the command, and paste it into a terminal.\n"
            "2. Close the panel. Recordings go on.\n"
            "3. Press Return in the terminal: the command says what will change, and asks.\n"
            "4. Open the panel again."
        )

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
            "\n\n".join(part for part in (before, steps, visible(command)) if part),
            yes=self.tr("Copy the command"),
            go_on=copy,
        )
        set_kind(question.yes, Kind.PRIMARY)


def _month_before(day: date, months: int) -> date:
    """The begin of a month, so many months before that of a day."""
    since = day.year * _IN_A_YEAR + day.month - 1 - months
    return date(since // _IN_A_YEAR, since % _IN_A_YEAR + 1, 1)
