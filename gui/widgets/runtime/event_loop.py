"""qasync's event loop with a queue of its own: one wake-up of Qt's for all that is ready, one timer for all
that is due later.

qasync makes a Qt timer for each callback, coarse ones for delays, and hands callbacks of other threads over
by a signal. Here a batch of them costs one posted event, no delay ends early, and a cancelled one is
forgotten.
"""

import asyncio
import heapq
import math
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from qasync import QEventLoop
from shiboken6 import delete

SLICE_S: Final = 0.004
"""How long callbacks run at a time; then keys, clicks and drawing are handled."""
_LONGEST_MS: Final = 24 * 3600 * 1000
"""Qt's timers overflow past 24 days; a timer that ends early is set again."""
_MANY: Final = 100
"""From this many cancelled delays on they are removed, once they are the greater part."""
_WAKE: Final = QEvent.Type(QEvent.registerEventType())


class Pump(QObject):
    """Where Qt calls the loop; events may be posted to it from any thread."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self.later = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self.later.timeout.connect(work)
        # A zero timer, not a posted event: after a full slice everybody else comes first.
        self.more = QTimer(self, singleShot=True, interval=0)
        self.more.timeout.connect(work)

    def customEvent(self, event: QEvent) -> None:
        """Somebody has put work into an empty queue."""
        if event.type() == _WAKE:
            self._work()


class _Delay(asyncio.TimerHandle):
    """:ivar kept: whether it is among the delays still, cancelled or not."""

    kept = True


class PanelEventLoop(QEventLoop):  # type: ignore[misc]  # qasync tells no types
    """Runs callbacks in the order in which they were asked for, those of other threads too."""

    def __init__(self, app: QCoreApplication) -> None:
        self._callbacks: deque[asyncio.Handle] = deque()
        self._delayed: list[_Delay] = []
        self._cancelled = 0
        self._woken = False
        self._working = False
        self._pump: Pump | None = Pump(self._work_off)
        super().__init__(app)

    @property
    def waiting(self) -> int:
        """How many delays are kept, some cancelled ones among them."""
        return len(self._delayed)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As asyncio has it."""
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._callbacks.append(handle)
        self._wake()
        return handle

    call_soon_threadsafe = call_soon

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As asyncio has it; seconds of the monotonic clock."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As asyncio has it, and never early."""
        self._check_closed()
        handle = _Delay(when, callback, args, self, context)
        heapq.heappush(self._delayed, handle)
        if self._delayed[0] is handle:
            self._set_timer()
        return handle

    def time(self) -> float:
        """The monotonic clock, in seconds."""
        return time.monotonic()

    def run_forever(self) -> object:
        """Run until stopped; callbacks wait for it, even while Qt handles events without it."""
        self._wake()
        return super().run_forever()

    def close(self) -> None:
        """End it for good."""
        if self.is_closed():
            return
        super().close()
        pump, self._pump = self._pump, None
        if pump is not None:
            # Now: swept up later, on another thread, its timers would crash Qt.
            delete(pump)
        self._callbacks.clear()
        self._delayed.clear()

    def _timer_handle_cancelled(self, handle: "_Delay") -> None:
        """Called by asyncio's handles; those that have run are cancelled, too."""
        self._cancelled += handle.kept
        if self._cancelled > _MANY and self._cancelled > len(self._delayed) // 2:
            self._delayed = [delay for delay in self._delayed if not delay.cancelled()]
            heapq.heapify(self._delayed)
            self._cancelled = 0

    def _wake(self) -> None:
        """May be called from any thread, after something was put into the queue."""
        pump = self._pump
        # The end of a slice checks the queue: a wake-up would come before keys and clicks.
        if not self._working and not self._woken and pump is not None:
            self._woken = True
            QCoreApplication.postEvent(pump, QEvent(_WAKE))

    def _set_timer(self) -> None:
        while self._delayed and self._delayed[0].cancelled():
            self._next_delayed()
            self._cancelled -= 1
        if self._delayed and self._pump is not None:
            left_ms = (self._delayed[0].when() - self.time()) * 1000
            self._pump.later.start(math.ceil(min(max(left_ms, 0), _LONGEST_MS)))

    def _work_off(self) -> None:
        """All callbacks that there are, but no longer than a slice."""
        # Cleared before the queue is checked: what comes from now on wakes again.
        self._woken = False
        # A callback that lets Qt handle events is not interrupted by others: a task would be lost.
        if self._working or not self.is_running():
            return
        self._working = True
        try:
            self._run_callbacks()
        finally:
            self._working = False
            # In this order: what a thread puts in from here on wakes by itself.
            if self._callbacks and self._pump is not None:
                self._pump.more.start()
            self._set_timer()

    def _run_callbacks(self) -> None:
        now = self.time()
        while self._delayed and self._delayed[0].when() <= now:
            self._callbacks.append(self._next_delayed())
        while self._callbacks and self.is_running():
            handle = self._callbacks.popleft()
            if not handle.cancelled():
                handle._run()
            if self.time() >= now + SLICE_S:
                break

    def _next_delayed(self) -> "_Delay":
        delay = heapq.heappop(self._delayed)
        delay.kept = False
        return delay
