"""The single file, of a stand-in for the program; and the person who runs it."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from tests.support.tree import ROOT

TOOLS = ("makeself", "xz", "desktop-file-validate", "appstreamcli")
MISSING: Final = [name for name in TOOLS if shutil.which(name) is None]
WHY_NOT: Final = f"not run: {', '.join(MISSING)} is not installed here"
NAME = "recording-panel"
REFERENCE = (f"{NAME}.1", f"{NAME}.bash", f"_{NAME}", f"{NAME}.fish")
PROGRAM = f"""
[ ! -e "$HOME/no-start" ] || {{ cat "$HOME/no-start" >&2; exit 255; }}
case $1 in
    self-check) [ ! -e "$HOME/no-window" ] || {{ cat "$HOME/no-window" >&2; exit 1; }} ;;
    *) echo "{NAME} 1.2.3" ;;
esac"""
"""A stand-in: what it lacks is in the home folder."""


def script(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def single_file(work: Path, umask: int) -> Path:
    """Of a stand-in for the program, in a folder laid out as packaging/package does it."""
    (work / "out").mkdir(parents=True)
    (work / "source").symlink_to(ROOT)
    script(work / "tools/bin/python", "echo 1.2.3")
    script(work / "bundle" / NAME / NAME, PROGRAM)
    for name in REFERENCE:
        (work / "reference").mkdir(exist_ok=True)
        (work / "reference" / name).write_text(f"{name}\n")
    subprocess.run(
        ["bash", "-c", f'umask {umask:03o}; exec "$0" "$1"', ROOT / "packaging/single_file/make", work],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    return work / "out" / f"{NAME}-1.2.3-linux-x86_64.run"


def environment(home: Path, tools: Path | None = None) -> dict[str, str]:
    """Of a person whose tools of the same names in a folder come first."""
    path = "/usr/bin:/bin" if tools is None else f"{tools}:/usr/bin:/bin"
    return {"PATH": path, "HOME": str(home), "TMPDIR": str(home.parent)}


def run(
    command: Path, home: Path, *arguments: str, tools: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command, *arguments],
        env=environment(home, tools),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def unpacked(built: Path, home: Path) -> Path:
    """The installer out of the single file."""
    place = home.parent / "unpacked"
    done = run(built, home, "--noexec", "--target", str(place))
    assert done.returncode == 0, done.stderr
    return place / "install.sh"


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ends with these words, in a few lines and without those of its tools."""
    assert done.returncode == 1, done.stderr
    said = [line for line in done.stderr.splitlines() if "%" not in line and "You are root" not in line]
    assert len(said) <= 4, said
    for word in words:
        assert word in done.stderr
