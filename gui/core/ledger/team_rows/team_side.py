"""What desks of a team ask of the ledger, in one place that is loaded once there is a team.

Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from gui.core.ledger import counters
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.foreign_rows import ForeignRows
from gui.core.ledger.rows import Accounts
from gui.core.ledger.team_rows import again, own_rows, session_names
from gui.core.ledger.team_rows.own_desks import OwnDesks
from gui.core.ledger.travelling_row import SessionName, TravellingRow
from gui.core.ledger.writer import LedgerWriter
from gui.core.sessions.session import Session

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

_FILLED_AT_ONCE: Final = 5000


class TeamSide:
    """The methods of ``Ledger`` that are about a team; each of them is described there."""

    def __init__(self, execute: Execute, writer: LedgerWriter) -> None:
        self._execute = execute
        self._writer = writer

    def own_rows_after(self, row: int, limit: int) -> tuple[TravellingRow, ...]:
        """See Ledger.own_rows_after."""
        return own_rows.own_rows_after(self._execute, row, limit)

    def take_rows(
        self, rows: Sequence[TravellingRow], accounts: Accounts, *, more: bool = False
    ) -> tuple[Session, ...]:
        """See Ledger.take_rows."""
        return ForeignRows(self._execute, self._writer, accounts).take(rows, more=more)

    def skip_rows(self, cursors: dict[str, int]) -> None:
        """See Ledger.skip_rows."""
        ForeignRows(self._execute, self._writer).skip(cursors)

    def cursors(self) -> dict[str, int]:
        """See Ledger.cursors."""
        return own_rows.cursors(self._execute)

    def desk(self) -> DeskIdentity | None:
        """See Ledger.desk."""
        return own_rows.desk(self._execute)

    def former_desks(self) -> tuple[str, ...]:
        """See Ledger.former_desks."""
        return OwnDesks(self._execute).former

    def fill_asked(self, after: int) -> int | None:
        """Part of :meth:`become_desk`: a few sessions past a number; the last one, None where it was."""
        until = after + _FILLED_AT_ONCE
        own_rows.fill_asked(self._execute, after, until)
        return until if until < counters.last_number(self._execute) else None

    def become_desk(self, desk: DeskIdentity, after: int | None, filled: int) -> None:
        """See Ledger.become_desk."""
        own_rows.become_desk(self._execute, self._writer, desk, after, filled)

    def has_written(self, rows: Sequence[TravellingRow]) -> bool:
        """See Ledger.has_written."""
        return again.has_written(self._execute, rows)

    def become_desk_again(self, desk: DeskIdentity, sent: int, known: Collection[int], filled: int) -> None:
        """See Ledger.become_desk_again."""
        again.become_again(self._execute, self._writer, desk, sent, known, filled)

    def last_own_row(self) -> int:
        """See Ledger.last_own_row."""
        return own_rows.last_own_row(self._execute)

    def session_id_of(self, name: SessionName) -> str | None:
        """See Ledger.session_id_of."""
        return session_names.session_id_of(self._execute, name)

    def session_names(self, session_ids: Sequence[str]) -> dict[str, SessionName]:
        """See Ledger.session_names."""
        return session_names.session_names(self._execute, session_ids)
