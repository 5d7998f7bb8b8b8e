"""Sessions out of the ledger's rows. A damaged row never stops the panel.

The content of a damaged row is lost: its session is unknown, with what older rows have of it.
Runs on the ledger's thread, over the connection that database.py holds.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import LIVE_STATES, Operation, Source, State
from gui.core.ledger.rows import LedgerRow
from gui.core.ledger.session_json import options_in, session_in
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import Failure, Session, Target

Rows = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one query."""

Read = Callable[[str], Session | None]
"""Makes a session of a row's JSON; None where it can't be read."""

_ENTRIES: Final = "SELECT row, session_id, at, kind, operator, reason, detail, session FROM entry"
_UNDER_WAY: Final = (
    "SELECT kind, row, session FROM entry WHERE session_id = ? AND desk IS NULL"
    " AND kind IN ('queued', 'intent', 'try', 'retry') ORDER BY row DESC LIMIT 1"
)
CHANGED_ON: Final = "WHERE newest.target = ? AND newest.row > ? ORDER BY newest.number"
"""Of :func:`sessions`: those of a target that changed after a row."""
_BY_NUMBER: Final = "WHERE newest.number < ? ORDER BY newest.number DESC LIMIT ?"
_BY_ASKED: Final = (
    "WHERE asked <> '' AND (asked, newest.number) <"
    " (COALESCE((SELECT asked FROM newest WHERE number = ?), '~'), ?)"
    " ORDER BY asked DESC, newest.number DESC LIMIT ?"
)
LIVE: Final = ", ".join(f"'{state.value}'" for state in LIVE_STATES)
"""The live states, for a condition."""
WHERE_ALL: Final = "ORDER BY newest.number DESC"
"""Of :func:`sessions`: each of them, the newest first."""
WHERE_OPEN: Final = "WHERE newest.open = 1 ORDER BY newest.number"
"""Of :func:`sessions`: those that are live or may need attention, the oldest first."""
WHERE_LIVE: Final = f"WHERE newest.state IN ({LIVE}) ORDER BY newest.number"
"""Of :func:`sessions`: those that are live."""
_AFTER_ALL: Final = 1 << 62
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 9000
_HOURS_MAX: Final = 1_000_000

log = logging.getLogger(__name__)


def sessions(
    rows: Rows, where: str, values: tuple[object, ...], read: Read = session_in
) -> tuple[Session, ...]:
    """The newest state of the sessions that the SQL condition selects.

    :param read: reads each row first; what it can't read is told by :func:`of_row`.
    """
    query = f"SELECT entry.session, entry.row FROM newest JOIN entry ON entry.row = newest.row {where}"
    found = (of_row(rows, str(text), int(str(row)), read) for text, row in rows(query, values))
    return tuple(session for session in found if session is not None)


def session(rows: Rows, session_id: str) -> Session | None:
    """One session by its id."""
    return next(iter(sessions(rows, "WHERE newest.session_id = ?", (session_id,))), None)


def newest_first(rows: Rows, limit: int, before: int | None) -> tuple[Session, ...]:
    """See Ledger.sessions. Numbers tell the order until those of other desks come between."""
    last = _AFTER_ALL if before is None else before
    if ever_in_a_team(rows):
        return sessions(rows, _BY_ASKED, (last, last, limit))
    return sessions(rows, _BY_NUMBER, (last, limit))


def newest_of(rows: Rows, target_key: str, *, live: bool = False) -> Session | None:
    """The target's newest session; with ``live`` its newest live one."""
    only = f" AND newest.state IN ({LIVE})" if live else ""
    where = f"WHERE newest.target = ?{only} ORDER BY newest.number DESC LIMIT 1"
    return next(iter(sessions(rows, where, (target_key,))), None)


def to_act_on(rows: Rows, target_key: str, *, live_first: bool) -> Session | None:
    """The session of a target that desks of a team go on with: its recording, where it has one."""
    live = f"newest.state IN ({LIVE}) DESC, " if live_first else ""
    order = f"newest.state = 'recording' DESC, {live}newest.asked DESC, newest.number DESC"
    where = f"WHERE newest.target = ? ORDER BY {order} LIMIT 1"
    found = next(iter(sessions(rows, where, (target_key,))), None)
    if found is None or not found.apart:
        return found
    from gui.core.sessions.one_recording import stands_for_all

    unknown = "WHERE newest.target = ? AND newest.state = 'unknown'"
    return stands_for_all(one for one in sessions(rows, unknown, (target_key,)) if one.apart)


def live_beside(rows: Rows, target_key: str, session_id: str) -> tuple[str, ...]:
    """The ids of a target's live sessions but one."""
    query = f"SELECT session_id FROM newest WHERE target = ? AND session_id <> ? AND state IN ({LIVE})"
    return tuple(str(one) for (one,) in rows(query, (target_key, session_id)))


def rows_past(rows: Rows, target_key: str, row: int) -> frozenset[int]:
    """The numbers of a target's rows past a row: also of those that are not shown, or wait for others."""
    from gui.core.ledger.team_rows.row_names import target_mark

    query = (
        "SELECT entry.row FROM newest JOIN entry ON entry.session_id = newest.session_id"
        " WHERE newest.target = ?1 AND entry.row > ?2"
        " UNION SELECT row FROM late WHERE target = ?3 AND row > ?2"
    )
    found = rows(query, (target_key, row, target_mark(target_key)))
    return frozenset(int(str(one)) for (one,) in found)


