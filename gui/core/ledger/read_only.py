"""A ledger that can't be written to: read as it is, so that the list still shows what is known.

Nothing in the data folder is changed. Operations of processes that are gone are shown as unknown, as the
panel will write them once it can.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.system import NoFileLocks
from gui.core.ledger.database import as_problem, closed
from gui.core.ledger.owners import is_alive
from gui.core.ledger.place import LEDGER_NAME, PROCESSES, real_path, shared
from gui.core.ledger.queries import session_queries
from gui.core.ledger.queries.session_queries import Rows
from gui.core.ledger.reading import WAIT_S, connected
from gui.core.sessions.conclude import interrupted
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Intent, Opening

READABLE: Final = frozenset({LocalFailure.LEDGER, LocalFailure.LEDGER_LOCKED, LocalFailure.NO_FILE_LOCKS})
"""Troubles at opening after which the ledger may still be read."""

P = ParamSpec("P")
T = TypeVar("T")


class ReadOnlyLedger:
    """The reading methods of :class:`Ledger`, without its writing ones. See :func:`opened_read_only`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / LEDGER_NAME
        self._stack = ExitStack()
        self._database: sqlite3.Connection | None = None
        self._cut_off: dict[str, Session] = {}

    async def open_sessions(self) -> tuple[Session, ...]:
        """All sessions that are live or may need attention, oldest first."""
        return await self._read(session_queries.WHERE_OPEN, ())

    async def sessions(self, *, limit: int = -1) -> tuple[Session, ...]:
        """Sessions by when they were asked for, the newest first."""
        return await self._found(session_queries.newest_first, limit, None)

    async def changed_on(self, target_key: str, row: int) -> tuple[Session, ...]:
        """The target's sessions with rows past ``row``, the oldest first."""
        return await self._read(session_queries.CHANGED_ON, (target_key, row))

    async def open(self) -> None:
        """Open the file in a mode in which it can be read.

        :raises Problem: where no mode works, or there is no file.
        """
        await self._on_thread(self._open)

    async def close(self) -> None:
        """Let go of the file, and remove a copy of it. Does no harm when called twice."""
        self._database = None
        await asyncio.to_thread(self._stack.close)

    async def _read(self, where: str, values: tuple[object, ...]) -> tuple[Session, ...]:
        return await self._found(session_queries.sessions, where, values)

    async def _found(
        self,
        query: Callable[Concatenate[Rows, P], tuple[Session, ...]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Session, ...]:
        def work() -> tuple[Session, ...]:
            if self._database is None:
                raise closed()
            found = query(self._database.execute, *args, **kwargs)
            return tuple(self._cut_off.get(session.id, session) for session in found)

        return await self._on_thread(work)

    async def _on_thread(self, work: Callable[[], T]) -> T:
        def run() -> T:
            try:
                return work()
            except (sqlite3.Error, OSError) as err:
                raise as_problem(err, self._path) from err

        return await asyncio.to_thread(run)

    def _open(self) -> None:
        if self._path.parent.is_dir():
            # A rescue may move it; one that was cut off can't be finished where nothing can be written.
            # Without locks no rescue works either.
            with suppress(NoFileLocks):
                self._stack.callback(shared(self._folder, wait_s=WAIT_S).release)
        self._database = database = connected(self._folder, self._stack)
        self._cut_off = self._interrupted(database)

    def _interrupted(self, database: sqlite3.Connection) -> dict[str, Session]:
        """Sessions whose operation was cut off by the end of its process, as they will be concluded."""
        now, found = datetime.now(UTC), {}
        real = real_path(self._folder)
        locks, inode = real.parent / PROCESSES, real.stat().st_ino
        rows = database.execute("SELECT session_id, owner, intent, answered FROM in_flight").fetchall()
        for session_id, owner, intent, answered in rows:
            session = session_queries.session(database.execute, session_id)
            if session is not None and not is_alive(locks, owner, inode):
                opening = Opening(session, Intent(intent))
                waiting = session_queries.waits(database.execute, session_id)
                known, *_ = interrupted(opening, session, answered=bool(answered), waiting=waiting, now=now)
                found[session_id] = replace(known, changed_at=session.changed_at)
        return found


@asynccontextmanager
async def opened_read_only(folder: Path) -> AsyncIterator[ReadOnlyLedger]:
    """The ledger of a folder that can't be written to, for the length of a block.

    :raises Problem: where it can't be read either.
    """
    ledger = ReadOnlyLedger(folder)
    try:
        await ledger.open()
        yield ledger
    finally:
        await ledger.close()
