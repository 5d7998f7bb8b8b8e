"""Which rows of its target a row of this desk follows, and which rows of a target nothing follows.

Kept once the folder is a desk of a team; before, a row follows the one before it on its target, and nothing
is written of that. Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC
from typing import Final

from gui.core.foundation.fill import fill
from gui.core.ledger.many_rows import write_each
from gui.core.ledger.no_forerunners import Followed
from gui.core.ledger.team_rows.row_names import RowName, names_in, target_mark, text_of
from gui.core.sessions.session import Session

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

_HEADS: Final = "SELECT target, rows FROM head WHERE target IN ({marks})"
_KEEP: Final = "INSERT INTO head VALUES {rows} ON CONFLICT (target) DO UPDATE SET rows = excluded.rows"
_NEWEST: Final = "SELECT target, MAX(row) FROM newest WHERE target IN ({marks}) GROUP BY target"
_ASKED_LENGTH: Final = 23
"""As SQLite writes a time in UTC with milliseconds, so that both sort alike."""


class TeamForerunners:
    """Of a desk of a team."""

    of_a_team = True

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def asked(self, session: Session) -> str:
        """See :meth:`Forerunners.asked`."""
        return session.asked_at.astimezone(UTC).isoformat(timespec="milliseconds")[:_ASKED_LENGTH]

    def all_of(self, target: str) -> str:
        """See :meth:`Forerunners.all_of`."""
        return text_of(heads_of(self._execute, target))

    def only(self, row: int) -> str:
        """See :meth:`Forerunners.only`."""
        return RowName("", row).text

    def follow(self, rows: Iterable[Followed]) -> Sequence[str]:
        """See :meth:`Forerunners.follow`."""
        beside = []
        for one in rows:
            # Its newest row is this one by now: only what was written down counts.
            known = Heads(self._execute, [one.target])
            left = known.kept(one.target) - set(names_in(one.parents))
            known.keep(self._execute, {one.target: left | {RowName("", one.row)}})
            beside += [one.target] if left else []
        return beside


def heads_of(execute: Execute, target: str) -> frozenset[RowName]:
    """The rows of a target that nothing follows; its newest row, where it is as it was before the team."""
    return Heads(execute, [target]).of(target)


def keep_heads(execute: Execute, target: str, heads: frozenset[RowName]) -> None:
    """Write down the rows of a target that nothing follows."""
    known = Heads(execute, [target])
    known.keep(execute, {target: heads})


class Heads:
    """The rows that nothing follows, of several targets; read, and written, by a few statements."""

    def __init__(self, execute: Execute, targets: Collection[str]) -> None:
        self._marks = {target: target_mark(target) for target in targets}
        marks = ", ".join("?" * len(self._marks))
        found = execute(fill(_HEADS, marks=marks), tuple(self._marks.values()))
        self._execute = execute
        self._kept = {str(mark): frozenset(names_in(str(rows))) for mark, rows in found}
        self._newest: dict[str, RowName] | None = None

    def kept(self, target: str) -> frozenset[RowName]:
        """Those of one target that are written down."""
        return self._kept.get(self._marks[target], frozenset())

    def of(self, target: str) -> frozenset[RowName]:
        """Those of one target; its newest row, where it is as it was before the team."""
        if kept := self.kept(target):
            return kept
        if self._newest is None:
            self._newest = self._newest_rows()
        known = self._newest.get(target)
        return frozenset(() if known is None else (known,))

    def _newest_rows(self) -> dict[str, RowName]:
        """Of the targets of which nothing is written down."""
        bare = tuple(target for target, mark in self._marks.items() if mark not in self._kept)
        newest = self._execute(fill(_NEWEST, marks=", ".join("?" * len(bare))), bare)
        return {str(target): RowName("", int(str(row))) for target, row in newest}

    def keep(self, execute: Execute, heads: Mapping[str, frozenset[RowName]]) -> None:
        """Write down what they are now."""
        new = [(self._marks[target], text_of(rows)) for target, rows in heads.items()]
        write_each(execute, _KEEP, new, "(?, ?)")
