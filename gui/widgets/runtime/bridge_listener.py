"""Turns the recorder's calls into signals, in order and a moment later.

The recorder reports an intent right before it sends: drawing waits, the request does not.
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress

DELAY_MS: Final = 8
"""Less than one frame; what comes within it is drawn together."""
SLICE_S: Final = 0.004
"""The longest time spent at once: in a batch, keys and clicks come in between."""
NEXT_MS: Final = 1
FAR_BEHIND: Final = 64
"""From this many reports on that wait, one that a newer one of the same session follows is left out."""


class BridgeListener(QObject):
    """Holds what it receives for a few milliseconds, or until :meth:`flush`."""

    session_reported = Signal(object)
    progress_reported = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queued: deque[tuple[str, Callable[[], None], bool]] = deque()
        """Of which session each is, and whether it is a row of it."""
        self._rows: Counter[str] = Counter()
        """How many rows of each session wait."""
        self._soon = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._soon.timeout.connect(self._pass_some_on)

    def session_changed(self, session: Session) -> None:
        """A session as its newest row has it."""
        self._rows[session.id] += 1
        self._queue(session.id, partial(self.session_reported.emit, session), is_row=True)

    def progress_changed(self, session_id: str, progress: "Progress | None") -> None:
        """What an operation is doing; None at its end."""
        self._queue(session_id, partial(self.progress_reported.emit, session_id, progress))

    def flush(self) -> None:
        """Pass everything on now: what follows from it must not come before it."""
        while self._queued:
            self._pass_on()
        self._soon.stop()

    def flush_of(self, session_id: str) -> None:
        """Likewise what there is of one session: of hundreds that end together all would be a long time."""
        own = [emit for of, emit, _is_row in self._queued if of == session_id]
        if own:
            self._queued = deque(one for one in self._queued if one[0] != session_id)
            del self._rows[session_id]
        for emit in own:
            emit()

    def _pass_on(self) -> None:
        of, emit, is_row = self._queued.popleft()
        if is_row:
            self._rows[of] -= 1
            if not self._rows[of]:
                del self._rows[of]
        emit()

    def _newer_one_waits(self) -> bool:
        """Whether the next report is of a row that nobody would see before the newer one."""
        of, _emit, is_row = self._queued[0]
        return is_row and self._rows[of] > 1 and len(self._queued) > FAR_BEHIND

    def _pass_some_on(self) -> None:
        until = time.monotonic() + SLICE_S
        while self._queued and time.monotonic() < until:
            if self._newer_one_waits():
                of, _emit, _is_row = self._queued.popleft()
                self._rows[of] -= 1
            else:
                self._pass_on()
        if self._queued:
            self._soon.start(NEXT_MS)

    def _queue(self, session_id: str, emit: Callable[[], None], *, is_row: bool = False) -> None:
        self._queued.append((session_id, emit, is_row))
        if not self._soon.isActive():
            self._soon.start(DELAY_MS)
