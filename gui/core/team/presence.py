"""Which recordings are open at which desk: *Li is on this*. No row of the ledger tells of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import SessionName
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardRefused
from gui.core.team.board_rows import row_ids

MOST: Final = 20
"""Recordings of one desk that are told: nobody looks at more."""
_ATTEND: Final = "SELECT board.attend($1, $2) AS done"


@dataclass(slots=True)
class Presence:
    """Tells the board what is open at this desk, and tells here what is open elsewhere."""

    ledger: Ledger
    _open: frozenset[str] = field(default=frozenset(), init=False)
    _told: tuple[BoardConnection | None, frozenset[str]] = field(default=(None, frozenset()), init=False)

    def attend(self, session_ids: Collection[str]) -> bool:
        """These recordings are open here, and no others; whether that is new."""
        wanted = frozenset(sorted(session_ids)[:MOST])
        changed, self._open = wanted != self._open, wanted
        return changed

    async def tell(self, connection: BoardConnection, desk: str) -> None:
        """Tell the others, where they do not know it yet; anew over each connection."""
        wanted = self._open
        if self._told == (connection, wanted):
            return
        try:
            names = await self.ledger.session_names(sorted(wanted)) if wanted else {}
            told = " ".join(f"{name.desk}/{name.number}" for name in names.values() if name.desk)
            await connection.rows(_ATTEND, desk, told)
        except BoardRefused:
            # Read only, or without that function: it is asked again over the next connection.
            pass
        self._told = connection, wanted

    async def here(self, listed: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        """Who has which recording of this ledger open.

        :param listed: of each desk who is there, and what they have open as the board has it.
        """
        found: dict[str, tuple[str, ...]] = {}
        for who, names in listed:
            for name in row_ids(names)[:MOST]:
                try:
                    session_id = await self.ledger.session_id_of(SessionName(*name))
                except Problem:
                    return found
                if session_id is not None:
                    found[session_id] = (*found.get(session_id, ()), who)
        return found
