"""The highest row and the highest session number that a ledger ever gave: neither is given a second time.

A row or session may have been pruned, or may be missing from a restored backup, while reports, notes and the
logs of batches still name it. Both counters are kept in ``sqlite_sequence``, which SQLite keeps for the rows
itself, and which no removal of rows changes.
"""

from collections.abc import Callable, Iterable
from typing import Final

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

_ROWS: Final = "entry"
_NUMBERS: Final = "newest"
_KEPT: Final = "SELECT seq FROM sqlite_sequence WHERE name = ?"


def last_row(execute: Execute) -> int:
    """The highest row; 0 where there was none."""
    return _kept(execute, _ROWS)


def last_number(execute: Execute) -> int:
    """The highest number of a session; 0 where there was none."""
    ((found,),) = execute("SELECT COALESCE(MAX(number), 0) FROM newest", ())
    return max(int(str(found)), _kept(execute, _NUMBERS))


def keep_at_least(execute: Execute, *, row: int, number: int) -> None:
    """Let neither counter stand below these values."""
    for name, wanted in ((_ROWS, row), (_NUMBERS, number)):
        if _kept(execute, name) < wanted:
            execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, wanted))


def _kept(execute: Execute, name: str) -> int:
    return max((int(str(found)) for (found,) in execute(_KEPT, (name,))), default=0)
