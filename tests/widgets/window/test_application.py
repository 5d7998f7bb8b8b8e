"""Where there is no screen, and who types Chinese: decided before the application is made."""

import os
import subprocess
from pathlib import Path

import pytest

from gui.core.foundation.messages import Messages
from gui.core.foundation.screen import NO_WINDOW
from gui.widgets.runtime.input_method import input_method_variables
from gui.widgets.window.application import no_window_text, unusable_qt_variables
from tests.support.panel_command import COMMAND

ROOT = Path(__file__).parents[3]
PLUGINS = ("libcomposeplatforminputcontextplugin.so", "libibusplatforminputcontextplugin.so")
FCITX = {"QT_IM_MODULES": "fcitx;ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("variables", "set_besides"),
    [
        ({"QT_IM_MODULE": "fcitx"}, FCITX),
        ({"QT_IM_MODULE": "fcitx5"}, FCITX),
        ({"XMODIFIERS": "@im=fcitx"}, FCITX),
        ({"QT_IM_MODULE": "fcitx", "IBUS_USE_PORTAL": "0"}, {**FCITX, "IBUS_USE_PORTAL": "0"}),
        ({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland"}, {}),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, {}),
        ({}, {}),
    ],
)
def test_who_types_chinese_with_fcitx_can_do_so_and_nobody_else_is_touched(
    variables: dict[str, str], set_besides: dict[str, str]
) -> None:
    assert input_method_variables(variables, PLUGINS) == set_besides


def test_a_qt_that_has_a_plugin_for_fcitx_needs_nothing() -> None:
    plugins = (*PLUGINS, "libfcitx5platforminputcontextplugin.so")
    assert input_method_variables({"QT_IM_MODULE": "fcitx"}, plugins) == {}


@pytest.mark.parametrize(
    ("variables", "unusable"),
    [
        ({"QT_SCALE_FACTOR": "1.5", "QT_FONT_DPI": "120", "QT_SCREEN_SCALE_FACTORS": "a=1;b=2"}, []),
        ({"QT_SCALE_FACTOR": "nonsense", "QT_SCREEN_SCALE_FACTORS": ";"}, []),
        ({"QT_SCALE_FACTOR": "0"}, ["QT_SCALE_FACTOR"]),
        ({"QT_SCALE_FACTOR": "inf"}, ["QT_SCALE_FACTOR"]),
        ({"QT_SCALE_FACTOR": "nan"}, ["QT_SCALE_FACTOR"]),
        ({"QT_SCREEN_SCALE_FACTORS": "a=1;b=1e9"}, ["QT_SCREEN_SCALE_FACTORS"]),
        ({"QT_FONT_DPI": "1000000"}, ["QT_FONT_DPI"]),
        ({"QT_FATAL_WARNINGS": "1"}, ["QT_FATAL_WARNINGS"]),
    ],
)
def test_scales_with_which_qt_crashes_or_hangs_are_left_out(
    variables: dict[str, str], unusable: list[str]
) -> None:
    assert unusable_qt_variables(variables) == unusable


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_without_a_window_it_is_told_what_is_missing(language: str) -> None:
    messages = Messages(language)
    assert "DISPLAY" in no_window_text(messages, {}, ["could not connect to display "])
    assert ":4077" in no_window_text(messages, {"DISPLAY": ":4077"}, ["could not connect to display :4077"])
    assert "QT_QPA_PLATFORM=x" in no_window_text(messages, {"QT_QPA_PLATFORM": "x", "DISPLAY": ":0"}, [])
    missing = "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin."
    assert "libxcb-cursor0" in no_window_text(messages, {"DISPLAY": ":0"}, [missing])


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)"),
        ({"DISPLAY": ":4077"}, "the screen DISPLAY=:4077 does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "Qt can't use QT_QPA_PLATFORM=nonsense"),
        ({"QT_QPA_PLATFORM": "linuxfb"}, "Qt can't use QT_QPA_PLATFORM=linuxfb"),
    ],
)
def test_the_installed_command_without_a_screen_is_one_line_and_a_status_of_its_own(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    ran = subprocess.run(
        [*COMMAND, "--language", "en", "--data-dir", str(tmp_path / "data")],
        cwd=ROOT,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    (line,) = [line for line in ran.stderr.splitlines() if "WARNING" not in line]
    assert line.startswith(f"The window can't open: {said}")
    assert (ran.returncode, ran.stdout) == (NO_WINDOW, "")
    assert not (tmp_path / "data").exists()
