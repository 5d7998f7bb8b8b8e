"""The command in surroundings that are not as they should be: streams, signals, other users."""

import json
import re
import shlex
import signal
from collections import Counter
from pathlib import Path

import pytest

from gui.core.foundation.screen import NO_WINDOW
from gui.core.foundation.window_libraries import QT_LIBRARIES, SCREEN_LIBRARIES
from tests.harness.environment import run_environments
from tests.support.e2e.command_line import Panel, Ran
from tests.support.panel_command import COMMAND, checkout_only
from tests.support.simulator.service_process import Service, address_and_token
from tests.support.tree import ROOT

CASES = 40


def through_shell(panel: Panel, line: str, *arguments: str) -> Ran:
    """With what a shell does before or behind the command."""
    command = shlex.join([*COMMAND, *arguments])
    return panel.run_command(["/bin/sh", "-c", line.format(command)])


def batch_file(panel: Panel, service: Service, rows: int) -> str:
    accounts = [f"student{number:02}" for number in range(1, rows + 1)]
    for account in accounts:
        service.enter(990007, account)
    path = panel.data_dir.parent / "batch.csv"
    lines = ["room,account,file_name", *(f"990007,{account},lesson" for account in accounts)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_forty_odd_environments_give_no_traceback_and_no_lie(tmp_path: Path) -> None:
    tally = run_environments(tmp_path, CASES, seed=7)
    assert tally.findings == []
    assert tally.cases == CASES
    assert {0, 4} <= set(tally.statuses)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_terminal_finishes_what_is_in_flight_and_sends_no_more(
    panel: Panel, service: Service, number: signal.Signals
) -> None:
    path = batch_file(panel, service, 12)
    service.arm(delay_s=0.5, times=4)
    running = panel.spawn("batch", "start", path, "--in-flight", "4", "--json")
    service.wait_for_requests(4)
    running.send(number)
    ran = running.end()
    assert ran.status == 3
    assert Counter(fields["outcome"] for fields in ran.all_fields) == {"accepted": 4, "not_sent": 8}


def test_under_nohup_a_closed_terminal_ends_nothing(panel: Panel, service: Service) -> None:
    path = batch_file(panel, service, 4)
    command = shlex.join([*COMMAND, "batch", "start", path, "--in-flight", "1", "--json"])
    line = f"trap '' HUP; {command} & sleep 1.2; kill -HUP $!; wait $!"
    service.arm(delay_s=0.5, times=4)
    ran = panel.run_command(["/bin/sh", "-c", line])
    assert Counter(fields["outcome"] for fields in ran.all_fields) == {"accepted": 4}


def test_closed_standard_streams_are_no_bug_and_reach_no_file_of_the_panel(panel: Panel) -> None:
    add = ("profile", "add", "s1", "--url", "https://a.example", "--sdk-app-id", "1", "--identifier", "a")
    ran = through_shell(panel, "{} <&-", *add, "--secret-key-stdin")
    assert (ran.status, "Nothing usable came on standard input" in ran.err) == (2, True)
    target = ("--room", "990001", "--account", "alice", "--file-name", "f")
    assert through_shell(panel, "{} <&- >&- 2>&-", "start", *target).status == 0
    assert [fields["state"] for fields in panel.sessions()] == ["recording"]


def test_a_key_log_that_other_programs_want_is_not_written_and_stops_nothing(
    panel: Panel, tmp_path: Path
) -> None:
    log = tmp_path / "keys.log"
    for value in ("/nonexistent/keys.log", str(tmp_path), str(log)):
        assert panel.run("sessions", SSLKEYLOGFILE=value).status == 0
    assert not log.exists()


def test_doctor_tells_of_a_folder_that_others_can_write_to(panel: Panel) -> None:
    panel.data_dir.chmod(0o777)
    (found,) = [fields for fields in panel.run("doctor", "--json").all_fields if fields["check"] == "folder"]
    assert (found["light"], found["ok"]) == ("amber", True)
    assert "others on this computer can write" in found["detail"]


def test_doctor_tries_every_part_of_qt_that_the_window_imports() -> None:
    check, named = "", set()
    for path in (ROOT / "gui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"from PySide6\.(\w+) import", text))
        if path.name == "self_check.py":
            check = text
    tried = re.search(r"from PySide6 import ([\w, ]+)", check)
    assert tried is not None
    assert named == set(re.findall(r"\w+", tried[1]))


def test_a_check_that_the_program_does_not_know_is_wrong_usage(empty_panel: Panel) -> None:
    ran = empty_panel.run("self-check", "nonsense")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip() == "usage: recording-panel self-check screen|window|libraries"


def test_the_word_for_the_program_itself_is_in_no_help(empty_panel: Panel) -> None:
    assert "self-check" not in empty_panel.run("--help").out


def test_a_checkout_and_the_program_know_the_same_libraries_and_packages() -> None:
    text = (ROOT / "packaging" / "system-packages.sh").read_text(encoding="utf-8")
    # What only a build of packages needs is further below.
    of_the_program = text.partition("readonly BUILD_TOOLS")[0]
    listed = dict(re.findall(r"^    (lib\S+\.so\.\d+)=(\S+)$", of_the_program, re.MULTILINE))
    assert listed == {**QT_LIBRARIES, **SCREEN_LIBRARIES}
    assert listed["libgssapi_krb5.so.2"] == "libgssapi-krb5-2"


@checkout_only
@pytest.mark.parametrize(
    ("library", "package"), [("libgssapi_krb5.so.2", "libgssapi-krb5-2"), ("libEGL.so.1", "libegl1")]
)
def test_a_library_that_is_missing_is_one_clear_sentence_with_its_package(
    empty_panel: Panel, tmp_path: Path, library: str, package: str
) -> None:
    (tmp_path / library).touch()
    empty_panel.environment |= {"QT_QPA_PLATFORM": "offscreen", "LD_LIBRARY_PATH": str(tmp_path)}
    remedy = f"this computer lacks {library} (on Debian and Ubuntu: sudo apt install {package})"
    window = empty_panel.run("--language", "en")
    assert (window.status, window.out) == (NO_WINDOW, "")
    assert window.err.startswith(f"The window can't open: {remedy}.")
    assert len(window.err.splitlines()) == 1
    empty_panel.environment["TMPDIR"] = str(tmp_path)
    tour = empty_panel.run("--language", "en", "--tour")
    assert (tour.status, tour.err) == (NO_WINDOW, window.err)
    assert not list(tmp_path.glob("recording-panel-tour-*"))
    (found,) = [one for one in empty_panel.run("doctor", "--json").all_fields if one["check"] == "window"]
    assert (found["light"], found["ok"]) == ("amber", True)
    assert remedy in found["detail"]
    assert empty_panel.run("doctor").status == NO_WINDOW
    assert empty_panel.run("explain", "30000411").status == 0


@checkout_only
def test_the_doctor_looks_for_the_libraries_of_a_screen_where_there_is_one(
    empty_panel: Panel, tmp_path: Path
) -> None:
    (tmp_path / "libxcb-cursor.so.0").touch()
    empty_panel.environment |= {"DISPLAY": ":7777", "LD_LIBRARY_PATH": str(tmp_path)}
    assert "sudo apt install libxcb-cursor0" in empty_panel.run("doctor").out
    del empty_panel.environment["DISPLAY"]
    assert "libxcb-cursor0" not in empty_panel.run("doctor").out


def test_the_control_port_of_practice_asks_for_the_token_of_its_port_file(panel: Panel) -> None:
    running = panel.spawn("simulator", "--port-file", str(panel.data_dir / "port.json"))
    try:
        port_file = panel.data_dir / "port.json"
        while not port_file.exists():
            assert running.process.poll() is None
        assert port_file.stat().st_mode & 0o777 == 0o600
        assert Service(*address_and_token(port_file)).record == []
        assert "token" in json.loads(port_file.read_text(encoding="utf-8"))
    finally:
        running.send(signal.SIGHUP)
        assert running.end().status == 0
