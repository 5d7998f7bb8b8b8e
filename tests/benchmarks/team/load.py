"""Many desks that write at the same time: whether all rows come to all, how soon, and what the server takes.

The desks are split among a few processes, and keep their rows in memory: one computer has to be all of them.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO, Any, Final

from tests.benchmarks.printing import count
from tests.benchmarks.team.boards import copy_of, processor_s
from tests.support.team.desks import TeamBoard
from tests.support.tree import ROOT

PROCESSES: Final = 2
LIMIT_S: Final = 90
Told = dict[str, Any]


def ten_desks(board: TeamBoard) -> None:
    """A desk as they are."""
    _load(board, desks=10, rate=1.0, seconds=15, share="<= 5")


def fifty_desks(board: TeamBoard) -> None:
    """What a big team really writes."""
    _load(board, desks=50, rate=0.2, seconds=20, share="<= 15")


def fifty_busy_desks(board: TeamBoard) -> None:
    """A hundred times that."""
    _load(board, desks=50, rate=20.0, seconds=8, latest="<= 1000")


def _load(
    board: TeamBoard,
    *,
    desks: int,
    rate: float,
    seconds: int,
    share: str = "counted",
    latest: str = "counted",
) -> None:
    own = copy_of(board)
    codes = sorted(board.desks)[:desks]
    name = f"team: {desks} desks x {rate:g} rows/s"
    with ExitStack() as stack:
        parts = [codes[number::PROCESSES] for number in range(PROCESSES)]
        running = [stack.enter_context(_process(own, part, desks, rate, seconds)) for part in parts]
        for one in running:
            assert _line(one) == {"ready": True}
        before, began = processor_s(own.server), time.monotonic()
        for one in running:
            _tell(one, "go")
        time.sleep(seconds)
        took = 100 * (processor_s(own.server) - before) / (time.monotonic() - began)
        found = [_line(one) for one in running]
    missing = sum(one["missing"] for one in found)
    late = sorted(value for one in found for value in one["late_ms"])
    count(f"{name}: rows that did not come", missing, "rows", goal="0")
    count(f"{name}: p50", round(late[len(late) // 2], 1), "ms")
    count(f"{name}: p99", round(late[int(len(late) * 0.99)], 1), "ms", goal=latest)
    count(f"{name}: the server's share of a processor", round(took, 1), "%", goal=share)


@contextmanager
def _process(
    board: TeamBoard, codes: Sequence[str], desks: int, rate: float, seconds: int
) -> Iterator["subprocess.Popen[str]"]:
    """Some of the desks, connected; ended behind it."""
    told = {
        "port": board.server.port,
        "database": board.database,
        "authority": str(board.server.folder / "ca.pem"),
        "desks": {code: board.desks[code].role for code in codes},
        "others": desks - 1,
        "rate": rate,
        "rows": round(rate * seconds),
    }
    command = [sys.executable, "-m", "tests.benchmarks.team.load_program", json.dumps(told)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            _tell(process, json.dumps({code: board.desks[code].password for code in codes}))
            yield process
            process.wait(LIMIT_S)
        finally:
            process.kill()


def _tell(process: "subprocess.Popen[str]", line: str) -> None:
    stream: IO[str] | None = process.stdin
    assert stream is not None
    stream.write(line + "\n")
    stream.flush()


def _line(process: "subprocess.Popen[str]") -> Told:
    assert process.stdout is not None
    found: Told = json.loads(process.stdout.readline())
    return found
