"""Processor time of the window at rest while 500 live rows tick, against the same window without a row."""

import tempfile
import time
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import show
from tests.benchmarks.speed.window_process import PANEL, processor_s, window_open, with_profile
from tests.support.core.big_ledger import many_sessions, write_ledger
from tests.support.simulator.service_process import service_process

ROUNDS: Final = 3
LIVE: Final = 500
SETTLED_S: Final = 12.0
WATCHED_S: Final = 20.0


def percent_of_a_core(folder: Path) -> float:
    """Of the whole process, all its threads."""
    with window_open(PANEL, folder, SETTLED_S) as pid:
        began, before = time.monotonic(), processor_s(pid)
        time.sleep(WATCHED_S)
        return 100 * (processor_s(pid) - before) / (time.monotonic() - began)


def main() -> None:
    """In turns."""
    empty, ticking = [], []
    with tempfile.TemporaryDirectory() as name:
        none, live = Path(name, "none"), Path(name, "live")
        write_ledger(live, many_sessions(LIVE, live=LIVE))
        with service_process(Path(name)) as service:
            for folder in (none, live):
                with_profile(folder, service.url)
            for _ in range(ROUNDS):
                empty.append(percent_of_a_core(none))
                ticking.append(percent_of_a_core(live))
    show(f"idle CPU, {LIVE} live rows", ticking, empty, "%", "<= 1 % of a core")


if __name__ == "__main__":
    main()
