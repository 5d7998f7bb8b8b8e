"""Remembers which recordings that came late were read, so that no later panel marks them as news again."""

import asyncio
from typing import Final

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState

READ: Final = "came_late_read"
_MOST: Final = 200
"""They are marked for hours only, and few come at once."""


class ReadLate(QObject):
    """What stood in the inspector was read once another one stands there.

    :param memory: keeps a session's id and row; a newer row is news again.
    """

    def __init__(self, window: MainWindow, bridge: Bridge, memory: WindowState) -> None:
        super().__init__(window)
        self._list, self._bridge, self._memory = window.session_list, bridge, memory
        self._shown = ""
        self._list.selection_moved.connect(self._note)
        bridge.sessions_loaded.connect(self._mark)
        self._mark()

    def _note(self, session_ids: list[str]) -> None:
        before, self._shown = self._shown, session_ids[0] if len(session_ids) == 1 else ""
        session = self._list.model.session(before) if before and before != self._shown else None
        if session is not None and session.came_at is not None:
            self._list.model.set_seen(session.id)
            known = [one for one in self._memory.texts(READ) if one.partition(" ")[0] != session.id]
            self._memory.set(READ, [*known, f"{session.id} {session.row}"][-_MOST:])
            # Now: a panel that is killed must not tell it again.
            work, key = asyncio.to_thread(self._memory.save), TaskKey("keep what was read", (session.id,))
            self._bridge.spawn(key, work, Activity.SAVE, TaskLife.BACKGROUND)

    def _mark(self, _loaded: object = None) -> None:
        """Those of before are no news, as far as they are in the list and nothing has changed."""
        for session_id, row in (one.split(" ", 1) for one in self._memory.texts(READ) if " " in one):
            session = self._list.model.session(session_id)
            if session is not None and str(session.row) == row:
                self._list.model.set_seen(session_id)
