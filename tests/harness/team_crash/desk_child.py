"""One process of a desk in a team, which may be killed between its ledger, the board and the service.

As a program it is the nursery of such processes. The steps of an operation are those of crash_child.py; here
are those of the board: before a statement, while it is under way, and after its answer.
"""

import asyncio
import json
import os
import random
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

# Whole, in front of the panel's own files, which leave traces out.
import aiohttp  # noqa: F401

from gui.core import services
from gui.core.foundation.enums import State
from gui.core.ledger import foreign_rows
from gui.core.ledger.foreign_rows import ForeignRows
from gui.core.ledger.many_rows import write_each
from gui.core.ledger.writer import LedgerWriter
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.sessions.session import Session
from gui.core.team import board_copy
from gui.core.team.board import BoardConnection, BoardRow, BoardValue
from gui.core.team.request_claims import RequestClaims
from tests.harness.crash_child import QUICK, KillPoint, Point, lay, nurse, replace_here
from tests.harness.team_crash.faults import FAULTS
from tests.support.core.silent_listener import SilentListener
from tests.support.waiting import wait_until

PROFILE: Final = "main"
PATIENCE_S: Final = 15.0
_STATEMENTS: Final = {
    "board.register(": "register",
    "WITH sent AS": "upload",
    "board.claim(": "claim",
    "board.renew(": "renew",
    "WHERE o.desk = v.desk": "fetch",
    "d.clock_s, m.invited": "heads",
}
"""What a statement is known by."""
_PROCESSES: Final = 13
"""Where an upload names the processes whose claims end with it."""
_UNDER_WAY_S: Final = 0.002


class SleepPoint:
    """Stops this process at a step, as a computer that sleeps; whoever is outside wakes it."""

    def __init__(self, step: str) -> None:
        self._step = step
        self._slept = False

    def reached(self, step: str) -> None:
        if step == self._step and not self._slept:
            self._slept = True
            os.kill(os.getpid(), signal.SIGSTOP)


class Points:
    """Several, one after the other."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._points = points

    def reached(self, step: str) -> None:
        for point in self._points:
            point.reached(step)


def lay_on_the_board(point: Point, dice: random.Random) -> None:
    """Lay the point around what goes to the board and comes from it, in this process."""
    real_rows, real_take, real_write = BoardConnection.rows, ForeignRows.take, write_each
    real_change, real_conclude = LedgerWriter.change, RequestClaims.conclude

    async def rows(
        self: BoardConnection, sql: str, *values: BoardValue, **limit: float
    ) -> Sequence[BoardRow]:
        step = next((name for mark, name in _STATEMENTS.items() if mark in sql), "")
        if step == "upload" and values[_PROCESSES]:
            # In the same transaction claims end.
            step = "release"
        point.reached(f"before_{step}")
        loop = asyncio.get_running_loop()
        loop.call_later(dice.uniform(0.0, _UNDER_WAY_S), point.reached, f"in_{step}")
        found = await real_rows(self, sql, *values, **limit)
        point.reached(f"after_{step}")
        return found

    def take(self: ForeignRows, *arguments: Any, **options: Any) -> tuple[Session, ...]:
        point.reached("before_take")
        done = real_take(self, *arguments, **options)
        point.reached("after_take")
        return done

    def write(*arguments: Any) -> None:
        real_write(*arguments)
        point.reached("in_take")

    def change(self: LedgerWriter, *arguments: Any) -> tuple[Session, ...]:
        point.reached("before_change")
        done = real_change(self, *arguments)
        point.reached("in_change")
        return done

    async def conclude(self: RequestClaims, *arguments: Any) -> None:
        point.reached("before_conclude")
        await real_conclude(self, *arguments)
        point.reached("after_conclude")

    watched: tuple[tuple[object, str, Callable[..., Any]], ...] = (
        (BoardConnection, "rows", rows),
        (ForeignRows, "take", take),
        (foreign_rows, "write_each", write),
        (LedgerWriter, "change", change),
        (RequestClaims, "conclude", conclude),
    )
    for owner, name, method in watched:
        replace_here(owner, name, method)


async def at_work(order: dict[str, Any]) -> int:
    """Open the folder as a window does, or as a command; do what is asked, and tell what came of it."""
    folder = Path(order["folder"])
    if order["page"]:
        setattr(board_copy, "PAGE", order["page"])  # noqa: B010 - the module does not export it
    code = str(order["code"])
    given = services.open_services(
        folder, SilentListener(), operator=code.title(), pacing=QUICK, fetches=order["fetches"]
    )
    async with given as opened:
        team = opened.team
        assert team is not None
        if order["reached"]:
            # A machine that is busy with other tests gets leave; whether it is in time is for other tests.
            team.client.claims.limit_s = PATIENCE_S
        if order["lease_s"]:
            team.client.claims.lease_s = order["lease_s"]
        results = await _asked(opened, order)
        outcomes = [one.outcome.value for one in results]
        unreached = [one.session is not None and one.session.unreached for one in results]
        print(json.dumps({"outcomes": outcomes, "unreached": unreached}), flush=True)
        if order["reached"]:
            await _at_rest(opened, team, order)
    return 0


async def _asked(opened: services.Services, order: dict[str, Any]) -> Sequence[OperationResult]:
    recorder, room, accounts = opened.recorder, order["room"], order["accounts"]
    if order["operation"] == "start":
        starts = [StartRequest(room=room, account=one, file_name=one) for one in accounts]
        # As the command: what is live already is not started again.
        work = [recorder.start(PROFILE, one, unless_live=True) for one in starts]
        return await asyncio.gather(*work)
    if order["operation"] == "stop":
        stops = [StopRequest(room=room, account=one) for one in accounts]
        return await asyncio.gather(*(recorder.stop(PROFILE, one) for one in stops))
    if order["operation"] == "settle":
        for session in await opened.ledger.open_sessions():
            if session.target.account in accounts:
                await recorder.settle(session.id, State.RECORDING, "seen")
    if order["operation"] == "hold":
        await _until_there(Path(f"{order['output']}.go"))
    return ()


async def _until_there(path: Path) -> None:
    def look() -> None:
        wait_until(path.exists, PATIENCE_S)

    await asyncio.to_thread(look)


async def _at_rest(opened: services.Services, team: RequestClaims, order: dict[str, Any]) -> None:
    """All that is here is on the board, and of others all that was asked for is here."""
    async with asyncio.timeout(PATIENCE_S):
        await team.client.copy.all_sent()
        while order["until"]:
            here = await opened.ledger.cursors()
            own = team.client.own.identity.id
            if all(here.get(desk, 0) >= row for desk, row in order["until"].items() if desk != own):
                return
            await asyncio.sleep(0.01)


def run(order: dict[str, Any]) -> int:
    """What a child does."""
    os.environ.update(order["environment"])
    Path(f"{order['output']}.pid").write_text(str(os.getpid()), encoding="ascii")
    points: list[Point] = [SleepPoint(order["sleeps_at"])] if order["sleeps_at"] else []
    points += [KillPoint(order["step"], order["nth"])] if order["step"] else []
    if points:
        point = Points(points)
        lay(point)
        lay_on_the_board(point, random.Random(order["dice"]))
    if order["fault"]:
        FAULTS[order["fault"]].put_in()
    return asyncio.run(at_work(order))


if __name__ == "__main__":
    nurse(run)
