"""``sessions --export``: a file for a spreadsheet or a script, or a clear word why not."""

import csv
import json
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel


def test_what_is_listed_is_what_is_exported(panel: Panel, tmp_path: Path) -> None:
    panel.start(990001, "alice", "--tag", "=1+1", "--tag", "数学")
    panel.stop(990001, "alice")
    panel.start(990001, "bob")
    table, lines = tmp_path / "all.csv", tmp_path / "live.jsonl"

    ran = panel.run("sessions", "--all", "--export", str(table))
    assert (ran.status, ran.err, ran.out) == (0, "", f"Sessions in {table}: 2\n")
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [(row["account"], row["state"], row["tags"]) for row in rows] == [
        ("bob", "recording", ""),
        ("alice", "stopped", "'=1+1|数学"),
    ]

    assert panel.run("sessions", "--export", str(lines)).status == 0
    assert [json.loads(line) for line in lines.read_text().splitlines()] == panel.sessions()


@pytest.mark.parametrize("name", ["", "missing/a.csv", "a.xlsx"])
def test_a_place_that_can_not_be_meant_is_wrong_use(panel: Panel, tmp_path: Path, name: str) -> None:
    ran = panel.run("sessions", "--export", str(tmp_path / name))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("--export: ")


def test_a_place_that_can_not_be_written_to_is_named(panel: Panel) -> None:
    ran = panel.run("sessions", "--all", "--export", "/proc/all.csv")
    assert (ran.status, ran.out) == (4, "")
    assert "/proc/all.csv" in ran.err
