"""Starting and stopping from the command line: real processes against the real simulator."""

import json
import signal
import sqlite3
import time
from datetime import datetime, timedelta

from gui.core.protocol.start_options import START_OPTIONS, StartOptions
from tests.support.core.start_options import flags_of, value_of
from tests.support.e2e.command_line import LIMIT_S, Panel
from tests.support.simulator.service_process import Service

FIELDS = {
    "session_id",
    "profile",
    "room",
    "account",
    "source",
    "file_name",
    "state",
    "outcome",
    "code",
    "description",
    "solution",
    "file_ids",
    "attempts",
    "started_at",
    "ended_at",
    "confirmed_at",
    "operator",
    "problem",
}


def test_a_start_is_accepted_listed_and_stopped_with_its_file_ids(panel: Panel, service: Service) -> None:
    started = panel.start(990001, "alice", "--tag", "a", "--tag", "b", "--class-id", "0", "--transcode")
    listed = panel.sessions()
    stopped = panel.stop(990001, "alice")

    assert (started.status, started.err) == (0, "")
    assert set(started.fields) >= FIELDS
    expected = {
        "profile": "main",
        "room": 990001,
        "account": "alice",
        "source": "camera",
        "file_name": "interview",
        "state": "recording",
        "outcome": "accepted",
        "code": 0,
        "description": None,
        "solution": None,
        "problem": None,
        "file_ids": [],
        "attempts": 1,
        "ended_at": None,
        "operator": "li",
    }
    assert {name: started.fields[name] for name in expected} == expected
    begun = datetime.fromisoformat(started.fields["started_at"])
    assert begun.utcoffset() == timedelta(0)
    assert [(fields["session_id"], fields["state"], fields["code"]) for fields in listed] == [
        (started.fields["session_id"], "recording", 0)
    ]
    assert stopped.status == 0
    assert stopped.fields["session_id"] == started.fields["session_id"]
    assert (stopped.fields["state"], stopped.fields["code"]) == ("stopped", 0)
    assert len(stopped.fields["file_ids"]) == 1
    assert panel.sessions() == []
    assert [entry["operation"] for entry in service.record] == ["start", "stop"]
    assert '"string_tags":["a","b"],"uint32_classid":0,"uint32_IsTransCode":1' in service.record[0]["body"]


def test_a_second_stop_is_accepted_and_keeps_the_file_ids(panel: Panel) -> None:
    panel.start(990001, "bob", "--source", "screen")
    first = panel.stop(990001, "bob", "--source", "screen")
    second = panel.stop(990001, "bob", "--source", "screen")

    assert second.status == 0
    assert (second.fields["state"], second.fields["outcome"]) == ("stopped", "accepted")
    assert (second.fields["code"], second.fields["source"]) == (30000412, "screen")
    assert second.fields["file_ids"] == first.fields["file_ids"] != []


def test_a_refusal_says_what_why_and_what_to_do(panel: Panel) -> None:
    refused = panel.run("start", "--room", "990003", "--account", "dan", "--file-name", "x")
    lines = refused.out.splitlines()

    assert (refused.status, refused.err) == (1, "")
    assert 2 <= len(lines) <= 6
    assert lines[0] == "Not started · 30000411 — room 990003, user dan · main · session 1"
    assert "Error code 30000411: Recording room or the initiator of recording does not exist" in lines
    assert any("Check whether the room has been activated successfully" in line for line in lines)
    assert any("you, with the room's host" in line and "Edit as new" in line for line in lines)
    assert panel.sessions()[0]["outcome"] == "refused"


def test_may_be_recording_is_unknown_until_a_person_settles_it(panel: Panel, service: Service) -> None:
    service.arm(code=30000415)
    started = panel.start(990001, "alice")
    session = started.fields["session_id"]
    settled = panel.run("settle", session, "recording", "--reason", "the guest saw the red light")
    again = panel.run("settle", session, "ended")

    assert (started.status, started.fields["state"], started.fields["outcome"]) == (3, "unknown", "unknown")
    assert started.fields["code"] == 30000415
    assert settled.status == 0
    assert settled.out.startswith("Recording · marked by li")
    assert panel.sessions()[0]["state"] == "recording"
    assert again.status == 2
    assert "Recording · marked by li" in again.err
    assert len(service.record) == 1


