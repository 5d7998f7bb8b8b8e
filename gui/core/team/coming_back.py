"""A folder that was a desk of this very team, left it, and joins again: it goes on as that desk."""

from dataclasses import dataclass
from typing import Final

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.team.board import BoardConnection
from gui.core.team.board_rows import NEXT, PAGE, THESE, row_of, text, whole

_OF_THE_ROLE: Final = """
SELECT d.id, d.code, (SELECT max(e.row) FROM board.entry AS e WHERE e.desk = d.id) AS row
FROM board.desk AS d WHERE d.role = $1 ORDER BY 3 DESC NULLS LAST
"""
_ITS_SESSIONS: Final = "SELECT DISTINCT home_number FROM board.entry WHERE home_desk = $1"


@dataclass(frozen=True, slots=True)
class FormerDesk:
    """The desk that a folder was.

    :param sent: its last row on the board.
    """

    identity: DeskIdentity
    sent: int


async def former_desk(connection: BoardConnection, ledger: Ledger, role: str) -> FormerDesk | None:
    """Which desk of a role wrote what is in this folder's ledger; None for a new one, or another folder."""
    for one in await connection.rows(_OF_THE_ROLE, role):
        if not (sent := whole(one, "row")):
            continue
        found = await connection.rows(THESE, text(one, "id"), [str(sent)])
        if await ledger.has_written([row_of(row) for row in found]):
            return FormerDesk(DeskIdentity(text(one, "id"), text(one, "code")), sent)
    return None


async def come_back(connection: BoardConnection, ledger: Ledger, former: FormerDesk, past: int) -> None:
    """Be that desk again, and have here what it sent.

    :param past: its rows up to this one are not fetched.
    """
    desk = former.identity
    sessions = await connection.rows(_ITS_SESSIONS, desk.id)
    known = frozenset(whole(one, "home_number") for one in sessions)
    await ledger.become_desk_again(desk, sent=former.sent, known=known)
    while past < former.sent:
        found = await connection.rows(NEXT, [desk.id], [str(past)], str(PAGE))
        rows = [row for one in found if (row := row_of(one)).id.row <= former.sent]
        if not rows:
            return
        await ledger.take_rows(rows)
        past = rows[-1].id.row
