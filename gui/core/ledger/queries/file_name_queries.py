"""File names that a profile's recordings have in the ledger, and the next one that is free.

A start that failed made no file: its name is free. Runs on the ledger's thread, over the connection that
database.py holds.
"""

import re
from collections.abc import Iterable
from typing import Final

from gui.core.ledger.queries import session_queries
from gui.core.ledger.queries.history_queries import Rows
from gui.core.ledger.schema import FILE_NAME, INTENT_ROWS, OF_PROFILE
from gui.core.sessions.session import Session

MOST_LOOKED_AT: Final = 50
"""How many of the newest starts under a name are checked: beyond them the name counts as free."""
_HIGHEST: Final = 1 << 20

_USED: Final = (
    "SELECT newest.session_id FROM"
    f" (SELECT session_id, row FROM entry WHERE {INTENT_ROWS} AND {OF_PROFILE} = ? AND {FILE_NAME} = ?"
    " ORDER BY row DESC LIMIT ?) AS tried JOIN newest ON newest.session_id = tried.session_id"
    " WHERE newest.state <> 'failed' ORDER BY tried.row DESC LIMIT 1"
)
_WANTED: Final = (
    "SELECT in_flight.session_id FROM in_flight JOIN newest ON newest.session_id = in_flight.session_id"
    f" JOIN entry ON entry.row = newest.row WHERE kind = 'queued' AND {OF_PROFILE} = ? AND {FILE_NAME} = ?"
)
"""Of starts that wait for the rate limiter: few at any time."""
_NUMBERED: Final = re.compile(r"(.+)-([1-9]\d{0,2})")


def used(rows: Rows, profile: str, names: Iterable[str]) -> dict[str, Session]:
    """See Ledger.file_names_used."""
    found = {}
    for name in names:
        session_id = _newest_use(rows, profile, name)
        session = None if session_id is None else session_queries.session(rows, session_id)
        if session is not None:
            found[name] = session
    return found


def free(rows: Rows, profile: str, name: str) -> str:
    """See Ledger.free_file_name."""
    numbered = _NUMBERED.fullmatch(name)
    base, number = (name, 1) if numbered is None else (numbered[1], int(numbered[2]))

    def is_free(candidate: int) -> bool:
        return _newest_use(rows, profile, f"{base}-{candidate}") is None

    # Steps that double, then halves: a name that was counted up ten thousand times costs 30 queries at most.
    low, step = number, 1
    while not is_free(low + step) and step < _HIGHEST:
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_free(middle) else (middle, high)
    return f"{base}-{high}"


def _newest_use(rows: Rows, profile: str, name: str) -> str | None:
    wanted = next(iter(rows(_WANTED, (profile, name))), None)
    found = wanted or next(iter(rows(_USED, (profile, name, MOST_LOOKED_AT))), None)
    return None if found is None else str(found[0])
