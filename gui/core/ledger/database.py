"""The ledger's SQLite file: every method blocks, and runs on the ledger's own thread.

Only the files of this package use sqlite3.
"""

import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import FileLock
from gui.core.ledger import batch_queries, history_queries, queries
from gui.core.ledger.batch_queries import BatchAttempt
from gui.core.ledger.history_queries import CodeHistory, Rows
from gui.core.ledger.rows import Entry, Orphan
from gui.core.ledger.schema import migrate
from gui.core.ledger.writer import LedgerWriter
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Intent, Opening


def closed() -> Problem:
    """The ledger is not open (yet, or any more)."""
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message="the ledger is not open")


def as_problem(err: sqlite3.Error | OSError, path: Path) -> Problem:
    """An error of the file, as a problem that names the file and the kind of error."""
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


LEDGER_NAME: Final = "ledger.sqlite3"
LOCK_WAIT_S: Final = 5.0
"""How long a foreign program may hold the ledger before an operation is refused."""
_STATEMENTS_KEPT: Final = 256
"""Ready-made statements; those that write many rows at once come in as many lengths."""

P = ParamSpec("P")
T = TypeVar("T")


class LedgerDatabase:
    """The file of one data folder, as one process sees it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / LEDGER_NAME
        self._process = secrets.token_hex(6)
        self._database: sqlite3.Connection | None = None
        self._writer: LedgerWriter | None = None
        self._lock: FileLock | None = None

    @property
    def writer(self) -> LedgerWriter:
        """What writes its rows.

        :raises Problem: where the ledger is not open.
        """
        if self._writer is None:
            raise closed()
        return self._writer

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
        database = sqlite3.connect(
            self.path, timeout=LOCK_WAIT_S, isolation_level=None, cached_statements=_STATEMENTS_KEPT
        )
        try:
            self.path.chmod(0o600)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            migrate(database, self.path)
            self._lock = FileLock.acquire(locks / self._process)
        except BaseException:
            database.close()
            raise
        self._database = database
        self._writer = LedgerWriter(database, self._process)

    def close(self) -> None:
        """Close the file and let go of the lock."""
        if self._database is not None:
            self._database.close()
            self._database = self._writer = None
        if self._lock is not None:
            self._lock.release(remove=True)
            self._lock = None

    def query(self, where: str, values: tuple[object, ...]) -> tuple[Session, ...]:
        """The newest state of the sessions that the SQL condition selects."""
        return queries.sessions(self._db.execute, where, values)

    def session(self, session_id: str) -> Session | None:
        """See Ledger.session."""
        return queries.session(self._db.execute, session_id)

    def newest_of(self, target_key: str) -> Session | None:
        """See Ledger.newest_of."""
        return queries.newest_of(self._db.execute, target_key)

    def orphans(self) -> tuple[Orphan, ...]:
        """See Ledger.orphans."""
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
                settings = queries.settings(successor)
                opening = Opening(session, Intent(intent), settings)
                found.append(Orphan(opening, bool(answered), queries.waits(self._db.execute, session_id)))
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
        """See Ledger.code_history."""
        return history_queries.code_history(self._db.execute)

    def read(self, query: Callable[Concatenate[Rows, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query of another file finds."""
        return query(self._db.execute, *args, **kwargs)

    def last_row(self) -> int:
        """See Ledger.last_row."""
        return self.writer.last_row()

    def batch_attempts(self, batch: str, run: int, after: int) -> tuple[BatchAttempt, ...]:
        """See Ledger.batch_attempts."""
        return batch_queries.batch_attempts(self._db.execute, batch, run, after)

    def course(self, session_id: str) -> tuple[Entry, ...]:
        """See Ledger.course."""
        earlier = history_queries.earlier_failed(self._db.execute, session_id)
        return tuple(entry for owner in (*earlier, session_id) for entry in self.entries(owner))

    def entries(self, session_id: str) -> tuple[Entry, ...]:
        """See Ledger.entries."""
        return queries.entries(self._db.execute, session_id)
