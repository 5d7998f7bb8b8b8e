"""Who has no team pays nothing for it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.scripts import output_of
from tests.support.tree import ROOT


def loaded(*modules: str) -> set[str]:
    """What a fresh process has loaded after these."""
    script = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_without_a_team_neither_the_board_nor_its_library_is_loaded() -> None:
    found = loaded("gui.core.services", "gui.core.connection.connections", "gui.core.recording.recorder")
    assert "gui.core.ledger.ledger" in found
    assert {name for name in found if name.startswith(("asyncpg", "gui.core.team"))} == set()


def test_a_start_on_practice_without_a_team_loads_nothing_of_it(tmp_path: Path) -> None:
    script = """
        import os, sys
        from gui import cli

        os.environ["RECORDING_PANEL_DATA_DIR"] = sys.argv[1]
        start = ["start", "--room", "990001", "--account", "alice", "--file-name", "lesson", "--json"]
        status = cli.main(start)
        print(status, *sys.modules)
    """
    answer, told = output_of(script, tmp_path / "data").splitlines()
    status, *found = told.split()
    assert (status, json.loads(answer)["state"]) == ("0", "recording")
    assert "unreached" not in json.loads(answer)
    assert "gui.core.services" in found
    assert [name for name in found if name.startswith(("asyncpg", "gui.core.team"))] == []


def test_only_the_board_itself_brings_the_library_along() -> None:
    light = ("board_login", "board_failures", "scram")
    found = loaded(*(f"gui.core.team.{name}" for name in light))
    assert not any(name.startswith("asyncpg") for name in found)
    assert "asyncpg" in loaded("gui.core.team.board")
