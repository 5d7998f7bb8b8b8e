"""Puts small faults into the heart of the panel, one at a time, and reports those that no test notices.

Works in copies of the tree. For each fault only the tests of tests/core that met its
statement in a run without a fault are run, the quickest first.
"""

import argparse
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import coverage

from tests.benchmarks.printing import count
from tests.harness.mutation_testing.contexts import FOLDER
from tests.harness.mutation_testing.mutants import Mutant, mutants

ROOT: Final = Path(__file__).resolve().parents[3]
HEART: Final = (
    "sessions/state_table",
    "sessions/conclude",
    "sessions/begin",
    "sessions/settle",
    "sessions/session",
    "sessions/progress",
    "recording/running_operation",
    "recording/one_request",
    "recording/retries",
    "recording/attempt",
    "recording/ports",
    "recording/operations",
    "recording/operation_rows",
    "recording/unwritten_outcomes",
    "recording/operation_request",
    "recording/recorder",
    "recording/recovery",
    "protocol/exchange",
    "network/relay_client",
    "network/broken_request",
    "network/connection_pool",
    "network/failure_classification",
    "network/proxy",
    "network/tls_probe",
)
"""Wing and file of what decides over a recording: states, operations, and the way to the relay."""
TESTS: Final = ("tests/core",)
NOT_USED: Final = ("test_network_faults.py", "test_translations.py")
"""Tests that throw dice, or have nothing to do with it."""
PARTS: Final = ("gui", "resources", "tests", "pyproject.toml")
EQUIVALENT: Final = Path(__file__).with_name("equivalent_mutants.toml")
FIRST_FILES: Final = 3
QUICK_S: Final = 0.2
BUDGET_S: Final = 40.0
"""How long the tests of a stage may take without a fault."""


@dataclass
class Survey:
    """Which tests met which line of which file, and how long each takes."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def of(self, mutant: Mutant) -> list[dict[str, float]]:
        """The tests that may notice it: first those of its own wing, then those of the files that are most
        about it, then the others that met it, at last what met its file: Python 3.11 traces a coroutine no
        more once an exception was thrown into it.

        What takes effect at import may be noticed by every test of a file that has to do with it.
        """
        met = self.lines[mutant.file]
        first, last = mutant.lines
        numbers = range(first, last + 1) if mutant.at else met
        found = {test for number in numbers for test in met.get(number, ()) if test in self.seconds}
        if not found:
            found = self._of_file(mutant.file)
        if not found:
            # Nothing but what takes effect at import: it is noticed through the files that use it.
            found = {test for file in self._users_of(mutant.file) for test in self._of_file(file)}
        if not mutant.at:
            about = {test.partition("::")[0] for test in found} | self._importing(mutant.file)
            found = {test for test in self.seconds if test.partition("::")[0] in about}
        wing = mutant.file.replace("gui/", "tests/", 1).rpartition("/")[0]
        of_file = self._of_file(mutant.file)
        own = {test for test in found if test.startswith(f"{wing}/")}
        quick = [test for test in found if self.seconds[test] < QUICK_S] or found
        files = Counter(test.partition("::")[0] for test in quick)
        nearest = {name for name, _ in files.most_common(FIRST_FILES)}
        near = {test for test in quick if test.partition("::")[0] in nearest} - own
        own_file = {test for test in of_file if test.startswith(f"{wing}/")} - found
        stages = own, near, own_file, found - near - own, of_file - found - own_file
        return [tests for tests in map(self._within_budget, stages) if tests]

    def _of_file(self, file: str) -> set[str]:
        return {test for tests in self.lines[file].values() for test in tests if test in self.seconds}

    def _users_of(self, file: str) -> list[str]:
        """The files of the core that import from a file."""
        words = f"from {_module(file)} import"
        return [user for user in self.lines if words in (ROOT / user).read_text(encoding="utf-8")]

    def _importing(self, file: str) -> set[str]:
        """The test files that take something from a file, its constants perhaps."""
        words = f"from {_module(file)} import"
        tests = {test.partition("::")[0] for test in self.seconds}
        return {test for test in tests if words in (ROOT / test).read_text(encoding="utf-8")}

    def _within_budget(self, tests: set[str]) -> dict[str, float]:
        chosen: dict[str, float] = {}
        taken = 0.0
        for test in sorted(tests, key=lambda test: self.seconds[test]):
            taken += self.seconds[test]
            if taken > BUDGET_S:
                break
            chosen[test] = self.seconds[test]
        return chosen


def _name(file: str) -> str:
    """Wing and file, as :data:`HEART` and the list of equivalents have them."""
    return file.removeprefix("gui/core/")


def _module(file: str) -> str:
    """What a file is called in an import."""
    return file.removesuffix(".py").replace("/", ".")


def copy_tree(of: Path, to: Path) -> None:
    """What the tests need of the tree."""
    for name in PARTS:
        source = of / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)


def environment_of(tree: Path) -> dict[str, str]:
    """The tree's own files come before the installed ones."""
    return {**os.environ, "PYTHONPATH": str(tree)}


