"""The lines of gui/SPEED.md: which program measures each, against which floor, and what it has to reach."""

from dataclasses import dataclass, field
from typing import Final

from tests.benchmarks.speed.table import Goal, Wanted

LIMIT_S: Final = 900
DAY_LIMIT_S: Final = 4 * 3600
OPERATIONS: Final = 50_000

_AWAY: Final = Goal(50, ratio=False, words="≤ 50 ms")
_LATE: Final = Goal(3, words="p99 ≤ 3 × p50")
_FLAT: Final = Goal(1.02, words="≤ 2 % more")


@dataclass(frozen=True, slots=True)
class Line:
    """A benchmark and the rows that come of it.

    :ivar module: the program below tests/benchmarks.
    """

    module: str
    rows: tuple[Wanted, ...]
    limit_s: float = LIMIT_S
    arguments: tuple[str, ...] = field(default=())


def _client(in_flight: int) -> tuple[Wanted, Wanted]:
    name = f"relay client against httpx-aiohttp, {in_flight} in flight"
    return (
        Wanted(
            name,
            f"relay client, window's loop, {in_flight} in flight",
            "httpx over httpx-aiohttp, nothing of ours, plain asyncio",
            Goal(0.95, at_least=True),
        ),
        Wanted(f"{name}: p99", f"the same, {in_flight} in flight: p99", "its p50", _LATE),
    )


def _day(name: str, goal: Goal = _FLAT, floor: str = "after warm-up") -> Wanted:
    return Wanted(f"day: {name}", f"a desk's eight hours: {name}", floor, goal)


LINES: Final[dict[str, Line]] = {
    "process": Line(
        "process_time",
        (
            Wanted(
                "explain, whole process",
                "`explain 30000410`, whole process",
                "`python -c 'import json, argparse, sqlite3'`",
                Goal(3),
            ),
            Wanted(
                "sessions with 500 rows, whole process",
                "`sessions`, 500 rows, whole process",
                "the same",
                Goal(6),
            ),
            Wanted(
                "start, whole process",
                "`start …`, whole process",
                "bare script: httpx, the same packet, one durable SQLite commit",
                Goal(1.5),
            ),
        ),
    ),
    "first-paint": Line(
        "first_paint",
        (Wanted("first paint", "process start → first paint", "bare QMainWindow with qasync", Goal(1.8)),),
    ),
    "ready": Line(
        "speed.readiness",
        (
            Wanted(
                "Start can be pressed",
                "process start → *Start* can be pressed",
                "the same imports in a bare script with the same window",
                Goal(1.25),
            ),
        ),
    ),
    "absence": Line(
        "speed.absence",
        (
            Wanted(
                "absence until ready",
                "window's thread until ready: its longest absence in all runs",
                "–",
                _AWAY,
            ),
            Wanted(
                "absence until ready, own time",
                "the same, only what it took of its processor",
                "–",
                _AWAY,
            ),
            Wanted(
                "absence at work",
                "window's thread at work (typing, start, codes, settings, stop): its longest absence",
                "–",
                _AWAY,
            ),
        ),
    ),
    "click": Line(
        "click_to_byte",
        (
            Wanted(
                "click to first byte",
                "click → first byte, intent durable, p50",
                "raw asyncio stream + one durable WAL commit",
                Goal(2.5),
            ),
            Wanted("click to first byte: p99", "the same, p99", "its p50", Goal(2, words="p99 ≤ 2 × p50")),
        ),
    ),
    "row": Line(
        "speed.painted_row",
        (
            Wanted(
                "answer to painted row",
                "answer's last byte → painted row",
                "one `dataChanged` + paint",
                Goal(1.5),
            ),
        ),
    ),
    "client": Line("speed.client", (*_client(1), *_client(16), *_client(64))),
    "batch": Line(
        "batch_rate",
        (
            Wanted(
                "batch of 2,000 starts",
                "batch of 2,000 starts",
                "the relay client in a bare loop",
                Goal(0.6, at_least=True),
            ),
            Wanted(
                "batch of 2,000 starts in the window",
                "batch of 2,000 starts in the window",
                "the same",
                Goal(0.4, at_least=True),
            ),
            Wanted(
                "events of the window during the batch, p99 of their delay",
                "events of the window meanwhile, p99 of their delay",
                "–",
                Goal(16, ratio=False, words="≤ 16 ms"),
            ),
            Wanted(
                "events of the window during the batch, the latest",
                "window's thread meanwhile: its longest absence",
                "–",
                _AWAY,
            ),
        ),
    ),
    "ledger": Line(
        "speed.ledger_row",
        (
            Wanted("durable ledger row", "durable ledger row", "one `fdatasync` of the same size", Goal(1.3)),
            Wanted(
                "ledger: 64 writers",
                "rows of 64 writers",
                "of one writer",
                Goal(20, at_least=True),
            ),
        ),
    ),
    "memory": Line(
        "speed.idle_memory",
        (Wanted("idle memory", "idle memory", "bare QMainWindow with qasync", Goal(2)),),
    ),
    "cpu": Line(
        "speed.idle_cpu",
        (
            Wanted(
                "idle CPU, 500 live rows",
                "idle CPU, 500 live rows ticking",
                "the same window with no row",
                Goal(1, ratio=False, words="≤ 1 % of a core"),
            ),
        ),
    ),
    "day": Line(
        "speed.day",
        (
            _day(
                "operations",
                Goal(OPERATIONS, ratio=False, at_least=True, words=f"≥ {OPERATIONS:,}"),
                "500 live rows, window open, time compressed",
            ),
            _day("memory"),
            _day(
                "memory of the process but for the list's new rows",
                floor="after warm-up, and 600 bytes a row",
            ),
            _day("file descriptors"),
            _day("timers"),
            _day("threads"),
            _day("tasks"),
            _day("objects of Qt's below the window"),
        ),
        DAY_LIMIT_S,
    ),
}
