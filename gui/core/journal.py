"""The write-ahead ledger on disk. Every row is durable before its method returns.

SQLite lives on one thread of its own behind awaitables; no other file of the house knows sqlite3.
"""

import asyncio
import json
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from pydantic import TypeAdapter

from gui.core import schema
from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.session import Session, Settings
from gui.core.system import FileLock
from gui.core.transitions import Intent, Opening, Plan

LOCK_WAIT_S: Final = 5.0
"""How long a foreign program may hold the ledger before an operation is refused."""

P = ParamSpec("P")
T = TypeVar("T")

_SESSION: Final = TypeAdapter(Session)
_SETTINGS: Final = TypeAdapter(Settings)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger. ``detail`` is what the kind of row needs to keep, as JSON text."""

    row: int
    session_id: str
    at: str
    kind: str
    operator: str
    reason: str
    detail: str
    session: Session


@dataclass(frozen=True, slots=True)
class Note:
    """Who adds a row, and why.

    :param kind: ``intent``, ``try``, ``retry``, ``answer``, ``interrupted``, ``settled`` or ``handled``.
    :param detail: packets and times of the attempt; no secrets.
    """

    kind: str
    operator: str
    at: datetime
    reason: str = ""
    detail: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """An operation whose process is gone."""

    opening: Opening
    answered: bool


class Busy(Problem):
    """Another operation on the same target is under way, here or in another process."""

    def __init__(self, session_id: str) -> None:
        super().__init__(Delivery.NEVER_SENT, word=LocalFailure.BUSY)
        self.session_id = session_id


class Journal:
    """The ledger of one data folder. Make it, ``await open()``, and ``await close()`` at the end.

    Methods raise Problem with ``ledger`` or ``ledger_locked`` where the disk or another program stands in the way.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "ledger.sqlite3"
        self._process = secrets.token_hex(6)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        self._database: sqlite3.Connection | None = None
        self._lock: FileLock | None = None

    async def open(self) -> None:
        """Open or make the ledger, back it up before a migration, and take this process's own lock."""
        await self._on_thread(self._open)

    async def close(self) -> None:
        """Close the ledger and end its thread. Does no harm when called twice."""
        if self._thread._shutdown:
            return
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)

    async def begin(self, target_key: str, plan: Plan, note: Note) -> Opening:
        """Decide on the target's newest session and write the intent, in one durable transaction.

        :raises Busy: where an operation on the target is under way.
        :raises ValueError: where the plan does.
        """
        return await self._on_thread(self._begin, target_key, plan, note)

    async def add(self, session: Session, note: Note, *, answered: bool | None = None) -> Session:
        """Add a row for a session; ``answered`` tells whether its operation's last try had an answer."""
        return await self._on_thread(self._add, session, note, answered)

    async def end(self, sessions: Sequence[Session], note: Note) -> tuple[Session, ...]:
        """Add the outcome's rows (the session's, and a successor's) and end the operation, in one transaction."""
        return await self._on_thread(self._end, tuple(sessions), note)

    async def orphans(self) -> tuple[Orphan, ...]:
        """Operations of processes that are gone, taken over; the caller concludes each with :meth:`end`."""
        return await self._on_thread(self._orphans)

    async def session(self, session_id: str) -> Session | None:
        """The session as its newest row has it."""
        return await self._on_thread(self._session, session_id)

    async def newest_of(self, target_key: str) -> Session | None:
        """The target's newest session."""
        return await self._on_thread(self._newest_of, target_key)

    async def open_sessions(self) -> tuple[Session, ...]:
        """All sessions that are live or may need attention, oldest first."""
        return await self._on_thread(self._query, "WHERE newest.open = 1 ORDER BY newest.number", ())

    async def sessions(self, *, limit: int = -1, before: int | None = None) -> tuple[Session, ...]:
        """Sessions by number, the newest first; ``before`` pages on."""
        last = (1 << 62) if before is None else before
        where = "WHERE newest.number < ? ORDER BY newest.number DESC LIMIT ?"
        return await self._on_thread(self._query, where, (last, limit))

    async def changed_since(self, row: int) -> tuple[Session, ...]:
        """Sessions with rows past ``row``, by this or another process, in the rows' order."""
        return await self._on_thread(self._query, "WHERE newest.row > ? ORDER BY newest.row", (row,))

    async def entries(self, session_id: str) -> tuple[Entry, ...]:
        """Every row of one session, in order."""
        return await self._on_thread(self._entries, session_id)

    async def _on_thread(self, work: Callable[Concatenate[P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        def run() -> T:
            try:
                return work(*args, **kwargs)
            except (sqlite3.Error, OSError) as err:
                raise _as_problem(err) from err

        return await asyncio.get_running_loop().run_in_executor(self._thread, run)

    # From here on: the ledger's own thread.

    @property
    def _db(self) -> sqlite3.Connection:
        if self._database is None:
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message="the ledger is not open")
        return self._database

    def _open(self) -> None:
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

    def _close(self) -> None:
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

    def _begin(self, target_key: str, plan: Plan, note: Note) -> Opening:
        def work() -> Opening:
            taken = self._db.execute(
                "SELECT session_id FROM in_flight WHERE target = ?", (target_key,)
            ).fetchone()
            if taken is not None:
                raise Busy(taken[0])
            opening = plan(self._newest_of(target_key))
            session = self._write(opening.session, note)
            successor = "" if opening.successor is None else _SETTINGS.dump_json(opening.successor).decode()
            self._db.execute(
                "INSERT INTO in_flight VALUES (?, ?, ?, ?, ?, 0)",
                (target_key, session.id, self._process, opening.intent.value, successor),
            )
            return replace(opening, session=session)

        return self._in_transaction(work)

    def _add(self, session: Session, note: Note, answered: bool | None) -> Session:
        def work() -> Session:
            if answered is not None:
                self._db.execute(
                    "UPDATE in_flight SET answered = ? WHERE session_id = ?", (int(answered), session.id)
                )
            return self._write(session, note)

        return self._in_transaction(work)

    def _end(self, sessions: tuple[Session, ...], note: Note) -> tuple[Session, ...]:
        def work() -> tuple[Session, ...]:
            self._db.execute("DELETE FROM in_flight WHERE session_id = ?", (sessions[0].id,))
            return tuple(self._write(session, note) for session in sessions)

        return self._in_transaction(work)

    def _write(self, session: Session, note: Note) -> Session:
        """Add one row and point the index at it; a session without an id gets the next number."""
        number = int(session.id) if session.id else self._next_number()
        row = self._next_row()
        first_row = session.first_row or row
        written = replace(session, id=str(number), row=row, first_row=first_row)
        detail = json.dumps(note.detail or {}, ensure_ascii=False)
        content = _SESSION.dump_json(written).decode()
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
        still_open = written.live or (written.needs_attention(note.at) and not written.handled)
        self._db.execute(
            "INSERT INTO newest VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET"
            " row = excluded.row, state = excluded.state, open = excluded.open",
            (written.id, number, row, written.target.key, written.state.value, int(still_open)),
        )
        return written

    def _next_row(self) -> int:
        found = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
        return 1 if found is None else int(found[0]) + 1

    def _next_number(self) -> int:
        return int(self._db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM newest").fetchone()[0])

    def _query(self, where: str, values: tuple[object, ...]) -> tuple[Session, ...]:
        query = f"SELECT entry.session FROM newest JOIN entry ON entry.row = newest.row {where}"
        return tuple(_SESSION.validate_json(text) for (text,) in self._db.execute(query, values))

    def _session(self, session_id: str) -> Session | None:
        found = self._query("WHERE newest.session_id = ?", (session_id,))
        return found[0] if found else None

    def _newest_of(self, target_key: str) -> Session | None:
        found = self._query("WHERE newest.target = ? ORDER BY newest.number DESC LIMIT 1", (target_key,))
        return found[0] if found else None

    def _orphans(self) -> tuple[Orphan, ...]:
        rows = self._db.execute(
            "SELECT session_id, owner, intent, successor, answered FROM in_flight"
        ).fetchall()
        gone = {owner for owner in {row[1] for row in rows} if self._is_gone(owner)}
        found = []
        for session_id, owner, intent, successor, answered in rows:
            session = self._session(session_id)
            if owner in gone and session is not None and self._claim(session_id, owner):
                settings = _SETTINGS.validate_json(successor) if successor else None
                found.append(Orphan(Opening(session, Intent(intent), settings), bool(answered)))
        return tuple(found)

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

    def _entries(self, session_id: str) -> tuple[Entry, ...]:
        query = "SELECT row, session_id, at, kind, operator, reason, detail, session FROM entry"
        rows = self._db.execute(f"{query} WHERE session_id = ? ORDER BY row", (session_id,))
        return tuple(Entry(*columns, _SESSION.validate_json(session)) for *columns, session in rows)


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        message = f"the ledger was written by a newer version of the panel (schema {version})"
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message=message)
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


def _as_problem(err: sqlite3.Error | OSError) -> Problem:
    locked = isinstance(err, sqlite3.OperationalError) and "locked" in str(err)
    word = LocalFailure.LEDGER_LOCKED if locked else LocalFailure.LEDGER
    return Problem(Delivery.NEVER_SENT, word=word, message=str(err))
