"""Who looks after a recording in a team, and to whom it was handed over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who looks after a recording.

    :param desk: the id of the desk of the team where they are; empty for this one.
    :param before: from whom they took it over; empty for who began it.
    :param at: when they did so, by the clock of their desk.
    :param note: what they were told as it was handed over.
    """

    operator: str
    desk: str
    before: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A recording that was handed over, and not taken over yet.

    :param to: the person who is to have it; ``by`` who hands it over.
    :param desk: the id of the desk where that person is, empty for this one; None where the name says it all.
    """

    to: str
    by: str
    note: str = ""
    desk: str | None = None
