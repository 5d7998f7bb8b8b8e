"""A desk without a team pays nothing for the teams of others."""

import subprocess
import sys
from pathlib import Path

from tests.support.tree import ROOT

ALONE = Path(__file__).with_name("desk_without_team.py")


def test_without_a_team_nothing_of_it_is_loaded_made_or_shown() -> None:
    # In a process of its own: this one has loaded it for the other tests.
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ALONE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "1 passed" in ran.stdout
