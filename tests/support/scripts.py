"""Scripts that a test runs in a process of its own."""

import subprocess
import sys
import textwrap

from tests.support.tree import ROOT


def run_script(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, and wait for its end."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )


def output_of(script: str, *arguments: object) -> str:
    """What a script that has to succeed prints."""
    done = run_script(script, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
