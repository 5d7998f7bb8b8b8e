"""Histories of three desks, as a program: nothing that is shown in the end may be untrue.

The histories are split among the processors. Beside the panel's own rule each is judged as if the last row
had the last word, by arrival and by clock: that shows what the rule is for.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from tests.benchmarks.printing import count
from tests.harness.broken_merge_rules import BROKEN_RULES
from tests.harness.team_histories import World
from tests.harness.team_verdict import verdict

WORLDS: Final = {
    "cuts": World(),
    "cuts_each_session_by_itself": World(along=False),
    "leases_run_out": World(cuts=0),
    "slow_answers": World(quick=0.1, talk=0.3, cuts=0.1, lost_leases=0.8, refusals=0.5, steps=30),
    "handed_over": World(decisions=0.5, hands=0.7),
    "never_apart": World(cuts=0, lost_leases=0),
}
_AT_ONCE: Final = 500
_SHOWN: Final = 10
"""Seeds of wrong histories that are printed."""


def main() -> None:
    """``packaging/bench --team-merge [N] [--seed S] [--broken]``."""
    parser = argparse.ArgumentParser(prog="bench --team-merge")
    parser.add_argument("histories", type=int, nargs="?", default=200_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first history")
    parser.add_argument("--broken", action="store_true", help="break each rule, and show what finds it")
    chosen = parser.parse_args()
    if chosen.broken:
        raise SystemExit(_broken(chosen.histories, chosen.seed))
    raise SystemExit(_true(chosen.histories, chosen.seed))


def _true(histories: int, first: int) -> bool:
    began, found = time.monotonic(), Counter[str]()
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for part in processes.map(_judged, *zip(*_parts(histories, first), strict=True)):
            found += part
    for name in WORLDS:
        told = {key.partition(": ")[2]: number for key, number in found.items() if key.startswith(f"{name}:")}
        for key, number in sorted(told.items()):
            count(f"team_merge_{name}: {key}", number, "histories")
    for seed in sorted(key for key in found if key.startswith("seed"))[:_SHOWN]:
        count(f"team_merge_finding: {seed}", 1, "history", goal="0")
    wrong = sum(number for key, number in found.items() if key.startswith("seed"))
    count("team_merge_histories", histories, "histories")
    count("team_merge_rate", round(histories / (time.monotonic() - began)), "histories/s")
    count("team_merge_wrong", wrong, "histories", goal="0")
    return bool(wrong)


def _parts(histories: int, first: int) -> Iterator[tuple[str, int, int]]:
    each = -(-histories // len(WORLDS))
    for name in WORLDS:
        for begin in range(first, first + each, _AT_ONCE):
            yield name, begin, min(begin + _AT_ONCE, first + each)


def _judged(name: str, first: int, end: int) -> Counter[str]:
    found = Counter[str]()
    for seed in range(first, end):
        one = verdict(seed, WORLDS[name])
        wrong = one.wrong or ("apart, though they never were" if name == "never_apart" and one.apart else "")
        if wrong:
            found[f"seed {seed} of {name}: {wrong}"] += 1
        found[f"{name}: histories"] += 1
        found[f"{name}: with an unknown"] += one.unknown
        found[f"{name}: with rows that contradict each other"] += one.apart
        found[f"{name}: wrong if the last row to arrive had the last word"] += bool(one.by_arrival)
        found[f"{name}: wrong if the clocks of the desks decided"] += bool(one.by_clock)
    return found


def _broken(histories: int, first: int) -> bool:
    """How many histories are untrue with each rule broken, and the first of them."""
    missed = False
    for rule in BROKEN_RULES:
        with rule.merge():
            seeds = range(first, first + histories)
            wrong = [seed for seed in seeds if verdict(seed, rule.world, rule.rules, orders=0).wrong]
        shown = f", such as {wrong[:3]}" if wrong else ""
        count(f"team_merge_broken: {rule.name}{shown}", len(wrong), "histories", goal="> 0")
        missed = missed or not wrong
    return missed


if __name__ == "__main__":
    main()
