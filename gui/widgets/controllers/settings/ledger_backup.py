"""*Back up…*: a copy of the record in a file, made on a thread while the window works."""

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.widgets.window.main_window import MainWindow


class LedgerBackup(QObject):
    """One backup at a time."""

    told = Signal(str, object)
    """What came of it, and its tone."""

    def __init__(self, window: "MainWindow", bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge

    def ask_where(self) -> None:
        """Ask for the file; one that is there is replaced once that was confirmed."""
        if self._window.shared_screen.keeps_hidden():
            return
        dialog = QFileDialog(QApplication.activeWindow() or self._window, self.tr("Back up the record"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Backup (*.sqlite3)"))
        dialog.setDefaultSuffix("sqlite3")
        dialog.selectFile(f"recording-panel-{date.today().isoformat()}.sqlite3")
        dialog.fileSelected.connect(self._begin)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self, path: str) -> None:
        self.told.emit(self.tr("The record is being backed up…"), Tone.NEUTRAL)
        self._bridge.spawn(TaskKey("back up"), self._back_up(Path(path)), Activity.SAVE, TaskLife.BACKGROUND)

    async def _back_up(self, path: Path) -> None:
        from gui.core.ledger.keeping.backup import back_up

        try:
            done = await asyncio.to_thread(back_up, self._bridge.services.ledger.folder, path)
        except Problem as problem:
            why = words_of(problem, self._window.messages) or self._window.catalogue.of(problem).description
            self.told.emit(fill(self.tr("No backup was made ({why})."), why=visible(why)), Tone.DANGER)
            return
        text = self.tr("{count} recordings are backed up: {path}", "", done.contents.sessions)
        count = QLocale().toString(done.contents.sessions)
        self.told.emit(fill(text, count=count, path=visible(str(done.path))), Tone.LIVE)
