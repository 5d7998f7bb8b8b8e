"""The list while the ledger can't be written: what is known is shown, and nothing can be sent or marked."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.times import local_time, wall_now
from gui.core.session_list.read_state import ReadState
from gui.widgets.runtime.bridge import LOADED_FIRST, Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from datetime import datetime

    from gui.core.sessions.session import Session


class ReadOnlyView(QObject):
    """Fills the list from a ledger that can only be read."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge

    async def show(self, problem: Problem, folder: Path) -> str:
        """Show what the ledger holds, where it can be read; returns the text to show about it.

        :param problem: why the services can't be opened; whatever is asked for meanwhile ends as it.
        """
        self._bridge.refuse_with(problem)
        shown = self._window.session_list
        if problem.word not in (LocalFailure.LEDGER, LocalFailure.LEDGER_LOCKED):
            shown.set_read_state(ReadState.UNREADABLE)
            return ""
        try:
            sessions, since = await self._read(folder)
        except Problem:
            # The text for the first one is enough.
            shown.set_read_state(ReadState.UNREADABLE)
            return ""
        shown.set_complete_since(since)
        shown.upsert_many(sessions)
        shown.set_read_state(ReadState.READ)
        if not sessions:
            return ""
        now = wall_now()
        text = self.tr("Until then the list can only be read: it shows what was known at {time}.")
        return fill(text, time=local_time(now, now, self._window.messages))

    async def _read(self, folder: Path) -> "tuple[list[Session], datetime | None]":
        """Open sessions and the newest ones; from when on these are all, None where there are no others."""
        from gui.core.ledger.read_only import opened_read_only

        async with opened_read_only(folder) as ledger:
            recent = await ledger.sessions(limit=LOADED_FIRST)
            known = {session.id: session for session in (*await ledger.open_sessions(), *recent)}
        whole = len(recent) < LOADED_FIRST
        return list(known.values()), None if whole else min(session.asked_at for session in recent)
