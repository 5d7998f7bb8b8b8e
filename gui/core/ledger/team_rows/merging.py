"""The rows of one target, read for the merge of apart.py, and what of its result has to be written.

Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from gui.core.ledger.queries import session_queries
from gui.core.ledger.team_rows.forerunners import keep_heads
from gui.core.ledger.team_rows.own_desks import NOBODY, OwnDesks
from gui.core.ledger.team_rows.row_names import RowName, names_in, target_mark
from gui.core.ledger.travelling_row import RowId, SessionName
from gui.core.sessions.apart import Name, ShownSession, TargetRow, may_have_effect, merged
from gui.core.sessions.session import Session

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

DERIVED: Final = "apart"
"""Kind of the rows that a merge writes: no desk sends them, and none reads them as a fact."""
_COLUMNS: Final = (
    "SELECT entry.row, entry.session_id, kind, operator, session, entry.desk, desk_row, parents,"
    " alias.desk, alias.number FROM entry LEFT JOIN alias ON alias.session_id = entry.session_id"
)
_KNOWN: Final = (
    f"{_COLUMNS} WHERE entry.session_id IN (SELECT session_id FROM newest WHERE target = ?) AND kind <> ?"
)
_LATE: Final = f"{_COLUMNS} WHERE entry.row IN (SELECT row FROM late WHERE target = ?)"
_SHOWN_NOW: Final = (
    "SELECT newest.session_id, newest.row, entry.session FROM newest JOIN entry ON entry.row = newest.row"
    " WHERE target = ?"
)


@dataclass(frozen=True, slots=True)
class NewlyShown:
    """A session that is shown otherwise from now on.

    :param stands: a row of it says the same, word for word; else one has to be written.
    """

    session: Session
    still_open: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    row: int
    fact: TargetRow


def merged_target(execute: Execute, own: OwnDesks, target: str) -> list[NewlyShown]:
    """Merge the rows of a target; heads and late rows are written here, the sessions by the caller."""
    entries = list(_entries(execute, own, target))
    rows = {entry.fact.id: entry.row for entry in entries}
    found = merged((entry.fact for entry in entries), _reached(execute, own))
    keep_heads(execute, {target: frozenset(own.name_of(RowId(*head)) for head in found.heads)})
    mark = target_mark(target)
    execute("DELETE FROM late WHERE target = ?", (mark,))
    for name in sorted(found.waiting):
        execute("INSERT INTO late VALUES (?, ?)", (mark, rows[name]))
    now = {str(session): (int(str(row)), str(text)) for session, row, text in execute(_SHOWN_NOW, (target,))}
    shown = (
        _newly(execute, one, rows[one.row], now.get(one.session.id))
        for one in sorted(found.sessions.values(), key=lambda one: rows[one.row])
    )
    return [one for one in shown if one is not None]


def shown_before(execute: Execute, session: Session, row: int) -> Session | None:
    """See Ledger.shown_before."""
    own = OwnDesks(execute)
    entries = list(_entries(execute, own, session.target.key))
    known = {entry.fact.id: entry for entry in entries if entry.row < row}
    later, reached = {entry.fact.id for entry in entries} - known.keys(), _reached(execute, own)
    found = merged((entry.fact for entry in known.values()), lambda one: one not in later and reached(one))
    shown = (one for one in found.sessions.values() if one.session.id == session.id)
    return next((replace(one.session, row=known[one.row].row) for one in shown), None)


def _reached(execute: Execute, own: OwnDesks) -> Callable[[Name], bool]:
    reached = {str(desk): int(str(row)) for desk, row in execute("SELECT id, row FROM desk", ())}

    def counts_as_here(name: Name) -> bool:
        """It came before what its desk shares, went with its month, or can't be read any more."""
        of = own.name_of(RowId(*name))
        return not of.desk or of.row <= reached.get(of.desk, 0)

    return counts_as_here


def _newly(execute: Execute, shown: ShownSession, row: int, now: tuple[int, str] | None) -> NewlyShown | None:
    """What is to be written for one session; None where it is shown so already."""
    session = replace(shown.session, row=row)
    open_now = session.live or session.needs_attention(session.changed_at)
    still_open = open_now and not shown.outdated
    if now is None or (shown.as_written and row > now[0]):
        return NewlyShown(session, still_open, shown.as_written)
    before = session_queries.of_row(execute, now[1], now[0])
    # Its newest row has to be the last one: whoever asks what changed since a row would miss it else.
    same = before is not None and replace(before, row=row) == session
    return None if same else NewlyShown(session, still_open, stands=False)


def _entries(execute: Execute, own: OwnDesks, target: str) -> Iterable[_Entry]:
    """The rows of a target, in their order here; what can't be read is left out."""
    found = {int(str(one[0])): one for one in execute(_KNOWN, (target, DERIVED))}
    found |= {int(str(one[0])): one for one in execute(_LATE, (target_mark(target),))}
    before: tuple[Name, ...] = ()
    come_back = {str(one[1]) for one in found.values() if one[5] is not None and str(one[5]) in own.ids}
    for row, values in sorted(found.items()):
        _, session_id, kind, operator, text, desk, desk_row, parents, home, number = values
        if desk is None and str(session_id) in come_back and own.id_of(RowName("", row)).desk == NOBODY:
            # Its desk left the team and joined it again: as the team has this row it is here as well.
            continue
        session = session_queries.of_row(execute, str(text), row)
        if session is None:
            continue
        named = RowName("", row) if desk is None else RowName(str(desk), int(str(desk_row)))
        name = own.id_of(named)
        # Before the team a row follows the one before it.
        known = before if parents is None else tuple(own.id_of(one) for one in names_in(str(parents)))
        before = (name,) if desk is None else before
        # What was never shared is a fact for nobody else: it must not contradict theirs.
        effective = name.desk != NOBODY and may_have_effect(str(kind), session)
        whose = (
            own.session_name(int(str(session_id)))
            if home is None
            else SessionName(str(home), int(str(number)))
        )
        yield _Entry(row, TargetRow(name, whose, known, str(kind), str(operator), effective, session))
