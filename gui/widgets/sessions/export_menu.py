"""The menu *Export*: the selected sessions, or all that the list shows, with their numbers."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.sessions.session_list import SessionList


class ExportMenu(QMenu):
    """Reads the list when it is opened."""

    selection_chosen = Signal()
    shown_chosen = Signal()

    def __init__(self, sessions: SessionList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Export"))
        self._sessions = sessions
        self.selection = self.addAction("")
        self.shown = self.addAction("")
        self.selection.triggered.connect(self.selection_chosen)
        self.shown.triggered.connect(self.shown_chosen)
        self.aboutToShow.connect(self._count)

    def _count(self) -> None:
        selected, shown = len(self._sessions.selected()), self._sessions.model.rowCount()
        self._set_text(self.selection, self.tr("The selected {count}…"), selected)
        self.selection.setEnabled(selected > 0)
        whole = self._sessions.complete or not self._sessions.bar.reaches_back()
        text = self.tr("All {count} shown…") if whole else self.tr("All of this filter, older ones too…")
        self._set_text(self.shown, text, shown)
        self.shown.setEnabled(shown > 0 or not whole)

    def _set_text(self, action: QAction, text: str, count: int) -> None:
        action.setText(fill(text, count=QLocale().toString(count)))
