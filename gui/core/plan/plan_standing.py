"""Where each line of the plan stands, by what the list knows. Pure functions; nothing starts or stops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from gui.core.foundation.enums import State
from gui.core.foundation.text_cleaning import comparable
from gui.core.plan.plan_entry import PlanEntry
from gui.core.sessions.session import Session

EARLY: Final = timedelta(minutes=30)
"""So long before its start a recording counts for it."""
_LATE_AFTER: Final = timedelta(minutes=2)
_STOP_BEFORE: Final = timedelta(minutes=3)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Standing(StrEnum):
    """How a line stands; the value is part of its text's key."""

    AHEAD = "ahead"
    DUE = "due"
    LATE = "late"
    LIVE = "live"
    STOP = "stop"
    OVER = "over"
    STOPPED = "stopped"


NEEDING: Final = frozenset({Standing.LATE, Standing.STOP})
"""What needs attention."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line as it stands.

    :param session: the recording that it is about; None where there is none.
    :param late: whole minutes since its start; 0 where it is not late.
    :param elsewhere: the room in which its user is being recorded instead; 0 for none.
    """

    entry: PlanEntry
    standing: Standing
    session: Session | None = None
    late: int = 0
    elsewhere: int = 0


def plan_as_it_stands(
    entries: Iterable[PlanEntry], sessions: Sequence[Session], now: datetime
) -> list[Planned]:
    """Every line, in the order of the starts.

    :param sessions: what the account has for these users; others do no harm.
    """
    by_whom = groupby(sorted(entries, key=lambda one: (one.whom, one.start)), key=lambda one: one.whom)
    by_user: dict[str, list[Session]] = {}
    for one in sessions:
        # Whatever the width or the case in which the name was typed.
        by_user.setdefault(comparable(one.target.account).strip(), []).append(one)
    found = [
        planned for whom, own in by_whom for planned in _of_one(list(own), by_user.get(whom[1], ()), now)
    ]
    return sorted(found, key=lambda one: (one.entry.start, one.entry.room, one.entry.account))


def _of_one(entries: Sequence[PlanEntry], of_user: Sequence[Session], now: datetime) -> list[Planned]:
    """All lines of one room and user: a recording counts for one of them."""
    there = [
        one
        for one in of_user
        if one.target.room == entries[0].room and (one.live or one.state is State.STOPPED)
    ]
    opens = [_opens(entry, before) for before, entry in zip((None, *entries), entries, strict=False)]
    closes = [*opens[1:], _NEVER]
    nexts = [*(entry.start for entry in entries[1:]), _NEVER]
    found = []
    for entry, since, until, follows in zip(entries, opens, closes, nexts, strict=True):
        own = [one for one in there if since <= one.asked_at < until]
        if now >= entry.start or (entry is entries[0] and now >= since):
            # Nobody has stopped it since: what goes on counts for whoever is on now.
            own += [one for one in there if one.live and one.asked_at < since]
        found.append(_as_it_stands(entry, own, of_user, now, passed_on=now >= follows))
    return found


def _opens(entry: PlanEntry, before: PlanEntry | None) -> datetime:
    """From when on a start counts for this line and no longer for the one before."""
    early = entry.start - EARLY
    if before is None:
        return early
    middle = before.start + (entry.start - before.start) / 2
    return max(early, min(entry.start, before.end or middle))


def _as_it_stands(
    entry: PlanEntry, own: Sequence[Session], of_user: Sequence[Session], now: datetime, *, passed_on: bool
) -> Planned:
    live = max((one for one in own if one.live), key=_asked, default=None)
    if live is not None and not passed_on:
        ends = entry.end is not None and now >= entry.end - _STOP_BEFORE
        return Planned(entry, Standing.STOP if ends else Standing.LIVE, live)
    if own:
        last = max(own, key=_asked)
        return Planned(entry, Standing.OVER if last.live else Standing.STOPPED, last)
    if now < entry.start:
        return Planned(entry, Standing.AHEAD)
    if passed_on or (entry.end is not None and now >= entry.end):
        return Planned(entry, Standing.OVER)
    if now < entry.start + _LATE_AFTER:
        return Planned(entry, Standing.DUE)
    others = [one for one in of_user if one.live and one.target.room != entry.room]
    elsewhere = max(others, key=_asked).target.room if others else 0
    return Planned(
        entry, Standing.LATE, late=int((now - entry.start).total_seconds() // 60), elsewhere=elsewhere
    )


def _asked(session: Session) -> datetime:
    return session.asked_at
