"""The team runs on the window's own loop, with Qt's timers and sockets."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.team.desks import TeamBoard
from tests.support.tree import ROOT


def test_a_desk_works_as_quickly_in_the_window_s_loop(board: TeamBoard, tmp_path: Path) -> None:
    told = {
        "port": board.server.port,
        "database": board.database,
        "role": board.desks["LI"].role,
        "authority": str(board.server.folder / "ca.pem"),
        "folder": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.team.window_loop_program", json.dumps(told)],
        input=board.desks["LI"].password + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    took = json.loads(done.stdout)
    assert took["claimed"] < 0.25
    assert 0.15 < took["silent"] < 0.45
