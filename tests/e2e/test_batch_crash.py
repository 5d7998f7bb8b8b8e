"""A batch that is killed in the middle and run again: every row once, or unknown."""

from pathlib import Path

from tests.harness.batch_crash import IN_FLIGHT, run_batch
from tests.support.panel_command import checkout_only

pytestmark = checkout_only

ROWS = 80
KILLS = 2


def test_a_batch_that_was_killed_twice_starts_every_row_once_or_says_that_it_does_not_know(
    tmp_path: Path,
) -> None:
    tally = run_batch(tmp_path, ROWS, KILLS, seed=2)
    assert str(tally.findings) == ""
    assert tally.kills == KILLS
    assert sum(tally.outcomes.values()) == ROWS
    # Only what was in flight at a kill can be unknown.
    assert tally.outcomes["unknown"] <= KILLS * IN_FLIGHT
    assert tally.arrivals == ROWS - tally.unknown_unsent
