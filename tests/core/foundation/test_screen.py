"""Whether there is a screen for a window: what packaging/run and the package's own scripts ask."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from gui.core.foundation.screen import has_screen
from tests.support.panel_command import COMMAND
from tests.support.tree import ROOT
from tests.support.waiting import wait_until


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.mark.parametrize(
    ("variables", "there"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, False),
        ({"QT_QPA_PLATFORM": "minimal:size=1x1"}, False),
        ({"QT_QPA_PLATFORM": "linuxfb"}, True),
        ({"QT_QPA_PLATFORM": "vnc:port=5999"}, True),
        ({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": "/nonexistent"}, False),
        ({"WAYLAND_DISPLAY": ""}, False),
    ],
)
def test_a_screen_has_to_be_named(variables: dict[str, str], there: bool) -> None:
    assert has_screen(variables) is there


@pytest.mark.parametrize("absolute", [False, True])
def test_a_wayland_socket_is_a_screen_and_a_plain_file_is_none(runtime: Path, absolute: bool) -> None:
    variables = {"XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": "wayland-0"}
    if absolute:
        variables = {"WAYLAND_DISPLAY": str(runtime / "wayland-0")}
    (runtime / "wayland-0").touch()
    assert not has_screen(variables)
    (runtime / "wayland-0").unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(runtime / "wayland-0"))
        assert has_screen(variables)


def asked(display: str) -> int:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    plain = {name: value for name, value in os.environ.items() if name not in names}
    command = [*COMMAND, "self-check", "screen"]
    return subprocess.run(command, cwd=ROOT, env={**plain, "DISPLAY": display}, check=False).returncode


def test_an_x_screen_that_does_not_answer_is_none_and_one_that_does_is(tmp_path: Path) -> None:
    assert asked(":7777") == 1
    number = tmp_path / "number"
    with number.open("w") as told:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(told.fileno()), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
            pass_fds=[told.fileno()],
            stderr=subprocess.DEVNULL,
        )
    try:
        wait_until(lambda: number.read_text(encoding="ascii").endswith("\n") or server.poll() is not None)
        assert asked(f":{number.read_text(encoding='ascii').strip()}") == 0
    finally:
        server.terminate()
        server.wait()


def test_a_system_whose_screens_have_no_names_always_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_screen({})
    monkeypatch.setattr("gui.core.foundation.screen.SYSTEM", SimpleNamespace(SCREENS_HAVE_NAMES=False))
    assert has_screen({})
    assert not has_screen({"QT_QPA_PLATFORM": "offscreen"})
