"""The single file for anybody without root: the same bytes wherever it is built, and what it leaves."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.tree import ROOT

TOOLS = ("makeself", "xz", "desktop-file-validate", "appstreamcli")
MISSING = [name for name in TOOLS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not run: {', '.join(MISSING)} is not installed here")

NAME = "recording-panel"
REFERENCE = (f"{NAME}.1", f"{NAME}.bash", f"_{NAME}", f"{NAME}.fish")


def script(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def single_file(work: Path, umask: int) -> Path:
    """Of a stand-in for the program, in a folder laid out as packaging/package does it."""
    (work / "out").mkdir(parents=True)
    (work / "source").symlink_to(ROOT)
    script(work / "tools/bin/python", "echo 1.2.3")
    script(work / "bundle" / NAME / NAME, f'echo "{NAME} 1.2.3"')
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


def run(command: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command, *arguments],
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": str(home.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return single_file(tmp_path_factory.mktemp("one") / "work", 0o022)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "somebody's home"
    folder.mkdir()
    return folder


def test_two_folders_and_two_umasks_give_the_same_bytes_and_no_folder_is_told(
    built: Path, tmp_path: Path
) -> None:
    other = single_file(tmp_path / "another folder", 0o077)
    assert built.read_bytes() == other.read_bytes()
    assert str(tmp_path).encode() not in other.read_bytes()


def test_it_comes_with_a_menu_entry_and_goes_without_a_trace(built: Path, home: Path) -> None:
    own = home / ".local/share" / NAME / "ledger.sqlite3"
    own.parent.mkdir(parents=True)
    own.touch()
    done = run(built, home)
    assert done.returncode == 0, done.stderr
    command = home / ".local/bin" / NAME
    assert run(command, home, "--version").stdout == f"{NAME} 1.2.3\n"
    entry = (home / ".local/share/applications" / f"{NAME}.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{command}"\n' in entry
    gone = run(built, home, "--uninstall")
    assert gone.returncode == 0, gone.stderr
    assert files(home) == {str(own.relative_to(home))}


def test_where_it_is_not_installed_there_is_nothing_to_remove(built: Path, home: Path) -> None:
    done = run(built, home, "--uninstall")
    assert done.returncode != 0
    assert "is not installed" in done.stderr


def test_a_file_of_somebody_else_in_the_place_of_the_command_is_left_alone(built: Path, home: Path) -> None:
    script(home / ".local/bin" / NAME, "echo mine")
    done = run(built, home)
    assert done.returncode != 0
    assert "someone else's" in done.stderr
    assert files(home) == {f".local/bin/{NAME}"}
