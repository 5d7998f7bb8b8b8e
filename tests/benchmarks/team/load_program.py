"""Some desks of a load, in one process: they connect, wait for the word, write, and count what comes.

Usage: python -m tests.benchmarks.team.load_program JSON   on standard input the passwords, then any line
"""

import asyncio
import json
import random
import sys
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.travelling_row import FORM, RowId, SessionName, TravellingRow
from gui.core.network.tls_context import context_for
from gui.core.sessions.session import Session
from gui.core.team.board_login import BoardAddress, BoardLogin
from gui.core.team.team_client import TeamClient
from tests.support.waiting import until

CONNECTED_S: Final = 60.0
COMPLETE_S: Final = 40.0
ONE_OF: Final = 7
"""Rows of which one is timed."""
_FILLER: Final = "x" * 900
"""A row's session is about so long."""


class MemoryLedger:
    """The team's side of a ledger, in memory.

    :param wanted: how many rows of others are to come.
    :ivar taken: rows of others; ``late_ms`` of some of them, from being written to being here.
    """

    def __init__(self, code: str, wanted: int) -> None:
        self.identity = DeskIdentity(uuid.uuid4().hex, code)
        self.taken = 0
        self.complete = asyncio.Event()
        self._wanted = wanted
        self.late_ms: list[float] = []
        self._own: list[TravellingRow] = []
        self._cursors: dict[str, int] = {}

    def write(self) -> None:
        """One row of this desk's."""
        row = len(self._own) + 1
        body = {"session": {"written": time.monotonic(), "filler": _FILLER}}
        name, at = SessionName(self.identity.id, row), datetime.now(UTC).isoformat()
        made = (FORM, f"target {self.identity.code} {row}", (), "intent", "starting", True, at, "Li")
        self._own.append(TravellingRow(RowId(self.identity.id, row), name, *made, json.dumps(body)))

    async def own_rows_after(self, row: int, limit: int = 500) -> Sequence[TravellingRow]:
        """See TeamLedger."""
        return self._own[row : row + limit]

    async def take_rows(self, rows: Sequence[TravellingRow], **_more: bool) -> Sequence[Session]:
        """See TeamLedger."""
        now = time.monotonic()
        for row in rows:
            assert row.id.row == self._cursors.get(row.id.desk, 0) + 1, "a row was passed over"
            self._cursors[row.id.desk] = row.id.row
            self.taken += 1
            if self.taken % ONE_OF == 0:
                self.late_ms.append((now - json.loads(row.body)["session"]["written"]) * 1000)
        if self.taken >= self._wanted:
            self.complete.set()
        return ()

    async def cursors(self) -> dict[str, int]:
        """See TeamLedger."""
        return dict(self._cursors)

    async def desk(self) -> DeskIdentity | None:
        """See TeamLedger."""
        return self.identity

    async def become_desk(self, desk: DeskIdentity, *, after: int | None = None) -> None:
        """See TeamLedger."""
        assert after is None, "the board has other rows of this desk"
        self.identity = desk

    async def last_own_row(self) -> int:
        """See TeamLedger."""
        return len(self._own)


@asynccontextmanager
async def _client(ledger: MemoryLedger, login: BoardLogin) -> AsyncIterator[TeamClient]:
    async def log_in() -> BoardLogin:
        return login

    client = TeamClient(
        log_in,
        ledger,
        ledger.identity,
        uuid.uuid4().hex[:12],
        operator=lambda: ledger.identity.code,
        state_changed=lambda _state: None,
        sessions_changed=lambda _sessions: None,
    )
    running = asyncio.create_task(client.run())
    try:
        await until(lambda: client.link.state.reached, CONNECTED_S)
        yield client
    finally:
        running.cancel()
        await asyncio.wait([running], timeout=10)


async def _writes(ledger: MemoryLedger, client: TeamClient, rows: int, rate: float) -> None:
    """So many rows, at even times with a chance in each: people do not write in step."""
    began, chance = time.monotonic(), random.Random(ledger.identity.code)
    for number in range(rows):
        due = began + (number + chance.random()) / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        ledger.write()
        client.copy.wake()


async def run(told: dict[str, Any], passwords: dict[str, str]) -> dict[str, object]:
    """What came of it."""
    context = context_for(ca_file=Path(told["authority"]))
    rows, wanted = told["rows"], told["rows"] * told["others"]
    async with AsyncExitStack() as stack:
        desks = []
        for code, role in told["desks"].items():
            address = BoardAddress("127.0.0.1", told["port"], told["database"], role)
            ledger = MemoryLedger(code, wanted)
            login = BoardLogin(address, passwords[code], context)
            desks.append((ledger, await stack.enter_async_context(_client(ledger, login))))
        print(json.dumps({"ready": True}), flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await asyncio.gather(*(_writes(ledger, client, rows, told["rate"]) for ledger, client in desks))
        with suppress(TimeoutError):
            async with asyncio.timeout(COMPLETE_S):
                await asyncio.gather(*(ledger.complete.wait() for ledger, _ in desks))
        missing = sum(wanted - ledger.taken for ledger, _ in desks)
        return {"missing": missing, "late_ms": [late for ledger, _ in desks for late in ledger.late_ms]}


def main() -> None:
    """Passwords, then the word."""
    told, passwords = json.loads(sys.argv[1]), json.loads(sys.stdin.readline())
    print(json.dumps(asyncio.run(run(told, passwords))), flush=True)


if __name__ == "__main__":
    main()
