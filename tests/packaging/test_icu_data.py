"""ICU's data are cut to what the panel reaches, and Qt does with them what it did with the whole."""

import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import icu_data
import PySide6
import pytest

from tests.support.unicode_probe import shown_with

QT = Path(PySide6.__file__).parent
ZONES = "open|close|getCanonicalTimeZoneID|getTimeZoneDisplayName"
USED = rf"u_strTo(Lower|Upper)|ucal_({ZONES})|ucnv_\w+|ucol_\w+"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("ld") is None,
    reason="not run: bundles of Linux are built with binutils",
)


@pytest.fixture(scope="module")
def whole() -> Path:
    (library,) = QT.glob("Qt/lib/libicudata.so.*")
    return library


@pytest.fixture(scope="module")
def cut(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("cut") / whole.name
    icu_data.cut_library(whole, target)
    return target


def _package(items: Mapping[str, bytes]) -> bytes:
    """A small one of ICU's form."""
    names, entries, data = b"", b"", b""
    first = 4 + 8 * len(items)
    start = first + sum(len(name) + 1 for name in items)
    for name, item in items.items():
        entries += struct.pack("=II", first + len(names), start + len(data))
        names += name.encode() + b"\0"
        data += item
    head = struct.pack("=H2s8x4s16x", 32, b"\xda\x27", b"CmnD")
    return head + struct.pack("=I", len(items)) + entries + names + data


def test_two_builds_in_two_folders_have_the_same_bytes(
    whole: Path, cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "another place").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "another place"))
    icu_data.cut_library(whole, tmp_path / whole.name)
    assert (tmp_path / whole.name).read_bytes() == cut.read_bytes()
    assert [*(tmp_path / "another place").iterdir()] == []


def test_it_is_a_third_of_the_whole_and_what_is_kept_is_as_it_was(whole: Path, cut: Path) -> None:
    symbol, data = icu_data.read_data(whole)
    assert icu_data.read_data(cut)[0] == symbol
    assert cut.stat().st_size < 0.35 * whole.stat().st_size
    before, after = icu_data.items(data), icu_data.items(icu_data.read_data(cut)[1])
    assert [name for name, item in after.items() if item != before[name]] == []
    # ICU searches them by halves.
    assert list(after) == sorted(after)
    short = {name.partition("/")[2] for name in after}
    assert short >= {"gb18030.cnv", "coll/zh.res", "coll/de.res", "zone/zh.res", "zone/pool.res", "root.res"}
    assert [name for name in short if name.startswith(("lang/", "curr/", "brkitr/", "translit/"))] == []


def test_it_takes_the_place_of_the_whole_by_its_name(whole: Path, cut: Path) -> None:
    said = subprocess.run(["readelf", "-dW", cut], capture_output=True, text=True, check=True).stdout
    assert f"Library soname: [{whole.name}]" in said
    assert "RUNPATH" not in said


def test_qt_calls_nothing_of_icu_s_that_the_cut_did_not_reckon_with() -> None:
    users = [path for path in QT.rglob("*.so*") if path.is_file() and b"libicuuc.so" in path.read_bytes()]
    assert [path.name for path in users if not path.name.startswith("libicu")] == ["libQt6Core.so.6"]
    (core,) = QT.glob("Qt/lib/libQt6Core.so.6")
    asked = ["nm", "--dynamic", "--undefined-only", str(core)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    called = set(re.findall(r" U (u[a-z]*_\w+|\w*icu)_\d+$", said, re.MULTILINE))
    assert called
    assert [name for name in called if not re.fullmatch(USED, name)] == []


def test_with_the_cut_data_qt_makes_of_text_what_it_makes_with_the_whole(cut: Path) -> None:
    before, after = shown_with(None), shown_with(cut)
    assert before.pop("library") != str(cut)
    assert after.pop("library") == str(cut)
    # Names of time zones in other languages than the panel's are English ones then, and are shown nowhere.
    elsewhere = after.pop("zones elsewhere")
    assert "China Standard Time" in str(elsewhere)
    assert "Chinesische Normalzeit" in str(before.pop("zones elsewhere"))
    # What Qt never asks for ends with an error or with ICU's root: the program has gone on.
    assert before.pop("not used by Qt") != after.pop("not used by Qt")
    assert [name for name in before if before[name] != after[name]] == []
    assert before.keys() == after.keys()


def test_data_in_another_form_end_the_build() -> None:
    with pytest.raises(ValueError, match="no common data package"):
        icu_data.cut_data(b"\0" * 64)
    with pytest.raises(ValueError, match="nothing that is called"):
        icu_data.cut_data(_package({"icudt99l/gb18030.cnv": b"x" * 16}))


def test_without_binutils_it_is_said_which_tools_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert icu_data.missing_tools() == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert icu_data.missing_tools() == ["nm", "as", "ld"]
