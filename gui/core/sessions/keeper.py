"""Who looks after a recording in a team, and to whom it was handed over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who looks after a recording.

    :param desk: the id of the desk of the team where they are; empty for this one.
    """

    operator: str
    desk: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A recording that was handed over, and not taken over yet.

    :param to: the person who is to have it; ``by`` who hands it over.
    """

    to: str
    by: str
    note: str = ""
