"""The ledger's SQLite file: every method blocks, and runs on the ledger's own thread.

Only the files of this package use sqlite3.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_system_error, told
from gui.core.foundation.system import SYSTEM, FolderLock
from gui.core.ledger import owners
from gui.core.ledger.owners import Owner
from gui.core.ledger.place import (
    LEDGER_NAME,
    PROCESSES,
    OpenedPlace,
    identity_of,
    real_path,
    refuse_second_name,
    shared,
)
from gui.core.ledger.queries import batch_queries, history_queries, session_queries
from gui.core.ledger.queries.batch_queries import BatchAttempt
from gui.core.ledger.queries.history_queries import CodeHistory, Rows
from gui.core.ledger.rows import LedgerRow, Orphan, Write, WriteResult
from gui.core.ledger.schema import migrate
from gui.core.ledger.writer import LedgerWriter
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Intent, Opening

if TYPE_CHECKING:
    from gui.core.ledger.desk_identity import DeskIdentity
    from gui.core.ledger.team_rows.team_side import TeamSide


def closed() -> Problem:
    """The ledger is not open (yet, or any more)."""
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=Detail("ledger.closed"))


def as_problem(err: sqlite3.Error | OSError, path: Path) -> Problem:
    """An error of the file, as a problem that names the file and the kind of error."""
    if isinstance(err, OSError):
        return of_system_error(err, path, LocalFailure.LEDGER)
    word = LocalFailure.LEDGER
    if "locked" in str(err):
        word = LocalFailure.LEDGER_LOCKED
    elif _is_damage(err):
        word = LocalFailure.LEDGER_DAMAGED
    return told(err, str(path), word)


def _is_full(err: sqlite3.Error) -> bool:
    # A limit on what one user may store comes as an error of the write.
    return getattr(err, "sqlite_errorcode", 0) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)


def _is_damage(err: sqlite3.Error) -> bool:
    # The low byte is the kind; a row whose text is no text at all has none.
    kind = getattr(err, "sqlite_errorcode", 0) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "malformed" in str(err)


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
        self.given_up = Event()
        self._database: sqlite3.Connection | None = None
        self._writer: LedgerWriter | None = None
        self._owner: Owner | None = None
        self._locks = folder
        self._inode = 0
        self._place: OpenedPlace | None = None
        self._kept: FolderLock | None = None

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
        """Open or make the file; migrate it; take this process's own lock.

        :raises Problem: where it can't be used: see :func:`~gui.core.ledger.place.shared`, and
            :func:`~gui.core.ledger.schema.migrate`.
        :raises OSError: where a file beside it can't be made.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._kept = shared(self.folder, self.given_up)
        try:
            self._connect(real_path(self.folder))
        except BaseException:
            self.close()
            raise

    def _connect(self, real: Path) -> None:
        self._locks = real.parent / PROCESSES
        self._locks.mkdir(exist_ok=True, mode=0o700)
        _make(real)
        refuse_second_name(real)
        opened = identity_of(real)
        self._inode = opened[1]
        self._owner = owner = Owner(self._locks, self._inode)
        owner.enter()
        self._database = database = sqlite3.connect(
            real, timeout=LOCK_WAIT_S, isolation_level=None, cached_statements=_STATEMENTS_KEPT
        )
        migrate(database, real)
        database.execute("PRAGMA synchronous = FULL")
        if not SYSTEM.FSYNC_REACHES_THE_DISK:
            database.execute("PRAGMA fullfsync = 1")
        # The first row that is read opens the log.
        database.execute("SELECT row FROM newest LIMIT 1").fetchone()
        self._place = OpenedPlace(self.folder, real, opened)
        self._writer = LedgerWriter(database, owner.process, owner.name, self)

    def close(self) -> None:
        """Close the file and let go of the locks."""
        if self._database is not None:
            if self._writer is not None:
                self._leave_to_others()
            self._database.close()
            self._database = self._writer = self._place = None
        if self._owner is not None:
            self._owner.leave()
            self._owner = None
        if self._kept is not None:
            self._kept.release()
            self._kept = None

    def _leave_to_others(self) -> None:
        """What could not be concluded has no owner any more, though this process goes on."""
        # Nothing is lost where that can't be written: others then wait for the end of this process.
        with suppress(sqlite3.Error, Problem):
            assert self._owner is not None
            own = (self._owner.name,)
            if self._db.execute("SELECT 1 FROM in_flight WHERE owner = ?", own).fetchone() is not None:
                update = "UPDATE in_flight SET owner = ? WHERE owner = ?"
                self._db.execute(update, (self._owner.process, *own))

    def in_place(self) -> None:
        """Look whether the open file is the one at its path.

        :raises Problem: ``ledger_moved`` where it is not; ``ledger`` where it is not open.
        """
        if self._place is None:
            raise closed()
        self._place.prove()

    def before_intent(self) -> None:
        """See :meth:`Guard.before_intent`."""
        if self._owner is not None:
            self._owner.get_ready()

    def together(self, writes: Sequence[Write]) -> list[WriteResult]:
        """See :meth:`LedgerWriter.together`; on a full disk outcomes go into the room kept for them."""
        try:
            return self.writer.together(writes)
        except sqlite3.Error as err:
            if not _is_full(err) or self._owner is None or not self._owner.give_room():
                raise
        return self.writer.together(writes)

    def query(self, where: str, values: tuple[object, ...]) -> tuple[Session, ...]:
        """The newest state of the sessions that the SQL condition selects."""
        return session_queries.sessions(self._db.execute, where, values)

    def session(self, session_id: str) -> Session | None:
        """See Ledger.session."""
        return session_queries.session(self._db.execute, session_id)

    def newest_of(self, target_key: str) -> Session | None:
        """See Ledger.newest_of."""
        return session_queries.newest_of(self._db.execute, target_key)

    def owner(self) -> str:
        """See Ledger.owner."""
        if self._owner is None:
            raise closed()
        return self._owner.name

    def has_ended(self, owner: str) -> bool:
        """See Ledger.has_ended."""
        return not owners.is_alive(self._locks, owner, self._inode)

    def orphans(self) -> tuple[Orphan, ...]:
        """See Ledger.orphans."""
        rows = self._db.execute(
            "SELECT session_id, owner, intent, successor, answered FROM in_flight"
        ).fetchall()
        others = {row[1] for row in rows if self._owner is None or row[1] != self._owner.name}
        gone = {owner for owner in others if not owners.is_alive(self._locks, owner, self._inode)}
        if gone:
            self.in_place()
            self._refuse_damaged()
        found = []
        for session_id, owner, intent, successor, answered in rows:
            session = session_queries.under_way(self._db.execute, session_id)
            if owner in gone and session is not None and self._claim(session_id, owner):
                settings = session_queries.settings(successor)
                opening = Opening(session, Intent(intent), settings)
                waits = session_queries.waits(self._db.execute, session_id)
                found.append(Orphan(opening, bool(answered), waits, owners.process_of(owner)))
        for owner in gone:
            owners.forget(self._locks, owner)
        return tuple(found)

    def _refuse_damaged(self) -> None:
        """A panel that died may have left a damaged file: nothing is written to that."""
        (found,) = self._db.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            detail = Detail("system", {"why": str(found)}, str(self.path))
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_DAMAGED, detail=detail)

    def _claim(self, session_id: str, owner: str) -> bool:
        """Take a dead process's operation over; False where another process was faster."""
        if self._owner is None:
            raise closed()
        claim = "UPDATE in_flight SET owner = ? WHERE session_id = ? AND owner = ?"
        return self._db.execute(claim, (self._owner.name, session_id, owner)).rowcount == 1

    def code_history(self) -> dict[str, CodeHistory]:
        """See Ledger.code_history."""
        return history_queries.code_history(self._db.execute)

    def read(self, query: Callable[Concatenate[Rows, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query of another file finds."""
        return query(self._db.execute, *args, **kwargs)

    def last_row(self) -> int:
        """See Ledger.last_row."""
        return self.writer.last_row()

    def shown_before(self, session: Session, row: int) -> Session | None:
        """See Ledger.shown_before."""
        if not self.writer.forerunners.of_a_team:
            return None
        from gui.core.ledger.team_rows.merging import shown_before

        return shown_before(self._db.execute, session, row)

    def desk(self) -> "DeskIdentity | None":
        """See Ledger.desk. Each start asks: a folder that never was in a team loads nothing of one."""
        return self.team_side().desk() if session_queries.ever_in_a_team(self._db.execute) else None

    def team_side(self) -> "TeamSide":
        """What desks of a team ask of the ledger: loaded by the first who asks."""
        from gui.core.ledger.team_rows.team_side import TeamSide

        return TeamSide(self._db.execute, self.writer)

    def batch_attempts(self, batch: str, run: int, after: int) -> tuple[BatchAttempt, ...]:
        """See Ledger.batch_attempts."""
        return batch_queries.batch_attempts(self._db.execute, batch, run, after)

    def course(self, session_id: str) -> tuple[LedgerRow, ...]:
        """See Ledger.course."""
        earlier = history_queries.earlier_failed(self._db.execute, session_id)
        return tuple(entry for owner in (*earlier, session_id) for entry in self.entries(owner))

    def entries(self, session_id: str) -> tuple[LedgerRow, ...]:
        """See Ledger.entries."""
        return session_queries.entries(self._db.execute, session_id)


def _make(real: Path) -> None:
    """An empty file for its owner alone, where there is none; SQLite would let others read it."""
    try:
        descriptor = os.open(real, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    os.close(descriptor)
