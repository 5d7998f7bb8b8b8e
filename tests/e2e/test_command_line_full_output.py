"""Results that can't be written: one line and the exit status tell it, and no outcome is lost with them."""

import json
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel, Ran
from tests.support.panel_command import COMMAND
from tests.support.simulator.service_process import Service

FULL = "No space left on device"
LISTINGS = [
    ("profile", "list"),
    ("profile", "list", "--json"),
    ("sessions",),
    ("explain", "30000411"),
    ("batch", "template"),
    ("start", "--help"),
    ("--version",),
]


def onto_a_full_disk(panel: Panel, *arguments: str, to: str = ">/dev/full") -> Ran:
    command = [*COMMAND, *arguments]
    return panel.run_command(["/bin/sh", "-c", f'"$@" {to}', "sh", *command])


@pytest.mark.parametrize("command", LISTINGS, ids=" ".join)
def test_a_list_that_nobody_got_is_no_success_and_says_why_in_one_line(
    empty_panel: Panel, command: tuple[str, ...]
) -> None:
    ran = onto_a_full_disk(empty_panel, *command)
    assert ran.status == 4
    assert ran.err.startswith(f"recording-panel: {FULL}")
    assert len(ran.err.splitlines()) == 1


def test_wrong_usage_stays_wrong_usage(empty_panel: Panel) -> None:
    assert onto_a_full_disk(empty_panel, "profile", "nonsense").status == 2


def test_what_was_written_is_told_though_the_exit_status_says_that_the_line_was_lost(panel: Panel) -> None:
    ran = onto_a_full_disk(panel, "profile", "remove", "main")
    assert ran.status == 4
    assert ran.err.startswith(f"recording-panel: {FULL}: ")
    assert "main" in ran.err
    assert "main" not in panel.run("profile", "list").out


def test_a_stop_keeps_its_exit_status_and_its_file_ids(panel: Panel) -> None:
    assert panel.start(990001, "alice").status == 0
    told = onto_a_full_disk(panel, "stop", "--room", "990001", "--account", "alice")

    (session,) = panel.sessions("--all")
    assert (told.status, session["state"]) == (0, "stopped")
    assert session["file_ids"]
    assert all(file_id in told.err for file_id in session["file_ids"])
    assert FULL in told.err.splitlines()[0]


def test_a_refused_start_stays_refused_and_its_object_is_on_stderr(panel: Panel, service: Service) -> None:
    target = ("--room", "990003", "--account", "dan")
    told = onto_a_full_disk(panel, "start", *target, "--file-name", "x", "--json")

    fields = json.loads(told.err.removeprefix(f"recording-panel: {FULL}: "))
    assert (told.status, fields["outcome"], fields["code"]) == (1, "refused", 30000411)
    assert len(service.record) == 1


def test_each_row_of_a_batch_is_told_all_the_same(panel: Panel, service: Service, tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    table.write_text("room,account,file_name\n990001,alice,a\n990003,dan,b\n", encoding="utf-8")
    told = onto_a_full_disk(panel, "batch", "start", str(table), "--json")

    outcomes = [
        line.split('"outcome":')[1].split('"')[1] for line in told.err.splitlines() if '"outcome":' in line
    ]
    assert (told.status, outcomes) == (1, ["accepted", "refused"])
    assert len(service.record) == 2


@pytest.mark.parametrize("to", ["| head -c 1", "| true", ">&-"])
def test_a_reader_that_goes_away_is_no_error(empty_panel: Panel, to: str) -> None:
    ran = onto_a_full_disk(empty_panel, "explain", "30000411", to=to)
    assert ran.err == ""