def test_a_stop_of_a_recording_that_is_not_in_the_list_is_sent_all_the_same(panel: Panel) -> None:
    stopped = panel.stop(990008, "nobody")

    assert (stopped.status, stopped.fields["outcome"], stopped.fields["state"]) == (3, "unknown", "unknown")
    assert (stopped.fields["code"], stopped.fields["file_name"]) == (30000411, "")


def test_every_option_goes_from_its_flag_to_the_packet_and_into_the_list(
    panel: Panel, service: Service
) -> None:
    flags = [word for option in START_OPTIONS for word in flags_of(option)]
    ran = panel.run("start", "--room", "990001", "--account", "alice", *flags)
    (listed,) = panel.sessions()

    assert (ran.status, ran.err) == (0, "")
    asked = StartOptions(**{option.name: value_of(option) for option in START_OPTIONS})
    sent = json.loads(service.record[-1]["body"])["reqbody"]["req_0x5"]
    told = {option.name: (sent.get(option.wire), listed.get(option.name)) for option in START_OPTIONS}
    assert told == {
        option.name: (option.for_packet(asked), option.for_scripts(asked)) for option in START_OPTIONS
    }


def test_what_needs_attention_comes_first_until_a_later_start_succeeds(
    panel: Panel, service: Service
) -> None:
    failed = panel.start(990003, "dan")
    live = panel.start(990001, "alice")
    before = [fields["session_id"] for fields in panel.sessions()]
    service.enter(990003, "dan")
    repeated = panel.start(990003, "dan")
    after = [fields["session_id"] for fields in panel.sessions()]
    everything = [fields["session_id"] for fields in panel.sessions("--all")]

    ids = [ran.fields["session_id"] for ran in (failed, live, repeated)]
    assert before == [ids[0], ids[1]]
    assert after == [ids[2], ids[1]]
    assert everything == [ids[2], ids[1], ids[0]]


def test_a_failure_that_a_start_has_cleared_stays_cleared_when_its_stop_is_unconfirmed(
    panel: Panel, service: Service
) -> None:
    panel.start(990003, "dan")
    service.enter(990003, "dan")
    repeated = panel.start(990003, "dan")
    service.arm(code=30000415, operation="stop")
    stopped = panel.stop(990003, "dan")

    assert stopped.fields["state"] == "unknown"
    assert [fields["session_id"] for fields in panel.sessions()] == [repeated.fields["session_id"]]


def test_a_relay_that_is_not_there_is_never_sent(empty_panel: Panel, unused_tcp_port: int) -> None:
    empty_panel.add_profile("main", f"http://127.0.0.1:{unused_tcp_port}")
    started = empty_panel.start(10001, "alice")
    told = empty_panel.run("stop", "--room", "10001", "--account", "alice")

    assert (started.status, started.fields["outcome"], started.fields["state"]) == (4, "not_sent", "failed")
    assert (started.fields["code"], started.fields["problem"]) == (None, "connect")
    assert started.fields["description"]
    assert (told.status, told.out) == (4, "")
    assert "refused" in told.err


def test_killed_between_request_and_answer_it_is_unknown_and_never_sent_twice(
    panel: Panel, service: Service
) -> None:
    service.arm(delay_s=20)
    running = panel.spawn("start", "--room", "990001", "--account", "alice", "--file-name", "x", "--json")
    service.wait_for_requests(1)
    running.send(signal.SIGKILL)
    running.end()

    (found,) = panel.sessions()
    assert (found["state"], found["outcome"], found["problem"]) == ("unknown", "unknown", "interrupted")
    assert len(service.record) == 1


def test_of_two_requests_at_once_the_second_is_busy(panel: Panel, service: Service) -> None:
    service.arm(delay_s=20)
    first = panel.spawn("start", "--room", "990001", "--account", "alice", "--file-name", "x", "--json")
    service.wait_for_requests(1)
    second = panel.start(990001, "alice")

    assert (second.status, second.fields["outcome"], second.fields["problem"]) == (4, "not_sent", "busy")
    assert second.fields["state"] == "starting"
    service.answer_now()
    assert (first.end().status, len(service.record)) == (0, 1)


