"""Kills the panel with SIGKILL at every step, starts it again, and compares its ledger with the service's."""

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from gui.core.ledger import schema
from tests.benchmarks.printing import count
from tests.harness.crash_child import LEFT_STEPS, RETRY_STEPS, WAITING_STEPS
from tests.harness.crash_plans import AFTER_START, AFTER_STOP, LOCKS, MOVED, WAITING, Plan, plans
from tests.harness.findings_shown import show_findings
from tests.harness.ledger_audit import Fields, Findings, Where, audit, read_rows
from tests.support.e2e.command_line import LIMIT_S, Panel
from tests.support.simulator.service_process import Service, service_process
from tests.support.tree import ROOT

ROOM: Final = 990007
STUDENTS: Final = [f"student{number:02}" for number in range(1, 7)]
ACCOUNT: Final = STUDENTS[0]
KILLED: Final = -9
RETRIED_CODE: Final = 30000404


@dataclass
class Tally:
    """What came of a run."""

    kills: int = 0
    survived: int = 0
    arrivals: int = 0
    states: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    findings: Findings = field(default_factory=Findings)


class Nursery(AbstractContextManager["Nursery"]):
    """Forks the panel's processes.

    :param program: the module that runs there.
    """

    def __init__(self, environment: dict[str, str], program: str = "tests.harness.crash_child") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", program],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(LIMIT_S)
        self._process.stdout.close()

    def run(self, **order: Any) -> int:
        """The exit status; negative for a signal."""
        self.begin(**order)
        return self.end()

    def begin(self, **order: Any) -> None:
        """Let it run; nothing else is run here until its end."""
        assert self._process.stdin is not None
        given = {"step": "", "nth": 1, "kill_after_s": None, "sweep": "", "second": None, **order}
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Wait for what was begun last: its exit status, negative for a signal."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@dataclass
class Crashes:
    """The service, the nursery, and a data folder that is new for each kill."""

    folder: Path
    service: Service
    record_file: Path
    nursery: Nursery
    tally: Tally = field(default_factory=Tally)
    second: str = ""
    _read_to: int = 0

    def kill(self, plan: Plan) -> None:
        """One kill, the start after it, and the comparison."""
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        panel = Panel(self.folder / "data", self.folder)
        panel.add_profile("main", self.service.url)
        self.service.reset()
        self._arrivals()
        status, before = self._be_killed(plan, panel)
        first, shown = self._sessions(panel)
        came = self._arrivals()
        arrived = before + came
        again, shown_again = self._sessions(panel)
        sent_later = self._arrivals()
        self._note(plan, status, shown, arrived)
        found = audit(read_rows(panel.data_dir), arrived, self._running())
        name = f"{plan.way} killed at {plan.step or plan.after_s}, time {plan.nth}"
        if (first, again) != (0, 0) or shown != shown_again:
            found.wrong.append(f"the panel does not come up again: {first}, {again}, {shown_again}")
        if sent_later:
            found.duplicates.append(f"a new start of the panel sent {len(sent_later)} requests")
        found.wrong += self._as_expected(plan, status, shown)
        if plan.step in LEFT_STEPS and status == KILLED and not came:
            found.wrong.append("nothing had left: this step is no longer where it was")
        for texts in (found.duplicates, found.lost, found.wrong):
            texts[:] = [f"{name}: {text}" for text in texts]
        self.tally.findings.add(found)

    def _be_killed(self, plan: Plan, panel: Panel) -> tuple[int, list[Fields]]:
        """The killed process's status, and what had arrived before it was begun."""
        operation = "stop" if "stop" in plan.way else "start"
        if plan.way == "migrating":
            self._older_ledger(panel)
        elif plan.way == "rescuing":
            self._damaged_ledger(panel)
        elif operation == "stop":
            accounts = STUDENTS if "several" in plan.way else [ACCOUNT]
            assert self._several(panel, "start", accounts) == 0
        before = self._arrivals()
        if plan.step in RETRY_STEPS:
            self.service.arm(operation=operation, code=RETRIED_CODE, times=3)
        target = ["--room", str(ROOM), "--account", ACCOUNT, "--json"]
        if plan.way == "python -m gui":
            return _killed_later(panel, plan.after_s or 0.0, target), before
        given: dict[str, Any] = {"step": plan.step, "nth": plan.nth, "kill_after_s": plan.after_s}
        if plan.way == "rescuing":
            return self._be_killed_while_rescuing(panel, plan), before
        if plan.way in LOCKS:
            return self._be_swept(panel, plan, target), before
        if plan.way == MOVED:
            return self._be_moved(panel, plan), before
        if plan.way == WAITING:
            return self._several(panel, operation, STUDENTS, in_flight=1, **given), before
        if "several" in plan.way or plan.step in RETRY_STEPS:
            accounts = STUDENTS if "several" in plan.way else [ACCOUNT]
            return self._several(panel, operation, accounts, **given), before
        named = ["--file-name", "lesson"] if operation == "start" else []
        return self._command(panel, operation, *target, *named, **given), before

    def _be_killed_while_rescuing(self, panel: Panel, plan: Plan) -> int:
        rescue = "doctor", "--move-damaged-ledger"
        status = self._command(panel, *rescue, step=plan.step)
        if plan.step == "before_rescue_new":
            # Nothing was decided: the damaged ledger is where it was.
            self._command(panel, *rescue)
            # The doctor asks each profile's relay about a room that there is not.
            self._arrivals()
        return status

    def _be_swept(self, panel: Panel, plan: Plan, target: list[str]) -> int:
        """The same start by another process, while the first one is at it without its lock."""
        start = ["start", *target, "--file-name", "lesson"]
        swept = self.folder / "output.swept"
        swept.unlink(missing_ok=True)
        folder = str(panel.data_dir)
        given = {"sweep": plan.way, "step": plan.step, "second": start, "folder": folder}
        status = self._command(panel, *start, **given)
        self.second = swept.read_text(encoding="ascii") if swept.exists() else ""
        return status

    def _be_moved(self, panel: Panel, plan: Plan) -> int:
        """Starts of which the first one is over when the folder goes: no other one is sent."""
        status = self._several(panel, "start", STUDENTS, in_flight=1, sweep=plan.way, step=plan.step)
        shutil.rmtree(panel.data_dir, ignore_errors=True)
        panel.data_dir.with_name(f"{panel.data_dir.name}.moved").rename(panel.data_dir)
        return status

    def _command(self, panel: Panel, *arguments: str, **given: Any) -> int:
        output = str(self.folder / "output")
        return self.nursery.run(
            arguments=list(arguments), environment=panel.environment, output=output, **given
        )

    def _several(
        self, panel: Panel, operation: str, accounts: list[str], in_flight: int = 16, **given: Any
    ) -> int:
        return self.nursery.run(
            folder=str(panel.data_dir),
            profile="main",
            operation=operation,
            accounts=accounts,
            room=ROOM,
            in_flight=in_flight,
            environment=panel.environment,
            output=str(self.folder / "output"),
            **given,
        )

    def _sessions(self, panel: Panel) -> tuple[int, list[Fields]]:
        status = self._command(panel, "sessions", "--all", "--json")
        out = (self.folder / "output.out").read_text()
        return status, [json.loads(line) for line in out.splitlines()]

    def _arrivals(self) -> list[Fields]:
        """What has arrived since the last look, as the service wrote it down."""
        with self.record_file.open() as record:
            record.seek(self._read_to)
            text = record.read()
        self._read_to += len(text)
        return [json.loads(line) for line in text.splitlines()]

    def _running(self) -> list[Where]:
        return [(one["room"], one["account"], one["source"]) for one in self.service.recordings]

    def _older_ledger(self, panel: Panel) -> None:
        """A ledger of an older version with a recording in it."""
        assert self._several(panel, "start", [ACCOUNT]) == 0
        path = panel.data_dir / "ledger.sqlite3"
        with closing(sqlite3.connect(path, isolation_level=None)) as today:
            kept = {
                table: today.execute(f"SELECT * FROM {table}").fetchall() for table in ("entry", "newest")
            }
        for left in panel.data_dir.glob("ledger.sqlite3*"):
            left.unlink()
        with closing(sqlite3.connect(path, isolation_level=None)) as older:
            older.executescript(schema.MIGRATIONS[1])
            older.execute("PRAGMA user_version = 1")
            for table, rows in kept.items():
                width = len(older.execute(f"PRAGMA table_info({table})").fetchall())
                marks = ", ".join("?" * width)
                older.executemany(f"INSERT INTO {table} VALUES ({marks})", [row[:width] for row in rows])

    def _damaged_ledger(self, panel: Panel) -> None:
        """Recordings, and a ledger with a page that can't be read; each row still can be."""
        assert self._several(panel, "start", STUDENTS) == 0
        path = panel.data_dir / "ledger.sqlite3"
        with closing(sqlite3.connect(path)) as ledger:
            found = "SELECT rootpage FROM sqlite_master WHERE name = 'entry_that_came'"
            (page,) = ledger.execute(found).fetchone()
            (size,) = ledger.execute("PRAGMA page_size").fetchone()
        with path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).touch()

    def _as_expected(self, plan: Plan, status: int, shown: list[Fields]) -> list[str]:
        if plan.way == MOVED:
            started = [session for session in shown if session["state"] == "recording"]
            return [] if (status, len(started)) == (0, 1) else [f"{status}, {len(started)} are recording"]
        if plan.way == "rescuing" and len(shown) != len(STUDENTS):
            return [f"{len(shown)} sessions are left"]
        if plan.way in LOCKS and self.second != "4":
            return [f"the second start ended with {self.second or 'nothing'}"]
        if plan.after_s is not None or status != KILLED:
            # A step that never came is a fault of this harness, but for the n-th of a few.
            late = plan.after_s is not None or plan.nth > 1
            return [] if late else [f"it was not killed: {status}"]
        if plan.way == WAITING:
            # One at a time was let through, the next one perhaps before the outcome before it was written: of
            # all others it is known that they were never sent.
            unknown = [session for session in shown if session["state"] == "unknown"]
            most = 1 if plan.step in WAITING_STEPS else 2
            return [f"{len(unknown)} are unknown"] if len(unknown) > most else []
        if plan.way not in ("start", "stop", *LOCKS):
            return []
        expected = (AFTER_STOP if plan.way == "stop" else AFTER_START)[plan.step]
        states = [session["state"] for session in shown]
        return [] if states == ([] if expected is None else [expected]) else [f"{states}, not {expected}"]

    def _note(self, plan: Plan, status: int, shown: list[Fields], arrived: list[Fields]) -> None:
        self.tally.kills += status == KILLED
        self.tally.survived += status != KILLED
        self.tally.ways[plan.way] += 1
        self.tally.arrivals += len(arrived)
        self.tally.states.update(str(session["state"]) for session in shown)


