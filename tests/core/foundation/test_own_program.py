"""The program starts itself again, frozen or not, and what it starts is free of the bundle's libraries."""

import ast
import os
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from gui.core.foundation.own_program import (
    PROGRAM,
    START_FOLDER,
    own_version,
    program_file,
    self_check_command,
    simulator_command,
    variables_for_children,
)
from gui.core.foundation.process_start import prepare_process
from tests.support.bundle_stand_in import freeze
from tests.support.structure import parsed
from tests.support.tree import ROOT

RUNS = pytest.mark.parametrize("frozen", [False, True], ids=["checkout", "frozen"])
STARTS = {"subprocess", "QProcess", "QDesktopServices", "webbrowser", "popen", "posix_spawn"}


@RUNS
def test_practice_is_started_by_the_program_itself(
    frozen: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if frozen:
        freeze(monkeypatch, tmp_path)
    asked = [*simulator_command(), "--help"]
    ran = subprocess.run(asked, cwd=START_FOLDER, capture_output=True, text=True, check=True)
    assert "--users-lock" in ran.stdout


@RUNS
def test_the_window_libraries_are_checked_by_the_program_itself(
    frozen: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if frozen:
        freeze(monkeypatch, tmp_path)
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = self_check_command("window")
    ran = subprocess.run(
        command, cwd=START_FOLDER, env=offscreen, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_upgrade_replaces_the_program_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert program_file() == ROOT / "gui" / "__init__.py"
    program = freeze(monkeypatch, tmp_path)
    assert program_file() == program


@pytest.mark.parametrize("before", [None, "/opt/own/lib"])
def test_what_a_bundle_starts_finds_the_libraries_of_the_system(
    before: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    freeze(monkeypatch, tmp_path)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/recording-panel/_internal")
    monkeypatch.delenv("PYINSTALLER_RESET_ENVIRONMENT", raising=False)
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    prepare_process()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_a_checkout_leaves_a_users_own_place_of_libraries_alone() -> None:
    assert variables_for_children({"LD_LIBRARY_PATH": "/opt/own/lib"}) == {}


def test_only_practice_and_the_doctor_start_this_program_and_only_the_desktop_shows_things() -> None:
    found = set()
    for path in (ROOT / "gui").rglob("*.py"):
        words = {getattr(node, "id", getattr(node, "attr", "")) for node in _nodes(path)}
        if words & STARTS or "executable" in words:
            found.add(str(path.relative_to(ROOT)))
    assert found == {
        "gui/commands/checks/program.py",
        "gui/core/connection/practice_service.py",
        "gui/core/foundation/own_program.py",
        "gui/widgets/runtime/desktop_opener.py",
    }


def _nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(parsed(path.read_text(encoding="utf-8"))))


def test_the_command_and_the_window_without_a_console_are_one_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"recording-panel": "gui.cli:main"}
    assert project["gui-scripts"] == {"recording-panel-window": "gui.cli:main"}


def test_after_an_upgrade_the_running_program_still_tells_its_own_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = own_version()
    assert running == version(PROGRAM)
    monkeypatch.setattr("sys.path", [])
    assert own_version() == running
