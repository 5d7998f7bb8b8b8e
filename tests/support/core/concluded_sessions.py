"""Sessions as the state table leaves them: a start or a stop, and what came of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from gui.core.catalogue.errors import Delivery, Problem
from gui.core.foundation.enums import Source
from gui.core.ledger.rows import LedgerRow
from gui.core.sessions.begin import begin_start, begin_stop
from gui.core.sessions.conclude import conclude
from gui.core.sessions.session import Session, Settings, Target

ASKED: Final = datetime(2026, 11, 22, 11, 58, tzinfo=UTC)
LATER: Final = ASKED + timedelta(minutes=4)
TARGET: Final = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)


def answered(code: int, message: str = "its own words") -> Problem:
    """The service's answer with a code."""
    return Problem(Delivery.ANSWERED, code=code, message=message)


def started(
    problem: Problem | None, session_id: str = "4", *, at: datetime = ASKED, target: Target = TARGET
) -> Session:
    """A start; accepted where there is no problem.

    :param at: when the answer came.
    """
    opening = begin_start(target, "Main", Settings("10004_dan"), "Li", ASKED)(None)
    return replace(conclude(opening, opening.session, problem, (), at)[0], id=session_id, row=9)


def stopped(problem: Problem | None, file_ids: tuple[str, ...] = ()) -> Session:
    """A stop of what was started."""
    opening = begin_stop(TARGET, "Main", Settings(), "Li", LATER)(started(None))
    return replace(conclude(opening, opening.session, problem, file_ids, LATER)[0], id="4")


def entry(kind: str, session: Session, detail: str = "{}") -> LedgerRow:
    """A row of the ledger."""
    return LedgerRow(1, session.id, ASKED.isoformat(), kind, "Li", "", detail, session)


def time_of_day(at: datetime) -> str:
    """As it is written in a sentence, on this computer."""
    return f"{at.astimezone():%H:%M}"
