"""The recipes for Windows and macOS, as far as another system can try them."""

import ast
import importlib.util
import os
import plistlib
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Final, cast

import pytest

from tests.support.tree import ROOT

_WINDOWS: Final = ROOT / "packaging/windows"
_MACOS: Final = ROOT / "packaging/macos"
LIBRARIES: Final = {
    # The last of each does not stay; none of them is stripped, or there would have to be such a file.
    "win32": [
        ("PySide6\\plugins\\platforms\\qwindows.dll", "C:\\wheel\\qwindows.dll", "BINARY"),
        ("aiohttp\\_http_parser.cp313-win_amd64.pyd", "C:\\wheel\\parser.pyd", "EXTENSION"),
        ("PySide6\\translations\\qtbase_de.qm", "C:\\wheel\\qtbase_de.qm", "BINARY"),
    ],
    "darwin": [
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", "/wheel/libqcocoa.dylib", "BINARY"),
        ("aiohttp/_http_parser.cpython-313-darwin.so", "/wheel/parser.so", "EXTENSION"),
        ("PySide6/Qt/translations/qtbase_de.qm", "/wheel/qtbase_de.qm", "BINARY"),
    ],
}


@pytest.fixture(scope="module")
def recipes() -> ModuleType:
    """packaging/freeze is no package: its files are loaded by their place, as the spec does."""
    spec = importlib.util.spec_from_file_location("other_systems", ROOT / "packaging/freeze/other_systems.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def made_icon(folder: Path) -> Path:
    icon = folder / "recording-panel.ico"
    subprocess.run([sys.executable, _WINDOWS / "make_icon.py", icon], check=True, timeout=60, cwd=ROOT)
    return icon


def test_windows_gets_a_command_with_a_console_and_a_window_without_one(
    recipes: ModuleType, tmp_path: Path
) -> None:
    command, window = (each.options(tmp_path) for each in recipes.programs("win32", "1.2.3"))
    assert (command["name"], command["console"]) == ("recording-panel", True)
    assert (window["name"], window["console"]) == ("recording-panel-window", False)
    resource = Path(window["version"]).read_text(encoding="utf-8")
    ast.parse(resource)
    assert "filevers=(1, 2, 3, 0)" in resource
    assert "'recording-panel-window.exe'" in resource


def test_linux_and_macos_get_one_program(recipes: ModuleType, tmp_path: Path) -> None:
    (linux,) = recipes.programs("linux", "1.2.3")
    assert linux.options(tmp_path) == {"name": "recording-panel", "console": True}
    (mac,) = recipes.programs("darwin", "1.2.3")
    assert mac.options(tmp_path)["target_arch"] == "arm64"


def frozen_on(
    platform: str, work: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[dict[str, object]]]:
    """What the spec asks of PyInstaller on a system: the arguments of each of its calls, by their names."""
    asked: dict[str, list[dict[str, object]]] = {}

    def stand_in(name: str) -> Callable[..., SimpleNamespace]:
        def made(*positional: object, **named: object) -> SimpleNamespace:
            asked.setdefault(name, []).append({"": positional, **named})
            return SimpleNamespace(binaries=LIBRARIES[platform], datas=[], scripts=[], pure=[])

        return made

    for module, names in {
        "building.api": ("COLLECT", "EXE", "PYZ"),
        "building.build_main": ("Analysis",),
        "building.osx": ("BUNDLE",),
    }.items():
        parts = SimpleNamespace(**{name: stand_in(name) for name in names})
        monkeypatch.setitem(sys.modules, f"PyInstaller.{module}", parts)
    config = SimpleNamespace(CONF={"workpath": str(work)})
    monkeypatch.setitem(sys.modules, "PyInstaller.config", config)
    hooks = SimpleNamespace(copy_metadata=lambda _name: [])
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setenv("RECORDING_PANEL_LIBRARIES", "bundle")
    monkeypatch.setenv("RECORDING_PANEL_WORK", os.path.relpath(work))
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "platform", platform)
    spec = ROOT / "packaging/freeze/recording-panel.spec"
    exec(compile(spec.read_bytes(), spec, "exec"), {"SPECPATH": str(spec.parent)})
    return asked


def test_on_windows_the_spec_makes_two_programs_in_one_folder_with_qt_s_own_plugins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = frozen_on("win32", tmp_path, monkeypatch)
    assert [(each["name"], each["console"]) for each in asked["EXE"]] == [
        ("recording-panel", True),
        ("recording-panel-window", False),
    ]
    # A relative path would be looked for beside the spec.
    assert {each["icon"] for each in asked["EXE"]} == {str(tmp_path / "recording-panel.ico")}
    (folder,) = asked["COLLECT"]
    command, window, libraries, _data = cast("tuple[object, ...]", folder[""])
    assert command is not window
    assert libraries == LIBRARIES["win32"][:2]
    assert "BUNDLE" not in asked


