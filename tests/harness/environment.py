"""Runs the command in odd surroundings: a line of words, or it works; never a traceback or a lie."""

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import count
from tests.harness.environment_cases import Case, cases
from tests.harness.environment_judge import findings_of

LIMIT_S: Final = 60.0
"""A command that takes longer hangs; on a busy machine an honest one takes some seconds."""
_PARALLEL: Final = 2
_MOST_SHOWN: Final = 10
_PRACTICE_GONE_S: Final = 15.0


@dataclass
class Tally:
    """What came of a run."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def run_environments(folder: Path, number: int, seed: int) -> Tally:
    """So many cases, two at a time. The folder is the caller's; nothing runs in it any more afterwards."""
    tally = Tally()
    with ThreadPoolExecutor(_PARALLEL) as pool:
        for case, status, took_s, found in pool.map(lambda case: _one(folder, case), cases(seed, number)):
            tally.cases += 1
            tally.statuses[status] += 1
            tally.slowest_s = max(tally.slowest_s, took_s)
            tally.findings += [f"{case}: {text}" for text in found]
    _wait_for_practice(folder)
    return tally


def _one(folder: Path, case: Case) -> tuple[Case, int, float, list[str]]:
    place = folder / f"case-{case.number}"
    made = case.make(place)
    began = time.monotonic()
    try:
        done = subprocess.run(
            made.command,
            cwd=made.working_folder,
            env=made.environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return case, -1, LIMIT_S, [f"it hangs: nothing after {LIMIT_S:.0f} s"]
    took_s = time.monotonic() - began
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return case, done.returncode, took_s, findings_of(case, made, done.returncode, out, err)


def _wait_for_practice(folder: Path) -> None:
    """Each practice service ends by itself once its command is over, and takes its port file away."""
    give_up = time.monotonic() + _PRACTICE_GONE_S
    while time.monotonic() < give_up and any(folder.glob("case-*/*/practice/port.json")):
        time.sleep(0.1)


def open_again(folder: Path) -> None:
    """Let everything in the folder be removed."""
    for path in [folder, *folder.glob("case-*"), *folder.glob("case-*/*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)


def main() -> None:
    """``packaging/bench --environment [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --environment")
    parser.add_argument("cases", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="recording-panel-environment-"))
    try:
        tally = run_environments(folder, chosen.cases, chosen.seed)
    finally:
        open_again(folder)
        shutil.rmtree(folder, ignore_errors=True)
    count("odd environments", tally.cases, "cases")
    count("odd environments: the slowest", round(tally.slowest_s, 1), "s", goal=f"< {LIMIT_S:.0f}")
    for status, times in sorted(tally.statuses.items()):
        count(f"odd environments: exit status {status}", times, "cases")
    count("odd environments: tracebacks, hangs, lies", len(tally.findings), "cases", goal="0")
    for text in tally.findings[:_MOST_SHOWN]:
        print(json.dumps({"name": "odd environments", "text": text}), flush=True)
    raise SystemExit(bool(tally.findings))


if __name__ == "__main__":
    main()