def survey(tree: Path, notes: Path) -> Survey:
    """Run every test once, without a fault."""
    data_file = notes / ".coverage"
    if not data_file.exists():
        command = [sys.executable, "-m", "coverage", "run", f"--data-file={data_file}", "-m", "pytest", "-q"]
        left_out = [f"--ignore-glob=*/{name}" for name in NOT_USED]
        command += ["-p", "no:cacheprovider", "-n", "2", "-p", "tests.harness.mutation_testing.contexts"]
        command += [*left_out, *TESTS]
        environment = {**environment_of(tree), FOLDER: str(notes)}
        subprocess.run(command, cwd=tree, env=environment, check=False, stdout=sys.stderr)
        combine = [sys.executable, "-m", "coverage", "combine", "-q", f"--data-file={data_file}", str(notes)]
        subprocess.run(combine, cwd=tree, check=True, stdout=sys.stderr)
    data = coverage.CoverageData(str(data_file))
    data.read()
    seconds: dict[str, float] = {}
    for file in notes.glob("*.json"):
        seconds |= json.loads(file.read_text())
    seconds = {test: taken for test, taken in seconds.items() if not any(name in test for name in NOT_USED)}
    lines: dict[str, dict[int, list[str]]] = {}
    for measured in data.measured_files():
        file = Path(measured)
        if file.is_relative_to(tree / "gui" / "core"):
            lines[file.relative_to(tree).as_posix()] = data.contexts_by_lineno(measured)
    return Survey(seconds, lines)


def known_equivalents() -> dict[tuple[str, ...], str]:
    """The reason for each fault that changes nothing that anybody could notice."""
    listed = tomllib.loads(EQUIVALENT.read_text())["mutant"]
    return {
        (entry["file"], entry.get("at", ""), entry["line"], entry["change"]): entry["reason"]
        for entry in listed
    }


def key_of(mutant: Mutant) -> tuple[str, ...]:
    """How a fault is found again while lines move."""
    return _name(mutant.file.removesuffix(".py")), mutant.at, mutant.line, mutant.change


