"""How fast requests of one profile may follow each other: its limits, and the queue of those that wait.

A slot is taken before the intent is written; a start that has to wait for one has a row of its own
(operation_rows.py). The service's *too often* slows the profile down by itself. Holds for one process.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from gui.core.protocol.endpoint import UNLIMITED, Limits

SLOWEST: Final = 0.5
"""Requests a second, below which a profile is never slowed down."""
RECOVERY_S: Final = 30.0
"""After so many seconds without a *too often* a slowed profile is half as fast again."""
_RECOVERY_FACTOR: Final = 1.5
_WINDOW_S: Final = 1.0
_REMEMBERED: Final = 1000


class RateLimiter:
    """The queue of one profile: first come, first served.

    :param now: seconds of a clock that never jumps.
    """

    def __init__(self, limits: Limits = UNLIMITED, now: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._now = now
        self._granted: deque[float] = deque()
        self._in_flight = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._slowed_to: float | None = None
        self._slowed_at = 0.0
        self._usual = limits.rate

    @property
    def waiting(self) -> int:
        """How many requests wait for a slot."""
        return sum(not slot.done() for slot in self._waiting)

    @property
    def rate(self) -> float:
        """Requests a second just now; 0 is no limit."""
        if self._slowed_to is None:
            return self.limits.rate
        steps = (self._now() - self._slowed_at) // RECOVERY_S
        rate = self._slowed_to * float(_RECOVERY_FACTOR**steps)
        if rate < (self.limits.rate or self._usual):
            return rate
        self._slowed_to = None
        return self.limits.rate

    @property
    def full(self) -> bool:
        """Whether a further request has to wait."""
        return self.waiting > 0 or self._wait_s() > 0

    async def enter(self) -> float:
        """Wait for a slot; returns when it was given, for :meth:`slow_down`. End it with :meth:`leave`."""
        if self.full:
            slot = asyncio.get_running_loop().create_future()
            self._waiting.append(slot)
            self._look()
            try:
                await slot
            except asyncio.CancelledError:
                if slot.done() and not slot.cancelled():
                    # It was given at the same moment: the next one takes it.
                    self.leave()
                self._look()
                raise
        else:
            self._grant()
        return self._granted[-1] if self._granted else self._now()

    def leave(self) -> None:
        """A request has its answer, or will get none."""
        self._in_flight -= 1
        self._look()

    def slow_down(self, given: float) -> None:
        """The service said *too often*: half as fast from now on.

        :param given: when the refused request got its slot; one from before the last slowing does not count.
        """
        now = self._now()
        if self._slowed_to is not None and given <= self._slowed_at:
            return
        seen = max(1, sum(1 for at in self._granted if now - at < _WINDOW_S))
        before = self.rate or float(seen)
        if self._slowed_to is None:
            self._usual = before
        self._slowed_to = max(SLOWEST, before / 2)
        self._slowed_at = now

    def _grant(self) -> None:
        self._in_flight += 1
        self._granted.append(self._now())
        if len(self._granted) > _REMEMBERED:
            self._granted.popleft()

    def _wait_s(self) -> float:
        """Seconds until the rate lets the next one through; infinite while too many are in flight."""
        if self.limits.in_flight and self._in_flight >= self.limits.in_flight:
            return float("inf")
        rate = self.rate
        if not rate:
            return 0.0
        count = max(1, int(rate))
        if len(self._granted) < count:
            return 0.0
        return max(0.0, self._granted[-count] + count / rate - self._now())

    def _look(self) -> None:
        """Give slots to those that wait, as far as the limits let them through."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            if self._waiting[0].done():
                self._waiting.popleft()
                continue
            wait_s = self._wait_s()
            if wait_s > 0:
                if wait_s != float("inf"):
                    # A timer may fire early: this method checks the clock again.
                    self._timer = asyncio.get_running_loop().call_later(wait_s, self._look)
                return
            self._grant()
            self._waiting.popleft().set_result(None)


class Slot:
    """One request's slot in a queue. Ending it twice does no harm."""

    def __init__(self, limiter: RateLimiter) -> None:
        self._limiter = limiter
        self._given: float | None = None

    @property
    def has_to_wait(self) -> bool:
        """Whether it would have to wait just now."""
        return self._limiter.full

    async def take(self, given_up: asyncio.Event) -> bool:
        """Wait for the slot; False where ``given_up`` was set first."""
        if not self._limiter.full:
            self._given = await self._limiter.enter()
            return True
        entering = asyncio.create_task(self._limiter.enter())
        leaving = asyncio.create_task(given_up.wait())
        try:
            await asyncio.wait({entering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            entering.cancel()
            with suppress(asyncio.CancelledError):
                self._given = await entering
        if given_up.is_set():
            self.end()
        return self._given is not None

    def end(self, *, too_often: bool = False) -> None:
        """The request has its answer, or will get none."""
        given, self._given = self._given, None
        if given is None:
            return
        if too_often:
            self._limiter.slow_down(given)
        self._limiter.leave()


class RateLimiters:
    """One queue for each profile that was used."""

    def __init__(self) -> None:
        self._by_profile: dict[str, RateLimiter] = {}

    def slot(self, profile: str, limits: Limits) -> Slot:
        """A slot that still has to be taken; new limits of the profile hold from now on."""
        limiter = self._by_profile.setdefault(profile, RateLimiter(limits))
        limiter.limits = limits
        return Slot(limiter)
