"""Durations and times of day as people read them, and the clock behind *Since start*.

Standard library only, so that the window's first paint may import it.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from gui.core.messages import Messages
from gui.core.session import Session
from gui.core.system import boot_seconds


def clock_text(seconds: float) -> str:
    """A duration as ``HH:MM:SS``, rounded down; hours go past 99, less than nothing is ``00:00:00``."""
    whole = max(0, math.floor(seconds))
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def local_time(when: datetime, now: datetime, messages: Messages) -> str:
    """A moment as the local time of day; the day is named where it is not today's.

    :param when: aware time; ``now`` likewise.
    """
    here, today = when.astimezone(), now.astimezone().date()
    clock = f"{here:%H:%M}"
    if here.date() == today:
        return clock
    if here.date() == today - timedelta(days=1):
        return messages.text("time.yesterday", clock=clock)
    month = messages.text("time.months").split(" ")[here.month - 1]
    key = "time.other_day" if here.year == today.year else "time.other_year"
    return messages.text(key, clock=clock, day=here.day, month=month, year=here.year)


def local_stamp(when: datetime) -> str:
    """A moment as local date, time and offset, for other people's systems: ``2025-11-22 10:00:00 +0100``."""
    return f"{when.astimezone():%Y-%m-%d %H:%M:%S %z}"


def wall_now() -> datetime:
    """The computer's time in UTC."""
    return datetime.now(UTC)


class ElapsedClock:
    """How long each live recording has been going on.

    A session's age is taken from the wall clock once, when it is first seen (clamped at 0: the clock may
    have been set back meanwhile), and from then on from a clock that counts sleep and never jumps.
    All sessions step together at that clock's whole seconds: never early, less than 1 s late, no drift.

    :param now: the time in UTC.
    :param boot: seconds of a clock that counts sleep and never jumps.
    """

    def __init__(
        self, now: Callable[[], datetime] = wall_now, boot: Callable[[], float] = boot_seconds
    ) -> None:
        self._now = now
        self._boot = boot
        self._began: dict[str, tuple[datetime, float]] = {}

    def see(self, session: Session) -> None:
        """Take note of a session as it is now; a session that is over is forgotten."""
        accepted = session.accepted_at
        if not session.live or accepted is None:
            self._began.pop(session.id, None)
        elif session.id not in self._began or self._began[session.id][0] != accepted:
            age = max(0.0, (self._now() - accepted).total_seconds())
            self._began[session.id] = (accepted, self._boot() - age)

    def second(self) -> int:
        """The whole second that the clock stands at: until the next one no elapsed time changes."""
        return math.floor(self._boot())

    def seconds(self, session: Session) -> float | None:
        """Seconds since the start was accepted, or of the whole recording once it ended.

        None where that is not known.
        """
        if session.id in self._began:
            return max(0.0, math.floor(self._boot()) - self._began[session.id][1])
        if session.accepted_at is None or session.ended_at is None:
            return None
        return max(0.0, (session.ended_at - session.accepted_at).total_seconds())

    def moment(self, session: Session) -> datetime:
        """Now, as far as this session's age is concerned: a wall clock that was set does not show in it."""
        began = self._began.get(session.id)
        if began is None:
            return self._now()
        return began[0] + timedelta(seconds=max(0.0, self._boot() - began[1]))
