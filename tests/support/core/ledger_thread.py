"""The ledger's thread, held while writes are queued, and what it then does."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence

import pytest

from gui.core.ledger.group_commit import Done, Write
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.writer import LedgerWriter


class Thread:
    """The ledger's thread, kept busy while writes are queued; and the statements that it ran."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._go_on = threading.Event()
        self.statements: list[str] = []
        self.grouped: list[int] = []

    @property
    def commits(self) -> int:
        return self.statements.count("COMMIT")

    async def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        together = LedgerWriter.together

        def counted(writer: LedgerWriter, writes: Sequence[Write]) -> list[Done]:
            self.grouped.append(len(writes))
            return together(writer, writes)

        monkeypatch.setattr(LedgerWriter, "together", counted)
        database = self._ledger._file._db
        await self._ledger._on_thread(database.set_trace_callback, self.statements.append)

    async def busy(self) -> "asyncio.Task[bool]":
        """From here on nothing is written, until :meth:`go_on`."""
        entered = asyncio.Event()
        loop = asyncio.get_running_loop()

        def hold() -> bool:
            loop.call_soon_threadsafe(entered.set)
            return self._go_on.wait(10)

        held = asyncio.create_task(self._ledger._on_thread(hold))
        await entered.wait()
        return held

    def go_on(self) -> None:
        self._go_on.set()


async def queued(*writes: "asyncio.Task[object]") -> None:
    """Let the tasks come as far as the ledger's queue."""
    for _ in range(3):
        await asyncio.sleep(0)
    assert not any(write.done() for write in writes)


class Checked:
    """A connection that looks at the writers right before its COMMIT."""

    def __init__(self, database: sqlite3.Connection, holds: Callable[[], bool]) -> None:
        self._database = database
        self._holds = holds

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        if statement == "COMMIT":
            assert self._holds(), "a writer was told before the commit"
        return self._database.execute(statement, values)

    @property
    def in_transaction(self) -> bool:
        return self._database.in_transaction
