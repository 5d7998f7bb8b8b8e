"""The ledger's thread, watched: it is held while writes are queued, and keeps what it ran.

Nothing of the ledger's own is touched: it opens a connection that tells what it is about to do.
"""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Write, WriteResult
from gui.core.ledger.writer import LedgerWriter
from tests.support.core.ledger import opened

T = TypeVar("T")


class LedgerThread:
    """The thread of one ledger: the statements that it ran, and how many writes came together."""

    def __init__(self) -> None:
        self.ledger: Ledger
        self.statements: list[str] = []
        self.grouped: list[int] = []
        self.before_commit: Callable[[], None] = lambda: None
        """Called right before each COMMIT; what it raises, the COMMIT raises."""
        self._go_on = threading.Event()
        self._asked: Callable[[sqlite3.Connection], None] | None = None

    @property
    def commits(self) -> int:
        return self.statements.count("COMMIT")

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask something of the ledger's own connection, in the middle of its next read."""
        answers: list[T] = []
        self._asked = lambda database: answers.append(question(database))
        await self.ledger.last_row()
        return answers[0]

    async def busy(self) -> "asyncio.Task[None]":
        """From here on nothing is written, until :meth:`go_on`; what is counted begins anew."""
        entered = asyncio.Event()
        loop = asyncio.get_running_loop()

        def hold(_database: sqlite3.Connection) -> None:
            loop.call_soon_threadsafe(entered.set)
            assert self._go_on.wait(10), "nobody let it go on"

        held = asyncio.create_task(self.ask(hold))
        await entered.wait()
        self.statements.clear()
        self.grouped.clear()
        return held

    def go_on(self) -> None:
        self._go_on.set()

    def about_to_run(self, database: sqlite3.Connection, statement: str) -> None:
        """On the ledger's thread."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked(database)
        if statement == "COMMIT":
            self.before_commit()


def _connection_of(thread: LedgerThread) -> type[sqlite3.Connection]:
    class Watched(sqlite3.Connection):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.set_trace_callback(thread.statements.append)

        def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
            thread.about_to_run(self, statement)
            return super().execute(statement, values)

    return Watched


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[tuple[Ledger, LedgerThread]]:
    """A ledger and its thread; foreign connections to the file are not watched."""
    thread, together = LedgerThread(), LedgerWriter.together

    def counted(writer: LedgerWriter, writes: Sequence[Write]) -> list[WriteResult]:
        thread.grouped.append(len(writes))
        return together(writer, writes)

    async with AsyncExitStack() as stack:
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        patched.setattr(LedgerWriter, "together", counted)
        with pytest.MonkeyPatch.context() as opening:
            connect = partial(sqlite3.connect, factory=_connection_of(thread))
            opening.setattr(sqlite3, "connect", connect)
            thread.ledger = await stack.enter_async_context(opened(folder))
        yield thread.ledger, thread


async def queued(*writes: "asyncio.Task[object]") -> None:
    """Let the tasks come as far as the ledger's queue."""
    for _ in range(3):
        await asyncio.sleep(0)
    assert not any(write.done() for write in writes)
