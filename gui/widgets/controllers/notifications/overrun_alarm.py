"""The strip that tells of recordings that got too old; the desktop is told like of anything else."""

from collections.abc import Sequence
from typing import Self

from PySide6.QtCore import QObject

from gui.core.foundation.fill import fill
from gui.core.presentation.state_texts import user_text
from gui.core.sessions.session import Session
from gui.widgets.controllers.notifications.way_to_rows import show_rows
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow


class OverrunAlarm(QObject):
    """Lives as long as the window."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._overran: dict[str, Session] = {}
        bridge.overran.connect(self._show_overrun)
        window.alarm.action_chosen.connect(self._show_rows)

    def take_over(self, former: Self) -> None:
        """Tell once more what a former window still told."""
        if former._window.alarm.told:
            self._show_overrun(list(former._overran.values()))

    def _show_overrun(self, sessions: Sequence[Session]) -> None:
        if not self._window.alarm.told:
            self._overran.clear()
        self._overran.update((session.id, session) for session in sessions)
        text = self._text(tuple(self._overran.values()))
        show = self.tr("Show them", "", len(self._overran))
        self._window.alarm.show_notice(f"▲ {text}", Tone.WARNING, show)

    def _show_rows(self) -> None:
        self._window.alarm.hide()
        show_rows(self._window, list(self._overran))

    def _text(self, sessions: Sequence[Session]) -> str:
        if len(sessions) > 1:
            text = self.tr(
                "{count} recordings run for longer than their limit, or nobody watched them for so long."
                " Stop them, or mark them as handled if they are meant to go on."
            )
            return fill(text, count=f"{len(sessions):,}")
        (session,) = sessions
        text = self.tr(
            "Room {room}, {user}: recording for more than {hours} h, or nobody watched it for so long."
            " Stop it, or mark it as handled if it is meant to go on."
        )
        user = user_text(session, self._window.messages)
        return fill(text, room=session.target.room, user=user, hours=session.overrun_hours)
