"""The command line on a data folder in trouble: it names the file and the way on."""

import shutil
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel
from tests.support.simulator.service_process import Service

LEDGER = "ledger.sqlite3"


@pytest.fixture
def panel(empty_panel: Panel, service: Service) -> Panel:
    empty_panel.add_profile("Main", service.url)
    return empty_panel


def spoil(folder: Path) -> bytes:
    path = folder / LEDGER
    path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 8000)
    return path.read_bytes()


def test_a_healthy_data_folder_is_said_to_be_so_line_by_line(panel: Panel) -> None:
    assert panel.start(990001, "alice").status == 0
    ran = panel.run("doctor")
    assert ran.status == 0
    assert [line[:2] for line in ran.out.splitlines()[:4]] == ["✓ "] * 4
    assert "✕" not in ran.out
    assert str(panel.data_dir / LEDGER) in ran.out
    checks = panel.run("doctor", "--json").all_fields
    computer = [found["check"] for found in checks if found["profile"] is None]
    own = ["folder", "room", "ledger", "profiles", "log", "keychain", "notifications", "program", "window"]
    # A computer without a Chinese font is told so.
    assert [check for check in computer if check != "fonts"] == [*own, "versions"]
    assert {found["check"] for found in checks if found["profile"] == "Main"} >= {"connection", "relay"}
    assert all(found["ok"] for found in checks)


def test_a_folder_that_is_still_to_be_made_is_fine_and_is_not_made(empty_panel: Panel) -> None:
    assert empty_panel.run("doctor").status == 0
    assert not empty_panel.data_dir.exists()


def test_nothing_is_sent_over_a_damaged_ledger_and_the_command_that_mends_it_is_named(
    panel: Panel, service: Service
) -> None:
    assert panel.start(990001, "alice").status == 0
    damaged = spoil(panel.data_dir)
    refused = panel.start(990002, "carol")
    assert refused.status == 4
    assert refused.fields["problem"] == "ledger_damaged"
    assert "doctor --move-damaged-ledger" in refused.fields["solution"]
    said = panel.run("sessions")
    assert said.status == 4
    assert str(panel.data_dir / LEDGER) in said.err
    assert len(service.record) == 1
    assert (panel.data_dir / LEDGER).read_bytes() == damaged
    assert panel.run("doctor").status == 4


def test_a_damaged_ledger_is_moved_aside_on_request_and_work_goes_on(panel: Panel) -> None:
    assert panel.start(990001, "alice").status == 0
    damaged = spoil(panel.data_dir)
    done = panel.run("doctor", "--move-damaged-ledger")
    assert done.status == 0
    (aside,) = panel.data_dir.glob(f"{LEDGER}.damaged-*")
    assert aside.read_bytes() == damaged
    assert str(aside) in done.err
    assert panel.start(990002, "carol").status == 0


def test_a_ledger_that_can_be_read_is_not_moved(panel: Panel) -> None:
    assert panel.start(990001, "alice").status == 0
    done = panel.run("doctor", "--move-damaged-ledger")
    assert done.status == 0
    assert "not damaged" in done.err
    assert not list(panel.data_dir.glob("*.damaged-*"))
    assert len(panel.sessions()) == 1


def test_a_profiles_limits_are_set_shown_and_checked(panel: Panel) -> None:
    add = ("profile", "add", "Slow", "--url", "https://relay.example", "--sdk-app-id", "1400000002")
    limits = ("--rate-limit", "0", "--in-flight", "4", "--overrun-hours", "12")
    assert panel.run(*add, "--identifier", "admin", *limits).status == 0
    shown = panel.run("profile", "show", "Slow", "--json").fields
    assert (shown["rate_limit"], shown["in_flight"], shown["overrun_hours"]) == (0, 4, 12)
    assert "Requests a second: 0" in panel.run("profile", "show", "Slow").out
    usual = panel.run("profile", "show", "Main", "--json").fields
    assert (usual["rate_limit"], usual["in_flight"], usual["overrun_hours"]) == (20, 16, 6)
    wrong = panel.run(
        *add[:2], "Other", *add[3:], "--identifier", "admin", "--rate-limit", "fast", "--overrun-hours", "0"
    )
    assert wrong.status == 2
    assert "--rate-limit" in wrong.err
    assert "--overrun-hours" in wrong.err


def test_a_stop_that_cannot_be_written_down_is_refused_and_offered_without_a_record(
    panel: Panel, service: Service
) -> None:
    assert panel.start(990001, "alice").status == 0
    shutil.rmtree(panel.data_dir / "processes")
    (panel.data_dir / "processes").write_text("in the way", encoding="utf-8")
    refused = panel.run("stop", "--room", "990001", "--account", "alice")
    assert refused.status == 4
    assert len(service.record) == 1
    offered = refused.err.rpartition("recording-panel ")[2].split()
    assert offered[-1] == "--unrecorded"
    stopped = panel.run(*offered)
    assert stopped.status == 0
    assert "Copy the file ids now" in stopped.out
    assert any(line.startswith("File id: ") for line in stopped.out.splitlines())
    assert len(service.record) == 2
    again = panel.stop(990001, "alice", "--unrecorded")
    assert (again.status, again.fields["recorded"], again.fields["code"]) == (0, False, 30000412)


def test_a_stop_without_a_record_that_nobody_can_tell_the_outcome_of_is_not_called_not_stopped(
    panel: Panel, service: Service
) -> None:
    told = panel.run("stop", "--room=990077", "--account=nobody", "--unrecorded")
    assert told.status == 3
    assert told.out.startswith("Unconfirmed, and nothing of this is recorded")
    assert "Not stopped" not in told.out
    assert len(service.record) == 1
