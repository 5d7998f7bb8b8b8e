"""What the .deb puts on a system, and what it asks of it."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.installed.figures import Figure, judged
from tests.support.installed.packages import bundle, deb, missing_libraries, programs_and_libraries, run
from tests.support.tree import ROOT

MOST_MB = 40
FILES = {
    "usr/lib/recording-panel/recording-panel",
    "usr/share/applications/recording-panel.desktop",
    "usr/share/metainfo/recording-panel.metainfo.xml",
    "usr/share/icons/hicolor/256x256/apps/recording-panel.png",
    "usr/share/icons/hicolor/scalable/apps/recording-panel.svg",
    "usr/share/man/man1/recording-panel.1.gz",
    "usr/share/bash-completion/completions/recording-panel",
    "usr/share/zsh/vendor-completions/_recording-panel",
    "usr/share/fish/vendor_completions.d/recording-panel.fish",
    "usr/share/doc/recording-panel/copyright",
    "usr/share/doc/recording-panel/changelog.gz",
    "usr/share/doc/recording-panel/NEWS",
    "usr/share/lintian/overrides/recording-panel",
}


def field(name: str) -> str:
    done = subprocess.run(["dpkg-deb", "--field", deb(), name], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked with its control files."""
    place = tmp_path_factory.mktemp("deb") / "tree"
    subprocess.run(["dpkg-deb", "--raw-extract", deb(), place], check=True)
    return place


def test_it_holds_the_program_and_all_that_a_desktop_looks_for(tree: Path) -> None:
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    found = {str(path.relative_to(tree)).removesuffix(".md.gz") for path in files}
    outside = {name for name in found if not name.startswith(("usr/lib/recording-panel/", "DEBIAN/"))}
    assert outside == FILES - {"usr/lib/recording-panel/recording-panel"}
    assert found >= FILES
    assert (tree / "usr/bin/recording-panel").readlink() == Path("../lib/recording-panel/recording-panel")


def test_all_belongs_to_root_and_nobody_else_can_write_it() -> None:
    words = subprocess.run(
        ["dpkg-deb", "--contents", deb()], capture_output=True, text=True, check=True
    ).stdout
    for line in words.splitlines():
        mode, owner = line.split()[:2]
        assert owner == "root/root", line
        assert mode.startswith("l") or (mode[5] == mode[8] == "-" and "s" not in mode), line


def test_only_the_program_can_be_run(tree: Path) -> None:
    # Data of wheels comes executable, such as a licence.
    files = [path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink()]
    assert [path.name for path in files if path.stat().st_mode & 0o111] == ["recording-panel"]


def test_its_one_script_only_says_what_a_removal_leaves(tree: Path) -> None:
    assert {path.name for path in (tree / "DEBIAN").iterdir()} == {"control", "md5sums", "postrm"}
    for word, says in (("remove", True), ("purge", False), ("upgrade", False)):
        done = subprocess.run(
            ["sh", tree / "DEBIAN/postrm", word], capture_output=True, text=True, check=True
        )
        assert ("~/.local/share/recording-panel" in done.stdout and "keychain" in done.stdout) == says


def test_it_asks_for_what_qt_and_tls_need_and_only_suggests_a_keyring() -> None:
    wanted = {word.split()[0] for word in field("Depends").replace("|", ",").split(",")}
    assert wanted >= {"libgssapi-krb5-2", "libegl1", "libxcb-cursor0", "libssl3", "ca-certificates"}
    assert "gnome-keyring" not in field("Depends") + field("Recommends")
    assert "gnome-keyring" in field("Suggests")


def test_it_is_small_enough(figure: Figure) -> None:
    size = deb().stat().st_size / 1e6
    figure(".deb", judged(size, "MB", MOST_MB))
    assert size <= MOST_MB


def test_its_program_starts_and_lacks_no_library(tree: Path, environment: dict[str, str]) -> None:
    done = run([tree / "usr/bin/recording-panel", "--version"], environment)
    assert done.out == run([bundle() / "recording-panel", "--version"], environment).out
    words = run(["ldd", *programs_and_libraries(tree / "usr/lib")], environment).out
    assert missing_libraries(tree, words) == []


def numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def test_neither_it_nor_the_bundle_needs_a_newer_glibc_than_the_readme_says(tree: Path) -> None:
    said = re.search(r"glibc ([\d.]+) or newer", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert said is not None
    for folder in (tree, bundle()):
        words = subprocess.run(
            ["readelf", "--version-info", "--wide", *programs_and_libraries(folder)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        needed = [numbers(version) for version in re.findall(r"Name: GLIBC_([\d.]+) ", words)]
        assert max(needed) <= numbers(said[1])


def test_its_man_page_and_news_can_be_read(tree: Path) -> None:
    man = gzip.decompress((tree / "usr/share/man/man1/recording-panel.1.gz").read_bytes()).decode()
    assert all(word in man for word in ("explain", "EXIT STATUS", "ENVIRONMENT"))
    (news_file,) = (tree / "usr/share/doc/recording-panel").glob("NEWS.*.gz")
    news = gzip.decompress(news_file.read_bytes()).decode()
    first = next(line for line in news.splitlines() if line.startswith("## "))
    assert first.startswith(f"## [{field('Version')}]")
