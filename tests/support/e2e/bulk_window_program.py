"""The real window with somebody at it who starts many recordings, or settles what was left open.

``python -m tests.support.e2e.bulk_window_program start|settle COUNT [OPTIONS OF THE COMMAND]``.
``settle`` goes by what the window offers: its strip, the buttons below the list, the question; then it
prints what the strip said, how many were settled, and how many seconds it took from the strip to the last
row.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui import app
from gui.cli import main
from gui.core.foundation.enums import State
from gui.widgets.dialogs.settle_dialog import SettleDialog

LOOK_MS: Final = 20
ROOM: Final = "990001"


class CrowdedPanel(app.Panel):
    """Does one thing each time it looks, as soon as the window lets it."""

    def __init__(self, options: app.WindowOptions) -> None:
        super().__init__(options)
        wanted, count = sys.argv[1:3]
        self._count, self._begun, self._since, self._said = int(count), 0, 0.0, ""
        self._seen: tuple[QWidget | None, float] = (None, 0.0)
        self._next: Callable[[], None] = {"start": self._start_one, "settle": self._show_them}[wanted]
        self._looking = QTimer(interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()

    def _look(self) -> None:
        if self.window.start_form.start_button.isEnabled():
            self._next()

    def _start_one(self) -> None:
        if self._begun == self._count:
            return
        fields = self.window.start_form.fields
        for field, text in ((fields.room, ROOM), (fields.account, f"guest{self._begun:02}")):
            field.clear()
            QTest.keyClicks(field, text)
        QTest.mouseClick(self.window.start_form.start_button, Qt.MouseButton.LeftButton)
        self._begun += 1

    def _show_them(self) -> None:
        if self.window.found_again.told and not self.window.found_again.isVisible():
            # Something graver has the one place of notices.
            QTest.mouseClick(self.window.notices.more, Qt.MouseButton.LeftButton)
        elif self.window.found_again.isVisible():
            self._since, self._said = time.monotonic(), self.window.found_again.text
            QTest.mouseClick(self.window.found_again.action, Qt.MouseButton.LeftButton)
            self._next = self._say_that_they_ended

    def _say_that_they_ended(self) -> None:
        button = self.window.selection_summary.ended
        if button.isVisible() and self._has_stood(button):
            self._next = self._answer
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _answer(self) -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, SettleDialog) and self._has_stood(question):
            self._next = self._look_what_is_left
            QTest.mouseClick(question.reasons.suggestions[0], Qt.MouseButton.LeftButton)
            QTest.mouseClick(question.yes, Qt.MouseButton.LeftButton)

    def _has_stood(self, what: QWidget) -> bool:
        """Whether it has been there for a moment: a press before that is dropped, as a hurried hand's is."""
        if self._seen[0] is not what:
            self._seen = (what, time.monotonic())
        return time.monotonic() - self._seen[1] > 1.5 * QApplication.doubleClickInterval() / 1000

    def _look_what_is_left(self) -> None:
        sessions = self.window.session_list.model.sessions()
        if not any(session.state is State.UNKNOWN for session in sessions):
            took = time.monotonic() - self._since
            settled = sum(session.state is State.STOPPED for session in sessions)
            told = {"said": self._said, "settled": settled, "seconds": round(took, 3)}
            print(json.dumps(told), flush=True)
            self._looking.stop()
            self.actions.quit_requested.set()


if __name__ == "__main__":
    app.Panel = CrowdedPanel  # type: ignore[misc]  # the command is to open the watched one
    sys.exit(main(sys.argv[3:]))
