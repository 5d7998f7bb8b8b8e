"""The starts that wait for an answer or for their next try."""

import math
import time
from collections.abc import Callable
from typing import Final, Self

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.core.foundation.enums import Operation
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.sessions.progress import Phase, Progress
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.notices.bottom_stack import BottomStack
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import HAIR, MEDIUM, SMALL, TIGHT

QUIET_S: Final = 1.0
"""An answer that comes sooner needs no line."""
SHOWN_STARTS: Final = 3
_TICK_MS: Final = 200


class PendingStarts(QWidget):
    """One line for each start under way, with its button.

    :param clock: the monotonic clock of the times in ``Progress``, in seconds.
    """

    stop_waiting_requested = Signal(str)
    retry_cancelled = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._names: dict[str, str] = {}
        self._progress: dict[str, Progress] = {}
        self._lines: dict[str, _Line] = {}
        self._more = ToneLabel("", Tone.MUTED)
        self._more.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        self._more.hide()
        self._stack = BottomStack()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, TIGHT, 0, TIGHT)
        layout.setSpacing(0)
        layout.addWidget(self._more)
        layout.addWidget(self._stack)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self.hide()

    @property
    def ticking(self) -> bool:
        """Whether there is something to count."""
        return self._timer.isActive()

    def name_session(self, session_id: str, name: str) -> None:
        """How a session is called in its line, such as its room and user."""
        self._names[session_id] = name

    def show_progress(self, session_id: str, progress: "Progress | None") -> None:
        """What a start is doing; None at its end. Stops are shown in the list, not here."""
        if progress is None:
            self._names.pop(session_id, None)
            if self._progress.pop(session_id, None) is None:
                return
        elif progress.operation is Operation.START:
            self._progress[session_id] = progress
            if progress.target is not None:
                # Queued: it may have no session yet.
                user = visible(progress.target.account)
                self._names.setdefault(session_id, f"{progress.target.room} · {user}")
        self.refresh()

    def take_over(self, former: Self) -> None:
        """Go on with what another one showed."""
        self._names, self._progress = dict(former._names), dict(former._progress)
        self.refresh()

    def refresh(self) -> None:
        """Show the time as it is now."""
        now = self._clock()
        due = [sid for sid, progress in self._progress.items() if _worth_a_line(progress, now)]
        for gone in [sid for sid in self._lines if sid not in due[:SHOWN_STARTS]]:
            self._stack.take(self._lines.pop(gone))
        for session_id in due[:SHOWN_STARTS]:
            self._line(session_id).show_progress(self._progress[session_id], now)
        # Of a batch nearly all are answered before any of them is worth a line.
        if due or not self.isHidden():
            more = len(due) - SHOWN_STARTS
            self._more.setText(fill(self.tr("and {number} more"), number=more))
            self._more.setVisible(more > 0)
            self.setVisible(bool(due))
        if not self._progress:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _line(self, session_id: str) -> "_Line":
        if session_id not in self._lines:
            line = _Line(self._names.get(session_id, ""))
            line.stop_waiting.connect(lambda: self.stop_waiting_requested.emit(session_id))
            line.cancelled.connect(lambda: self.retry_cancelled.emit(session_id))
            self._lines[session_id] = line
            self._stack.add(line)
            line.show()
        return self._lines[session_id]


def _worth_a_line(progress: "Progress", now: float) -> bool:
    return _is_retry(progress) or progress.attempt > 1 or now - progress.since >= QUIET_S


def _is_retry(progress: "Progress") -> bool:
    return progress.phase is Phase.RETRY


class _Line(QWidget):
    """One start that is under way."""

    stop_waiting = Signal()
    cancelled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._retry = False
        self._queued = False
        self.button = QPushButton()
        self.button.clicked.connect(self._pressed)
        self.words = ElidedLabel("")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, HAIR, MEDIUM, HAIR)
        layout.setSpacing(SMALL)
        layout.addWidget(ElidedLabel(name or self.tr("A start"), Tone.MUTED))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        self._keep_width()

    def show_progress(self, progress: "Progress", now: float) -> None:
        """Show its text for this moment."""
        self._retry = _is_retry(progress)
        self._queued = progress.phase is Phase.QUEUED
        self.words.set_tone(Tone.WARNING if self._retry else Tone.NEUTRAL)
        words = self._next_try(progress, now) if self._retry else self._waiting(progress, now)
        self.words.set_whole_text(words)
        label = self.tr("Cancel") if self._retry or self._queued else self.tr("Stop waiting")
        self.button.setText(label)
        self.button.setAccessibleName(f"{label}: {self._name}" if self._name else label)

    def _keep_width(self) -> None:
        """Its words change while somebody may be about to press it."""
        widths = []
        for words in (self.tr("Cancel"), self.tr("Stop waiting")):
            self.button.setText(words)
            widths.append(self.button.sizeHint().width())
        self.button.setFixedWidth(max(widths))

    def _waiting(self, progress: "Progress", now: float) -> str:
        if progress.phase is Phase.QUEUED:
            return self.tr("Waiting for its turn")
        limit = round(progress.until - progress.since)
        passed = min(max(0, math.floor(now - progress.since)), limit)
        words = fill(self.tr("Starting… {passed} of {limit} s"), passed=passed, limit=limit)
        if progress.attempt > 1:
            words += " " + self._tries(progress.attempt, progress.tries)
        return words

    def _next_try(self, progress: "Progress", now: float) -> str:
        left = max(0, math.ceil(progress.until - now))
        words = fill(self.tr("Next try in {left} s"), left=left)
        words += " " + self._tries(progress.attempt + 1, progress.tries)
        if progress.code is None:
            return words
        answered = fill(self.tr("Answered {code}."), code=progress.code)
        return f"{answered} {words}"

    def _tries(self, number: int, tries: int) -> str:
        return fill(self.tr("({number} of {tries})"), number=number, tries=tries)

    def _pressed(self) -> None:
        (self.cancelled if self._retry or self._queued else self.stop_waiting).emit()