class Crew:
    """The workers, each in a tree of its own."""

    def __init__(self, trees: list[Path], found: Survey) -> None:
        self._trees = trees
        self._survey = found
        self._orders: queue.SimpleQueue[Mutant | None] = queue.SimpleQueue()
        self._verdicts: queue.SimpleQueue[tuple[Mutant, dict[str, Any]]] = queue.SimpleQueue()

    def try_all(self, faults: list[Mutant]) -> Iterator[tuple[Mutant, dict[str, Any]]]:
        """Each fault with its verdict, as they come."""
        for fault in faults:
            self._orders.put(fault)
        threads = [threading.Thread(target=self._work, args=[tree]) for tree in self._trees]
        for thread in threads:
            self._orders.put(None)
            thread.start()
        for number in range(len(faults)):
            fault, verdict = self._verdicts.get()
            said = f"{number + 1}/{len(faults)} {fault.file}:{fault.number} {fault.change[:90]}"
            print(f"{said}: {verdict}", file=sys.stderr, flush=True)
            yield fault, verdict
        for thread in threads:
            thread.join()

    def _work(self, tree: Path) -> None:
        command = [sys.executable, "-m", "tests.harness.mutation_testing.mutation_worker"]
        with subprocess.Popen(
            command,
            cwd=tree,
            env=environment_of(tree),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as worker:
            assert worker.stdin is not None
            assert worker.stdout is not None
            while (fault := self._orders.get()) is not None:
                verdict = {"verdict": "survived", "by": "no test meets it"}
                for stage in self._survey.of(fault):
                    order = {"file": fault.file, "text": fault.text, "seconds": stage}
                    worker.stdin.write(json.dumps(order) + "\n")
                    worker.stdin.flush()
                    verdict = json.loads(worker.stdout.readline())
                    if verdict["verdict"] != "survived":
                        break
                self._verdicts.put((fault, verdict))


def survivors(output: Path) -> set[tuple[str, ...]]:
    """The keys of what survived an earlier run, by what it printed."""
    lines = [json.loads(line) for line in output.read_text().splitlines()]
    told = [line["survived"] for line in lines if "survived" in line]
    return {(one["file"], one["at"], one["line"], one["change"]) for one in told}


def run(names: list[str], folder: Path, again: set[tuple[str, ...]] | None = None) -> int:
    """How many faults survived that are not listed as equivalent.

    :param again: the keys of the only ones to try.
    """
    trees, notes = [folder / "one", folder / "two"], folder / "notes"
    if not notes.exists():
        copy_tree(ROOT, trees[0])
        copy_tree(trees[0], trees[1])
        notes.mkdir()
    found = survey(trees[0], notes)
    equivalents = known_equivalents()
    faults: list[Mutant] = []
    for name in names:
        file = f"gui/core/{name}.py"
        faults += mutants(file, (trees[0] / file).read_text())
    if again is not None:
        faults = [fault for fault in faults if key_of(fault) in again]
    # A value that is missing altogether is noticed at once: the telling ones first.
    faults.sort(key=lambda fault: fault.new == "None")
    listed = [fault for fault in faults if key_of(fault) in equivalents]
    tallies = {name: Counter(equivalent=0) for name in names}
    for fault in listed:
        tallies[key_of(fault)[0]]["equivalent"] += 1
    for fault, verdict in Crew(trees, found).try_all([fault for fault in faults if fault not in listed]):
        file, at, line, change = key_of(fault)
        tallies[file][verdict["verdict"]] += 1
        if verdict["verdict"] not in ("killed", "timed out"):
            told = {"file": file, "at": at, "line": line, "change": change, "number": fault.number}
            print(json.dumps({"survived": told, **verdict}, ensure_ascii=False), flush=True)
    stale = [key for key in equivalents if key[0] in names and key not in map(key_of, faults)]
    for key in stale if again is None else ():
        print(json.dumps({"listed as equivalent, and not there": key}, ensure_ascii=False), flush=True)
    whole: Counter[str] = sum(tallies.values(), Counter())
    for name, tally in [*tallies.items(), ("in all", whole)]:
        for kind in ("killed", "timed out", "equivalent", "survived"):
            goal = "0" if kind == "survived" else "counted"
            count(f"mutants {name}: {kind}", tally[kind], "mutants", goal=goal)
    return whole["survived"]


def main() -> int:
    """``packaging/bench --mutants [FILE…] [--keep FOLDER]``: without a file (such as sessions/conclude), the
    whole heart."""
    parser = argparse.ArgumentParser(prog="bench --mutants")
    parser.add_argument("files", nargs="*", type=Path, default=[Path(name) for name in HEART])
    parser.add_argument("--again", type=Path, help="only what survived by this earlier run's output")
    parser.add_argument("--keep", type=Path, help="a folder that keeps tree and survey for the next run")
    given = parser.parse_args()
    names = [_name(file.with_suffix("").as_posix()) for file in given.files]
    again = None if given.again is None else survivors(given.again)
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        return min(run(names, given.keep.resolve(), again), 1)
    with tempfile.TemporaryDirectory() as folder:
        return min(run(names, Path(folder), again), 1)


if __name__ == "__main__":
    raise SystemExit(main())