def any_in_flight(rows: Rows) -> bool:
    """Whether any operation is under way, or was when its process died."""
    return next(iter(rows("SELECT 1 FROM in_flight LIMIT 1", ())), None) is not None


def ever_in_a_team(rows: Rows) -> bool:
    """Whether the folder is a desk of a team, or was one."""
    return next(iter(rows("SELECT 1 FROM own_desk LIMIT 1", ())), None) is not None


def count(rows: Rows) -> int:
    """How many sessions the ledger has."""
    ((found,),) = rows("SELECT COUNT(*) FROM newest", ())
    return int(str(found))


def sessions_of(rows: Rows, session_ids: Sequence[str]) -> tuple[Session, ...]:
    """The sessions with these ids, in this order; ids that the ledger has not are left out."""
    marks = ", ".join("?" * len(session_ids))
    found = sessions(rows, f"WHERE newest.session_id IN ({marks})", tuple(session_ids))
    by_id = {session.id: session for session in found}
    return tuple(by_id[session_id] for session_id in session_ids if session_id in by_id)


def entries(rows: Rows, session_id: str) -> tuple[LedgerRow, ...]:
    """Every row of one session that can be read, in order."""
    found = []
    for row, owner, at, kind, operator, reason, detail, text in rows(
        f"{_ENTRIES} WHERE session_id = ? ORDER BY row", (session_id,)
    ):
        known = of_text(str(text))
        if known is not None:
            words = (str(owner), str(at), str(kind), str(operator), str(reason), str(detail))
            found.append(LedgerRow(int(str(row)), *words, known))
    return tuple(found)


def waits(rows: Rows, session_id: str) -> bool:
    """Whether the operation that is under way on a session waits for a slot: nothing of it has left."""
    found = next(iter(rows(_UNDER_WAY, (session_id,))), ("",))
    return found[0] == "queued"


def under_way(rows: Rows, session_id: str) -> Session | None:
    """A session as this desk's operation left it, whatever other desks wrote since."""
    for _kind, row, text in rows(_UNDER_WAY, (session_id,)):
        return of_row(rows, str(text), int(str(row)))
    return session(rows, session_id)


def settings(text: str) -> StartOptions | None:
    """StartOptions as the ledger keeps them; None where there are none, or they can't be read."""
    return options_in(text)


def with_unreadable_row(known: Session, row: int) -> Session:
    """A session whose newest row can't be read: unknown, until a later answer or a person."""
    return replace(_unknown(known, LocalFailure.LEDGER_ROW), row=row)


def with_lost_rows(known: Session, at: datetime) -> Session:
    """A session of a backup, which may have later rows in no ledger: unknown in the same way."""
    return replace(_unknown(known, LocalFailure.LEDGER_RESTORED), changed_at=at)


def _unknown(known: Session, word: LocalFailure) -> Session:
    lost = Failure(Delivery.NO_ANSWER, known.operation, word=word)
    return replace(
        known, state=State.UNKNOWN, open_attempt=True, before_stop=None, failure=lost, handled=False
    )


def of_row(rows: Rows, text: str, row: int, read: Read = session_in) -> Session | None:
    """The session that a row tells of; where that can't be read, what older rows and the index have of it."""
    known = of_text(text, read)
    if known is not None:
        return known
    log.warning("row %s of the ledger can't be read", row)
    older = "SELECT session FROM entry WHERE session_id = (SELECT session_id FROM entry WHERE row = ?)"
    for (earlier,) in rows(f"{older} AND row < ? ORDER BY row DESC", (row, row)):
        known = of_text(str(earlier))
        if known is not None:
            return with_unreadable_row(known, row)
    return _by_index(rows, row)


def of_columns(session_id: str, target_key: str, state: State, operator: str, at: str) -> Session | None:
    """A session of which only this is known; None where not even that can be read."""
    try:
        host, app, room, account, source = json.loads(target_key)
        whom = Target(str(host), int(app), int(room), str(account), Source(source))
        when = datetime.fromisoformat(at)
    except (ValueError, TypeError):
        return None
    bare = Session(whom, "", state, operator, when, when, id=session_id)
    return replace(bare, operation=Operation.START) if can_be_shown(bare) else None


def _by_index(rows: Rows, row: int) -> Session | None:
    """Not one readable row: who and where is in the index as well."""
    query = "SELECT newest.session_id, target, at, operator FROM newest JOIN entry ON entry.row = newest.row"
    for session_id, target, at, operator in rows(f"{query} WHERE newest.row = ?", (row,)):
        found = of_columns(str(session_id), str(target), State.UNKNOWN, str(operator), str(at))
        return None if found is None else with_unreadable_row(replace(found, first_row=row), row)
    return None


def of_text(text: str, read: Read = session_in) -> Session | None:
    """A session as the ledger keeps it; None where that can't be read."""
    known = read(text)
    return known if known is not None and can_be_shown(known) else None


def can_be_shown(session: Session) -> bool:
    """Whether times fit any time zone, and failures name one thing: no row may take a whole list along."""
    times = (
        session.asked_at,
        session.changed_at,
        session.accepted_at,
        session.confirmed_at,
        session.ended_at,
        session.answered_at,
        session.overrun_at,
    )
    # Plain loops: a list of any size, and each row of a team, goes through here.
    for at in times:
        if at is not None and (at.tzinfo is None or not _FIRST_YEAR <= at.year <= _LAST_YEAR):
            return False
    for failure in (session.failure, session.ended_with):
        if failure is not None and (failure.code is None) == (failure.word is None):
            return False
    return abs(session.overrun_hours) <= _HOURS_MAX
