"""The system calls of a start: the intent is on the disk before the first byte is on the network."""

import sys
from pathlib import Path

import pytest

from tests.harness.tracing import STRACE, Step, sent_too_early, traced_start
from tests.support.e2e.command_line import Panel
from tests.support.panel_command import checkout_only

pytestmark = pytest.mark.skipif(
    STRACE is None, reason="strace is missing: packaging/bootstrap --test names its package"
)


def test_the_intent_is_written_and_synced_before_the_first_byte_leaves(panel: Panel, tmp_path: Path) -> None:
    trace = traced_start(panel, tmp_path / "trace", "alice")
    assert trace.status == 0
    assert trace.durable_before_sent
    assert trace.before_sending[0] is Step.INTENT
    assert trace.before_sending[-2:] == (Step.SYNCED, Step.SENT)
    after = trace.steps[trace.steps.index(Step.SENT) :]
    assert after.index(Step.OUTCOME) < len(after) - 1 - after[::-1].index(Step.SYNCED)


def test_of_starts_that_share_a_commit_none_leaves_before_its_own_intent_is_synced(
    panel: Panel, tmp_path: Path
) -> None:
    accounts = [f"student{number:02}" for number in range(1, 17)]
    rows = [f"990007,{account},lesson" for account in accounts]
    batch = tmp_path / "batch.csv"
    batch.write_text("\n".join(["room,account,file_name", *rows]), encoding="utf-8")
    assert sent_too_early(panel, tmp_path / "trace", batch, accounts) == []


@checkout_only
def test_a_panel_that_does_not_sync_is_caught_by_the_same_trace(panel: Panel, tmp_path: Path) -> None:
    program = (sys.executable, "-m", "tests.harness.sabotage", "no_sync")
    trace = traced_start(panel, tmp_path / "trace", "alice", program)
    assert trace.status == 0
    assert not trace.durable_before_sent
