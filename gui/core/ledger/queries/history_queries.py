"""Queries across sessions: how often each code came, and failures of one target in a row.

Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gui.core.ledger.schema import ANSWERED_ROWS, CAME

Rows = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one query."""

MOST_EARLIER: Final = 50
"""Earlier failed sessions of a target that are read."""


def _kept(path: str) -> str:
    """A value of a row's session; null where the row is damaged."""
    return f"CASE WHEN json_valid(session) THEN json_extract(session, '{path}') END"


_PER_CODE: Final = (
    f"SELECT {CAME}, COUNT(*), MAX(row) FROM entry"
    f" WHERE {ANSWERED_ROWS} AND {CAME} IS NOT NULL GROUP BY {CAME}"
)
_LAST: Final = (
    f"SELECT entry.session_id, at, {_kept('$.target.room')}, {_kept('$.target.account')}, target, number"
    " FROM entry JOIN newest ON newest.session_id = entry.session_id WHERE entry.row = ?"
)
_AFTERWARDS: Final = (
    f"SELECT kind, {CAME} IS NULL OR {_kept('$.state')} = 'stopped' FROM entry"
    " WHERE session_id = ? AND row > ? AND kind IN ('answer', 'retry', 'settled', 'handled', 'undone')"
    " ORDER BY row"
)
_LATER_ACCEPTED: Final = (
    "SELECT 1 FROM newest JOIN entry ON entry.row = newest.row WHERE newest.target = ? AND number > ?"
    f" AND {_kept('$.accepted_at')} IS NOT NULL LIMIT 1"
)
_EARLIER: Final = (
    "SELECT session_id, state FROM newest WHERE target = ? AND number < ? ORDER BY number DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class CodeHistory:
    """What happened with one code on this computer.

    :param count: answers with it, those that a retry mended included.
    :param last: when it came last, in UTC, and ``room`` and ``account`` where.
    :param then: what came of that: ``accepted``, ``settled``, ``handled``, or empty.
    """

    count: int
    last: datetime
    room: int
    account: str
    then: str = ""


def code_history(rows: Rows) -> dict[str, CodeHistory]:
    """For each code and local failure that ever came, by its catalogue key."""
    return {str(key): _history(rows, count, row) for key, count, row in rows(_PER_CODE, ())}


def earlier_failed(rows: Rows, session_id: str) -> tuple[str, ...]:
    """The failed sessions right before one on its target, the oldest first: nothing else lies between."""
    found = tuple(rows("SELECT target, number FROM newest WHERE session_id = ?", (session_id,)))
    earlier: list[str] = []
    for target, number in found:
        for other, state in rows(_EARLIER, (target, number, MOST_EARLIER)):
            if state != "failed":
                break
            earlier.append(str(other))
    return tuple(reversed(earlier))


def _history(rows: Rows, count: object, row: object) -> CodeHistory:
    ((session_id, at, room, account, target, number),) = rows(_LAST, (row,))
    then = _then(rows, (session_id, row), (target, number))
    return CodeHistory(int(str(count)), datetime.fromisoformat(str(at)), int(str(room)), str(account), then)


def _then(rows: Rows, place: tuple[object, ...], target: tuple[object, ...]) -> str:
    """What came of it: in its own session first, else in a later one of the same target."""
    decided: list[str] = []
    for kind, good in rows(_AFTERWARDS, place):
        if kind == "answer" and good:
            return "accepted"
        if kind in ("settled", "handled"):
            decided.append(str(kind))
        elif kind == "undone":
            # It takes back the last decision.
            del decided[-1:]
    if tuple(rows(_LATER_ACCEPTED, target)):
        return "accepted"
    return decided[-1] if decided else ""
