"""Kills a batch with SIGKILL again and again, resumes it, and compares it with the service's record.

Every row has to have been started exactly once, or stand as unknown: nothing twice, nothing lost.
"""

import argparse
import json
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import count
from tests.harness.findings_shown import show_findings
from tests.harness.ledger_audit import Findings, audit, read_rows
from tests.support.e2e.command_line import Fields, Panel, Ran, Running
from tests.support.simulator.service_process import Service, service_process
from tests.support.waiting import wait_until

ROOM: Final = 990007
IN_FLIGHT: Final = 16
KILLS: Final = 8
_KILLED: Final = -signal.SIGKILL
_EARLY: Final = 0.2
"""Of so many kills the first ones come while the command is still getting ready."""


@dataclass
class Tally:
    """What came of a batch that was killed and resumed."""

    rows: int
    kills: int = 0
    arrivals: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    unknown_unsent: int = 0
    findings: Findings = field(default_factory=Findings)


@dataclass
class Batch:
    """A file of starts, the panel that runs it, and the service."""

    panel: Panel
    service: Service
    record_file: Path
    path: Path
    accounts: list[str]

    @property
    def arrived(self) -> int:
        """Requests that the service has read so far."""
        return self.record_file.read_bytes().count(b"\n") if self.record_file.exists() else 0

    @property
    def record(self) -> list[Fields]:
        """What the service wrote down."""
        return [json.loads(line) for line in self.record_file.read_text().splitlines()]

    def begin(self) -> Running:
        """The command as it is typed."""
        pace = ["--rate", "0", "--in-flight", str(IN_FLIGHT), "--json"]
        return self.panel.spawn("batch", "start", str(self.path), *pace)

    def be_killed(self, dice: random.Random) -> bool:
        """Begin, or go on, and be killed at some moment; False where it was over before."""
        left = len(self.accounts) - self.arrived
        running = self.begin()
        if dice.random() < _EARLY:
            time.sleep(dice.uniform(0.05, 0.8))
        else:
            enough = self.arrived + dice.randint(1, max(1, left // 3))
            wait_until(lambda: self.arrived >= enough or running.process.poll() is not None)
            time.sleep(dice.uniform(0.0, 0.03))
        running.send(signal.SIGKILL)
        return running.end().status == _KILLED


@contextmanager
def batch_of(folder: Path, rows: int) -> Iterator[Batch]:
    """A simulator with everybody in the room, and the file."""
    record_file = folder / "record.jsonl"
    with service_process(folder, "--record-file", str(record_file)) as service:
        panel = Panel(folder / "data", folder)
        panel.add_profile("main", service.url)
        accounts = [f"pupil{number:05}" for number in range(1, rows + 1)]
        for account in accounts:
            service.enter(ROOM, account)
        path = folder / "batch.csv"
        lines = [f"{ROOM},{account},lesson-{account}" for account in accounts]
        path.write_text("\n".join(["room,account,file_name", *lines]), encoding="utf-8")
        yield Batch(panel, service, record_file, path, accounts)


def run_batch(folder: Path, rows: int, kills: int, seed: int) -> Tally:
    """Kill the batch so often, let it end, and compare."""
    dice, tally = random.Random(seed), Tally(rows)
    with batch_of(folder, rows) as batch:
        while tally.kills < kills and batch.arrived < rows:
            tally.kills += batch.be_killed(dice)
        last = batch.begin().end()
        arrived = batch.arrived
        again = batch.begin().end()
        if batch.arrived > arrived:
            sent = f"the same file once more sent {batch.arrived - arrived} requests"
            tally.findings.duplicates.append(sent)
        _compare(tally, batch, last, again)
    return tally


def _compare(tally: Tally, batch: Batch, last: Ran, again: Ran) -> None:
    record, findings = batch.record, tally.findings
    outcomes = {str(one["account"]): str(one["outcome"]) for one in last.all_fields}
    sent = Counter(str(one["account"]) for one in record)
    for account in batch.accounts:
        outcome, times = outcomes.get(account, "missing"), sent[account]
        if times > 1:
            findings.duplicates.append(f"{account} was started {times} times")
        elif times == 0 and outcome == "unknown":
            tally.unknown_unsent += 1
        elif times == 0 or outcome not in ("accepted", "unknown"):
            findings.lost.append(f"{account}: {outcome}, and was started {times} times")
    if {str(one["account"]): str(one["outcome"]) for one in again.all_fields} != outcomes:
        findings.wrong.append("the same file once more tells something else")
    running = [(one["room"], one["account"], one["source"]) for one in batch.service.recordings]
    findings.add(audit(read_rows(batch.panel.data_dir), record, running))
    tally.arrivals = len(record)
    tally.outcomes.update(outcomes.values())
    if tally.outcomes["unknown"] > tally.kills * IN_FLIGHT:
        findings.wrong.append(f"{tally.outcomes['unknown']} rows are unknown: more than were in flight")


def show(tally: Tally) -> None:
    """Print the counts."""
    count("batch crash: rows", tally.rows, "rows")
    count("batch crash: kills", tally.kills, "kills")
    count("batch crash: requests that arrived", tally.arrivals, "requests")
    show_findings(tally.findings, "batch crash", "rows")
    for outcome, number in tally.outcomes.items():
        count(f"batch crash: rows {outcome} in the end", number, "rows")
    count("batch crash: unknown rows that never arrived", tally.unknown_unsent, "rows")


def main() -> None:
    """``packaging/bench --batch-crash [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --batch-crash")
    parser.add_argument("rows", type=int, nargs="?", default=1000)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tally = run_batch(Path(name), chosen.rows, chosen.kills, chosen.seed)
    show(tally)
    raise SystemExit(bool(tally.findings))


if __name__ == "__main__":
    main()
