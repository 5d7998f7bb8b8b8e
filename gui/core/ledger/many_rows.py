"""Many rows by a few statements: for each of them the ledger's thread waits for the window's (GIL)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Final

from gui.core.foundation.fill import fill

Values = tuple[object, ...]
Execute = Callable[[str, Values], object]
"""Runs one statement."""

AT_ONCE: Final = 16
"""Rows that one statement writes; the statements of every number up to it are kept ready."""


def write_each(
    execute: Execute, statement: str, rows: Sequence[Values], marks: str, at_once: int = AT_ONCE
) -> None:
    """Write all rows, so many with one statement."""
    for first in range(0, len(rows), at_once):
        some = rows[first : first + at_once]
        execute(fill(statement, rows=", ".join([marks] * len(some))), _flat(some))


def _flat(rows: Iterable[Values]) -> Values:
    return tuple(chain.from_iterable(rows))
