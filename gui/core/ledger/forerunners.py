"""Which rows of its target a row of this desk follows, and which rows of a target nothing follows.

Kept once the folder is a desk of a team; before, a row follows the one before it on its target, and nothing
is written of that. Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Final, Protocol

from gui.core.ledger.row_names import RowName, name_of, names_in, target_mark, text_of
from gui.core.sessions.session import Session

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

_HEADS: Final = "SELECT row FROM head WHERE target = ?"
_NEWEST: Final = "SELECT MAX(row) FROM newest WHERE target = ?"
_ASKED_LENGTH: Final = 23
"""As SQLite writes a time in UTC with milliseconds, so that both sort alike."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A row of this desk that is to be written.

    :param target: the target's key; ``parents`` as the row has them.
    """

    target: str
    row: int
    parents: str


class Forerunners(Protocol):
    """What a writer asks, and tells, about the forerunners of its rows."""

    @property
    def of_a_team(self) -> bool:
        """Whether other desks may be at work on the same targets."""
        ...

    def asked(self, session: Session) -> str:
        """When a session was asked for, as the index has it; empty where its number tells its place."""
        ...

    def all_of(self, target: str) -> str | None:
        """The parents of a row whose writer knows all that is here of a target; None where none are kept."""
        ...

    def only(self, row: int) -> str | None:
        """The parents of a row that goes on with what an earlier row of this desk began."""
        ...

    def follow(self, rows: Iterable[Followed]) -> Sequence[str]:
        """Take rows that were written; the targets on which another row lies beside them."""
        ...


class NoForerunners:
    """Of a folder that is no desk of a team: nothing is asked, and nothing is kept."""

    of_a_team = False

    def asked(self, _session: Session) -> str:
        """See :meth:`Forerunners.asked`."""
        return ""

    def all_of(self, _target: str) -> str | None:
        """See :meth:`Forerunners.all_of`."""
        return None

    def only(self, _row: int) -> str | None:
        """See :meth:`Forerunners.only`."""
        return None

    def follow(self, _rows: Iterable[Followed]) -> Sequence[str]:
        """See :meth:`Forerunners.follow`."""
        return ()


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
            left = _kept(self._execute, one.target) - set(names_in(one.parents))
            keep_heads(self._execute, one.target, left | {RowName("", one.row)})
            beside += [one.target] if left else []
        return beside


def heads_of(execute: Execute, target: str) -> frozenset[RowName]:
    """The rows of a target that nothing follows; its newest row, where it is as it was before the team."""
    if found := _kept(execute, target):
        return found
    ((newest,),) = execute(_NEWEST, (target,))
    return frozenset() if newest is None else frozenset({RowName("", int(str(newest)))})


def keep_heads(execute: Execute, target: str, heads: frozenset[RowName]) -> None:
    """Write down the rows of a target that nothing follows."""
    mark, known = target_mark(target), _kept(execute, target)
    for row in known - heads:
        execute("DELETE FROM head WHERE target = ? AND row = ?", (mark, row.text))
    for row in heads - known:
        execute("INSERT INTO head VALUES (?, ?)", (mark, row.text))


def _kept(execute: Execute, target: str) -> frozenset[RowName]:
    return frozenset(name_of(str(row)) for (row,) in execute(_HEADS, (target_mark(target),)))
