"""Which rows of its target a row of this desk follows, and which rows of a target nothing follows.

As long as this desk alone wrote on a target, and its rows follow one upon the other, nothing follows the
newest one. Only else it is written down, in ``head``: what an intent has to write, its request waits for.
Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
_OF_ONE: Final = (
    "SELECT (SELECT session_id FROM in_flight WHERE target = ?1), (SELECT rows FROM head WHERE target = ?2),"
    " last.row, parents IS NOT NULL FROM (SELECT MAX(row) AS row FROM newest WHERE target = ?1) AS last"
    " LEFT JOIN entry ON entry.row = last.row"
)
_LAST_OF_THE_TEAM: Final = (
    "SELECT target, last.row FROM (SELECT target, MAX(row) AS row FROM newest WHERE target IN ({targets})"
    " GROUP BY target) AS last JOIN entry ON entry.row = last.row WHERE parents IS NOT NULL"
)
_ASKED_LENGTH: Final = 23
"""As SQLite writes a time in UTC with milliseconds, so that both sort alike."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one target.

    :param under_way: the session of the operation on it.
    :param any: whether it has sessions.
    :param rows: those that nothing follows; ``of_the_team`` those written since this is a desk of a team.
    :param kept: whether they are written down.
    """

    under_way: str | None
    any: bool
    rows: frozenset[RowName]
    of_the_team: frozenset[RowName]
    kept: bool


class TeamForerunners:
    """Of a desk of a team, for one transaction."""

    of_a_team = True

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        # Of targets that rows were asked for, until those are written: nothing changes them before.
        self._asked: dict[str, _Known] = {}

    def asked(self, session: Session) -> str:
        """See :meth:`Forerunners.asked`."""
        return session.asked_at.astimezone(UTC).isoformat(timespec="milliseconds")[:_ASKED_LENGTH]

    def under_way(self, target: str) -> tuple[str | None, bool]:
        """See :meth:`Forerunners.under_way`."""
        known = self._asked[target] = self._read(target)
        return known.under_way, known.any

    def all_of(self, target: str) -> str:
        """See :meth:`Forerunners.all_of`."""
        known = self._asked.get(target)
        if known is None:
            known = self._asked[target] = self._read(target)
        return text_of(known.rows)

    def only(self, row: int) -> str:
        """See :meth:`Forerunners.only`."""
        return RowName("", row).text

    def follow(self, rows: Iterable[Followed]) -> Sequence[str]:
        """See :meth:`Forerunners.follow`."""
        beside, now, kept = [], dict[str, frozenset[RowName]](), set[str]()
        for one in rows:
            if one.target not in now:
                known = self._asked.pop(one.target, None) or self._read(one.target)
                now[one.target] = known.of_the_team
                kept |= {one.target} if known.kept else set()
            left = now[one.target] - set(names_in(one.parents))
            now[one.target] = left | {RowName("", one.row)}
            beside += [one.target] if left else []
        if told := {target: heads for target, heads in now.items() if target in kept or len(heads) > 1}:
            keep_heads(self._execute, told)
        return beside

    def _read(self, target: str) -> _Known:
        ((under_way, kept, newest, of_the_team),) = self._execute(_OF_ONE, (target, target_mark(target)))
        session_id = None if under_way is None else str(under_way)
        if kept:
            rows = frozenset(names_in(str(kept)))
            return _Known(session_id, newest is not None, rows, rows, kept=True)
        rows = frozenset(() if newest is None else (RowName("", int(str(newest))),))
        # What lies before the team follows one upon the other, whatever is said of it.
        counted = rows if of_the_team else frozenset[RowName]()
        return _Known(session_id, newest is not None, rows, counted, kept=kept is not None)


def not_written_down(
    execute: Execute, targets: str = "SELECT target FROM newest"
) -> Iterable[tuple[str, str]]:
    """Of each target whose newest row has that place: its mark and that row, as ``head`` would have them.

    :param targets: the query of those that are meant.
    """
    kept = {str(mark) for (mark,) in execute("SELECT target FROM head", ())}
    for target, row in tuple(execute(fill(_LAST_OF_THE_TEAM, targets=targets), ())):
        if (mark := target_mark(str(target))) not in kept:
            yield mark, str(row)


def keep_heads(execute: Execute, heads: Mapping[str, frozenset[RowName]]) -> None:
    """Write down the rows of some targets that nothing follows."""
    new = [(target_mark(target), text_of(rows)) for target, rows in heads.items()]
    write_each(execute, _KEEP, new, "(?, ?)")


class Heads:
    """The rows that nothing follows, of several targets; read by a few statements."""

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
        """Those of one target; its newest row, where none are written down."""
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
