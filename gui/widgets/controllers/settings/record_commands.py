"""Restore and prune: their commands, ready to be copied.

They need the record alone, and an open window holds it. Each command says what it will change and asks;
nothing is kept for the next start, where it would meet somebody who never asked for it.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from gui.core.foundation.fill import fill
from gui.widgets.controllers.settings.command_to_copy import CommandToCopy
from gui.widgets.runtime.bridge import Bridge

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
        self._window = window
        self._command = CommandToCopy(window, bridge)
        self._command.told.connect(self.told)

    def ask_which_backup(self) -> None:
        """Ask for the backup, then show the command that restores it."""
        dialog = QFileDialog(QApplication.activeWindow() or self._window, self.tr("Restore a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Backup (*.sqlite3)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self._offer("", "restore", str(Path(path))))
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
        self._offer(before, "prune", "--before", _month_before(date.today(), months).isoformat())

    def _offer(self, before: str, *words: str) -> None:
        self._command.offer(before, "ledger", *words)


def _month_before(day: date, months: int) -> date:
    """The begin of a month, so many months before that of a day."""
    since = day.year * _IN_A_YEAR + day.month - 1 - months
    return date(since // _IN_A_YEAR, since % _IN_A_YEAR + 1, 1)
