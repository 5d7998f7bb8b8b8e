"""A test that failed among thousands is tried once more, alone, and told either way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tree import ROOT

STEADY = "def test_steady(): pass"
UNSTEADY = """
from pathlib import Path
def test_unsteady():
    tried = Path(__file__).with_name("tried")
    if not tried.exists():
        tried.touch()
        raise AssertionError
"""
BROKEN = "def test_broken(): assert False"
MANY_BROKEN = "import pytest\n@pytest.mark.parametrize('n', range(6))\ndef test_broken(n): assert False"
NOT_COLLECTED = "import no_such_module"


def tried(folder: Path, *texts: str, parallel: bool) -> subprocess.CompletedProcess[str]:
    """Run tests of these texts as ``packaging/test`` runs ours."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (folder / "pytest.ini").write_text("[pytest]\n")
    for number, text in enumerate(texts):
        (folder / f"test_{number}.py").write_text(text)
    words = "-n 2 --dist worksteal" if parallel else ""
    script = (
        f"set -euo pipefail\nsource {ROOT}/packaging/second-try.sh\nwith_second_try cache {words} || exit 9"
    )
    # Loaded alone what it asks for: each of its runs loads the others' for nothing.
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "xdist.plugin"}
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, **alone},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("parallel", [True, False])
def test_what_passes_alone_is_named_and_nothing_else_is_run_again(tmp_path: Path, parallel: bool) -> None:
    ran = tried(tmp_path, STEADY, UNSTEADY, parallel=parallel)
    assert ran.returncode == 0, ran.stdout
    assert ran.stderr.endswith("UNSTEADY, passed at the second try:\ntest_1.py::test_unsteady\n")
    assert "1 failed, 1 passed" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("1 passed")


def test_what_fails_again_is_red_even_beside_what_passes_then(tmp_path: Path) -> None:
    ran = tried(tmp_path, BROKEN, UNSTEADY, parallel=False)
    assert ran.returncode == 9
    assert "UNSTEADY" not in ran.stderr
    assert ran.stdout.splitlines()[-1].startswith("1 failed, 1 passed")


@pytest.mark.parametrize("text", [MANY_BROKEN, NOT_COLLECTED], ids=["too many", "not collected"])
def test_what_is_no_chance_is_not_tried_again(tmp_path: Path, text: str) -> None:
    ran = tried(tmp_path, STEADY, text, parallel=False)
    assert ran.returncode == 9
    assert "once more" not in ran.stdout


def test_the_failures_of_an_earlier_run_are_forgotten(tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "v" / "cache"
    cache.mkdir(parents=True)
    (cache / "lastfailed").write_text('{"test_9.py::test_gone": true}')
    ran = tried(tmp_path, UNSTEADY, parallel=False)
    assert ran.returncode == 0, ran.stdout
    assert "test_gone" not in ran.stdout + ran.stderr
