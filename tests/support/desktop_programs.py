"""The desktop's own programs, as small scripts that write down what they were asked to show."""

from pathlib import Path


def opener_in(programs: Path, status: int = 0) -> Path:
    """The desktop's opener in a folder of PATH; returns the file that tells what it was asked to show."""
    shown = programs / "shown"
    program = programs / "xdg-open"
    program.write_text(f'#!/bin/sh\necho "$1" >> {shown}\nexit {status}\n', encoding="utf-8")
    program.chmod(0o755)
    return shown


def is_shown(shown: Path, what: str | Path) -> bool:
    """Whether the opener was asked to show it."""
    return shown.exists() and str(what) in shown.read_text(encoding="utf-8").splitlines()
