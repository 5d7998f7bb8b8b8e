"""A desk's ledger of years: many sessions as they really come, made one by one, and written in seconds."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import Operation, Source, State
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.session_json import json_of
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Failure, Session, Target

ROOMS: Final = 2000
PEOPLE_OF_A_ROOM: Final = 3
EVERY: Final = timedelta(seconds=40)
_OPERATORS: Final = ("Li", "Wang", "Zhao")
_TAGS: Final = ((), ("maths", "grade 3"), ("chemistry",))


def many_sessions(count: int, *, live: int = 0, profile: str = "Main") -> Iterator[Session]:
    """The newest first; over are all but the newest ``live``, every twentieth failed and was handled."""
    now = datetime.now(UTC).replace(microsecond=0)
    for number in range(count, 0, -1):
        session = _started(number, now - EVERY * (count - number) - timedelta(minutes=1), profile)
        if number > count - live:
            yield session
        elif number % 20 == 0:
            yield _failed(session)
        else:
            yield _stopped(session, min(now, session.asked_at + timedelta(minutes=45)))


def _started(number: int, asked: datetime, profile: str) -> Session:
    room = 10000 + number % ROOMS
    account = f"student{room * PEOPLE_OF_A_ROOM + number // ROOMS % PEOPLE_OF_A_ROOM:06}"
    accepted = asked + timedelta(milliseconds=180 + number % 77)
    return Session(
        Target("relay.example", 1400000000, room, account, Source.CAMERA),
        profile,
        State.RECORDING,
        _OPERATORS[number % len(_OPERATORS)],
        asked,
        accepted,
        StartOptions(f"{room}_{account}_{asked:%Y%m%d_%H%M%S}", _TAGS[number % len(_TAGS)]),
        id=str(number),
        row=4 * number,
        first_row=4 * number - 3,
        attempts=1,
        accepted_at=accepted,
        confirmed_at=accepted,
        answered_at=accepted,
    )


def _stopped(session: Session, ended: datetime) -> Session:
    return replace(
        session,
        state=State.STOPPED,
        operation=Operation.STOP,
        changed_at=ended,
        confirmed_at=ended,
        ended_at=ended,
        answered_at=ended,
        ended_by=EndedBy.ANSWER,
        file_ids=(f"5285890{10_000_000_000 + int(session.id)}",),
    )


def _failed(session: Session) -> Session:
    code = 30000411 if int(session.id) % 40 else 30000415
    return replace(
        session,
        state=State.FAILED,
        failure=Failure(Delivery.ANSWERED, Operation.START, code=code, message="user is not in the room"),
        accepted_at=None,
        confirmed_at=None,
        handled=True,
    )


_ENTRY = (
    "INSERT INTO entry (row, session_id, at, kind, operator, process, reason, detail, session)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NEWEST = "INSERT INTO newest (session_id, number, row, target, state, open) VALUES (?, ?, ?, ?, ?, ?)"


def write_ledger(folder: Path, sessions: Iterable[Session]) -> None:
    """Make a ledger that has one row for each session."""
    ledger = LedgerDatabase(folder)
    ledger.open()
    ledger.close()
    known = sorted(sessions, key=lambda session: session.row)
    with closing(sqlite3.connect(ledger.path)) as database, database:
        database.executemany(_ENTRY, map(_row, known))
        database.executemany(_NEWEST, map(_newest, known))


def _row(session: Session) -> tuple[object, ...]:
    content = json_of(session)
    at = session.changed_at.isoformat()
    return session.row, session.id, at, "settled", session.operator, "", "", "{}", content


def _newest(session: Session) -> tuple[object, ...]:
    still_open = session.live or session.needs_attention(session.changed_at)
    number, key = int(session.id), session.target.key
    return session.id, number, session.row, key, session.state.value, int(still_open)
