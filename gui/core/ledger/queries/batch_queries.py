"""Queries for a batch: which of its rows have an intent in the ledger, and what came of each.

Runs on the ledger's thread, over the connection that database.py holds.
"""

from dataclasses import dataclass
from typing import Final

from gui.core.foundation.enums import Outcome
from gui.core.ledger.queries.history_queries import Rows
from gui.core.ledger.session_json import session_in
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import outcome_of

MARK: Final = "batch"
"""Key of an intent's detail under which a batch keeps its id, run and row."""

# A mark is the first member of its detail, so that most rows' JSON need not be parsed.
# The same file on another desk of the team is another batch.
_OF_RUN: Final = (
    "FROM entry WHERE row > ? AND kind = 'intent' AND desk IS NULL AND detail LIKE '{\"batch\"%'"
    " AND json_extract(detail, '$.batch.id') = ? AND json_extract(detail, '$.batch.run') = ?"
)
_INTENTS: Final = f"SELECT row, session_id, json_extract(detail, '$.batch.row') {_OF_RUN} ORDER BY row"
_SENT: Final = f"SELECT COUNT(DISTINCT json_extract(detail, '$.batch.row')) {_OF_RUN}"
_OUTCOME: Final = (
    "SELECT session, json_extract(detail, '$.outcome') FROM entry"
    " WHERE session_id = ? AND row > ? AND desk IS NULL AND kind IN ('answer', 'interrupted')"
    " ORDER BY row LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class BatchAttempt:
    """One intent of a batch's row.

    :param row: the row's place in its file, from 0.
    :param session_id: the session that it was written for.
    :param after: that session right after the outcome; None where none is written yet.
    """

    row: int
    session_id: str
    outcome: Outcome
    after: Session | None


def batch_attempts(rows: Rows, batch: str, run: int, after: int) -> tuple[BatchAttempt, ...]:
    """See Ledger.batch_attempts."""
    intents = list(rows(_INTENTS, (after, batch, run)))
    return tuple(
        _attempt(rows, int(str(row)), str(session), int(str(place))) for row, session, place in intents
    )


def rows_sent(rows: Rows, batch: str, run: int, after: int) -> int:
    """See Ledger.batch_rows_sent."""
    ((count,),) = rows(_SENT, (after, batch, run))
    return int(str(count))


def _attempt(rows: Rows, intent: int, session_id: str, place: int) -> BatchAttempt:
    found = next(iter(rows(_OUTCOME, (session_id, intent))), None)
    session = None if found is None else session_in(str(found[0]))
    if found is None or session is None:
        # Nobody knows: an intent without an outcome that can be read counts as sent.
        return BatchAttempt(place, session_id, Outcome.UNKNOWN, None)
    written = None if found[1] is None else Outcome(str(found[1]))
    return BatchAttempt(place, session_id, written or _outcome(session), session)


def _outcome(session: Session) -> Outcome:
    """Of an operation that a dead process left behind: what its session was concluded with."""
    failure = session.failure or session.ended_with
    return Outcome.UNKNOWN if failure is None else outcome_of(failure.problem(), failure.operation)
