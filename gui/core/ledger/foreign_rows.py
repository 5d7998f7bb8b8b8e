"""Rows of a team's other desks, taken into the ledger; own_rows.py has those that go to them.

Everything a board sends was written by others: it is read as such. Runs on the ledger's thread, over the
connection that database.py holds.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.ledger import counters, schema
from gui.core.ledger.foreign_row_text import same_content, texts_of
from gui.core.ledger.forerunners import heads_of, keep_heads
from gui.core.ledger.own_desks import OwnDesks
from gui.core.ledger.pending_rows import write_each
from gui.core.ledger.queries.session_queries import session_text
from gui.core.ledger.row_names import RowName, target_mark, text_of
from gui.core.ledger.travelling_row import RowId, SessionName, TravellingRow
from gui.core.ledger.writer import LedgerWriter
from gui.core.sessions.failure_groups import failure_key
from gui.core.sessions.session import Session

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

AT_ONCE: Final = 128
"""Rows that one statement writes: row by row this thread and the window's would wait for each other."""
_KEPT: Final = "SELECT at, kind, operator, process, reason, detail, session FROM entry WHERE row = ?"
_FIRST_ROWS: Final = (
    "SELECT session_id, MIN(row) FROM entry WHERE session_id IN ({marks}) GROUP BY session_id"
)
_REACHED: Final = "INSERT INTO desk VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET row = MAX(row, excluded.row)"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Taken:
    """What one transaction takes.

    :ivar heads: of each target, as far as its rows follow one upon the other; ``tangled`` are the others.
    :ivar shown: the sessions whose newest row changed, with whether they are open.
    """

    own: OwnDesks
    numbers: dict[SessionName, str]
    first_rows: dict[str, int]
    rows: dict[RowId, int]
    heads: dict[str, frozenset[RowName]]
    tangled: dict[str, list[int]]
    entries: list[tuple[object, ...]]
    shown: dict[str, tuple[Session, bool]]