def test_ctrl_c_after_sending_leaves_an_unknown_outcome_and_says_so_in_one_line(
    panel: Panel, service: Service
) -> None:
    service.arm(delay_s=20)
    running = panel.spawn("start", "--room", "990001", "--account", "alice", "--file-name", "x")
    service.wait_for_requests(1)
    running.send(signal.SIGINT)
    ended = running.end()

    assert (ended.status, ended.err) == (3, "")
    assert len(ended.out.splitlines()) == 1
    assert ended.out.startswith("Unconfirmed start")
    (found,) = panel.sessions()
    assert (found["state"], found["problem"]) == ("unknown", "cancelled")
    assert len(service.record) == 1


def test_ctrl_c_in_a_countdown_keeps_the_last_answer(panel: Panel, service: Service) -> None:
    service.arm(code=30000401, times=3)
    running = panel.spawn("start", "--room", "990001", "--account", "alice", "--file-name", "x")
    assert running.process.stderr is not None
    announced = running.process.stderr.readline().decode()
    running.send(signal.SIGINT)

    assert "30000401" in announced
    assert "2 of 3" in announced
    ended = running.end()
    assert (ended.status, len(service.record)) == (1, 1)
    assert ended.out.startswith("Not started · 30000401")


def test_a_ledger_that_another_program_holds_keeps_the_request_from_being_sent(
    panel: Panel, service: Service
) -> None:
    panel.run("sessions")
    holder = sqlite3.connect(panel.data_dir / "ledger.sqlite3", isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        as_json = panel.spawn("start", "--room", "990001", "--account", "alice", "--file-name", "x", "--json")
        as_text = panel.spawn("stop", "--room", "990002", "--account", "carol")
        started, stopped = as_json.end(), as_text.end()
        waited = time.monotonic() - began
    finally:
        holder.close()

    assert (started.status, started.fields["problem"], started.fields["state"]) == (
        4,
        "ledger_locked",
        "failed",
    )
    assert (stopped.status, stopped.out) == (4, "")
    assert "Another program holds the record on this computer, so nothing was sent." in stopped.err
    assert str(panel.data_dir) in stopped.err
    assert waited > 5
    assert service.record == []


def test_words_of_the_service_can_not_steer_the_terminal(panel: Panel, service: Service) -> None:
    service.arm(code=30000404, times=1, operation="stop", message="\x1b[2J\u202eevil\x9b\r\n\x00")
    service.arm(code=30000405, message="\x1b[2J\u202eevil\x9b\r\n\x00", operation="start")
    refused = panel.run("start", "--room", "990001", "--account", "alice", "--file-name", "x")

    assert "\\x1b[2J\\u202eevil\\x9b\\r\\n\\x00" in refused.out
    assert not set("\x1b\u202e\x9b\r\x00") & set(refused.out)


def test_a_usersig_that_can_not_be_decoded_is_warned_of_and_sent(panel: Panel, service: Service) -> None:
    panel.environment["RECORDING_PANEL_USER_SIG"] = "not-a-usersig"
    started = panel.start(990001, "alice")

    assert started.status == 0
    assert "RECORDING_PANEL_USER_SIG" in started.err
    assert "not-a-usersig" not in started.err
    assert len(service.record) == 1


def test_a_terminal_that_lacks_characters_breaks_nothing(panel: Panel, service: Service) -> None:
    started = panel.start(990006, "王芳", "--language", "zh_CN")
    assert started.fields["account"] == "王芳"
    listed = panel.run("sessions", PYTHONIOENCODING="ascii")
    as_json = panel.run("sessions", "--json", PYTHONIOENCODING="ascii")

    assert listed.status == 0
    assert "990006" in listed.out
    assert as_json.fields["account"] == "王芳"
    assert len(service.record) == 1


def test_a_reader_that_goes_away_does_not_change_the_exit_status(panel: Panel, service: Service) -> None:
    running = panel.spawn("start", "--room", "990003", "--account", "dan", "--file-name", "x")
    assert running.process.stdout is not None
    running.process.stdout.close()
    running.process.stdout = None
    _, errors = running.process.communicate(timeout=LIMIT_S)

    assert (running.process.returncode, errors) == (1, b"")
    assert len(service.record) == 1
