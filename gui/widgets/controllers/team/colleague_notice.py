"""*Li is starting the recording of carol in room 990002: nothing to do*, for as long as that is news."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.foundation.plain_text import visible
from gui.core.sessions.session import Session
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

_UNDER_WAY: Final = frozenset({State.STARTING, State.STOPPING})
STANDS_MS: Final = 60_000
"""Later than any answer: nobody looks at the row with this in mind any more."""


class ColleagueNotice(QObject):
    """Lives as long as the window, from the first time that a colleague was quicker."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._text, self._whom = "", ("", "")
        self._over = QTimer(self, singleShot=True, interval=STANDS_MS)
        self._over.timeout.connect(self.hide)
        window.start_form.start_requested.connect(self.hide)
        bridge.session_changed.connect(self._session_changed)

    def show(self, problem: Problem) -> None:
        """Say who is at which recording."""
        self._text = f"○ {visible(words_of(problem, self._window.messages))}"
        params = {} if problem.detail is None else problem.detail.params
        self._whom = str(params.get("room", "")), str(params.get("user", ""))
        self._window.banner.show_notice(self._text, Tone.NEUTRAL)
        self._over.start()

    def hide(self) -> None:
        """It is no news any more. What else was told in its place meanwhile stays."""
        self._over.stop()
        if self._text and self._window.banner.text == self._text:
            self._window.banner.hide()
        self._text = ""

    def _session_changed(self, session: Session) -> None:
        """Its row has the answer."""
        whom = str(session.target.room), session.target.account
        if self._text and whom == self._whom and session.state not in _UNDER_WAY:
            self.hide()
