"""A batch on the command line: a whole file is checked, run, cut, resumed, and told of."""

import csv
import os
import re
import signal
import time
from collections import Counter

import pytest

from tests.support.e2e.command_line import Panel
from tests.support.simulator.service_process import Service

ROOM = 990007


def write(panel: Panel, count: int, name: str = "batch.csv") -> str:
    """A file for so many students, and the path as it is typed."""
    rows = [f"{ROOM},student{number:02},lesson-{number}" for number in range(1, count + 1)]
    path = panel.data_dir.parent / name
    path.write_text("\n".join(["room,account,file_name", *rows]), encoding="utf-8")
    return str(path)


def fill(service: Service, count: int) -> None:
    for number in range(21, count + 1):
        service.enter(ROOM, f"student{number:02}")


def test_a_batch_starts_every_row_and_tells_of_each(panel: Panel, service: Service) -> None:
    ran = panel.run("batch", "start", write(panel, 10), "--json", "--rate", "0")
    assert ran.status == 0
    assert [fields["line"] for fields in ran.all_fields] == list(range(2, 12))
    assert {(fields["outcome"], fields["state"]) for fields in ran.all_fields} == {("accepted", "recording")}
    assert len(service.record) == 10
    stopped = panel.run("batch", "stop", write(panel, 10), "--json", "--rate", "0", "--in-flight", "2")
    assert (stopped.status, sum(len(fields["file_ids"]) for fields in stopped.all_fields)) == (0, 10)


def test_a_file_with_faults_is_refused_as_a_whole(panel: Panel, service: Service) -> None:
    path = panel.data_dir.parent / "bad.csv"
    path.write_text("Room;Account;File name\n10001;alice;one\nx;bob;two\n10002;;three\n", encoding="utf-16")
    ran = panel.run("batch", "start", str(path), "--json")
    assert ran.status == 2
    assert [(fields["line"], fields["field"]) for fields in ran.all_fields] == [(3, "room"), (4, "account")]
    assert ran.err.splitlines()[:2] == [fields["message"] for fields in ran.all_fields]
    assert service.record == []
    assert panel.sessions("--all") == []


@pytest.mark.parametrize(
    ("arm", "status"),
    [
        ([], 0),
        ([{"code": 30000411}], 1),
        ([{"code": 30000411}, {"fault": "drop_after"}], 3),
    ],
)
def test_the_worst_row_is_the_exit_status(
    panel: Panel, service: Service, arm: list[dict[str, object]], status: int
) -> None:
    for number, answer in enumerate(arm, start=1):
        service.arm(account=f"student{number:02}", **answer)
    assert panel.run("batch", "start", write(panel, 4)).status == status


def test_rows_that_could_not_be_sent_are_status_4_and_go_on_later(panel: Panel, service: Service) -> None:
    path = write(panel, 3)
    ran = panel.run("batch", "start", path, RECORDING_PANEL_USER_SIG="")
    assert (ran.status, len(service.record)) == (4, 0)
    assert panel.run("batch", "start", path).status == 0
    assert len(service.record) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.csv",),
        ("batch.csv", "--rate", "-1"),
        ("batch.csv", "--in-flight", "many"),
        ("batch.csv", "--again", "--failed"),
        ("batch.csv", "--output", "batch.csv"),
        ("batch.csv", "--output", "no-such-folder/r.csv"),
    ],
)
def test_wrong_usage_sends_nothing(panel: Panel, service: Service, arguments: tuple[str, ...]) -> None:
    write(panel, 2)
    ran = panel.run("batch", "start", *arguments)
    assert (ran.status, ran.out, service.record) == (2, "", [])
    assert ran.err


def test_results_are_a_table_that_no_spreadsheet_runs(panel: Panel) -> None:
    path = panel.data_dir.parent / "batch.csv"
    path.write_text("room,account,file_name\n990007,student01,=1+1\n990007,nobody,lesson\n", encoding="utf-8")
    results = panel.data_dir.parent / "results.csv"
    ran = panel.run("batch", "start", str(path), "--output", str(results))
    assert ran.status == 1
    assert "nobody" in ran.out
    with results.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["file_name"], row["outcome"], row["code"]) for row in rows] == [
        ("2", "'=1+1", "accepted", "0"),
        ("3", "lesson", "refused", "30000411"),
    ]


def test_the_template_is_a_file_that_runs_in_practice(empty_panel: Panel) -> None:
    template = empty_panel.run("batch", "template")
    path = empty_panel.data_dir.parent / "template.csv"
    path.write_text(template.out, encoding="utf-8")
    ran = empty_panel.run("batch", "start", str(path), "--json")
    assert (ran.status, {fields["profile"] for fields in ran.all_fields}) == (0, {"Practice"})


def test_killed_in_the_middle_and_run_again_every_row_was_sent_once_or_stands_as_unknown(
    panel: Panel, service: Service
) -> None:
    count = 150
    fill(service, count)
    path = write(panel, count)
    for arrived in (30, 80):
        running = panel.spawn("batch", "start", path, "--rate", "0", "--in-flight", "8")
        service.wait_for_requests(arrived)
        running.send(signal.SIGKILL)
        assert running.end().status == -signal.SIGKILL
    ran = panel.run("batch", "start", path, "--rate", "0", "--json")
    sent = Counter(entry["account"] for entry in service.record)
    outcomes = {fields["account"]: fields["outcome"] for fields in ran.all_fields}
    assert len(outcomes) == count
    assert set(outcomes.values()) <= {"accepted", "unknown"}
    assert ran.status == (3 if "unknown" in outcomes.values() else 0)
    assert {account for account in outcomes if sent[account] != 1} <= {
        account for account, outcome in outcomes.items() if outcome == "unknown"
    }
    assert max(sent.values()) == 1
    assert sum(outcome == "unknown" for outcome in outcomes.values()) <= 16
    again = panel.run("batch", "start", path, "--json")
    assert {fields["account"]: fields["outcome"] for fields in again.all_fields} == outcomes
    assert sum(Counter(entry["account"] for entry in service.record).values()) == sum(sent.values())


