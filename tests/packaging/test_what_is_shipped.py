"""What gets into a wheel and into a bundle, and that the checks of the build find what must not be there."""

import re
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import check_bundle
import check_wheel
import constraints
import contents
import page
import pytest
import repack_sdist

from tests.support.tree import ROOT

EPOCH = 1_700_000_000


def test_a_file_left_from_an_earlier_build_is_not_let_into_the_wheel() -> None:
    found = check_wheel.differences(["gui/app.py", "gui/zombie.py"], ["gui/app.py"])
    assert found == ["not in the repository: gui/zombie.py"]


def test_a_resource_that_the_wheel_would_lack_is_named() -> None:
    in_git = ["gui/app.py", "resources/icons/new.webp", "gui/README.md", "resources/translations/panel_en.ts"]
    (found,) = check_wheel.differences(["gui/app.py", "panel-0.1.0.dist-info/METADATA"], in_git)
    assert "resources/icons/new.webp" in found


def _sdist(path: Path, *, time: int, mode: int) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name in ("b", "a") if mode == 0o600 else ("a", "b"):
            member = tarfile.TarInfo(name)
            member.mode, member.mtime, member.uname, member.size = mode, time, f"user{mode}", 2
            archive.addfile(member, BytesIO(b"x\n"))


def test_an_sdist_is_the_same_whoever_packs_it_and_when(tmp_path: Path) -> None:
    _sdist(tmp_path / "one.tar.gz", time=1, mode=0o600)
    _sdist(tmp_path / "two.tar.gz", time=2, mode=0o664)
    for name in ("one", "two"):
        repack_sdist.repack(tmp_path / f"{name}.tar.gz", tmp_path / f"{name}.packed", EPOCH)
    assert (tmp_path / "one.packed").read_bytes() == (tmp_path / "two.packed").read_bytes()


def test_on_the_page_of_the_wheel_no_picture_and_no_link_leads_nowhere() -> None:
    text = page.page((ROOT / "README.md").read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)]*)\)", text)
    assert targets
    assert [target for target in targets if not target.startswith("https://")] == []
    assert "![" not in text
    # What is not a link stays, word for word.
    assert "recipes for Windows and macOS, were not tried" in text
    assert "\n## Install\n" in text
    assert text.count("\n| --- | --- | --- | --- |\n") == 1
    assert "| --- | --- | --- |\n" not in text.replace("| --- | --- | --- | --- |\n", "")


def test_the_constraints_name_every_locked_package_in_the_version_that_was_tested() -> None:
    lock = (ROOT / "packaging/lock/runtime.txt").read_text(encoding="utf-8")
    lines = constraints.constraints(lock)
    assert any(line.startswith("pyside6-essentials==") for line in lines)
    assert "jeepney==0.9.0 ; sys_platform == 'linux'" in lines
    assert not [line for line in lines if "--hash" in line or line.endswith("\\")]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6", False),
        ("recording_panel-0.1.0.dist-info/direct_url.json", False),
        ("recording_panel-0.1.0.dist-info/METADATA", True),
        ("resources/messages.en.json", True),
    ],
)
def test_the_bundle_has_what_the_panel_uses_and_no_more(name: str, wanted: bool) -> None:
    assert contents.is_wanted(name) is wanted


@pytest.mark.parametrize(
    ("name", "in_system", "in_bundle"),
    [
        ("libssl.so.3", True, False),
        ("libxcb-cursor.so.0", True, False),
        ("libfontconfig.so.1", True, True),
        ("libz.so.1", True, True),
        ("libpython3.11.so.1.0", False, False),
    ],
)
def test_each_variant_leaves_its_own_libraries_to_the_system(
    name: str, in_system: bool, in_bundle: bool
) -> None:
    entry = (name, f"/usr/lib/x86_64-linux-gnu/{name}", "BINARY")
    assert contents.is_left_to_system(entry, "system") is in_system
    assert contents.is_left_to_system(entry, "bundle") is in_bundle


def test_what_the_build_tools_brought_along_stays_out() -> None:
    modules = {
        "chardet": ["chardet"],
        "gui": ["recording-panel"],
        "cffi": ["cffi"],
        "yaml": ["PyYAML", "other"],
    }
    assert contents.not_of_product(modules, "cffi==2.1.1 \\\n    --hash=sha256:0\nidna==3\n") == [
        "chardet",
        "yaml",
    ]


