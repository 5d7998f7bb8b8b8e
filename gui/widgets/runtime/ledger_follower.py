"""Follows the ledger: what other processes wrote, operations whose process is gone, recordings too old."""

import asyncio
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Problem, panel_bug
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.services import Services

POLL_S: Final = 0.5
"""How often the ledger is asked what other processes did; an open window shows it within a second."""
OVERRUN_EVERY: Final = 60
"""Polls between two checks for recordings that have got too old."""
RECOVER_EVERY: Final = 6
"""Polls between two checks for operations whose process is gone."""

log = logging.getLogger(__name__)


class LedgerFollower(QObject):
    """Run :meth:`follow` as an owned task while the services are open."""

    session_changed = Signal(object)
    overran = Signal(object)
    """Recordings that have just been marked as too old, each one once."""
    problem_raised = Signal(object, object)
    """A Problem and its Activity; emitted once until the ledger can be read again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row = 0

    def seen(self, sessions: Iterable[Session]) -> None:
        """These are shown as their newest rows have them: only what comes later is news."""
        self._row = max((self._row, *(session.row for session in sessions)))

    async def follow(self, services: "Services") -> None:
        """Poll until cancelled."""
        polls = 0
        in_trouble = False
        while True:
            await asyncio.sleep(POLL_S)
            polls += 1
            try:
                await self._poll(services, polls)
            except Problem as problem:
                # The next poll may find the ledger free again.
                if not in_trouble:
                    self.problem_raised.emit(problem, Activity.READ)
                in_trouble = True
                continue
            except Exception as bug:  # one bad poll must not end the following: the list would stand still
                if not in_trouble:
                    log.exception("the ledger could not be followed")
                    self.problem_raised.emit(panel_bug(bug, may_have_left=False), Activity.READ)
                in_trouble = True
                continue
            in_trouble = False

    async def _poll(self, services: "Services", polls: int) -> None:
        if polls % OVERRUN_EVERY == 1:
            await self._look_for_overruns(services)
        if polls % RECOVER_EVERY == 0:
            await services.recorder.recover()
        changed = await services.ledger.changed_since(self._row)
        for session in changed:
            self.session_changed.emit(session)
        self.seen(changed)
        # Told before somebody presses Start: nothing could be sent.
        await services.ledger.in_place()

    async def _look_for_overruns(self, services: "Services") -> None:
        marked = await services.overruns.look(services.recorder.operator)
        for session in marked:
            self.session_changed.emit(session)
        if marked:
            self.overran.emit(marked)
