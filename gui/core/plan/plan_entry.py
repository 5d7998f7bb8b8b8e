"""One line of the plan of the day, and the day to which it counts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from gui.core.foundation.text_cleaning import comparable

DAY_BEGINS: Final = time(5)
"""Until then a night counts to the evening before."""
_STAYS_AFTER_END: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Who is to be recorded from when on.

    :param account: as it was written.
    :param start: aware, in UTC, as ``end``, which may be missing.
    """

    room: int
    account: str
    start: datetime
    end: datetime | None = None

    @property
    def whom(self) -> tuple[int, str]:
        """Room and user, in the form in which they are compared."""
        return self.room, comparable(self.account).strip()

    def same(self, other: "PlanEntry") -> bool:
        """Whether the other one is this one, perhaps with another end."""
        return (self.whom, self.start) == (other.whom, other.start)


def day_of(when: datetime) -> date:
    """The day to which a moment counts, by this computer's local time."""
    here = when.astimezone()
    return here.date() - timedelta(days=here.time() < DAY_BEGINS)


def is_gone(entry: PlanEntry, now: datetime) -> bool:
    """Whether an entry's day is over, and its end, which may lie in the next morning."""
    ended = entry.end is None or now >= entry.end + _STAYS_AFTER_END
    return day_of(entry.start) < day_of(now) and ended


def moment(day: date, clock: time) -> datetime:
    """A time of day of this computer's clock, in UTC.

    What comes twice as the clocks go back is the first of both; what is left out as they go forward comes an
    hour later.
    """
    written = datetime.combine(day, clock)
    found = written.astimezone(UTC)
    if found.astimezone().replace(tzinfo=None) == written:
        return found
    return max(found, written.replace(fold=1).astimezone(UTC))
