"""What doctor says of an installed program: why its window does not open, a copy too many, a lost file."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gui.commands.checks.program import why_it_ended
from gui.core.foundation import window_libraries
from gui.core.foundation.messages import Messages
from gui.core.foundation.window_libraries import SCREEN_LIBRARIES, missing_libraries
from tests.support.tree import ROOT

DUMP = """qt.qpa.fonts: no configuration
Fatal Python error: Aborted

Current thread 0x0 (most recent call first):
  File "gui/self_check.py", line 40 in _window

Extension modules: shiboken6.Shiboken, PySide6.QtCore (total: 2)
"""


def doctor(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return panel(home, "doctor", root=ROOT, **environment)


def panel(home: Path, *arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gui", "--language", "en", *arguments],
        cwd=root,
        env={"PATH": os.environ["PATH"], "HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("status", "said", "why"),
    [
        (0, "a warning\n", ""),
        (
            1,
            "a warning\nlibEGL.so.1: cannot open shared object file\n",
            "libEGL.so.1: cannot open shared object file",
        ),
        (-6, DUMP, "qt.qpa.fonts: no configuration (it crashed: SIGABRT)"),
        (
            -11,
            "Fatal Python error: Segmentation fault\n\nExtension modules: shiboken6\n",
            "it crashed: SIGSEGV",
        ),
        (3, "", "status 3"),
    ],
)
def test_why_the_check_ended_is_a_sentence_of_its_own_and_never_a_line_of_a_dump(
    status: int, said: str, why: str
) -> None:
    assert why_it_ended(status, said) == why


def test_what_is_named_is_the_library_that_is_missing_not_the_one_that_needs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(name: str) -> None:
        if name == "libxcb-cursor.so.0":
            raise OSError("libxcb-render.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", load)
    told = missing_libraries("", Messages("en"), screen=True)
    assert (
        told
        == "this computer lacks libxcb-render.so.0 (on Debian and Ubuntu: sudo apt install libxcb-render0)"
    )


def test_what_a_bundle_takes_along_is_never_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_name: str) -> None:
        raise OSError("cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(window_libraries, "RESOURCES", tmp_path / "resources")
    (tmp_path / "libxcb-cursor.so.0").touch()
    told = missing_libraries("", Messages("en"), screen=True)
    assert "libxcb-cursor" not in told
    assert "libxcb-shm0" in told


def test_the_line_that_installs_what_is_missing_is_whole_and_the_status_says_that_no_window_opens(
    tmp_path: Path,
) -> None:
    for name in SCREEN_LIBRARIES:
        (tmp_path / name).touch()
    ran = doctor(tmp_path, DISPLAY=":7777", LD_LIBRARY_PATH=str(tmp_path))
    line = f"sudo apt install {' '.join(SCREEN_LIBRARIES.values())})"
    assert line in ran.stdout
    assert ran.returncode == 5


def test_two_copies_are_told_of_with_the_one_that_runs(tmp_path: Path) -> None:
    assert f"✓ Program: {ROOT}\n" in doctor(tmp_path).stdout
    other = tmp_path / ".local/lib/recording-panel/recording-panel"
    other.parent.mkdir(parents=True)
    other.touch()
    said = doctor(tmp_path).stdout
    assert f"▲ Program: {ROOT} is what runs. There is another copy: {other}." in said
    assert "install.sh --uninstall" in said


def test_a_lost_file_of_the_program_is_a_sentence_with_its_name(tmp_path: Path) -> None:
    root = tmp_path / "program"
    for part in ("gui", "resources"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name, command in (
        ("licences/parts.json", "doctor"),
        ("error_codes.en.json", "explain"),
        ("messages.en.json", "--version"),
    ):
        lost = root / "resources" / name
        lost.unlink()
        ran = panel(tmp_path, command, *(["30000411"] if command == "explain" else []), root=root)
        said = ran.stdout + ran.stderr
        assert "Traceback" not in said
        assert f"file of the program is missing or damaged: {lost}. Install the panel again." in said
        assert ran.returncode == (0 if command == "doctor" else 4)
