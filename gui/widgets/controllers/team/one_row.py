"""Whoever says of *Started twice* that it records goes on to the row that stands for it from then on."""

from PySide6.QtCore import QObject

from gui.core.sessions.session import EndedBy, Session
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow


class OneRow(QObject):
    """Lives as long as the window, from the first word of a team on."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._list = window.session_list
        self._over: Session | None = None
        bridge.session_changed.connect(self._session_changed)

    def _session_changed(self, session: Session) -> None:
        """The row that is over may be told of before the one that goes on."""
        if session.ended_by is EndedBy.SAME:
            self._over = session
        over = self._over
        if over is None or session.target != over.target:
            return
        if [one.id for one in self._list.selected()] != [over.id]:
            # Somebody looks at something else by now.
            self._over = None
            return
        goes_on = self._list.model.live_on(over.target)
        if goes_on is not None and goes_on.id != over.id:
            self._over = None
            self._list.select([goes_on.id])
