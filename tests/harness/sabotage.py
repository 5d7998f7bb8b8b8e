"""Four faults put into the panel on purpose, at run time, and which harness catches each.

As a program: ``python -m tests.harness.sabotage FAULT …`` runs the command line with that fault in it.
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from weakref import WeakSet

from aiohttp.client_proto import ResponseHandler

from gui import cli
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Guidance, Retry
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation
from gui.core.network import answer, connection_pool
from gui.core.protocol.wire import Verdict, judge_value
from gui.core.recording import retries
from tests.benchmarks.printing import count
from tests.harness.crash import crashes
from tests.harness.faults import run_faults
from tests.harness.tracing import STRACE, traced_start
from tests.support.e2e.command_line import Panel

OPERATIONS: Final = {"resend": 150, "any_seq": 150, "out_of_step": 1500}
"""How many it takes to meet the fault."""
_NOT_OF_THE_SERVICE: Final = (LocalFailure.CANCELLED, LocalFailure.INTERRUPTED, LocalFailure.LEDGER_AFTER)


@contextmanager
def no_sync() -> Iterator[None]:
    """The durable commit is skipped: rows are committed, and left in the page cache."""

    class Careless(sqlite3.Connection):
        def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
            return super().execute(statement.replace("synchronous = FULL", "synchronous = OFF"), values)

    with patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=Careless)):
        yield


@contextmanager
def resend() -> Iterator[None]:
    """A start without a usable answer is sent once more by itself."""

    def eager(problem: Problem, operation: Operation) -> Guidance:
        found = for_problem(problem, operation)
        silent = problem.delivery is Delivery.NO_ANSWER and problem.word not in _NOT_OF_THE_SERVICE
        return replace(found, retry=Retry.ONCE_MORE) if silent else found

    with patch.object(retries, "for_problem", eager):
        yield


@contextmanager
def any_seq() -> Iterator[None]:
    """An answer to another request is taken for this one's."""

    def credulous(value: object, *, seq: int) -> Verdict:
        with suppress(KeyError, TypeError):
            seq = value["reqhead"]["uint32_seq"]  # type: ignore[index]  # what is no answer has none
        return judge_value(value, seq=seq)

    with patch.object(answer, "judge_value", credulous):
        yield


@contextmanager
def out_of_step() -> Iterator[None]:
    """A connection is used again, whatever was read from it last."""

    class Everything(WeakSet[ResponseHandler]):
        def __contains__(self, item: object) -> bool:
            return True

    with patch.object(connection_pool, "in_step", Everything()):
        yield


FAULTS: Final[dict[str, Callable[[], AbstractContextManager[None]]]] = {
    "no_sync": no_sync,
    "resend": resend,
    "any_seq": any_seq,
    "out_of_step": out_of_step,
}


def caught_by_faults(folder: Path, fault: str) -> list[str]:
    """What the fault harness says of a panel with the fault in it."""
    with FAULTS[fault]():
        found = run_faults(folder, OPERATIONS[fault], seed=1).findings
    return [*found.duplicates, *found.lost, *found.wrong]


def caught_by_trace(folder: Path) -> list[str]:
    """What the trace says of a panel that does not sync, and of one that does."""
    if STRACE is None:
        return []
    with crashes(folder) as run:
        panel = Panel(folder / "data", folder)
        panel.add_profile("main", run.service.url)
        sound = traced_start(panel, folder / "trace", "alice")
        spoilt = traced_start(panel, folder / "trace", "bob", ("tests.harness.sabotage", "no_sync"))
    if not sound.durable_before_sent:
        return []
    return [] if spoilt.durable_before_sent else ["a byte left before the intent was synced"]


def show(fault: str, harness: str, found: list[str]) -> bool:
    """Print whether it was caught; by what."""
    count(f"sabotage {fault}: caught by {harness}", len(found), "findings", goal="1 or more")
    if found:
        print(json.dumps({"name": f"sabotage {fault}", "text": found[0]}), flush=True)
    return bool(found)


def main() -> int:
    """``packaging/bench --sabotage``; with the name of a fault, the command line with it."""
    if len(sys.argv) > 1:
        with FAULTS[sys.argv[1]]():
            return cli.main(sys.argv[2:])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        caught = [show("no_sync", "trace", caught_by_trace(folder))]
        for fault in OPERATIONS:
            caught.append(show(fault, "faults", caught_by_faults(folder / fault, fault)))
    return 0 if all(caught) else 1


if __name__ == "__main__":
    raise SystemExit(main())
