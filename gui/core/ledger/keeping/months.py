"""Which months a removal is about. A month is the one of this computer's local time, as in the list."""

import re
from datetime import datetime
from typing import Final

_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


class NotPast(ValueError):  # noqa: N818 - it names what is wrong with it
    """A day that has not come yet: a slip of the keys would take what is still needed."""


def month_begin(date: str, now: datetime) -> datetime:
    """The begin of the month that a date lies in: what was over before it goes.

    :param date: ``2026-03-15`` or ``2026-03``.
    :param now: aware time.
    :raises NotPast: for a day after today.
    :raises ValueError: for what is no date.
    """
    found = _DATE.fullmatch(date.strip())
    if found is None:
        raise ValueError(date)
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    try:
        wanted = datetime(year, month, day).astimezone()
        begin = datetime(year, month, 1).astimezone()
    except OverflowError as err:
        raise ValueError(date) from err
    if wanted > now:
        raise NotPast(date)
    return begin
