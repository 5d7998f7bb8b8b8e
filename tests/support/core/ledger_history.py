"""A ledger of days and years, filled at once: sessions as an earlier panel left them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gui.core.foundation.enums import Source, State
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.rows import Note
from gui.core.ledger.session_json import json_of
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Session, Target


def ended(number: int, at: datetime, **changes: object) -> Session:
    """A recording of 40 minutes with one file id; a higher number is a newer session."""
    target = Target("127.0.0.1:9", 1400000001, 10000 + number % 700, f"user{number}", Source.CAMERA)
    session = Session(
        target,
        "Main",
        State.STOPPED,
        "Wang",
        at,
        at,
        StartOptions(f"lesson_{number}"),
        id=str(number),
        row=number,
        first_row=number,
        accepted_at=at,
        confirmed_at=at,
        ended_at=at + timedelta(minutes=40),
        ended_by=EndedBy.ANSWER,
        file_ids=(f"5285890784246{number:06}",),
    )
    return replace(session, **changes)  # type: ignore[arg-type]  # fields of a session


def days_of_sessions(count: int, per_day: int, now: datetime | None = None) -> list[Session]:
    """So many ended sessions, the last one a minute ago, spread evenly over the days before."""
    newest = (now or datetime.now(UTC)) - timedelta(minutes=1)
    return [
        ended(number, newest - timedelta(days=(count - number) / per_day)) for number in range(1, count + 1)
    ]


def fill(folder: Path, sessions: Iterable[Session]) -> None:
    """Make a ledger that has these sessions, a row for each."""
    newest = {session.id: session for session in sessions}
    rows = [
        (
            session.row,
            session.id,
            session.changed_at.isoformat(),
            "answer",
            session.operator,
            "gone",
            "",
            "{}",
            json_of(session),
            *(None, None, None),
        )
        for session in newest.values()
    ]
    file = LedgerDatabase(folder)
    file.open()
    try:
        file.writer.take_over(rows, newest, Note("interrupted", "Li", datetime.now(UTC)), {})
    finally:
        file.close()
