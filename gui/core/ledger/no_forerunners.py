"""What a writer asks of the rows that its row follows; without a team nothing is kept of it.

team_rows/forerunners.py has what is kept in a team.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from gui.core.sessions.session import Session

_UNDER_WAY: Final = (
    "SELECT (SELECT session_id FROM in_flight WHERE target = ?),"
    " EXISTS (SELECT 1 FROM newest WHERE target = ?)"
)


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

    def under_way(self, target: str) -> tuple[str | None, bool]:
        """The session of a target on which an operation is under way, and whether any of it is known."""
        ...

    def all_of(self, target: str) -> str | None:
        """The parents of a row whose writer knows all that is here of a target; None where none are kept."""
        ...

    def only(self, row: int) -> str | None:
        """The parents of a row that goes on with what an earlier row of this desk began."""
        ...

    def follow(self, rows: Iterable[Followed]) -> Sequence[str]:
        """Take rows that are about to be written; the targets on which another row lies beside them."""
        ...


class NoForerunners:
    """Of a folder that is no desk of a team: nothing is asked, and nothing is kept."""

    of_a_team = False

    def __init__(self, execute: Callable[[str, tuple[object, ...]], sqlite3.Cursor]) -> None:
        self._execute = execute

    def under_way(self, target: str) -> tuple[str | None, bool]:
        """See :meth:`Forerunners.under_way`."""
        session_id, known = self._execute(_UNDER_WAY, (target, target)).fetchone()
        return session_id, bool(known)

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
