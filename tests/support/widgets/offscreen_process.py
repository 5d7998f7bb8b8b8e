"""A process of its own with a window on a screen that nobody sees."""

import os
import subprocess
import sys

from tests.support.tree import ROOT


def offscreen(*arguments: str, timeout_s: float = 60, **environment: str) -> str:
    """Run Python with these arguments to its end; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        cwd=ROOT,
        timeout=timeout_s,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
