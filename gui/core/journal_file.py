"""The ledger's SQLite file: every method blocks, and runs on the ledger's own thread.

With journal.py the only files that know sqlite3.
"""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from gui.core import journal_batches, journal_history, journal_reading, schema
from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.grouping import failure_key
from gui.core.journal_batches import BatchAttempt
from gui.core.journal_history import CodeHistory
from gui.core.journal_reading import SESSION, SETTINGS
from gui.core.journal_rows import Busy, Entry, Note, Orphan
from gui.core.session import Session
from gui.core.system import FileLock
from gui.core.terms import State
from gui.core.transitions import Intent, Opening, Plan

LEDGER_NAME: Final = "ledger.sqlite3"
LOCK_WAIT_S: Final = 5.0
"""How long a foreign program may hold the ledger before an operation is refused."""

T = TypeVar("T")


class JournalFile:
    """The file of one data folder, as one process sees it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / LEDGER_NAME
        self._process = secrets.token_hex(6)
        self._database: sqlite3.Connection | None = None
        self._lock: FileLock | None = None

    @property
    def _db(self) -> sqlite3.Connection:
        if self._database is None:
            raise closed()
        return self._database

    def open(self) -> None:
        """Open or make the file; migrate it; take this process's own lock."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        locks = self.folder / "processes"
        locks.mkdir(exist_ok=True, mode=0o700)
        database = sqlite3.connect(self.path, timeout=LOCK_WAIT_S, isolation_level=None)
        try:
            self.path.chmod(0o600)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            _migrate(database, self.path)
            self._lock = FileLock.acquire(locks / self._process)
        except BaseException:
            database.close()
            raise
        self._database = database

    def close(self) -> None:
        """Close the file and let go of the lock."""
        if self._database is not None:
            self._database.close()
            self._database = None
        if self._lock is not None:
            self._lock.release(remove=True)
            self._lock = None

    def _in_transaction(self, work: Callable[[], T]) -> T:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            done = work()
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return done

    def begin(self, target_key: str, plan: Plan, note: Note, live_first: bool) -> Opening:
        """See Journal.begin."""

        def work() -> Opening:
            taken = self._db.execute(
                "SELECT session_id FROM in_flight WHERE target = ?", (target_key,)
            ).fetchone()
            if taken is not None:
                raise Busy(taken[0])
            live = journal_reading.newest_of(self._db.execute, target_key, live=True) if live_first else None
            opening = plan(live or self.newest_of(target_key))
            session = self._write(opening.session, note)
            successor = "" if opening.successor is None else SETTINGS.dump_json(opening.successor).decode()
            self._db.execute(
                "INSERT INTO in_flight VALUES (?, ?, ?, ?, ?, 0)",
                (target_key, session.id, self._process, opening.intent.value, successor),
            )
            return replace(opening, session=session)

        return self._in_transaction(work)

    def add(self, session: Session, note: Note, answered: bool | None) -> Session:
        """See Journal.add."""

        def work() -> Session:
            if answered is not None:
                self._db.execute(
                    "UPDATE in_flight SET answered = ? WHERE session_id = ?", (int(answered), session.id)
                )
            return self._write(session, note)

        return self._in_transaction(work)

    def change(self, session_id: str, change: Callable[[Session], Session], note: Note) -> Session:
        """See Journal.change."""

        def work() -> Session:
            under_way = "SELECT 1 FROM in_flight WHERE session_id = ?"
            if self._db.execute(under_way, (session_id,)).fetchone() is not None:
                raise Busy(session_id)
            session = self.session(session_id)
            if session is None:
                raise ValueError(f"there is no session {session_id}")
            return self._write(change(session), note)

        return self._in_transaction(work)

    def end(self, sessions: tuple[Session, ...], note: Note) -> tuple[Session, ...]:
        """See Journal.end."""

        def work() -> tuple[Session, ...]:
            self._db.execute("DELETE FROM in_flight WHERE session_id = ?", (sessions[0].id,))
            return tuple(self._write(session, note) for session in sessions)

        return self._in_transaction(work)

    def take_over(self, rows: Iterable[tuple[object, ...]], newest: Mapping[str, Session]) -> None:
        """Fill an empty ledger with rows of another one, and with the newest session of each id."""

        def work() -> None:
            self._db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            for session in newest.values():
                self._index(session, still_open=session.live or session.needs_attention(session.changed_at))

        self._in_transaction(work)

    def _write(self, session: Session, note: Note) -> Session:
        """Add one row and point the index at it; a session without an id gets the next number."""
        number = int(session.id) if session.id else self._next_number()
        row = self._next_row()
        first_row = session.first_row or row
        written = replace(session, id=str(number), row=row, first_row=first_row)
        detail = json.dumps(note.detail or {}, ensure_ascii=False)
        content = SESSION.dump_json(written).decode()
        self._db.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row,
                written.id,
                note.at.isoformat(),
                note.kind,
                note.operator,
                self._process,
                note.reason,
                detail,
                content,
            ),
        )
        self._index(written, still_open=written.live or written.needs_attention(note.at))
        if written.state is State.RECORDING:
            # A later success on the same target clears its failures.
            clear = "UPDATE newest SET open = 0 WHERE target = ? AND number < ? AND state = ?"
            self._db.execute(clear, (written.target.key, number, State.FAILED.value))
        elif (came := failure_key(written)) is not None:
            # A later session that failed in the same way stands for the earlier ones.
            clear = "UPDATE newest SET open = 0 WHERE target = ? AND number < ? AND state = ? AND EXISTS"
            same = f"(SELECT 1 FROM entry WHERE entry.row = newest.row AND {schema.CAME} = ?)"
            self._db.execute(f"{clear} {same}", (written.target.key, number, State.FAILED.value, came))
        return written

    def _index(self, session: Session, *, still_open: bool) -> None:
        self._db.execute(
            "INSERT INTO newest VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET"
            " row = excluded.row, state = excluded.state, open = excluded.open",
            (
                session.id,
                int(session.id),
                session.row,
                session.target.key,
                session.state.value,
                int(still_open),
            ),
        )

    def _next_row(self) -> int:
        found = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
        return 1 if found is None else int(found[0]) + 1

    def _next_number(self) -> int:
        return int(self._db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM newest").fetchone()[0])

    def query(self, where: str, values: tuple[object, ...]) -> tuple[Session, ...]:
        """The newest state of the sessions that the SQL condition selects."""
        return journal_reading.sessions(self._db.execute, where, values)

    def session(self, session_id: str) -> Session | None:
        """See Journal.session."""
        return journal_reading.session(self._db.execute, session_id)

    def newest_of(self, target_key: str) -> Session | None:
        """See Journal.newest_of."""
        return journal_reading.newest_of(self._db.execute, target_key)

    def orphans(self) -> tuple[Orphan, ...]:
        """See Journal.orphans."""
        rows = self._db.execute(
            "SELECT session_id, owner, intent, successor, answered FROM in_flight"
        ).fetchall()
        gone = {owner for owner in {row[1] for row in rows} if self._is_gone(owner)}
        if gone:
            self._refuse_damaged()
        found = []
        for session_id, owner, intent, successor, answered in rows:
            session = self.session(session_id)
            if owner in gone and session is not None and self._claim(session_id, owner):
                settings = journal_reading.settings(successor)
                found.append(Orphan(Opening(session, Intent(intent), settings), bool(answered)))
        return tuple(found)

    def _refuse_damaged(self) -> None:
        """A panel that died may have left a damaged file: nothing is written to that."""
        (found,) = self._db.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            message = f"{self.path}: {found}"
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_DAMAGED, message=message)

    def _claim(self, session_id: str, owner: str) -> bool:
        """Take a dead process's operation over; False where another process was faster."""
        claim = "UPDATE in_flight SET owner = ? WHERE session_id = ? AND owner = ?"
        return self._db.execute(claim, (self._process, session_id, owner)).rowcount == 1

    def _is_gone(self, process: str) -> bool:
        """A process is gone once its lock is free, whatever its number."""
        if process == self._process:
            return False
        path = self.folder / "processes" / process
        if not path.exists():
            return True
        lock = FileLock.acquire(path)
        if lock is None:
            return False
        lock.release(remove=True)
        return True

    def code_history(self) -> dict[str, CodeHistory]:
        """See Journal.code_history."""
        return journal_history.code_history(self._db.execute)

    def last_row(self) -> int:
        """See Journal.last_row."""
        return self._next_row() - 1

    def batch_attempts(self, batch: str, run: int, after: int) -> tuple[BatchAttempt, ...]:
        """See Journal.batch_attempts."""
        return journal_batches.batch_attempts(self._db.execute, batch, run, after)

    def course(self, session_id: str) -> tuple[Entry, ...]:
        """See Journal.course."""
        earlier = journal_history.earlier_failed(self._db.execute, session_id)
        return tuple(entry for owner in (*earlier, session_id) for entry in self.entries(owner))

    def entries(self, session_id: str) -> tuple[Entry, ...]:
        """See Journal.entries."""
        return journal_reading.entries(self._db.execute, session_id)


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        message = f"{path}: written by a newer version of the panel (schema {version})"
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_NEWER, message=message)
    if version == schema.VERSION:
        return
    if version > 0:
        _back_up(database, path.with_name(f"{path.name}.schema-{version}"))
    database.execute("BEGIN IMMEDIATE")
    # Another process may have migrated while this one waited for the lock.
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    for step in range(version + 1, schema.VERSION + 1):
        for statement in _statements(schema.MIGRATIONS[step]):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {schema.VERSION}")
    database.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The script's statements one by one: executescript would commit the transaction first."""
    statements, text = [], ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            statements.append(text)
            text = ""
    return statements


def _back_up(database: sqlite3.Connection, copy: Path) -> None:
    partial = copy.with_suffix(".partial")
    with closing(sqlite3.connect(partial)) as target:
        database.backup(target)
    shutil.move(partial, copy)


def closed() -> Problem:
    """The ledger is not open (yet, or any more)."""
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message="the ledger is not open")


def as_problem(err: sqlite3.Error | OSError, path: Path) -> Problem:
    """Trouble with the file, as a problem that names it and says which kind of trouble it is."""
    word = LocalFailure.LEDGER
    if isinstance(err, OSError):
        message = f"{err.filename or path}: {err.strerror or err}"
    else:
        message = f"{path}: {err}"
        if "locked" in str(err):
            word = LocalFailure.LEDGER_LOCKED
        elif _is_damage(err):
            word = LocalFailure.LEDGER_DAMAGED
    return Problem(Delivery.NEVER_SENT, word=word, message=message)


def _is_damage(err: sqlite3.Error) -> bool:
    # The low byte is the kind; a row whose text is no text at all has none.
    kind = getattr(err, "sqlite_errorcode", 0) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "malformed" in str(err)
