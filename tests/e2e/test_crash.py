"""The panel is killed at every step of its work; what it shows afterwards is true."""

from pathlib import Path

from tests.harness.crash import run_crashes
from tests.support.panel_command import checkout_only

pytestmark = checkout_only

KILLS = 55


def test_whenever_the_panel_is_killed_its_list_is_true_at_the_next_start(tmp_path: Path) -> None:
    tally = run_crashes(tmp_path, KILLS, seed=3)
    assert str(tally.findings) == ""
    assert tally.kills == KILLS
    assert tally.survived < KILLS / 4
    assert set(tally.states) >= {"unknown", "recording"}