def test_on_macos_the_spec_makes_an_app_with_qt_s_own_plugins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = frozen_on("darwin", tmp_path, monkeypatch)
    assert [each["name"] for each in asked["EXE"]] == ["recording-panel"]
    (app,) = asked["BUNDLE"]
    assert (app["name"], app["icon"]) == ("Recording panel.app", str(tmp_path / "recording-panel.icns"))
    (folder,) = asked["COLLECT"]
    assert cast("tuple[object, ...]", folder[""])[1] == LIBRARIES["darwin"][:2]


def test_a_version_without_three_numbers_is_refused(recipes: ModuleType) -> None:
    assert recipes.four_numbers("1.2.3rc1") == (1, 2, 3, 0)
    with pytest.raises(ValueError, match="three numbers"):
        recipes.four_numbers("1.2")


def test_the_app_of_macos_tells_its_version_and_its_languages(recipes: ModuleType, tmp_path: Path) -> None:
    app = recipes.app("1.2.3", tmp_path)
    assert plistlib.loads(plistlib.dumps(app["info_plist"]))["CFBundleShortVersionString"] == "1.2.3"
    assert app["info_plist"]["CFBundleLocalizations"] == ["en", "zh_CN"]
    assert app["name"] == "Recording panel.app"


def test_the_entitlements_allow_nothing_that_opens_the_app_to_foreign_code() -> None:
    entitlements = plistlib.loads((_MACOS / "entitlements.plist").read_bytes())
    assert list(entitlements) == ["com.apple.security.cs.allow-unsigned-executable-memory"]


def test_the_build_script_of_macos_refuses_another_system_with_one_sentence() -> None:
    done = subprocess.run(
        [_MACOS / "build.sh", "1.2.3"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "build.sh: An app is made on macOS only."


def test_the_build_script_of_macos_refuses_a_mac_with_an_intel_processor(tmp_path: Path) -> None:
    uname = tmp_path / "uname"
    uname.write_text('#!/bin/sh\n[ "$1" = -s ] && echo Darwin || echo x86_64\n')
    uname.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        [_MACOS / "build.sh", "1.2.3"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("build.sh: Apple silicon only")


def test_the_icon_of_windows_has_a_picture_for_each_size(tmp_path: Path) -> None:
    icon = made_icon(tmp_path).read_bytes()
    _zero, kind, count = struct.unpack_from("<HHH", icon)
    assert (kind, count) == (1, 8)
    for number in range(count):
        width, _height, *_rest, size, place = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * number)
        assert icon[place : place + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">I", icon, place + 16) == (width or 256,)
        assert place + size <= len(icon)


def test_the_installer_of_windows_compiles_without_a_warning(tmp_path: Path) -> None:
    makensis = shutil.which("makensis")
    if makensis is None:
        pytest.skip("makensis is not installed (Debian: nsis): the installer is not compiled")
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    for name in ("recording-panel.exe", "recording-panel-window.exe", "_internal/stand-in.dll"):
        (payload / name).write_bytes(name.encode())
    out = tmp_path / "recording-panel-1.2.3-setup.exe"
    given = {"VERSION": "1.2.3", "PAYLOAD": payload, "ICON": made_icon(tmp_path), "LICENCE": ROOT / "LICENSE"}
    options = [f"-D{name}={value}" for name, value in (given | {"OUT": out}).items()]
    done = subprocess.run(
        [makensis, "-WX", "-V2", "-INPUTCHARSET", "UTF8", *options, _WINDOWS / "recording-panel.nsi"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert out.read_bytes()[:2] == b"MZ"


def test_removing_the_panel_from_windows_never_touches_the_user_s_data_nor_a_folder_as_a_whole() -> None:
    script = (_WINDOWS / "recording-panel.nsi").read_text(encoding="utf-8")
    removed = [line.strip() for line in script.splitlines() if line.strip().startswith(("Delete ", "RMDir"))]
    assert removed
    assert not [line for line in removed if "LOCALAPPDATA" in line]
    assert [line for line in removed if "/r" in line] == [r'RMDir /r "$INSTDIR\_internal"']


@pytest.mark.parametrize("readme", [_WINDOWS / "README.md", _MACOS / "README.md"])
def test_what_nobody_has_run_says_so_and_what_to_look_at_first(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    assert "**Not run on that system.**" in text
    assert "## Look at this first" in text