class ForeignRows:
    """Takes them, each at most once, with what follows from them, in one durable transaction."""

    def __init__(self, execute: Execute, writer: LedgerWriter) -> None:
        self._execute = execute
        self._writer = writer

    def take(self, rows: Sequence[TravellingRow]) -> tuple[Session, ...]:
        """See Ledger.take_rows."""
        return self._writer.in_transaction(lambda: self._take(rows))

    def skip(self, cursors: dict[str, int]) -> None:
        """See Ledger.skip_rows."""

        def note() -> None:
            for desk in cursors.items():
                self._execute(_REACHED, desk)

        self._writer.in_transaction(note)

    def _take(self, rows: Sequence[TravellingRow]) -> tuple[Session, ...]:
        own = OwnDesks(self._execute)
        if not own.ever:
            raise ValueError("a folder that is no desk of a team takes no rows of others")
        fresh = list(self._not_here(rows, own))
        names = {row.session for row in fresh}
        taken = _Taken(own, self._numbers(names, own), {}, {}, {}, self._late(fresh), [], {})
        taken.first_rows = self._first_rows(set(taken.numbers.values()))
        for row in fresh:
            self._add(row, taken)
        columns = schema.COLUMNS["entry"]
        marks = "(" + ", ".join("?" * len(columns.split(", "))) + ")"
        write_each(
            self._execute, f"INSERT INTO entry ({columns}) VALUES {{rows}}", taken.entries, marks, AT_ONCE
        )
        reached: dict[str, int] = {}
        for one in rows:
            reached[one.id.desk] = max(reached.get(one.id.desk, 0), one.id.row)
        for desk in reached.items():
            self._execute(_REACHED, desk)
        return self._show(taken)

    def _show(self, taken: _Taken) -> tuple[Session, ...]:
        """Point the index at what the rows say; those that lie beside others are merged with them."""
        for session, still_open in taken.shown.values():
            self._writer.index(session, still_open=still_open)
            if session.state is State.RECORDING:
                self._writer.own.accepted.append((session.id,))
            elif (came := failure_key(session)) is not None:
                self._writer.own.failed_again.append((session.target.key, int(session.id), came))
        for target, heads in taken.heads.items():
            keep_heads(self._execute, target, heads)
        self._writer.leave()
        self._writer.write_pending()
        for target, late in taken.tangled.items():
            mark = target_mark(target)
            for row in late:
                self._execute("INSERT OR IGNORE INTO late VALUES (?, ?)", (mark, row))
        tangled = [target for target, late in taken.tangled.items() if late]
        merged = self._writer.merge(tangled)
        self._writer.leave()
        changed = {one.id: one for one, _ in taken.shown.values()} | {one.id: one for one in merged}
        return tuple(sorted(changed.values(), key=lambda one: one.row))

    def _add(self, row: TravellingRow, taken: _Taken) -> None:
        """One row; the fast way is that it follows all that is here of its target."""
        texts = texts_of(row)
        if texts is None:
            # A row that says neither who nor when: it is passed by, and never asked for again.
            log.warning("row %s of desk %s can't be read", row.id.row, row.id.desk)
            return
        self._writer.row += 1
        local, number = self._writer.row, taken.numbers[row.session]
        session = self._as_here(row, texts.session, taken, local, number)
        name, parents = RowName(*row.id), tuple(taken.own.name_of(one) for one in row.parents if one.desk)
        taken.rows[row.id] = local
        taken.entries.append(
            (
                local,
                number,
                row.at,
                row.kind,
                row.operator,
                texts.process,
                texts.reason,
                texts.detail,
                session_text(session),
                row.id.desk,
                row.id.row,
                text_of(parents),
            )
        )
        if row.target in taken.tangled:
            taken.tangled[row.target].append(local)
            return
        if row.target not in taken.heads:
            taken.heads[row.target] = heads_of(self._execute, row.target)
        if frozenset(parents) == taken.heads[row.target]:
            taken.heads[row.target] = frozenset({name})
            taken.shown[number] = session, row.still_open
        else:
            taken.tangled[row.target] = [local]

    def _as_here(
        self, row: TravellingRow, session: Session, taken: _Taken, local: int, number: str
    ) -> Session:
        """A session with this ledger's own numbers."""
        first = taken.first_rows.setdefault(number, local)
        confirmed = 0
        if session.confirmed_row:
            name = RowId(row.id.desk, session.confirmed_row)
            confirmed = taken.rows.get(name) or self._row_here(name) or 0
        home = "" if taken.own.own_number(row.session) is not None else row.session.desk
        return replace(session, id=number, row=local, first_row=first, confirmed_row=confirmed, desk=home)

    def _not_here(self, rows: Sequence[TravellingRow], own: OwnDesks) -> Iterator[TravellingRow]:
        """Those that are not here yet.

        :raises Problem: where a row is here with another content.
        """
        came: dict[RowId, TravellingRow] = {}
        for row in rows:
            if row.id in came:
                if came[row.id] != row:
                    raise _differs(row.id)
                continue
            came[row.id] = row
            local = self._own_here(own.name_of(row.id)) or self._row_here(row.id)
            if local is None:
                yield row
            else:
                self._refuse_another(row, local)

    def _refuse_another(self, row: TravellingRow, local: int) -> None:
        for kept in self._execute(_KEPT, (local,)):
            if not same_content(row, tuple(str(value) for value in kept)):
                raise _differs(row.id)

    def _own_here(self, name: RowName) -> int | None:
        if name.desk:
            return None
        own = "SELECT row FROM entry WHERE row = ? AND desk IS NULL"
        return _number(self._execute(own, (name.row,)))

    def _row_here(self, name: RowId) -> int | None:
        return _number(self._execute("SELECT row FROM entry WHERE desk = ? AND desk_row = ?", name))

    def _numbers(self, names: Collection[SessionName], own: OwnDesks) -> dict[SessionName, str]:
        """The sessions' ids here; those that are new get the next numbers."""
        found: dict[SessionName, str] = {}
        for name in sorted(names):
            begun = own.own_number(name)
            here = self._execute("SELECT session_id FROM alias WHERE desk = ? AND number = ?", name)
            known = next(iter(here), None)
            if known is not None:
                found[name] = str(known[0])
            elif begun is not None and self._began(begun):
                found[name] = str(begun)
            else:
                found[name] = str(self._writer.next_number())
                self._execute("INSERT INTO alias VALUES (?, ?, ?)", (found[name], *name))
                counters.keep_at_least(self._execute, row=0, number=int(found[name]))
        return found

    def _began(self, number: int) -> bool:
        """Whether this folder began a session of that number: it may be another desk's here."""
        own = (
            "SELECT row FROM entry WHERE session_id = ?"
            " AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.session_id = entry.session_id) LIMIT 1"
        )
        return _number(self._execute(own, (str(number),))) is not None

    def _first_rows(self, sessions: Collection[str]) -> dict[str, int]:
        query = fill(_FIRST_ROWS, marks=", ".join("?" * len(sessions)))
        return {str(one): int(str(row)) for one, row in self._execute(query, tuple(sessions))}

    def _late(self, rows: Iterable[TravellingRow]) -> dict[str, list[int]]:
        """Targets with rows that wait for others: what comes now may be what they wait for."""
        targets = {target_mark(row.target): row.target for row in rows}
        waiting = (str(mark) for (mark,) in self._execute("SELECT DISTINCT target FROM late", ()))
        return {targets[mark]: [] for mark in waiting if mark in targets}


def _number(found: Iterable[tuple[object, ...]]) -> int | None:
    for (value,) in found:
        return int(str(value))
    return None


def _differs(row: RowId) -> Problem:
    detail = Detail("team.row_differs", {"desk": row.desk, "row": row.row})
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail)