def _killed_later(panel: Panel, after_s: float, target: list[str]) -> int:
    """A start by the installed command, killed after so many seconds."""
    process = panel.spawn("start", *target, "--file-name", "lesson").process
    time.sleep(after_s)
    process.kill()
    process.communicate(timeout=LIMIT_S)
    return process.returncode


@contextmanager
def crashes(folder: Path) -> Iterator[Crashes]:
    """A simulator and a nursery, as processes of their own."""
    record_file = folder / "record.jsonl"
    with (
        service_process(folder, "--record-file", str(record_file)) as service,
        Nursery(Panel(folder / "data", folder).environment) as nursery,
    ):
        yield Crashes(folder, service, record_file, nursery)


def run_crashes(folder: Path, kills: int, seed: int) -> Tally:
    """That many kills; a process that was over before its kill counts apart."""
    with crashes(folder) as run:
        for plan in plans(seed, several=len(STUDENTS)):
            run.kill(plan)
            if run.tally.kills >= kills:
                break
    return run.tally


def show(tally: Tally) -> None:
    """Print the counts."""
    count("crash: kills", tally.kills, "kills")
    count("crash: over before they were killed", tally.survived, "processes")
    count("crash: requests that arrived", tally.arrivals, "requests")
    show_findings(tally.findings, "crash", "kills")
    for state, number in tally.states.items():
        count(f"crash: sessions found {state}", number, "sessions")


def main() -> None:
    """``packaging/bench --crash [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --crash")
    parser.add_argument("kills", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tally = run_crashes(Path(name), chosen.kills, chosen.seed)
    show(tally)
    raise SystemExit(bool(tally.findings))


if __name__ == "__main__":
    main()
