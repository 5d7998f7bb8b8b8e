"""Durations and times of day as people read them, and the clock behind *Elapsed*.

Standard library only, so that the window's first paint may import it.
"""

import math
from datetime import UTC, datetime, timedelta

from gui.core.foundation.messages import Messages


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
    key = "time.other_day" if here.year == today.year else "time.other_year"
    return messages.text(key, clock=clock, day=here.day, month=_month(here, messages), year=here.year)


def brief_day(when: datetime, now: datetime, messages: Messages) -> str:
    """The local day of a moment in little room, the year alone where it is another one; empty for today.

    :param when: aware time; ``now`` likewise.
    """
    here, today = when.astimezone(), now.astimezone().date()
    if here.date() == today:
        return ""
    if here.year != today.year:
        return f"{here:%Y}"
    return messages.text("time.other_day", clock="", day=here.day, month=_month(here, messages)).strip()


def _month(here: datetime, messages: Messages) -> str:
    return messages.text("time.months").split(" ")[here.month - 1]


def local_stamp(when: datetime) -> str:
    """A moment as local date, time and offset, for other people's systems: ``2025-11-22 10:00:00 +0100``."""
    return f"{when.astimezone():%Y-%m-%d %H:%M:%S %z}"


def exact_time(when: datetime) -> str:
    """Local time with its offset, and UTC, for who points at a time: the same in every language.

    *2025-11-22 10:00:00 +01:00 · 2025-11-22 09:00:00 UTC*
    """
    here = when.astimezone()
    offset = f"{here:%z}"
    utc = f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return f"{here:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]} · {utc}"


def wall_now() -> datetime:
    """The computer's time in UTC."""
    return datetime.now(UTC)