def test_ctrl_c_finishes_what_is_in_flight_and_the_same_command_goes_on(
    panel: Panel, service: Service
) -> None:
    path = write(panel, 20)
    service.arm(delay_s=0.5, times=4)
    running = panel.spawn("batch", "start", path, "--in-flight", "4", "--json")
    service.wait_for_requests(4)
    running.send(signal.SIGINT)
    ran = running.end()
    # Something was sent, and not all of it: 4 would say that nothing was.
    assert ran.status == 3
    assert Counter(fields["outcome"] for fields in ran.all_fields) == {"accepted": 4, "not_sent": 16}
    assert panel.run("batch", "start", path, "--rate", "0").status == 0
    assert set(Counter(entry["account"] for entry in service.record).values()) == {1}


def test_the_exit_status_tells_of_this_run_and_not_of_yesterdays(panel: Panel, service: Service) -> None:
    path = write(panel, 2)
    assert panel.run("batch", "start", path).status == 0
    live = panel.run("batch", "start", path)
    assert (live.status, len(service.record)) == (4, 2)
    assert "sent before and are not started now: 2" in live.out
    assert panel.run("batch", "stop", path).status == 0
    ended = panel.run("batch", "stop", path)
    assert (ended.status, len(service.record)) == (4, 4)
    assert "recording has ended before, as far as this computer knows: 2" in ended.out
    next_day = panel.run("batch", "start", path, "--json")
    assert (next_day.status, len(service.record)) == (0, 6)
    assert {(one["outcome"], one["state"], one["earlier"]) for one in next_day.all_fields} == {
        ("accepted", "recording", False)
    }


def test_a_terminal_sees_how_far_it_is(panel: Panel, service: Service) -> None:
    service.arm(delay_s=0.3, times=20)
    screen, terminal = os.openpty()
    shown = b""
    try:
        running = panel.spawn_in_terminal(terminal, "batch", "start", write(panel, 20), "--in-flight", "4")
        os.close(terminal)
        give_up = time.monotonic() + 30
        while running.process.poll() is None and time.monotonic() < give_up:
            try:
                shown += os.read(screen, 4096)
            except OSError:
                break
        assert running.end().status == 0
    finally:
        os.close(screen)
    assert re.search(rb"\r([1-9]|1\d) of 20 done: \1 accepted", shown)
    assert b" left." in shown


def test_what_the_ledger_knows_of_the_rows_is_warned_of_and_stops_nothing(
    panel: Panel, service: Service
) -> None:
    panel.run("start", "--room", "990001", "--account", "alice", "--file-name", "taken")
    path = panel.data_dir.parent / "batch.csv"
    rows = ("990001,alice,mine", "990007,student01,taken", "990007,student02,free")
    path.write_text("\n".join(("room,account,file_name", *rows)), encoding="utf-8")
    ran = panel.run("batch", "start", str(path))
    assert "Line 2, account: This user is being recorded here already" in ran.err
    assert "Line 3, file_name: This profile has a recording of that name already" in ran.err
    assert "Line 4" not in ran.err
    assert [entry["account"] for entry in service.record] == ["alice", "student01", "student02"]


def test_a_file_of_unknown_encoding_is_sent_once_it_is_named(panel: Panel, service: Service) -> None:
    path = panel.data_dir.parent / "german.csv"
    path.write_bytes("room;account;file_name\r\n990007;student01;Größe\r\n".encode("cp1252"))
    ran = panel.run("batch", "start", str(path))
    assert (ran.status, service.record) == (2, [])
    assert "--encoding windows-1252 reads it as: 990007 · student01 · Größe" in ran.err
    ran = panel.run("batch", "start", str(path), "--encoding", "windows-1252")
    assert ran.status == 0
    assert [session["file_name"] for session in panel.sessions()] == ["Größe"]


def test_results_have_their_place_before_anything_is_sent(panel: Panel, service: Service) -> None:
    path, folder = write(panel, 2), panel.data_dir.parent
    panel.run("sessions")
    os.mkfifo(folder / "pipe")
    (folder / "link.csv").symlink_to(panel.data_dir / "ledger.sqlite3")
    places = (
        str(panel.data_dir / "ledger.sqlite3"),
        str(folder / "link.csv"),
        str(folder / "pipe"),
        str(folder),
    )
    for place in (*places, str(folder / f"{'会' * 90}.csv")):
        ran = panel.run("batch", "start", path, "--output", place)
        assert (ran.status, service.record) == (2, []), place
        assert ran.err.startswith("--output: ")
    ran = panel.run("batch", "start", path, "--output", str(folder / f"{'会' * 83}.csv"))
    assert (ran.status, len(service.record)) == (0, 2)
    assert panel.run("batch", "start", str(folder / "pipe")).status == 2
