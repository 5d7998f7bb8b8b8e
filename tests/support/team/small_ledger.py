"""A small real SQLite store with the team's side of the ledger."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Source, State
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.travelling_row import FORM, RowId, SessionName, TravellingRow
from gui.core.sessions.session import Session, Target

T = TypeVar("T")
NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS entry (desk TEXT, row INTEGER, home_desk TEXT, home_number INTEGER, form INTEGER,
    target TEXT, parents TEXT, kind TEXT, state TEXT, open INTEGER, at TEXT, operator TEXT, body TEXT,
    PRIMARY KEY (desk, row)) STRICT;
CREATE TABLE IF NOT EXISTS desk (id TEXT, code TEXT, since INTEGER) STRICT;
"""


class SmallLedger:
    """Own rows stand under the empty name; rows of others under their desk's."""

    def __init__(self, path: Path) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._database = self._thread.submit(self._open, path).result()
        self.full = False
        self.refused = ""
        self.pages: list[int] = []
        self.followed: list[bool] = []

    def _open(self, path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(_TABLES)
        return database

    async def close(self) -> None:
        await self._do(self._database.close)
        self._thread.shutdown()

    async def write(
        self, target: str, state: str = "starting", *, number: int = 0, kind: str = "intent"
    ) -> int:
        """One row of this desk's."""
        return (await self.write_many([target], state, number=number, kind=kind))[-1]

    async def write_many(
        self,
        targets: Sequence[str],
        state: str = "starting",
        *,
        number: int = 0,
        kind: str = "intent",
        letters: int = 0,
    ) -> list[int]:
        def work() -> list[int]:
            database, first = self._database, self._last("") + 1
            database.execute("BEGIN IMMEDIATE")
            values = [
                (
                    row,
                    number or row,
                    target,
                    kind,
                    state,
                    json.dumps({"session": {"state": state}, "row": row, "detail": "x" * letters}),
                )
                for row, target in enumerate(targets, first)
            ]
            database.executemany(
                "INSERT INTO entry VALUES ('', ?, '', ?, 1, ?, '', ?, ?, 1, '2026-03-01T12:00:00Z', 'Li', ?)",
                values,
            )
            database.execute("COMMIT")
            return [value[0] for value in values]

        return await self._do(work)

    async def own_rows_after(self, row: int, limit: int = 500) -> tuple[TravellingRow, ...]:
        def work() -> tuple[TravellingRow, ...]:
            sql = "SELECT * FROM entry WHERE desk = '' AND row > ? ORDER BY row LIMIT ?"
            desk = self._desk()
            own = "" if desk is None else desk.id
            after = max(row, self._since())
            return tuple(_row(found, own) for found in self._database.execute(sql, (after, limit)))

        return await self._do(work)

    async def take_rows(self, rows: Sequence[TravellingRow], *, more: bool = False) -> tuple[Session, ...]:
        def work() -> tuple[Session, ...]:
            self.pages.append(len(rows))
            self.followed.append(more)
            if self.full or any(row.id.desk == self.refused for row in rows):
                raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message="disk is full")
            database = self._database
            database.execute("BEGIN IMMEDIATE")
            fresh = []
            for row in rows:
                found = database.execute("SELECT * FROM entry WHERE desk = ? AND row = ?", row.id).fetchone()
                if found is None:
                    fresh.append(row)
                elif _row(found, "") != row:
                    database.execute("ROLLBACK")
                    raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message="another row")
            values = [
                (*row.id, *row.session, row.form, row.target, _listed(row.parents), row.kind, *_rest(row))
                for row in fresh
            ]
            database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            database.execute("COMMIT")
            return tuple(_session(row) for row in fresh)

        return await self._do(work)

    async def cursors(self) -> dict[str, int]:
        sql = "SELECT desk, max(row) FROM entry WHERE desk <> '' GROUP BY desk"
        return await self._do(lambda: dict(self._database.execute(sql)))

    async def desk(self) -> DeskIdentity | None:
        return await self._do(self._desk)

    async def become_desk(self, desk: DeskIdentity, *, after: int | None = None) -> None:
        sql = "INSERT INTO desk VALUES (?, ?, ?)"
        await self._do(lambda: self._database.execute(sql, (desk.id, desk.code, after or 0)))

    async def last_own_row(self) -> int:
        return await self._do(lambda: last if (last := self._last("")) > self._since() else 0)

    async def forget(self, row: int) -> None:
        """As a number that was never given: gaps are harmless."""
        await self._do(
            lambda: self._database.execute("DELETE FROM entry WHERE desk = '' AND row = ?", (row,))
        )

    async def rows_of(self, desk: str) -> list[int]:
        sql = "SELECT row FROM entry WHERE desk = ? ORDER BY row"
        return await self._do(lambda: [row for (row,) in self._database.execute(sql, (desk,))])

    def _last(self, desk: str) -> int:
        found = self._database.execute("SELECT max(row) FROM entry WHERE desk = ?", (desk,)).fetchone()
        return int(found[0] or 0)

    def _since(self) -> int:
        found = self._database.execute("SELECT since FROM desk ORDER BY rowid DESC LIMIT 1").fetchone()
        return 0 if found is None else int(found[0])

    def _desk(self) -> DeskIdentity | None:
        found = self._database.execute("SELECT id, code FROM desk ORDER BY rowid DESC LIMIT 1").fetchone()
        return None if found is None else DeskIdentity(*found)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _listed(parents: Sequence[RowId]) -> str:
    return " ".join(f"{desk}/{row}" for desk, row in parents)


def _rest(row: TravellingRow) -> tuple[object, ...]:
    return row.state, int(row.still_open), row.at, row.operator, row.body


def _row(found: tuple[object, ...], own: str) -> TravellingRow:
    desk, row, home, number, form, target, parents, kind, state, is_open, at, operator, body = found
    known = [one.rpartition("/") for one in str(parents).split()]
    return TravellingRow(
        RowId(str(desk) or own, int(str(row))),
        SessionName(str(home) or own, int(str(number))),
        int(str(form)),
        str(target),
        tuple(RowId(one, int(last)) for one, _, last in known),
        str(kind),
        str(state),
        bool(is_open),
        str(at),
        str(operator),
        str(body),
    )


def _session(row: TravellingRow) -> Session:
    target = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
    state = State(row.state)
    return Session(
        target, "Main", state, row.operator, NOW, NOW, id=f"{row.session.desk}-{row.session.number}"
    )


def foreign_row(desk: str, row: int, target: str, *, body: str = '{"session":{}}') -> TravellingRow:
    """A row as another desk wrote it."""
    name = SessionName(desk, row)
    return TravellingRow(
        RowId(desk, row),
        name,
        FORM,
        target,
        (),
        "intent",
        "starting",
        True,
        "2026-03-01T12:00:00.000Z",
        "Wang",
        body,
    )
