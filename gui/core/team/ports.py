"""What the team needs of the local ledger; ``Ledger`` has it."""

from collections.abc import Sequence
from typing import Protocol

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.travelling_row import TravellingRow
from gui.core.sessions.session import Session


class TeamLedger(Protocol):
    """The local ledger as the team sees it. Methods raise Problem as those of the ledger do."""

    async def own_rows_after(self, row: int, limit: int = 500) -> Sequence[TravellingRow]:
        """Rows that this desk wrote past a row, in order."""
        ...

    async def take_rows(self, rows: Sequence[TravellingRow], *, more: bool = False) -> Sequence[Session]:
        """Write rows of others, each at most once, durably; the sessions whose newest row changed.

        :param more: others follow at once, which these wait for the disk with.
        :raises Problem: where a row is here already with another content.
        """
        ...

    async def cursors(self) -> dict[str, int]:
        """For each other desk the highest of its rows that is here."""
        ...

    async def desk(self) -> DeskIdentity | None:
        """Who this folder is; None before it joined a team."""
        ...

    async def become_desk(self, desk: DeskIdentity, *, after: int | None = None) -> None:
        """Be this desk from now on, durably; with the same id, by another code.

        :param after: of a copied folder, the last row that both have in common.
        """
        ...

    async def last_own_row(self) -> int:
        """The highest row that this desk wrote; 0 for none."""
        ...
