"""Kills backup, restore and the removal of months, each in a process of its own, and looks at what is left.

Half of the kills come right before a step (a file that is opened, made, moved or removed), half of them at
any moment, inside SQLite as well.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import count
from tests.support.core.killed_keeping import KEEPINGS, Keeping, prepare, tried
from tests.support.core.killed_steps import killed_after, killed_at, steps_of

Work = Callable[[], object]
_BEYOND: Final = 1.1
"""Some moments lie after the end: the work is done by then."""


def main() -> None:
    """``packaging/bench --keeping [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --keeping")
    parser.add_argument("kills", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        killed, wrong = _run(Path(name), chosen.kills, random.Random(chosen.seed))
    for keeping in KEEPINGS:
        count(f"keeping_kills_{keeping.name}", killed[keeping.name], "kills")
    for one in wrong:
        count("keeping_finding", 1, one, goal="0")
    count("keeping_findings", len(wrong), "findings", goal="0")
    raise SystemExit(bool(wrong))


def _run(folder: Path, kills: int, chance: random.Random) -> tuple[Counter[str], list[str]]:
    prepare(folder / "prepared")
    killed: Counter[str] = Counter()
    wrong: list[str] = []
    measures = {keeping.name: _measured(keeping, folder) for keeping in KEEPINGS}
    while killed.total() < kills:
        keeping = KEEPINGS[killed.total() % len(KEEPINGS)]
        steps, seconds = measures[keeping.name]
        if chance.random() < 0.5:
            kill = partial(_killed_at, chance.randint(1, steps))
        else:
            kill = partial(_killed_after, chance.uniform(0, seconds * _BEYOND))
        wrong += tried(keeping, folder / "prepared", folder / "killed", kill)
        killed[keeping.name] += 1
    return killed, wrong


def _killed_at(step: int, work: Work) -> bool:
    return killed_at(work, step)


def _killed_after(seconds: float, work: Work) -> bool:
    return killed_after(work, seconds)


def _measured(keeping: Keeping, folder: Path) -> tuple[int, float]:
    """Its steps, and the seconds that it takes in a process of its own."""
    found: list[tuple[int, float]] = []

    def whole(work: Work) -> bool:
        began = time.monotonic()
        found.append((steps_of(work), time.monotonic() - began))
        return False

    tried(keeping, folder / "prepared", folder / "killed", whole)
    return found[0]


if __name__ == "__main__":
    main()
