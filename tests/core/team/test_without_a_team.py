"""Who has no team pays nothing for it."""

import subprocess
import sys

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


def test_only_the_board_itself_brings_the_library_along() -> None:
    light = ("board_login", "board_failures", "scram")
    found = loaded(*(f"gui.core.team.{name}" for name in light))
    assert not any(name.startswith("asyncpg") for name in found)
    assert "asyncpg" in loaded("gui.core.team.board")
