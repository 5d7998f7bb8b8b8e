"""How much of gui/core the whole suite runs through, the processes of the end-to-end tests included."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.printing import count

ROOT: Final = Path(__file__).resolve().parents[2]
CORE: Final = "gui/core/"
GOAL: Final = 95
MEASURABLE: Final = "not responsiveness and not imports_nothing_heavy"
"""Measuring takes time, and imports things."""


def measure(folder: Path, tests: list[str]) -> tuple[int, dict[str, dict[str, Any]]]:
    """Pytest's exit status, and coverage's own summary of each file of the core."""
    data = f"--data-file={folder / 'coverage'}"
    report = folder / "report.json"
    status = _coverage("run", data, "-m", "pytest", "-q", "-n", "2", "-k", MEASURABLE, *tests)
    _coverage("combine", "-q", data, str(folder))
    _coverage("json", "-q", "-i", data, "-o", str(report))
    files = json.loads(report.read_text())["files"]
    return status, {name: found for name, found in files.items() if name.startswith(CORE)}


def _coverage(*arguments: str) -> int:
    command = [sys.executable, "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode


def share(covered: int, whole: int) -> float:
    """Per cent; of nothing, all."""
    return round(100 * covered / whole, 1) if whole else 100.0


def show(files: dict[str, dict[str, Any]]) -> float:
    """Print the files that fall short, then the share of all branches."""
    lowest = 100.0
    for name, found in sorted(files.items()):
        told = found["summary"]
        branches = share(told["covered_branches"], told["num_branches"])
        lines = share(told["covered_lines"], told["num_statements"])
        lowest = min(lowest, branches)
        if min(branches, lines) < GOAL:
            short = {"file": name, "branches": branches, "lines": lines, "missing": found["missing_lines"]}
            print(json.dumps({**short, "not_taken": found["missing_branches"]}), flush=True)
    totals = [found["summary"] for found in files.values()]

    def whole(kind: str) -> int:
        return sum(told[kind] for told in totals)

    value = share(whole("covered_branches"), whole("num_branches"))
    count("line_coverage_core", share(whole("covered_lines"), whole("num_statements")), "%", goal=f"{GOAL}")
    line = {"name": "branch_coverage_core", "value": value, "unit": "%", "floor": lowest, "ratio": None}
    print(json.dumps({**line, "goal": GOAL}), flush=True)
    return value


def main() -> int:
    """``packaging/bench --coverage [TESTS…]``: the floor is that of the file with the lowest share."""
    with tempfile.TemporaryDirectory() as folder:
        status, files = measure(Path(folder), sys.argv[1:])
    value = show(files)
    if status:
        print("bench: some tests failed under measurement; see above", file=sys.stderr)
    return 0 if value > GOAL and not status else 1


if __name__ == "__main__":
    raise SystemExit(main())
