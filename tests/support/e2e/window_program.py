"""The real command with its window, and somebody at it: clicks on Start or Stop, or reads the list.

``python -m tests.support.e2e.window_program start|stop|read ROOM ACCOUNT [OPTIONS OF THE COMMAND]``.
Prints as JSON what stands in the list, one line whenever it changes. ``read`` closes the window after a
while.
"""

import json
import sys
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui import app
from gui.cli import main
from gui.widgets.dialogs.stop_dialog import StopDialog

LOOK_MS: Final = 20
READING_MS: Final = 2000
"""Long enough for whatever the panel may do by itself after it came up."""


class WatchedPanel(app.Panel):
    """Does its work once Start can be pressed."""

    def __init__(self, options: app.WindowOptions) -> None:
        super().__init__(options)
        self._wanted, self._room, self._account = sys.argv[1:4]
        self._done = False
        self._said = ""
        self._looking = QTimer(interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()

    def _look(self) -> None:
        sessions = self.window.session_list.model.sessions()
        self._say([[str(s.target.room), s.target.account, s.state.value] for s in sessions])
        if not self._done and self.window.start_form.start_button.isEnabled():
            self._done = True
            {"start": self._start, "stop": self._stop, "read": self._read}[self._wanted]()
        question = QApplication.activeModalWidget()
        if isinstance(question, StopDialog):
            QTest.mouseClick(question.yes, Qt.MouseButton.LeftButton)

    def _start(self) -> None:
        fields = self.window.start_form.fields
        QTest.keyClicks(fields.room, self._room)
        QTest.keyClicks(fields.account, self._account)
        QTest.mouseClick(self.window.start_form.start_button, Qt.MouseButton.LeftButton)

    def _stop(self) -> None:
        sessions = self.window.session_list
        sessions.select([session.id for session in sessions.model.live_sessions()])
        QTest.keyClick(sessions.table, Qt.Key.Key_F8)

    def _read(self) -> None:
        QTimer.singleShot(READING_MS, self.actions.quit_requested.set)

    def _say(self, rows: list[list[str]]) -> None:
        if (said := json.dumps(rows)) != self._said:
            self._said = said
            print(said, flush=True)


if __name__ == "__main__":
    app.Panel = WatchedPanel  # type: ignore[misc]  # the command is to open the watched one
    sys.exit(main(sys.argv[4:]))
