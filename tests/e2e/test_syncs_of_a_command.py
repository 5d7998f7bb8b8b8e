"""How often a command waits for the disk, by its system calls: somebody waits for each sync."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.harness.tracing import STRACE, strace_into
from tests.support.e2e.command_line import Panel
from tests.support.panel_command import COMMAND

pytestmark = pytest.mark.skipif(
    STRACE is None, reason="strace is missing: packaging/bootstrap --test names its package"
)
_SYNC: Final = re.compile(r"\bf(?:data)?sync\(\d+<([^>]+)>")
START: Final = ("start", "--room", "990001", "--account", "alice", "--file-name", "lesson")
STOP: Final = ("stop", "--room", "990001", "--account", "alice")

SYNCS: Final = {
    # A header before its first frame; then intent and outcome; at the end all goes into the database.
    "ledger.sqlite3-wal": 4,
    "ledger.sqlite3": 1,
    # The new file is in its folder.
    "data": 1,
}
"""What SQLite needs for the first two commits of a process."""
ROWS: Final = 16
BATCH_SYNCS: Final = {
    # Its run is in the log before its first intent, and is over at the end.
    "batches": 2,
    "log": 2,
    "ledger.sqlite3": 1,
    "data": 1,
    # Each row has an intent and an outcome. All intents may have one commit, and all outcomes another one.
    "ledger.sqlite3-wal": ROWS,
}
"""At the most, where all rows are under way at once."""


def syncs(panel: Panel, folder: Path, *command: str) -> Counter[str]:
    """How often a command syncs each file."""
    log = folder / "trace"
    done = panel.run_command([*strace_into(log), *COMMAND, *command])
    assert done.status == 0, done.err
    found: Counter[str] = Counter()
    for path in _SYNC.findall(log.read_text(errors="replace")):
        found["log" if path.endswith(".jsonl") else Path(path).name] += 1
    return found


@pytest.fixture
def used_panel(panel: Panel) -> Panel:
    """One that has its ledger already."""
    assert panel.start(990002, "carol").status == 0
    return panel


def test_a_start_and_a_stop_sync_for_intent_and_outcome_and_once_at_the_end(
    used_panel: Panel, tmp_path: Path
) -> None:
    assert syncs(used_panel, tmp_path, *START) <= Counter(SYNCS)
    assert syncs(used_panel, tmp_path, *STOP) <= Counter(SYNCS)


def test_a_batch_syncs_far_less_often_than_it_has_rows(used_panel: Panel, tmp_path: Path) -> None:
    batch = tmp_path / "batch.csv"
    rows = [f"990007,student{number:02},lesson" for number in range(1, ROWS + 1)]
    batch.write_text("\n".join(["room,account,file_name", *rows]), encoding="utf-8")
    found = syncs(used_panel, tmp_path, "batch", "start", str(batch), "--rate", "0", "--in-flight", str(ROWS))
    assert found <= Counter(BATCH_SYNCS)


def test_who_only_looks_syncs_nothing(used_panel: Panel, tmp_path: Path) -> None:
    assert syncs(used_panel, tmp_path, "sessions", "--all") == Counter()
