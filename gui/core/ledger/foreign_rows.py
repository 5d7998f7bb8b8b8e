"""Rows of a team's other desks, taken into the ledger; own_rows.py has those that go to them.

Everything a board sends was written by others: it is read as such. Runs on the ledger's thread, over the
connection that database.py holds.
"""

import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.ledger import counters, schema
from gui.core.ledger.many_rows import write_each
from gui.core.ledger.rows import Accounts
from gui.core.ledger.session_json import json_of
from gui.core.ledger.team_rows.foreign_row_text import RowParts, said_here, same_content, texts_of
from gui.core.ledger.team_rows.forerunners import Heads, keep_heads
from gui.core.ledger.team_rows.own_desks import OwnDesks
from gui.core.ledger.team_rows.row_names import RowName, target_mark, text_of
from gui.core.ledger.travelling_row import RowId, SessionName, TravellingRow
from gui.core.ledger.writer import LedgerWriter
from gui.core.sessions.came_late import is_late
from gui.core.sessions.failure_groups import failure_key
from gui.core.sessions.session import Session, Target

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

AT_ONCE: Final = 128
"""Rows that one statement writes: row by row this thread and the window's would wait for each other."""
_KEPT: Final = "SELECT at, kind, operator, process, reason, detail, session FROM entry WHERE row = ?"
_DESK: Final = re.compile(r"[\w-]+", re.ASCII)
_OWN: Final = "SELECT 1 FROM entry WHERE row = ? AND desk IS NULL"
_HERE: Final = (
    "WITH wanted (desk, row) AS (VALUES {rows}) SELECT entry.desk, desk_row, entry.row FROM wanted"
    " CROSS JOIN entry ON entry.desk IS NOT NULL AND entry.desk = wanted.desk AND desk_row = wanted.row"
)
_LAST_HERE: Final = "SELECT MAX(desk_row) FROM entry WHERE desk = ?"
_ALIASES: Final = (
    "WITH wanted (desk, number) AS (VALUES {rows}) SELECT session_id, alias.desk, alias.number FROM wanted"
    " CROSS JOIN alias ON alias.desk = wanted.desk AND alias.number = wanted.number"
)
_FIRST_ROWS: Final = (
    "SELECT session_id, MIN(row) FROM entry WHERE session_id IN ({marks}) GROUP BY session_id"
)
_FAILED: Final = (
    "SELECT DISTINCT target FROM newest WHERE target IN ({marks}) AND state = 'failed' AND open = 1"
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
    here: dict[RowId, int]
    numbers: dict[SessionName, str]
    first_rows: dict[str, int]
    known: Heads
    tangled: dict[str, list[int]]
    heads: dict[str, frozenset[RowName]] = field(default_factory=dict)
    entries: list[tuple[object, ...]] = field(default_factory=list)
    shown: dict[str, tuple[Session, bool]] = field(default_factory=dict)


class ForeignRows:
    """Takes them, each at most once, with what follows from them, in one durable transaction.

    :param accounts: each desk has names of its own for its profiles.
    """

    def __init__(self, execute: Execute, writer: LedgerWriter, accounts: Accounts | None = None) -> None:
        self._execute = execute
        self._writer = writer
        self._accounts = accounts or {}

    def take(self, rows: Sequence[TravellingRow], *, more: bool = False) -> tuple[Session, ...]:
        """See Ledger.take_rows."""
        return self._writer.alone(lambda: self._take(rows), durable=not more)

    def skip(self, cursors: dict[str, int]) -> None:
        """See Ledger.skip_rows."""
        self._writer.alone(lambda: self._reach(cursors))

    def _take(self, rows: Sequence[TravellingRow]) -> tuple[Session, ...]:
        own = OwnDesks(self._execute)
        if not own.ever:
            raise ValueError("a folder that is no desk of a team takes no rows of others")
        met: dict[str, Target] = {}
        read = [(row, texts_of(row, targets=met)) for row in _each_once(rows)]
        here = self._here(_named(read), own)
        fresh = [(row, texts) for row, texts in read if row.id not in here]
        if len(fresh) < len(read):
            for row, _ in read:
                if row.id in here:
                    self._refuse_another(row, here[row.id])
        numbers = self._numbers({row.session for row, _ in fresh}, own)
        targets = dict.fromkeys(row.target for row, _ in fresh)
        first_rows, known = self._first_rows(set(numbers.values())), Heads(self._execute, targets)
        taken = _Taken(own, here, numbers, first_rows, known, self._late(targets))
        for row, texts in fresh:
            if texts is None:
                # It says neither who nor when: it is passed by, and never asked for again.
                log.warning("row %s of desk %s can't be read", row.id.row, row.id.desk)
            else:
                self._add(row, texts, taken)
        columns = schema.COLUMNS["entry"]
        marks = "(" + ", ".join("?" * len(columns.split(", "))) + ")"
        insert = f"INSERT INTO entry ({columns}) VALUES {{rows}}"
        write_each(self._execute, insert, taken.entries, marks, AT_ONCE)
        reached: dict[str, int] = {}
        for row, _ in read:
            reached[row.id.desk] = max(reached.get(row.id.desk, 0), row.id.row)
        self._reach(reached)
        return self._show(taken)

    def _show(self, taken: _Taken) -> tuple[Session, ...]:
        """Point the index at what the rows say; those that lie beside others are merged with them."""
        failed = self._with_open_failures(taken.heads)
        failed |= {one.target.key for one, _ in taken.shown.values() if one.state is State.FAILED}
        for session, still_open in taken.shown.values():
            self._writer.index(session, still_open=still_open)
            if session.target.key not in failed:
                continue
            if session.state is State.RECORDING:
                self._writer.own.accepted.append((session.id,))
            elif (came := failure_key(session)) is not None:
                self._writer.own.failed_again.append((session.target.key, int(session.id), came))
        keep_heads(self._execute, taken.heads)
        self._writer.leave()
        self._writer.write_pending()
        late = [(target_mark(target), row) for target, rows in taken.tangled.items() for row in rows]
        write_each(self._execute, "INSERT OR IGNORE INTO late VALUES {rows}", late, "(?, ?)")
        merged = self._writer.merge([target for target, rows in taken.tangled.items() if rows])
        self._writer.leave()
        changed = {one.id: one for one, _ in taken.shown.values()} | {one.id: one for one in merged}
        return tuple(sorted(changed.values(), key=lambda one: one.row))

    def _add(self, row: TravellingRow, texts: RowParts, taken: _Taken) -> None:
        """One row; the fast way is that it follows all that is here of its target."""
        self._writer.row += 1
        local, number = self._writer.row, taken.numbers[row.session]
        session = self._called_here(_as_here(row, texts, taken, local, number))
        parents = frozenset([taken.own.name_of(one) for one in row.parents])
        taken.here[row.id] = local
        said = (texts.at, row.kind, row.operator, texts.process, texts.reason, texts.detail)
        taken.entries.append((local, number, *said, json_of(session), *row.id, text_of(parents)))
        if row.target in taken.tangled:
            taken.tangled[row.target].append(local)
        elif parents == (taken.heads.get(row.target) or taken.known.of(row.target)):
            taken.heads[row.target] = frozenset({RowName(*row.id)})
            taken.shown[number] = session, row.still_open
        else:
            taken.tangled[row.target] = [local]

    def _called_here(self, session: Session) -> Session:
        """With the profile that leads to its target from here; with the colleague's where there is none."""
        target = session.target
        names = self._accounts.get((target.host, target.sdk_app_id), ())
        if names and session.profile not in names:
            said_here(session, profile=names[0])
        return session

    def _here(self, names: Iterable[RowId], own: OwnDesks) -> dict[RowId, int]:
        """The numbers here of those rows that are here."""
        found: dict[RowId, int] = {}
        wanted = dict.fromkeys(names)
        for name in wanted:
            if name.desk in own.ids and not own.name_of(name).desk and self._wrote(name.row):
                found[name] = name.row
        last = {desk: self._last_here(desk) for desk in {desk for desk, _ in wanted}}
        # Nearly all that comes lies past what is here, and need not be looked for row by row.
        perhaps = [name for name in wanted if name.row <= last[name.desk]]
        for desk, desk_row, row in _all(self._execute, _HERE, perhaps):
            found[RowId(str(desk), int(str(desk_row)))] = int(str(row))
        return found

    def _wrote(self, row: int) -> bool:
        return bool(tuple(self._execute(_OWN, (row,))))

    def _last_here(self, desk: str) -> int:
        ((row,),) = self._execute(_LAST_HERE, (desk,))
        return 0 if row is None else int(str(row))

    def _refuse_another(self, row: TravellingRow, local: int) -> None:
        for kept in self._execute(_KEPT, (local,)):
            if not same_content(row, tuple(str(value) for value in kept)):
                raise _differs(row.id)

    def _numbers(self, names: Collection[SessionName], own: OwnDesks) -> dict[SessionName, str]:
        """The sessions' ids here; those that are new get the next numbers."""
        aliases = _all(self._execute, _ALIASES, list(names))
        found = {SessionName(str(desk), int(str(number))): str(one) for one, desk, number in aliases}
        new: list[tuple[object, ...]] = []
        for name in sorted(names - found.keys()):
            begun = own.own_number(name)
            if begun is not None and self._began(begun):
                found[name] = str(begun)
            else:
                found[name] = str(self._writer.next_number())
                new.append((found[name], *name))
        if new:
            write_each(self._execute, "INSERT INTO alias VALUES {rows}", new, "(?, ?, ?)")
            counters.keep_at_least(self._execute, row=0, number=int(str(new[-1][0])))
        return found

    def _began(self, number: int) -> bool:
        """Whether this folder began a session of that number: it may be another desk's here."""
        own = (
            "SELECT 1 FROM entry WHERE session_id = ?1"
            " AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.session_id = ?1) LIMIT 1"
        )
        return bool(tuple(self._execute(own, (str(number),))))

    def _first_rows(self, sessions: Collection[str]) -> dict[str, int]:
        query = fill(_FIRST_ROWS, marks=", ".join("?" * len(sessions)))
        return {str(one): int(str(row)) for one, row in self._execute(query, tuple(sessions))}

    def _late(self, targets: Iterable[str]) -> dict[str, list[int]]:
        """Targets with rows that wait for others: what comes now may be what they wait for."""
        waiting = {str(mark) for (mark,) in self._execute("SELECT DISTINCT target FROM late", ())}
        return {target: [] for target in targets if waiting and target_mark(target) in waiting}

    def _with_open_failures(self, targets: Collection[str]) -> set[str]:
        """Targets on which there may be a failure that a later session clears; there are few."""
        query = fill(_FAILED, marks=", ".join("?" * len(targets)))
        return {str(target) for (target,) in self._execute(query, tuple(targets))}

    def _reach(self, cursors: Mapping[str, int]) -> None:
        for desk in cursors.items():
            self._execute(_REACHED, desk)


def _each_once(rows: Iterable[TravellingRow]) -> list[TravellingRow]:
    """The rows without those that come twice, or that name what can be no desk.

    :raises Problem: where two of one name say different things.
    """
    found: dict[RowId, TravellingRow] = {}
    desks: set[str] = set()
    for row in rows:
        fresh = [desk for desk, _ in (row.id, row.session, *row.parents) if desk not in desks]
        if not all(map(_DESK.fullmatch, fresh)):
            log.warning("row %s of desk %r names no desk", row.id.row, row.id.desk)
            continue
        desks.update(fresh)
        first = found.setdefault(row.id, row)
        if first is not row and first != row:
            raise _differs(row.id)
    return list(found.values())


def _named(read: Iterable[tuple[TravellingRow, RowParts | None]]) -> Iterator[RowId]:
    """The rows that came, and those that they call confirmed."""
    for row, texts in read:
        yield row.id
        if texts is not None and texts.session.confirmed_row > 0:
            yield RowId(row.id.desk, texts.session.confirmed_row)


def _as_here(row: TravellingRow, texts: RowParts, taken: _Taken, local: int, number: str) -> Session:
    """A session with this ledger's own numbers."""
    session = texts.session
    first = taken.first_rows.setdefault(number, local)
    confirmed = session.confirmed_row and taken.here.get(RowId(row.id.desk, session.confirmed_row), 0)
    home = row.session.desk
    if home in taken.own.ids and taken.own.own_number(row.session) is not None:
        home = ""
    came_at = row.came if is_late(texts.at, row.came, row.invited) else None
    said_here(session, id=number, row=local, first_row=first, confirmed_row=confirmed, desk=home)
    if came_at is not session.came_at:
        said_here(session, came_at=came_at)
    if session.taken_by is not None:
        # A desk calls itself by no id in its own rows.
        taker = session.taken_by.desk or row.id.desk
        taken_by = replace(session.taken_by, desk="" if taker in taken.own.ids else taker)
        said_here(session, taken_by=taken_by)
    if session.offer is not None and session.offer.desk is not None:
        wanted = session.offer.desk or row.id.desk
        said_here(session, offer=replace(session.offer, desk="" if wanted in taken.own.ids else wanted))
    return session


def _all(execute: Execute, query: str, pairs: Sequence[tuple[str, int]]) -> Iterator[tuple[object, ...]]:
    for first in range(0, len(pairs), AT_ONCE):
        some = pairs[first : first + AT_ONCE]
        yield from execute(
            fill(query, rows=", ".join(["(?, ?)"] * len(some))), tuple(chain.from_iterable(some))
        )


def _differs(row: RowId) -> Problem:
    detail = Detail("team.row_differs", {"desk": row.desk, "row": row.row})
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail)
