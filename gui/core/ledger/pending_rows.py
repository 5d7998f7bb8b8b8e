"""Rows of one transaction, collected so that a few statements write them all.

Each statement of the ledger's thread waits for the window's thread (GIL): one for many rows costs as much
as one for a single row. Runs on the ledger's thread, over the connection that database.py holds.
"""

from dataclasses import dataclass, field
from typing import Final

from gui.core.foundation.enums import State
from gui.core.ledger import schema
from gui.core.ledger.many_rows import Execute, Values, write_each
from gui.core.ledger.no_forerunners import Followed

_ENTRY: Final = (
    "INSERT INTO entry (row, session_id, at, kind, operator, process, reason, detail, session, parents)"
    " VALUES {rows}"
)
_CLEARED_BY_SUCCESS: Final = (
    "UPDATE newest SET open = 0 WHERE number IN (SELECT earlier.number FROM newest AS accepted"
    " JOIN newest AS earlier ON earlier.target = accepted.target AND earlier.number < accepted.number"
    f" WHERE earlier.state = '{State.FAILED.value}' AND earlier.open = 1"
    " AND accepted.session_id IN ({rows}))"
)
_CLEARED_BY_THE_SAME: Final = (
    f"UPDATE newest SET open = 0 WHERE target = ? AND number < ? AND state = '{State.FAILED.value}'"
    f" AND EXISTS (SELECT 1 FROM entry WHERE entry.row = newest.row AND {schema.CAME} = ?)"
)


@dataclass(slots=True)
class PendingRows:
    """What is to be written. ``touched`` holds the targets and sessions that it is about."""

    entries: list[Values] = field(default_factory=list)
    newest: list[Values] = field(default_factory=list)
    begun: list[Values] = field(default_factory=list)
    ended: list[Values] = field(default_factory=list)
    answered: list[Values] = field(default_factory=list)
    accepted: list[Values] = field(default_factory=list)
    failed_again: list[Values] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def add(self, other: "PendingRows") -> None:
        """Take the rows of one more write, which is about nothing that is ``touched``."""
        self.entries += other.entries
        self.newest += other.newest
        self.begun += other.begun
        self.ended += other.ended
        self.answered += other.answered
        self.accepted += other.accepted
        self.failed_again += other.failed_again
        self.followed += other.followed
        self.touched |= other.touched

    def write(self, execute: Execute) -> None:
        """Write the rows into the open transaction."""
        for values in self.answered:
            execute("UPDATE in_flight SET answered = ? WHERE session_id = ?", values)
        write_each(execute, "DELETE FROM in_flight WHERE session_id IN ({rows})", self.ended, "?")
        write_each(execute, _ENTRY, self.entries, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        write_each(
            execute,
            "INSERT INTO newest VALUES {rows} ON CONFLICT (session_id) DO UPDATE SET"
            " row = excluded.row, state = excluded.state, open = excluded.open",
            self.newest,
            "(?, ?, ?, ?, ?, ?, ?)",
        )
        # A later success on the same target clears its failures.
        write_each(execute, _CLEARED_BY_SUCCESS, self.accepted, "?")
        for values in self.failed_again:
            # A later session that failed in the same way stands for the earlier ones.
            execute(_CLEARED_BY_THE_SAME, values)
        write_each(execute, "INSERT INTO in_flight VALUES {rows}", self.begun, "(?, ?, ?, ?, ?, 0)")
