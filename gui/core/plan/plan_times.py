"""Times as people write them into a plan: ``20:00``, ``8:00 pm``, ``晚上8点半``, ``2026-11-30 20:00``."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from gui.core.foundation.text_cleaning import comparable
from gui.core.plan.plan_entry import DAY_BEGINS, moment

_MORNING: Final = ("am", "凌晨", "早上", "上午")
_LATER: Final = ("pm", "中午", "下午", "傍晚", "晚上", "晚")
_WORDS: Final = r"a\.?m\.?|p\.?m\.?|凌晨|早上|上午|中午|下午|傍晚|晚上|晚"
_HALF: Final = re.compile(_WORDS)
_CLOCK: Final = re.compile(
    rf"(?P<before>{_WORDS})? ?(?P<hour>\d{{1,2}})"
    r"(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"| ?点(?:(?P<half>半)|整| ?(?P<part>\d{1,2}) ?分?)?)?"
    rf" ?(?P<after>{_WORDS})?"
)
_DAYS: Final = tuple(
    (re.compile(form + r"(?: ?日)?(?:[ t,]+|(?<=日))(?=\S)"), order)
    for form, order in (
        (r"(\d{4})[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})", "ymd"),
        (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", "dmy"),
        (r"(\d{1,2})/(\d{1,2})/(\d{4})", "?"),
        (r"(\d{1,2})月 ?(\d{1,2})", "md"),
    )
)
_WEEKDAY: Final = re.compile(r"^(?:周|星期|礼拜)[一二三四五六日天] ?")
_RANGE: Final = re.compile(r"(?P<start>.*\d\D{0,5}?) ?(?:[-–—~至到]|\bto\b) ?(?P<end>\D{0,3}\d.*)")


class NoTime(ValueError):  # noqa: N818 - it names what happened
    """What stands there can't be read as a time."""


def read_time(cell: str, today: date, *, after: datetime | None = None) -> datetime:
    """A moment in UTC, from what stands in a cell.

    A time without a day is of the plan's day, which lasts until five in the morning.

    :param after: the start, for an end: without a day it is the first one after it.
    :raises NoTime: where it can't be read.
    """
    text = " ".join(comparable(cell).replace("−", "-").split())
    if (whole := _with_offset(text)) is not None:
        return whole
    day, rest = _day(text, today)
    clock, days = _clock(_WEEKDAY.sub("", rest))
    if day is not None:
        return moment(day + timedelta(days=days), clock)
    if after is None:
        night = clock < DAY_BEGINS and not days
        return moment(today + timedelta(days=days + night), clock)
    first = after.astimezone().date()
    found = moment(first + timedelta(days=days), clock)
    return found if found > after else moment(first + timedelta(days=days + 1), clock)


def read_span(start: str, end: str, today: date) -> tuple[datetime, datetime]:
    """Start and end; where one of them alone says *pm*, it may count for both: the shorter span is meant.

    :raises NoTime: where one of them can't be read.
    """
    first, last = _mark_of(start), _mark_of(end)
    starts = [start] if first or not last else [start, f"{start} {last}"]
    ends = [end] if last or not first else [end, f"{end} {first}"]
    spans: list[tuple[datetime, datetime]] = []
    for one in starts:
        began = read_time(one, today)
        spans += [(began, read_time(other, today, after=began)) for other in ends]
    return min(spans, key=lambda span: abs(span[1] - span[0]))


def _mark_of(cell: str) -> str:
    """The words for a half of the day, as far as a cell has any."""
    found = _HALF.search(comparable(cell))
    return "" if found is None else found[0]


def split_range(cell: str) -> tuple[str, str]:
    """*20:00–21:00* as start and end; the end is empty where it is no range."""
    text = " ".join(comparable(cell).replace("−", "-").split())
    found = _RANGE.fullmatch(text)
    if found is None or not (_reads(found["start"]) and _reads(found["end"])):
        return cell, ""
    return found["start"], found["end"]


def looks_like_time(cell: str) -> bool:
    """Whether a cell holds a time or a range of times."""
    return _reads(cell) or bool(split_range(cell)[1])


def _reads(text: str) -> bool:
    if text.isdecimal():
        # A bare number is a room as well.
        return False
    try:
        read_time(text, date(2024, 2, 29))
    except NoTime:
        return False
    return True


def _with_offset(text: str) -> datetime | None:
    """A moment that says how far it is from UTC."""
    try:
        found = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return None if found.tzinfo is None else found.astimezone(UTC)


def _day(text: str, today: date) -> tuple[date | None, str]:
    """The day that stands in front, and what is left."""
    for pattern, order in _DAYS:
        found = pattern.match(text)
        if found is not None:
            numbers = [int(part) for part in found.groups()]
            return _date(numbers, order, today), text[found.end() :]
    return None, text


def _date(numbers: list[int], order: str, today: date) -> date:
    if order == "?":
        # Day and month are told apart by what is near: a plan is of these days.
        both = [_or_none(numbers[2], *pair) for pair in (numbers[:2], numbers[1::-1])]
        near = [day for day in both if day is not None and abs((day - today).days) <= 1]
        known = [day for day in both if day is not None]
        found = near[0] if near else known[0] if len(set(known)) == 1 else None
    elif order == "md":
        found = _or_none(today.year, *numbers)
        if found is not None and (today - found).days > 180:
            found = _or_none(today.year + 1, *numbers)
    else:
        by_name = dict(zip(order, numbers, strict=True))
        found = _or_none(by_name["y"], by_name["m"], by_name["d"])
    if found is None:
        raise NoTime
    return found


def _or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(text: str) -> tuple[time, int]:
    """The time of day, and how many days later: 24:00 is the next one's midnight."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or (found["before"] and found["after"]):
        raise NoTime
    mark = (found["before"] or found["after"] or "").replace(".", "")
    hour, minute = int(found["hour"]), int(found["minute"] or found["part"] or 0)
    if not mark and not re.search(r"\d[:.h]\d|点", text):
        # A bare number is no time.
        raise NoTime
    minute = 30 if found["half"] else minute
    if mark in _MORNING and hour == 12:
        hour = 0
    elif mark in _LATER and hour < 12 and not (mark == "中午" and hour >= 10):
        hour += 12
    if (hour, minute) == (24, 0):
        return time(0), 1
    try:
        return time(hour, minute, int(found["second"] or 0)), 0
    except ValueError as err:
        raise NoTime from err
