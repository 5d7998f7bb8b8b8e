"""The version stands in pyproject.toml alone; what a release wrote elsewhere is its history."""

import re
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from importlib.metadata import version

import pytest
import release_files

from tests.support.tree import ROOT

HISTORY = ("CHANGELOG.md", "packaging/linux/recording-panel.metainfo.xml")
PRESENT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

CHANGELOG = "## [Unreleased]\n\n- New.\n\n## [1.4.0] - 2026-01-05\n\n- Old.\n"
LINKS = "\n[Unreleased]: https://example.org/compare/v1.4.0...HEAD\n[1.4.0]: https://example.org/v1.4.0\n"


def test_no_other_file_says_the_version() -> None:
    # Tests have stand-ins, and lock files the versions of others.
    listed = subprocess.run(
        ["git", "ls-files", "--", ".", ":!tests", ":!packaging/lock"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    number = re.compile(rf"(?<![\w.]){re.escape(PRESENT)}(?![\w.]*\d)".encode())
    found = [
        name
        for name in listed.stdout.splitlines()
        if name not in {*HISTORY, "pyproject.toml"} and number.search((ROOT / name).read_bytes())
    ]
    assert found == []


def test_the_installed_panel_has_the_version_of_the_project() -> None:
    assert version("recording-panel") == PRESENT


def test_changelog_and_software_centre_tell_of_the_same_releases() -> None:
    told, shown = ((ROOT / name).read_text(encoding="utf-8") for name in HISTORY)
    releases = re.findall(r"^## \[(\d.*)\] - (\S+)$", told, re.MULTILINE)
    assert [(one.get("version"), one.get("date")) for one in ET.fromstring(shown).iter("release")] == releases
    assert not releases or releases[0][0] == PRESENT


def test_links_of_the_changelog_lead_to_the_new_version() -> None:
    made = release_files.with_section(CHANGELOG + LINKS, "1.5.0", "2026-02-03")
    assert "[Unreleased]: https://example.org/compare/v1.5.0...HEAD\n" in made
    assert "[1.5.0]: https://example.org/compare/v1.4.0...v1.5.0\n" in made
    assert release_files.changes(made, "1.5.0") == "- New."
    assert release_files.changes(made, "1.4.0") == "- Old."


def test_a_release_comes_before_the_older_ones_in_the_software_centre() -> None:
    made = release_files.with_release("<component>\n</component>\n", "1.5.0", "2026-02-03")
    made = release_files.with_release(made, "1.6.0", "2026-03-04")
    assert [one.get("version") for one in ET.fromstring(made).iter("release")] == ["1.6.0", "1.5.0"]


def test_ten_is_newer_than_nine() -> None:
    release_files.check('[project]\nversion = "1.9.0"\n', CHANGELOG, "1.10.0")
    with pytest.raises(release_files.ReleaseRefusedError):
        release_files.check('[project]\nversion = "1.10.0"\n', CHANGELOG, "1.9.0")


def test_the_notes_begin_with_the_files_that_most_people_take() -> None:
    sums = "00  constraints.txt\n11  new.thing\n22  panel_1.5.0_amd64.deb\n33  bundle/part\n"
    made = release_files.notes("- New.", "1.5.0", "2026-02-03", sums, tested=True)
    assert [line.split("`")[1] for line in made.splitlines() if line.startswith("| `")] == [
        "panel_1.5.0_amd64.deb",
        "constraints.txt",
        "new.thing",
    ]
