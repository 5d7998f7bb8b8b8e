"""``report``: one file with all that is known of a session, or a clear word why not."""

import zipfile
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel


@pytest.fixture
def refused(panel: Panel) -> str:
    """The number of a session whose start was refused."""
    ran = panel.start(990003, "dan")
    assert ran.status == 1
    return str(ran.fields["session_id"])


def test_a_report_is_written_and_its_place_is_said(panel: Panel, refused: str, tmp_path: Path) -> None:
    output = tmp_path / "for the vendor.zip"
    ran = panel.run("report", refused, "--output", str(output))
    assert (ran.status, ran.err) == (0, "")
    assert str(output) in ran.out
    with zipfile.ZipFile(output) as bundle:
        assert "30000411" in bundle.read("report.txt").decode()
        assert b'"url": "http://127.0.0.1' in bundle.read("profile.json")


def test_without_an_output_or_with_a_session_that_is_not_there_it_is_wrong_use(
    panel: Panel, refused: str, tmp_path: Path
) -> None:
    assert panel.run("report", refused).status == 2
    ran = panel.run("report", "77", "--output", str(tmp_path / "a.zip"))
    assert ran.status == 2
    assert "77" in ran.err
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("name", ["", "missing/a.zip"])
def test_a_place_that_can_not_be_meant_is_wrong_use(
    panel: Panel, refused: str, tmp_path: Path, name: str
) -> None:
    ran = panel.run("report", refused, "--output", str(tmp_path / name))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("--output: ")


def test_a_place_that_can_not_be_written_to_is_named(panel: Panel, refused: str) -> None:
    ran = panel.run("report", refused, "--output", "/proc/report.zip")
    assert (ran.status, ran.out) == (4, "")
    assert "The file could not be written." in ran.err
    assert "/proc/report.zip" in ran.err


def test_a_report_in_chinese_is_in_chinese(panel: Panel, refused: str, tmp_path: Path) -> None:
    output = tmp_path / "a.zip"
    assert panel.run("--language", "zh_CN", "report", refused, "--output", str(output)).status == 0
    with zipfile.ZipFile(output) as bundle:
        assert "代码" in bundle.read("report.txt").decode() or "错误码" in bundle.read("report.txt").decode()
