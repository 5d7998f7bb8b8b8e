"""What a Linux desktop reads of the panel: menu entry, software centre, icons."""

import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
from configparser import RawConfigParser

import pytest

from tests.support.tree import ROOT

LINUX = ROOT / "packaging" / "linux"
ENTRY = LINUX / "recording-panel.desktop"
METAINFO = LINUX / "recording-panel.metainfo.xml"


class Entry(RawConfigParser):
    """Its keys differ by case and language."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def entry() -> dict[str, str]:
    parser = Entry(interpolation=None)
    parser.read(ENTRY, encoding="utf-8")
    return dict(parser["Desktop Entry"])


def check(*command: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"not run: there is no {command[0]} here")
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_menu_entry_is_valid() -> None:
    check("desktop-file-validate", str(ENTRY))


def test_a_software_centre_takes_the_description() -> None:
    check("appstreamcli", "validate", "--no-net", str(METAINFO))


def test_the_desktop_finds_the_menu_entry_of_an_open_window() -> None:
    source = (ROOT / "gui" / "app.py").read_text(encoding="utf-8")
    assert re.findall(r"setDesktopFileName\(\"(.*)\"\)", source) == [ENTRY.stem]
    assert entry()["StartupWMClass"] == ENTRY.stem
    assert [one.text for one in ET.parse(METAINFO).iter("launchable")] == [ENTRY.name]


def test_menu_and_software_centre_speak_chinese_too() -> None:
    told = entry()
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert told[f"{key}[zh_CN]"] != told[key]
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    paragraphs = [one.get(language) for one in ET.parse(METAINFO).iter("p")]
    assert paragraphs.count(None) == paragraphs.count("zh-CN") > 0


def test_the_icons_of_the_menu_entry_are_there() -> None:
    icons = ROOT / "resources" / "icons"
    header = (icons / f"{entry()['Icon']}.png").read_bytes()[:24]
    assert struct.unpack(">II", header[16:]) == (256, 256)
    assert ET.parse(icons / f"{entry()['Icon']}.svg").getroot().get("viewBox") == "0 0 64 64"
