"""Whose a recording is in a team: offered to a named person, and theirs once they accept. Pure functions.

Nothing else of the session changes by it, not even when it changed last.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gui.core.sessions.keeper import HandOver, Keeper
from gui.core.sessions.session import DecisionRefused, Session

HANDED_OVER = "handed_over"
"""Kind of the rows that say so: an offer, or that somebody took it. The recording goes on as it was."""


def offered(session: Session, offer: HandOver, now: datetime) -> Session:
    """Handed over to a person; it stays with whoever has it until that one accepts.

    :raises DecisionRefused: where it is over, and nobody has to look at it.
    """
    if not is_open(session, now):
        raise DecisionRefused(f"session {session.id} is over: there is nothing to hand over")
    return replace(session, offer=offer)


def taken(session: Session, operator: str, now: datetime) -> Session:
    """Whoever is at this desk has it from now on: accepted, taken over, or kept although it was offered.

    What was said as it was handed over stays with it.

    :raises DecisionRefused: where it is over, and nobody has to look at it.
    """
    if not is_open(session, now):
        raise DecisionRefused(f"session {session.id} is over: there is nothing to take over")
    keeper, offer = session.keeper, session.offer
    if (keeper.operator, keeper.desk) == (operator, ""):
        return replace(session, offer=None)
    note = keeper.note if offer is None else offer.note or keeper.note
    return replace(session, taken_by=Keeper(operator, "", keeper.operator, now, note), offer=None)


def is_open(session: Session, now: datetime) -> bool:
    """Whether somebody has to look after it: it is live, or needs attention."""
    return session.live or session.needs_attention(now)


def offer_of(session: Session, now: datetime) -> HandOver | None:
    """The offer that stands; one of a recording that is over by now waits for nobody."""
    return session.offer if session.offer is not None and is_open(session, now) else None


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, however they were typed."""
    return one.strip().casefold() == other.strip().casefold()


def with_hands_of(session: Session, others: Sequence[Session]) -> Session:
    """A session, as it was handed over by rows of which none knew the other.

    :param others: as those rows left it, in the order of their names. Whoever took it has it, whatever was
        offered meanwhile.
    """
    if not others:
        return session
    last = max(enumerate(others), key=lambda one: (one[1].offer is None, one[0]))[1]
    return replace(session, taken_by=last.taken_by, offer=last.offer)
