"""A folder that left its team and joins it again: it is the desk that it was, and shares nothing twice.

What it wrote before comes back from the board, as its rows were there; the copies without forerunners that
it kept on leaving count for nothing then. Runs on the ledger's thread, over the connection that database.py
holds.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.queries import session_queries
from gui.core.ledger.rows import Note
from gui.core.ledger.team_rows.foreign_row_text import texts_of
from gui.core.ledger.team_rows.forerunners import not_written_down
from gui.core.ledger.team_rows.own_desks import OwnDesks, become
from gui.core.ledger.team_rows.own_rows import fill_asked
from gui.core.ledger.team_rows.row_names import RowName, names_in, text_of
from gui.core.ledger.travelling_row import TravellingRow
from gui.core.ledger.writer import LedgerWriter

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

_WRITTEN: Final = (
    "SELECT at, kind, operator, process, target FROM entry"
    " JOIN newest ON newest.session_id = entry.session_id WHERE entry.row = ? AND desk IS NULL"
)
_CHANGED: Final = (
    "SELECT DISTINCT session_id FROM entry WHERE row > ? AND desk IS NULL AND kind NOT IN ('apart', 'left')"
)
_KEEP_HEAD: Final = "UPDATE head SET rows = ? WHERE target = ?"


def has_written(execute: Execute, rows: Sequence[TravellingRow]) -> bool:
    """See Ledger.has_written."""
    for row in rows:
        texts = texts_of(row)
        if texts is None:
            continue
        for found in execute(_WRITTEN, (row.id.row,)):
            if tuple(map(str, found)) == (row.at, row.kind, row.operator, texts.process, row.target):
                return True
    return False


def keep_for_the_way_back(execute: Execute, own: OwnDesks) -> None:
    """Into the ledger that is attached as ``made``: what the team calls sessions, and knows of each."""
    execute(
        "INSERT INTO made.alias SELECT * FROM alias WHERE session_id IN (SELECT session_id FROM made.newest)",
        (),
    )
    written_down = tuple(execute("SELECT target, rows FROM head", ()))
    for target, rows in (*written_down, *not_written_down(execute)):
        ids = (own.id_of(name) for name in names_in(str(rows)))
        known = text_of(RowName(one.desk, one.row) for one in ids)
        execute("INSERT INTO made.head VALUES (?, ?)", (target, known))


def forget_the_way_back(execute: Execute) -> None:
    """Of a folder that joins another team, or as another desk: its sessions are called otherwise there."""
    execute("DELETE FROM alias", ())
    execute("DELETE FROM head", ())


def become_again(
    execute: Execute,
    writer: LedgerWriter,
    desk: DeskIdentity,
    sent: int,
    known: Collection[int],
    filled: int,
) -> None:
    """See Ledger.become_desk_again."""

    def join() -> None:
        number = writer.next_number() - 1
        fill_asked(execute, filled, number)
        become(execute, desk, None, (writer.row, number))
        execute("INSERT OR REPLACE INTO desk VALUES (?, ?)", (desk.id, sent))
        _only_what_was_sent(execute, desk.id, sent)
        writer.go_on_in_a_team()
        changed = {str(one) for (one,) in execute(_CHANGED, (sent,))}
        called = {str(one) for (one,) in execute("SELECT session_id FROM alias", ())}
        called |= {str(one) for one in known}
        for session in session_queries.sessions(execute, "ORDER BY newest.number", ()):
            # What the team knows, and nothing was done to since, is there already.
            if session.id in changed if session.id in called else session.live:
                writer.write(session, Note("shared", session.operator, datetime.now(UTC)))
                writer.leave()
                writer.write_pending()

    writer.alone(join)


def _only_what_was_sent(execute: Execute, desk: str, sent: int) -> None:
    """Nobody has a row that was never sent: who waited for it would wait for ever."""
    for target, rows in tuple(execute("SELECT target, rows FROM head", ())):
        found = names_in(str(rows))
        there = [name for name in found if name.desk != desk or name.row <= sent]
        if len(there) < len(found):
            execute(_KEEP_HEAD, (text_of(there), target))
