"""What everyone in the team calls a session of this ledger, and back.

Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from gui.core.foundation.fill import fill
from gui.core.ledger.team_rows.own_desks import NOBODY, OwnDesks
from gui.core.ledger.travelling_row import SessionName

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one query."""

_AT_ONCE: Final = 500
_ALIAS: Final = "SELECT session_id FROM alias WHERE desk = ? AND number = ?"
_NAMES: Final = "SELECT session_id, desk, number FROM alias WHERE session_id IN ({marks})"
_OWN: Final = (
    "SELECT session_id FROM newest WHERE number = ?1"
    " AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.session_id = newest.session_id)"
)


def session_id_of(execute: Execute, name: SessionName) -> str | None:
    """See Ledger.session_id_of."""
    for (found,) in execute(_ALIAS, name):
        return str(found)
    number = OwnDesks(execute).own_number(name)
    for (found,) in () if number is None else execute(_OWN, (number,)):
        return str(found)
    return None


def session_names(execute: Execute, session_ids: Sequence[str]) -> dict[str, SessionName]:
    """See Ledger.session_names."""
    own = OwnDesks(execute)
    if own.current is None:
        return {}
    found = {one: own.session_name(int(one)) for one in session_ids}
    for first in range(0, len(session_ids), _AT_ONCE):
        some = tuple(session_ids[first : first + _AT_ONCE])
        query = fill(_NAMES, marks=", ".join("?" * len(some)))
        for one, desk, number in execute(query, some):
            found[str(one)] = SessionName(str(desk), int(str(number)))
    return {one: name for one, name in found.items() if name.desk != NOBODY}
