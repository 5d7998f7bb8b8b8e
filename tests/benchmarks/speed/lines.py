"""``packaging/bench --speed``: measures the lines of gui/SPEED.md and writes its table.

Each line is a program of its own, so that none meets what another has loaded. One that fails or hangs keeps
no other from being measured.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from threading import Timer
from typing import Final

from tests.benchmarks.speed.goals import LINES, OPERATIONS, Line
from tests.benchmarks.speed.machine import machine, moment
from tests.benchmarks.speed.table import Measure, row, with_rows
from tests.support.tree import ROOT

DOCUMENT: Final = ROOT / "gui/SPEED.md"


def main() -> None:
    """Measure the lines that are asked for, print their rows, and write the document."""
    names = ", ".join(LINES)
    parser = argparse.ArgumentParser(prog="bench --speed", description="Make the table of gui/SPEED.md.")
    parser.add_argument("lines", nargs="?", default=",".join(LINES), help=f"of {names}; commas in between")
    parser.add_argument(
        "--operations", type=int, default=OPERATIONS, help="of the line day (%(default)s); fewer are a trial"
    )
    asked = parser.parse_args()
    wanted = asked.lines.split(",")
    if unknown := [name for name in wanted if name not in LINES]:
        parser.error(f"there is no line {unknown[0]}; there are {names}")
    failed = []
    for name in wanted:
        more = [str(asked.operations)] if name == "day" else []
        if not _measured(name, LINES[name], more):
            failed.append(name)
    if failed:
        print(f"bench: not measured, at least in part: {', '.join(failed)}", file=sys.stderr)
    raise SystemExit(bool(failed))


def _measured(name: str, line: Line, arguments: list[str]) -> bool:
    """Measure one line, and write its rows at once: a run that is broken off keeps what it has."""
    print(f"== {name}", flush=True)
    when = moment()
    found = {str(printed["name"]): Measure.of(printed) for printed in _printed(line, arguments)}
    rows = {wanted.what: row(wanted, found.get(wanted.name), when) for wanted in line.rows}
    # For whoever explains a miss: what a benchmark tells besides its rows.
    beside = sorted(found.keys() - {wanted.name for wanted in line.rows})
    print("\n".join((*(f"{name}: {found[name]}" for name in beside), *rows.values())), flush=True)
    order = [wanted.what for known in LINES.values() for wanted in known.rows]
    before = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    DOCUMENT.write_text(with_rows(before, order, rows, machine()), encoding="utf-8")
    return all(wanted.name in found for wanted in line.rows)


def _printed(line: Line, arguments: list[str]) -> Iterator[dict[str, object]]:
    """The JSON objects that a benchmark prints; what it says of a failure goes to standard error."""
    command = [sys.executable, "-m", f"tests.benchmarks.{line.module}", *arguments]
    # A session of its own: at the limit its servers end with it.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as process:
        limit = Timer(line.limit_s, _end, (process.pid,))
        limit.start()
        try:
            assert process.stdout is not None
            for printed in process.stdout:
                if printed.startswith("{"):
                    yield json.loads(printed)
        finally:
            limit.cancel()
            if process.poll() is None:
                process.wait()


def _end(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
