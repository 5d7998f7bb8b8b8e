"""A stand-in for a frozen program: like a bundle it takes sub-commands only, and no option of Python's."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.support.tree import ROOT

STARTER = """#!/bin/sh
case $1 in
    -m | -c) echo "a frozen program knows no $1" >&2; exit 2 ;;
esac
PYTHONPATH={root} exec {python} -m gui "$@"
"""


def freeze(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Make this process a frozen one; returns its program file."""
    program = folder / "recording-panel"
    starter = STARTER.replace("{root}", shlex.quote(str(ROOT)))
    program.write_text(starter.replace("{python}", shlex.quote(sys.executable)), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return program
