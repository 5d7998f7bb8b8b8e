"""``packaging/try-team``: a person sees a team of two desks in a minute, and nothing of it is left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.team import postgres
from tests.support.tree import ROOT
from tests.support.waiting import wait_until


def trial(home: Path, **environment: str) -> "subprocess.Popen[str]":
    given = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "packaging/team_trial.py")],
        env={**given, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def children(of: int) -> dict[int, str]:
    """Processes that a process started, with their command lines."""
    found = {}
    for task in Path(f"/proc/{of}/task").iterdir():
        for word in (task / "children").read_text().split():
            words = Path(f"/proc/{word}/cmdline").read_bytes().replace(b"\0", b" ")
            found[int(word)] = words.decode(errors="replace").strip()
    return found


def test_where_there_is_no_postgresql_it_says_so(tmp_path: Path) -> None:
    with trial(tmp_path, RECORDING_PANEL_TEST_POSTGRES=str(tmp_path)) as running:
        said, _ = running.communicate(timeout=30)
    assert said.startswith("not run: no PostgreSQL")
    assert running.returncode == 1


@pytest.mark.skipif(postgres.programs() is None, reason=postgres.WHY_NOT)
def test_two_windows_open_on_one_team_and_it_ends_with_them(tmp_path: Path) -> None:
    def windows() -> list[int]:
        return [one for one, words in children(running.pid).items() if words.endswith("-m gui")]

    with trial(tmp_path) as running:
        assert running.stdout is not None
        said = next(line for line in running.stdout if "Close both windows" in line)
        assert "990001" in said
        wait_until(lambda: len(windows()) == 2)
        server = [words for words in children(running.pid).values() if "simulator" in words]
        assert len(server) == 1
        for one in windows():
            os.kill(one, signal.SIGTERM)
        left, _ = running.communicate(timeout=30)
    assert "Traceback" not in left
