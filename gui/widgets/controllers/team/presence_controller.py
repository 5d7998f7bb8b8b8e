"""Tells the team which recordings are open here: on a page, in a question, in one of the inspector."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gui.widgets.controllers.history_controller import HistoryController
from gui.widgets.dialogs.sessions_dialog import SessionsDialog
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

LOOK_MS: Final = 1000
"""Between two looks at what is open: no page and no question need know of the team."""


class PresenceController(QObject):
    """Lives as long as the window, from the first word of a team on."""

    def __init__(self, window: MainWindow, bridge: Bridge, history: HistoryController) -> None:
        super().__init__(window)
        self._window, self._bridge, self._history = window, bridge, history
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def open_here(self) -> set[str]:
        """The ids of what is open."""
        found = set(self._history.open_pages)
        question = QApplication.activeModalWidget()
        if isinstance(question, SessionsDialog):
            found.update(session.id for session in question.sessions)
        panel = self._window.error_panel
        if panel.session_id() and any(bar.isVisible() for bar in panel.questions.bars):
            found.add(panel.session_id())
        return found

    def _look(self) -> None:
        if self._bridge.ready and (team := self._bridge.services.team) is not None:
            team.attend(self.open_here())
