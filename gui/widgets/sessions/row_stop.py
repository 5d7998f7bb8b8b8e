"""*Stop alice*: at the right end of the one row that is current and selected."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.sessions.session import Session
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import HAIR, SMALL

MOVED_S: Final = 1.0
"""After its row has moved it takes no press of the mouse for this long."""
_LONGEST: Final = 14
"""Characters of a user that are shown."""


class RowStop(QPushButton):
    """Takes no focus: F8 does the same by keyboard.

    :param monotonic: a clock in seconds.
    """

    stop_chosen = Signal(str)
    """The session whose recording is to be stopped."""

    def __init__(self, rows: QWidget, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(rows)
        self._rows, self._now = rows, monotonic
        self._session_id = ""
        self.taken: QRect | None = None
        """Its place while it is shown: no cell writes there."""
        self._at = QPoint()
        self._quiet_until = 0.0
        set_kind(self, Kind.DANGER)
        set_icon(self, "circle-stop")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(lambda: self.stop_chosen.emit(self._session_id))
        self.hide()

    def offer(self, session: Session | None) -> None:
        """Stand for a session; None for nothing that can be stopped."""
        self._session_id = "" if session is None else session.id
        if session is None:
            self._leave()
            return
        user = visible(session.target.account)
        shown = user if len(user) <= _LONGEST else f"{user[: _LONGEST - 1]}…"
        self.setText(fill(self.tr("Stop {user}"), user=shown.replace("&", "&&")))
        name = fill(self.tr("Stop {user} in room {room}"), user=user, room=session.target.room)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def stand_in(self, row: QRect) -> None:
        """Stand in a row; an empty one is out of sight."""
        if not self._session_id or row.isEmpty():
            self._leave()
            return
        size = self.sizeHint()
        size.setWidth(size.width() - SMALL)
        size.setHeight(row.height() - 2 * HAIR - 1)
        where = QRect(QPoint(row.right() - SMALL - size.width(), row.y() + HAIR), size)
        if not self.isVisible():
            # The press that selected the row may have a second one.
            self._rest(QApplication.doubleClickInterval() / 1000)
        elif where.topLeft() != self._at:
            self._rest(MOVED_S)
        self._at = where.topLeft()
        self._take(where)
        self.setGeometry(where)
        self.show()

    def row_has_moved(self) -> None:
        """Its row went to another place, perhaps out of sight and back."""
        self._rest(MOVED_S)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press counts where the button stood still before it."""
        if self._now() >= self._quiet_until:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click is dropped."""
        event.accept()

    def _leave(self) -> None:
        self._take(None)
        self.hide()

    def _take(self, where: QRect | None) -> None:
        if where != self.taken:
            self.taken = where
            # The cells before it have more or less room.
            self._rows.update()

    def _rest(self, seconds: float) -> None:
        self._quiet_until = max(self._quiet_until, self._now() + seconds)