def test_qt_is_never_stripped() -> None:
    assert contents.is_to_be_stripped(("aiohttp/_http.so", "/x", "EXTENSION"))
    assert not contents.is_to_be_stripped(("PySide6/Qt/lib/libQt6Core.so.6", "/x", "BINARY"))


def test_a_link_to_a_library_that_was_left_out_is_left_out_too() -> None:
    kept = ("libb.so", "PySide6/libb.so", "SYMLINK")
    entries = [("liba.so", "PySide6/liba.so", "SYMLINK"), kept]
    assert contents.without_dead_links(entries, [("PySide6/libb.so", "/x", "BINARY")]) == [kept]


# The checks of a bundle.


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    plugins = tmp_path / "_internal" / "PySide6" / "Qt" / "plugins"
    for kind, names in contents.PLUGINS.items():
        for name in names:
            (plugins / kind).mkdir(parents=True, exist_ok=True)
            (plugins / kind / f"{name}.so").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ("$ORIGIN:$ORIGIN/../lib", []),
        ("$ORIGIN:/home/builder/lib", ["/home/builder/lib"]),
        ("", ["(the working folder)"]),
    ],
)
def test_a_library_that_looks_for_others_outside_of_the_bundle_is_found(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, places: str, found: list[str]
) -> None:
    (bundle / "_internal" / "libz.so").write_bytes(b"\x7fELF")
    said = f" 0x000000000000001d (RUNPATH)            Library runpath: [{places}]"
    readelf = bundle.parent / f"{bundle.name}-bin" / "readelf"
    readelf.parent.mkdir()
    readelf.write_text(f"#!/bin/sh\necho '{said}'\n")
    readelf.chmod(0o755)
    monkeypatch.setenv("PATH", str(readelf.parent))
    told = [f"_internal/libz.so: looks for libraries in {place}" for place in found]
    assert check_bundle.foreign_runpaths(bundle) == told


def test_a_plugin_too_much_or_too_few_is_found(bundle: Path) -> None:
    assert check_bundle.wrong_plugins(bundle) == []
    plugins = bundle / "_internal" / "PySide6" / "Qt" / "plugins"
    (plugins / "platforms" / "libqxcb.so").rename(plugins / "platforms" / "libqvnc.so")
    found = check_bundle.wrong_plugins(bundle)
    assert [one.split(":")[0] for one in found] == ["platforms/libqxcb.so", "platforms/libqvnc.so"]


def test_the_folder_of_the_build_is_found_even_across_two_reads(bundle: Path) -> None:
    path = bundle / "_internal" / "data"
    path.write_bytes(b"x" * ((1 << 20) - 4) + b"/home/builder")
    assert check_bundle.files_with(bundle, "/home/builder") == ["_internal/data: holds /home/builder"]
    assert check_bundle.files_with(bundle, "/home/another") == []


def test_a_library_that_no_list_names_is_found(bundle: Path) -> None:
    (bundle / "_internal" / "libstranger.so.1").write_bytes(b"\x7fELF")
    (found,) = check_bundle.unexpected_libraries(bundle, "bundle")
    assert found.startswith("libstranger.so.1:")


def test_a_library_that_the_build_machine_lacked_is_found(bundle: Path) -> None:
    found = check_bundle.missing_libraries(bundle, "system")
    assert [one.split(":")[0] for one in found] == ["libpython3"]
    (bundle / "_internal" / "libpython3.11.so.1.0").touch()
    assert check_bundle.missing_libraries(bundle, "system") == []


def test_a_link_out_of_the_bundle_is_found(bundle: Path) -> None:
    (bundle / "_internal" / "libc.so.6").symlink_to("/etc/hostname")
    assert len(check_bundle.dead_links(bundle)) == 1


def test_packages_are_refused_for_files_that_are_not_committed(tmp_path: Path) -> None:
    (tmp_path / "packaging").mkdir()
    for name in ("package", "system-packages.sh"):
        source = ROOT / "packaging" / name
        (tmp_path / "packaging" / name).write_bytes(source.read_bytes())
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    done = subprocess.run(
        ["bash", tmp_path / "packaging" / "package", "wheel"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "not as committed" in done.stderr
    assert "git stash" in done.stderr
    assert not (tmp_path / "dist").exists()
