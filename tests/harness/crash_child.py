"""A panel's process that kills itself with SIGKILL at a chosen step, and the nursery that forks them.

The nursery imports the panel once and forks a real process for each command, so that a thousand kills take
minutes. No kill point is in the product: they are laid around its methods here, in the child only.
"""

import asyncio
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, Protocol

# Whole, in front of the panel's own files, which leave traces out.
import aiohttp

from gui import cli
from gui.core import services
from gui.core.ledger import database, schema
from gui.core.ledger.pending_rows import PendingRows
from gui.core.ledger.writer import LedgerWriter
from gui.core.network import relay_client
from gui.core.network.answer import understand
from gui.core.network.connection_pool import make_session
from gui.core.protocol.endpoint import Limits
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.protocol.wire import Verdict
from gui.core.recording.retries import Pacing
from tests.harness.crash_sweeps import SweepPoint
from tests.support.core.silent_listener import SilentListener

STEPS: Final = (
    "before_intent",
    "in_intent",
    "after_intent",
    "after_connect",
    "after_send",
    "after_answer",
    "before_outcome",
    "in_outcome",
    "after_outcome",
)
"""Of an operation, in the order in which they come."""
LEFT_STEPS: Final = STEPS[STEPS.index("after_send") :]
"""By then the service has the request."""
RETRY_STEPS: Final = ("in_retry_row", "after_retry_row", "after_second_intent")
"""Only where an answer is tried again."""
OPENING_STEPS: Final = ("before_schema", "in_schema", "before_schema_commit", "after_schema")
MIGRATING_STEPS: Final = (*OPENING_STEPS, "before_backup", "after_backup")
RESCUE_STEPS: Final = (
    "before_rescue_new",
    "after_rescue_new",
    "after_rescue_log",
    "after_rescue_index",
    "after_rescue_file",
    "after_rescue_placed",
)
"""Of a damaged ledger that is moved aside: each renaming."""
WAITING_STEPS: Final = ("before_queued", "in_queued", "after_queued")
"""Only where a start waits for its profile's turn."""
_NAMED: Final = {"queued": "queued", "intent": "intent", "retry": "retry_row", "try": "second_intent"}
QUICK: Final = Pacing(tries=3, delay_s=0.0, jitter_s=0.0, resend_s=0.0)


class Point(Protocol):
    """What happens at a step."""

    def reached(self, step: str) -> None:
        """A step is reached."""
        ...


