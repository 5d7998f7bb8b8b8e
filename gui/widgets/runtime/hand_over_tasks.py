"""What staff hand over, and take over: many recordings in one owned task. Made where there is a team."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Problem
from gui.core.ledger.rows import Busy
from gui.core.sessions.session import DecisionRefused, Session
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.core.presentation.hand_over_words import Receiver
    from gui.widgets.runtime.bridge import Bridge

AGAIN_S: Final = 0.5
"""Between two tries of what a request is under way for."""
_TRIES: Final = 40
"""A request is over by then, however long its answer took."""


class HandOverTasks(QObject):
    """Sends nothing to the service."""

    handed = Signal(str, int, int)
    """To whom, how many recordings, and how many were not: they are over by now."""
    taken = Signal(int, int)
    """How many, and how many were not."""
    failed = Signal()
    """A hand-over could not be written, or not for all."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge

    def hand_over(self, session_ids: Sequence[str], to: "Receiver", note: str) -> bool:
        """Offer recordings to a person; False where these are being handed over already."""

        async def work() -> None:
            recorder = self._bridge.services.recorder
            try:
                done, left = await self._each(
                    session_ids, lambda one: recorder.hand_over(one, to.name, note, to.desk)
                )
            except Problem:
                self.failed.emit()
                raise
            self.handed.emit(to.label, done, left)

        return self._begin(TaskKey("hand over to", tuple(session_ids)), work())

    def take_over(self, session_ids: Sequence[str]) -> bool:
        """Have whoever is at this desk look after recordings; False where that is under way already."""

        async def work() -> None:
            recorder = self._bridge.services.recorder
            self.taken.emit(*await self._each(session_ids, recorder.take_over))

        return self._begin(TaskKey("take over", tuple(session_ids)), work())

    def _begin(self, key: TaskKey, work: Coroutine[object, object, None]) -> bool:
        return self._bridge.spawn(key, work, Activity.DECIDE, TaskLife.OPERATION)

    async def _each(
        self, session_ids: Sequence[str], act: Callable[[str], Awaitable[Session]]
    ) -> tuple[int, int]:
        """Act on each; one for which a request is under way comes again once that is over."""
        waiting, done, refused = list(session_ids), 0, 0
        for tries in range(_TRIES):
            busy: list[str] = []
            for session_id in waiting:
                try:
                    await act(session_id)
                    done += 1
                except DecisionRefused:
                    refused += 1
                except Busy:
                    if tries == _TRIES - 1:
                        raise
                    busy.append(session_id)
            self._bridge.listener.flush()
            waiting = busy
            if not waiting:
                break
            await asyncio.sleep(AGAIN_S)
        return done, refused
