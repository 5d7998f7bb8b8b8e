"""Writes of the ledger: many of them share one durable transaction, and none takes another along.

A write first decides on what is there, then leaves its rows to be written with those of the others.
Runs on the ledger's thread, over the connection that database.py holds.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.ledger import counters
from gui.core.ledger.pending_rows import PendingRows
from gui.core.ledger.queries import session_queries
from gui.core.ledger.rows import Busy, Note, Untouched, Write, WriteResult
from gui.core.ledger.session_json import json_of, json_of_options
from gui.core.sessions.failure_groups import failure_key
from gui.core.sessions.session import DecisionRefused, Session
from gui.core.sessions.state_table import Opening, Plan

T = TypeVar("T")
_BEFORE_SENDING: Final = frozenset({"intent", "try"})
"""Kinds of rows after which a request leaves."""
_KIND: Final = 3


class Guard(Protocol):
    """Knows whether what is written now will be found again; database.py has it."""

    def in_place(self) -> None:
        """Whether the open file is the one at its path.

        :raises Problem: ``ledger_moved`` where it is not.
        """
        ...

    def before_intent(self) -> None:
        """Whether a request may be sent after this write.

        :raises OSError: where its outcome might not be written.
        """
        ...


class _NotWritten(Exception):  # noqa: N818 - it names what happened
    """Rows that writes had left could not be written: the whole transaction is rolled back."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class LedgerWriter:
    """Writes rows. Its methods but :meth:`together` and :meth:`take_over` only work within the former.

    :param process: names the process in its rows.
    :param owner: whose operations it begins.
    """

    def __init__(self, database: sqlite3.Connection, process: str, owner: str, guard: Guard) -> None:
        self._db = database
        self._process = process
        self._owner = owner
        self._guard = guard
        self._pending = PendingRows()
        self._own = PendingRows()
        self._row = 0
        self._number: int | None = None

    def together(self, writes: Sequence[Write]) -> list[WriteResult]:
        """Carry the writes out, in their order, in one durable transaction.

        :param writes: methods of this class with their arguments. Each may fail by itself, and then
            leaves nothing behind.
        :raises sqlite3.Error: where the file can't be written now; then none of them is.
        :raises Problem: ``ledger_moved`` where it is not at its place; then none of them is either.
        """
        intents: list[bool] = []
        try:
            done = self._in_transaction(lambda: [self._one(write, intents) for write in writes])
            return self._unless_moved_since(done, intents)
        except _NotWritten as err:
            if isinstance(err.cause, sqlite3.OperationalError):
                raise err.cause from None
            if len(writes) == 1:
                return [(None, err.cause)]
            # A row that can't be written at any time: alone, it takes no other along.
            return [self._alone(write) for write in writes]

    def _unless_moved_since(self, done: list[WriteResult], intents: Sequence[bool]) -> list[WriteResult]:
        """What was committed, but for intents that a move of the file between look and commit took along.

        An outcome that was taken along lies where its intent does: it stands.
        """
        try:
            self._guard.in_place()
        except (Problem, OSError) as err:
            return [(None, err) if intent else one for one, intent in zip(done, intents, strict=True)]
        return done

    def _alone(self, write: Write) -> WriteResult:
        try:
            return self.together([write])[0]
        except sqlite3.Error as err:
            # Those before it are written by now: this failure is its own.
            return None, err

    def begin(self, target_key: str, plan: Plan, note: Note, live_first: bool) -> Opening:
        """See Ledger.begin."""
        self._look_at(target_key)
        taken, known = self._db.execute(
            "SELECT (SELECT session_id FROM in_flight WHERE target = ?),"
            " EXISTS (SELECT 1 FROM newest WHERE target = ?)",
            (target_key, target_key),
        ).fetchone()
        if taken is not None:
            raise Busy(taken)
        opening = plan(self._newest_of(target_key, live_first) if known else None)
        session = self._write(opening.session, note)
        successor = "" if opening.successor is None else json_of_options(opening.successor)
        self._own.begun.append((target_key, session.id, self._owner, opening.intent.value, successor))
        return replace(opening, session=session)

    def add(self, session: Session, note: Note, answered: bool | None) -> Session:
        """See Ledger.add."""
        self._look_at(session.id, session.target.key)
        if answered is not None:
            self._own.answered.append((int(answered), session.id))
        return self._write(session, note)

    def change(
        self,
        session_id: str,
        change: Callable[[Session], Session],
        note: Note,
        untouched: Untouched | None,
    ) -> Session:
        """See Ledger.change."""
        self._look_at(session_id)
        under_way = "SELECT 1 FROM in_flight WHERE session_id = ?"
        if self._db.execute(under_way, (session_id,)).fetchone() is not None:
            raise Busy(session_id)
        session = session_queries.session(self._db.execute, session_id)
        if session is None:
            raise DecisionRefused(f"there is no session {session_id}")
        self._look_at(session.target.key)
        if untouched is not None:
            later = session_queries.rows_past(self._db.execute, session.target.key, untouched.row)
            if not later <= untouched.but:
                raise DecisionRefused(f"the target of session {session_id} has a later row")
        return self._write(change(session), note)

    def end(self, sessions: tuple[Session, ...], note: Note) -> tuple[Session, ...]:
        """See Ledger.end."""
        self._look_at(sessions[0].id, sessions[0].target.key)
        self._own.ended.append((sessions[0].id,))
        return tuple(self._write(session, note) for session in sessions)

    def take_over(
        self, rows: Iterable[tuple[object, ...]], newest: Mapping[str, Session], note: Note
    ) -> None:
        """Fill an empty ledger with rows of another one, and with the newest session of each id.

        Sessions that are live become unknown by a row of their own: newer ones may be lost.

        :raises sqlite3.Error: where the file can't be written.
        """

        def fill() -> None:
            self._db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._row = self.last_row()
            for session in newest.values():
                self._index(session, still_open=session.live or session.needs_attention(session.changed_at))
                if session.live:
                    self._write(session_queries.with_unreadable_row(session, session.row), note)
            self._pending.add(self._own)

        try:
            self._in_transaction(fill)
        except _NotWritten as err:
            raise err.cause from None

    def put_back(self, known: Iterable[Session], note: Note, *, row: int, number: int) -> None:
        """Make a backup the ledger that work goes on with: nothing is under way in it any more.

        :param known: what is to be its newest row of some sessions; one without an id gets the next number.
        :param row: at least, of the last row that was ever given; ``number`` likewise.
        :raises sqlite3.Error: where the file can't be written.
        """

        def change() -> None:
            counters.keep_at_least(self._db.execute, row=row, number=number)
            self._row = self.last_row()
            self._db.execute("DELETE FROM in_flight")
            for session in known:
                self._write(session, note)
            self._pending.add(self._own)

        try:
            self._in_transaction(change)
        except _NotWritten as err:
            raise err.cause from None

    def _in_transaction(self, work: Callable[[], T]) -> T:
        self._pending, self._own, self._number = PendingRows(), PendingRows(), None
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._row = self.last_row()
            done = work()
            self._write_pending()
            self._guard.in_place()
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return done

    def _one(self, write: Write, intents: list[bool]) -> WriteResult:
        row, number = self._row, self._number
        self._own = PendingRows()
        intents.append(False)
        try:
            done = write()
            if any(values[_KIND] in _BEFORE_SENDING for values in self._own.entries):
                intents[-1] = True
                self._guard.before_intent()
        except _NotWritten:
            raise
        except Exception as err:
            self._row, self._number = row, number
            return None, err
        self._pending.add(self._own)
        return done, None

    def _look_at(self, *keys: str) -> None:
        """Before a target or session is read: what earlier writes of this transaction left to be written."""
        self._own.touched.update(keys)
        if not self._pending.touched.isdisjoint(keys):
            self._write_pending()

    def _write_pending(self) -> None:
        pending, self._pending = self._pending, PendingRows()
        try:
            if not self._db.in_transaction:
                # An error while something was read may end a transaction: nothing is written outside of one.
                raise sqlite3.OperationalError("the transaction was broken off")
            pending.write(self._db.execute)
        except Exception as err:
            raise _NotWritten(err) from err

    def _newest_of(self, target_key: str, live_first: bool) -> Session | None:
        execute = self._db.execute
        live = session_queries.newest_of(execute, target_key, live=True) if live_first else None
        return live or session_queries.newest_of(execute, target_key)

    def _write(self, session: Session, note: Note) -> Session:
        """Add one row and point the index at it; a session without an id gets the next number."""
        self._row += 1
        number = int(session.id) if session.id else self._next_number()
        written = replace(session, id=str(number), row=self._row, first_row=session.first_row or self._row)
        self._own.touched.add(written.id)
        self._own.entries.append(
            (
                self._row,
                written.id,
                note.at.isoformat(),
                note.kind,
                note.operator,
                self._process,
                note.reason,
                json.dumps(note.detail or {}, ensure_ascii=False),
                json_of(written),
            )
        )
        self._index(written, still_open=written.live or written.needs_attention(note.at))
        if written.state is State.RECORDING:
            self._own.accepted.append((written.id,))
        elif (came := failure_key(written)) is not None:
            self._own.failed_again.append((written.target.key, number, came))
        return written

    def _index(self, session: Session, *, still_open: bool) -> None:
        key, state = session.target.key, session.state.value
        self._own.newest.append((session.id, int(session.id), session.row, key, state, int(still_open)))

    def last_row(self) -> int:
        """See Ledger.last_row."""
        return counters.last_row(self._db.execute)

    def _next_number(self) -> int:
        if self._number is None:
            self._number = counters.last_number(self._db.execute)
        self._number += 1
        return self._number