class KillPoint:
    """Kills this process when its step is reached for the n-th time."""

    def __init__(self, step: str, nth: int) -> None:
        self._step = step
        self._left = nth

    def reached(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def lay(point: Point) -> None:
    """Lay the point around the panel's steps, in this process."""
    _around(point)
    _within(point)
    _on_the_wire(point)
    _while_opening(point)
    _while_rescuing(point)


def _around(point: Point) -> None:
    """Before a write is looked at, and after the commit that it shares with others."""
    committed: list[str] = []

    def watch(method: str, usual: str) -> None:
        real = getattr(LedgerWriter, method)

        def watched(self: LedgerWriter, *arguments: Any) -> Any:
            note = next(one for one in arguments if hasattr(one, "kind"))
            named = _NAMED.get(note.kind, usual)
            point.reached(f"before_{named}")
            done = real(self, *arguments)
            committed.append(f"after_{named}")
            return done

        replace_here(LedgerWriter, method, watched)

    def together(self: LedgerWriter, *arguments: Any) -> Any:
        committed.clear()
        done = real_together(self, *arguments)
        for step in committed:
            point.reached(step)
        return done

    real_together = LedgerWriter.together
    replace_here(LedgerWriter, "together", together)
    for method, usual in (("begin", "intent"), ("end", "outcome"), ("add", "row")):
        watch(method, usual)


def _within(point: Point) -> None:
    """Inside of a transaction: the rows are written and not yet committed."""
    real = PendingRows.write
    names = {"queued": "in_queued", "intent": "in_intent", "answer": "in_outcome", "retry": "in_retry_row"}

    def watched(self: PendingRows, *arguments: Any) -> None:
        kinds = [str(values[3]) for values in self.entries]
        real(self, *arguments)
        for kind in kinds:
            point.reached(names.get(kind, ""))

    replace_here(PendingRows, "write", watched)


def _on_the_wire(point: Point) -> None:
    real_write = aiohttp.ClientRequest.write_bytes

    async def connected(_session: object, _context: SimpleNamespace, _params: object) -> None:
        point.reached("after_connect")

    def traced_session(*arguments: Any) -> aiohttp.ClientSession:
        session = make_session(*arguments)
        # Behind the panel's own: by then the exchange knows that it is connected.
        trace = aiohttp.TraceConfig()
        trace.on_connection_create_end.append(connected)
        trace.on_connection_reuseconn.append(connected)
        trace.freeze()
        session.trace_configs.append(trace)
        return session

    async def written(self: aiohttp.ClientRequest, *arguments: Any) -> None:
        # The trace tells of a body before it is written: only now the system has it.
        await real_write(self, *arguments)
        point.reached("after_send")

    async def understood(exchange: Exchange, *, seq: int, limit: int) -> Verdict:
        point.reached("after_answer")
        return await understand(exchange, seq=seq, limit=limit)

    replace_here(relay_client, "make_session", traced_session)
    replace_here(aiohttp.ClientRequest, "write_bytes", written)
    replace_here(relay_client, "understand", understood)


def _while_opening(point: Point) -> None:
    real_migrate, real_statements, real_back_up = schema.migrate, schema.statements, schema.back_up

    def migrate(*arguments: Any) -> None:
        point.reached("before_schema")
        real_migrate(*arguments)
        point.reached("after_schema")

    def statements(script: str) -> Any:
        for statement in real_statements(script):
            yield statement
            point.reached("in_schema")
        if script == schema.MIGRATIONS[schema.VERSION]:
            point.reached("before_schema_commit")

    def back_up(*arguments: Any) -> None:
        point.reached("before_backup")
        real_back_up(*arguments)
        point.reached("after_backup")

    replace_here(schema, "back_up", back_up)
    replace_here(database, "migrate", migrate)
    replace_here(schema, "statements", statements)


def _while_rescuing(point: Point) -> None:
    real = Path.rename
    names = {"-wal": "log", "-shm": "index", ".new": "new", "ledger.sqlite3": "placed"}

    def rename(self: Path, target: Path) -> Path:
        step = next((name for end, name in names.items() if target.name.endswith(end)), "file")
        point.reached(f"before_rescue_{step}")
        done = real(self, target)
        point.reached(f"after_rescue_{step}")
        return done

    replace_here(Path, "rename", rename)


def replace_here(owner: object, name: str, watched: Callable[..., Any]) -> None:
    """In this process only."""
    assert hasattr(owner, name)
    setattr(owner, name, watched)


async def several(
    folder: Path, profile: str, operation: str, accounts: list[str], room: int, in_flight: int
) -> None:
    """Operations at once, as the window begins them for several rows.

    :param in_flight: so many may wait for their answer; the others wait for their turn.
    """
    async with services.open_services(folder, SilentListener(), operator="li", pacing=QUICK) as opened:
        opened.connections.limit(profile, Limits(in_flight=in_flight))
        recorder = opened.recorder
        work: list[Awaitable[object]] = []
        for account in accounts:
            start = StartRequest(room=room, account=account, file_name=account)
            stop = StopRequest(room=room, account=account)
            starting = operation == "start"
            work.append(recorder.start(profile, start) if starting else recorder.stop(profile, stop))
        await asyncio.gather(*work)


def _run(order: dict[str, Any]) -> int:
    os.environ.update(order["environment"])
    if order["sweep"]:
        folder, output = Path(order["folder"]), Path(f"{order['output']}.swept")
        given = order["sweep"], folder, order["step"], order["nth"], order["second"], output
        lay(SweepPoint(*given))
    elif order["step"]:
        lay(KillPoint(order["step"], order["nth"]))
    if "accounts" in order:
        asyncio.run(
            several(
                Path(order["folder"]),
                order["profile"],
                order["operation"],
                order["accounts"],
                order["room"],
                order["in_flight"],
            )
        )
        return 0
    return cli.main(order["arguments"])


def _born(order: dict[str, Any], run: Callable[[dict[str, Any]], int]) -> None:
    """The child's whole life; its output goes into files."""
    status = 70
    try:
        for descriptor, name in ((1, "out"), (2, "err")):
            opened = os.open(f"{order['output']}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(opened, descriptor)
        status = run(order)
    except SystemExit as err:
        status = int(err.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def nurse(run: Callable[[dict[str, Any]], int]) -> None:
    """The nursery: one order a line; answers with the child's exit status, negative for a signal.

    :param run: what a child does with its order.
    """
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _born(order, run)
        if order["kill_after_s"] is not None:
            time.sleep(order["kill_after_s"])
            # Not waited for yet, so the number is still its own.
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    nurse(_run)
