"""Days as people name them, and the day that staff mean when they type one into the search."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Final

from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.text_cleaning import comparable

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENDS: Final = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "t(?:ember)?", "ober", "ember", "ember")
_NAMED: Final = "|".join(f"{name}(?:{end})?" for name, end in zip(_MONTHS, _ENDS, strict=True))
_FORMS: Final = {
    "y": r"(\d{4})",
    "m": r"(\d{1,2})",
    "d": r"(\d{1,2})",
    "n": rf"({_NAMED})",
}
_NEAR: Final = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}
_WEEKDAY: Final = (
    r" (?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?|(?:周|星期)[一二三四五六日天])(?= )"
)
_LISTED: Final = r" (\d{4})-(\d\d)(?:-(\d\d))?(?= )"


def day_text(day: date, today: date, messages: Messages) -> str:
    """*Today*, *Yesterday*, *Fri 20 Nov*; a day of another year is written out: ``2025-11-20``."""
    if day == today:
        return messages.text("day.today")
    if day == today - timedelta(days=1):
        return messages.text("day.yesterday")
    month = messages.text("time.months").split(" ")[day.month - 1]
    weekday = messages.text("day.weekdays").split(" ")[day.weekday()]
    key = "day.other" if day.year == today.year else "day.other_year"
    return messages.text(key, weekday=weekday, day=day.day, month=month, iso=day.isoformat())


def widest_day_text(messages: Messages) -> tuple[str, ...]:
    """Days that need as much room as any: the widest is among them, whatever the font."""
    today = date(2028, 6, 15)
    days = [date(2028, month, 20) + timedelta(days=day) for month in range(1, 13) for day in range(7)]
    named = {day_text(day, other, messages) for day in days for other in (today, date(2000, 1, 1))}
    return (messages.text("day.today"), messages.text("day.yesterday"), *sorted(named))


@dataclass(frozen=True, slots=True)
class DayQuery:
    """What a search asks for.

    :param text: the words to look for, with each day as the list has it: ``2025-11-20``.
    :param since: nothing before this day can be a hit; None where that is not known.
    """

    text: str
    since: date | None = None


def wanted(text: str, today: date) -> DayQuery:
    """Read days out of a search text: ``yesterday``, ``Fri 20 Nov``, ``11/20``, ``2025-11-20``, ``11月20日``.

    Words that are no day stay as they are. A day without a year is one of any year.
    """
    typed = f" {' '.join(comparable(text).split())} "
    found = typed
    for name, days in _NEAR.items():
        found = found.replace(f" {name} ", f" {(today - timedelta(days=days)).isoformat()} ")
    for pattern, order in _written():
        found = pattern.sub(partial(_as_listed, order), found)
    if found != typed:
        # *Fri 20 Nov* is what the list shows; the day alone is looked for.
        found = re.sub(_WEEKDAY, "", found)
    whole = (_date(int(m[1]), int(m[2]), int(m[3] or 1)) for m in re.finditer(_LISTED, found))
    return DayQuery(found.strip(), max((day for day in whole if day is not None), default=None))


def _as_listed(order: str, match: "re.Match[str]") -> str:
    """The day as the list has it; what can't be one stays as it was typed."""
    parts = dict(zip(order, match.groups(), strict=True))
    month = _MONTHS.index(parts["n"][:3]) + 1 if "n" in parts else int(parts["m"])
    # A leap year, where none was named.
    if _date(int(parts.get("y", "2024")), month, int(parts.get("d", "1"))) is None:
        return match[0]
    year = f"{parts['y']}-" if "y" in parts else "-"
    return f" {year}{month:02}" + (f"-{int(parts['d']):02}" if "d" in parts else "")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _written() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How days are written, and in which order year, month (``n``: by name) and day stand in it.

    Compiled with the first search: the first paint does not wait for it.
    """
    return tuple(
        (re.compile(rf" {fill(form, **_FORMS)}(?= )"), order)
        for form, order in (
            ("{y}[-/.年] ?{m}[-/.月] ?{d}日?", "ymd"),
            (r"{d}\.{m}\.{y}", "dmy"),
            (r"{d}\.? {n}\.? {y}", "dny"),
            (r"{d}\.? {n}\.?", "dn"),
            (r"{n}\.? {d},? {y}", "ndy"),
            (r"{n}\.? {d}", "nd"),
            ("{y}[-/年] ?{m}月?", "ym"),
            ("{m}月 ?{d}日?", "md"),
            ("{m}/{d}", "md"),
            (r"{d}\.{m}\.", "dm"),
        )
    )
