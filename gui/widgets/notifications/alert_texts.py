"""The words of notification and tray.

A lock screen shows them, and whoever stands behind staff reads them: room and state, which lead to the row,
and nobody's name: no user id, file name, note or account.
"""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QLocale, QObject

from gui.core.desktop.notification import DesktopNotification, Lacking
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_texts import shown
from gui.core.sessions.session import Session
from gui.widgets.notifications.alerts import AlertKind


class AlertTexts(QObject):
    """Needs no state; a QObject for its translations."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    def of_one(self, session: Session, now: datetime) -> DesktopNotification:
        """*Room 990003* and *Not started · 30000411*.

        :param now: aware time.
        """
        title = fill(self.tr("Room {room}"), room=session.target.room)
        return DesktopNotification(title, self._state(session, now), self.tr("Show"))

    def of_several(self, kinds: Mapping[AlertKind, int]) -> DesktopNotification:
        """*3 recordings need attention* and *2 not started, 1 unconfirmed*."""
        count, here = sum(kinds.values()), QLocale()
        title = fill(self.tr("{count} recordings need attention", "", count), count=here.toString(count))
        texts = {
            AlertKind.NOT_STARTED: self.tr("{count} not started"),
            AlertKind.UNCONFIRMED: self.tr("{count} unconfirmed"),
            AlertKind.STOP_REFUSED: self.tr("{count} not stopped"),
            AlertKind.OVERRUN: self.tr("{count} too long"),
        }
        parts = (
            fill(text, count=here.toString(kinds[kind])) for kind, text in texts.items() if kinds.get(kind)
        )
        return DesktopNotification(title, self.tr(", ", "between counts").join(parts), self.tr("Show"))

    def line(self, session: Session, now: datetime) -> str:
        """*Room 990003: Not started · 30000411*, a line of the tray's menu."""
        text = self.tr("Room {room}: {state}")
        return fill(text, room=session.target.room, state=self._state(session, now))

    def trouble(self, lacking: Lacking | None) -> str:
        """Why there are no notifications; empty where nothing is known against them."""
        return "" if lacking is None else self._messages.text(f"notifications.{lacking}")

    def _state(self, session: Session, now: datetime) -> str:
        """With its cause, and no more: what follows may name who marked it."""
        state = shown(session, self._messages, now)
        return " · ".join((state.short, *state.details[:1]))
