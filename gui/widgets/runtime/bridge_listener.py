"""Turns the recorder's calls into signals, in order and a moment later.

The recorder reports an intent right before it sends: drawing waits, the request does not.
"""

import time
from collections import Counter, deque
from dataclasses import dataclass
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
"""From this many waiting reports on it is a flood: one that a newer one of its kind and session follows is
left out, until all have been passed on."""
PICTURE_S: Final = 0.05
"""How often, at least, there is a picture of a flood."""
FLOOD_DELAY_MS: Final = 40
"""In a flood, as of a batch: most of what comes within it is followed by something newer."""


@dataclass(frozen=True, slots=True)
class _Report:
    """:ivar progress: what an operation is doing; a row of the session otherwise."""

    of: str
    session: Session | None = None
    progress: "Progress | None" = None

    @property
    def kind(self) -> tuple[str, bool]:
        """What a newer report takes the place of."""
        return self.of, self.session is None


class BridgeListener(QObject):
    """Holds what it receives for a few milliseconds, or until :meth:`flush`."""

    session_reported = Signal(object)
    progress_reported = Signal(str, object)
    several_begin = Signal()
    """Reports follow one after the other, until ``several_ended``: what they add up to may wait for that."""
    several_ended = Signal()
    flood = Signal(bool)
    """More has come than can be seen: True while it is passed on, False at least every PICTURE_S."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queued: deque[_Report] = deque()
        self._waiting: Counter[tuple[str, bool]] = Counter()
        """How many reports of a kind wait."""
        self._under_way: set[str] = set()
        """Whose progress was passed on, and not yet its end."""
        self._in_flood = False
        self._flood_since: float | None = None
        self._delay_ms = DELAY_MS
        self._soon = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._soon.timeout.connect(self._pass_some_on)

    def session_changed(self, session: Session) -> None:
        """A session as its newest row has it."""
        self._queue(_Report(session.id, session=session))

    def progress_changed(self, session_id: str, progress: "Progress | None") -> None:
        """What an operation is doing; None at its end."""
        self._queue(_Report(session_id, progress=progress))

    def flush(self) -> None:
        """Pass everything on now: what follows from it must not come before it."""
        self.several_begin.emit()
        while self._queued:
            self._pass_on(self._next())
        self.several_ended.emit()
        self._soon.stop()
        self._come_to_an_end(time.monotonic())

    def flush_of(self, session_id: str) -> None:
        """Likewise what there is of one session: of hundreds that end together all would be a long time."""
        own = [report for report in self._queued if report.of == session_id]
        if own:
            self._queued = deque(report for report in self._queued if report.of != session_id)
            for report in own:
                self._waiting.pop(report.kind, None)
        for report in own:
            self._pass_on(report)

    def _next(self) -> _Report:
        report = self._queued.popleft()
        self._waiting[report.kind] -= 1
        if not self._waiting[report.kind]:
            del self._waiting[report.kind]
        return report

    def _pass_on(self, report: _Report) -> None:
        if report.session is not None:
            self.session_reported.emit(report.session)
            return
        if report.progress is None:
            self._under_way.discard(report.of)
        else:
            self._under_way.add(report.of)
        self.progress_reported.emit(report.of, report.progress)

    def _nobody_would_see(self, report: _Report) -> bool:
        """In a flood: what is followed by something newer, and the end of what was never told of."""
        if self._waiting[report.kind]:
            return True
        return report.session is None and report.progress is None and report.of not in self._under_way

    def _pass_some_on(self) -> None:
        began = time.monotonic()
        self._in_flood = self._in_flood or len(self._queued) > FAR_BEHIND
        if self._in_flood and self._flood_since is None:
            self._flood_since = began
            self.flood.emit(True)
        self.several_begin.emit()
        while self._queued and time.monotonic() < began + SLICE_S:
            report = self._next()
            if not (self._in_flood and self._nobody_would_see(report)):
                self._pass_on(report)
        self.several_ended.emit()
        self._come_to_an_end(began)

    def _come_to_an_end(self, began: float) -> None:
        """Of a slice, and perhaps of all that there is."""
        if self._queued:
            self._soon.start(NEXT_MS)
        else:
            self._delay_ms = FLOOD_DELAY_MS if self._in_flood else DELAY_MS
            self._in_flood = False
        if self._flood_since is not None and (not self._queued or began > self._flood_since + PICTURE_S):
            self._flood_since = None
            self.flood.emit(False)

    def _queue(self, report: _Report) -> None:
        self._queued.append(report)
        self._waiting[report.kind] += 1
        if not self._soon.isActive():
            self._soon.start(self._delay_ms)
