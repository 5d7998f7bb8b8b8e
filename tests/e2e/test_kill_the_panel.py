"""The window's process is killed between request and answer: nothing is lost, and nothing is sent twice."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing

import pytest

from tests.support.e2e.command_line import Panel, Ran, Running
from tests.support.panel_command import checkout_only
from tests.support.simulator.service_process import Service
from tests.support.waiting import wait_until

pytestmark = checkout_only

THIRTY = 30
IN_FLIGHT = 16
OPERATOR = "Li"


@pytest.fixture
def screenless(panel: Panel) -> Panel:
    """A panel with one real profile, on a screen that nobody sees."""
    panel.environment["QT_QPA_PLATFORM"] = "offscreen"
    panel.environment["RECORDING_PANEL_OPERATOR"] = OPERATOR
    return panel


def window(panel: Panel, wanted: str) -> Running:
    """Open the window, with somebody at it."""
    return opened_by(panel, "window_program", wanted, "990001", "alice")


def opened_by(panel: Panel, program: str, *arguments: str) -> Running:
    command = [sys.executable, "-m", f"tests.support.e2e.{program}", *arguments]
    process = subprocess.Popen(
        command,
        cwd=panel.data_dir.parent,
        env=panel.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    return Running(process)


def killed(panel: Panel, service: Service, wanted: str, requests: int) -> None:
    """Kill the window once the service has the request and before it answers."""
    opened = window(panel, wanted)
    service.wait_for_requests(requests)
    opened.send(signal.SIGKILL)
    assert opened.end().status == -signal.SIGKILL


def last_seen(ran: Ran) -> list[list[str]]:
    """What stood in the list when the window was closed."""
    assert ran.status == 0, ran.err
    found: list[list[str]] = json.loads(ran.out.splitlines()[-1])
    return found


def operations(service: Service) -> list[str]:
    return [entry["operation"] for entry in service.record]


def test_a_start_that_was_cut_is_unknown_in_the_next_window_and_is_not_sent_again(
    screenless: Panel, service: Service
) -> None:
    service.arm(operation="start", delay_s=30)
    killed(screenless, service, "start", 1)
    assert last_seen(window(screenless, "read").end()) == [["990001", "alice", "unknown"]]
    assert operations(service) == ["start"]
    (session,) = screenless.sessions()
    assert session["state"] == "unknown"
    assert session["problem"] == "interrupted"


def test_a_stop_that_was_cut_is_unknown_in_the_next_window_and_is_not_sent_again(
    screenless: Panel, service: Service
) -> None:
    assert screenless.start(990001, "alice").status == 0
    service.arm(operation="stop", delay_s=30)
    killed(screenless, service, "stop", 2)
    assert last_seen(window(screenless, "read").end()) == [["990001", "alice", "unknown"]]
    assert operations(service) == ["start", "stop"]


def test_a_recording_outlives_the_window_that_was_killed(screenless: Panel, service: Service) -> None:
    opened = window(screenless, "start")
    service.wait_for_requests(1)
    assert opened.process.stdout is not None
    rows = [[""] * 3]
    while rows[0][2] != "recording":
        rows = json.loads(opened.process.stdout.readline()) or rows
    opened.send(signal.SIGKILL)
    opened.end()
    assert last_seen(window(screenless, "read").end()) == [["990001", "alice", "recording"]]
    assert screenless.stop(990001, "alice").fields["outcome"] == "accepted"


def test_thirty_starts_that_were_cut_are_settled_in_one_go_with_who_and_why(
    screenless: Panel, service: Service
) -> None:
    accounts = [f"guest{number:02}" for number in range(THIRTY)]
    for account in accounts:
        service.enter(990001, account)
        service.arm(operation="start", account=account, delay_s=30)
    opened = opened_by(screenless, "bulk_window_program", "start", str(THIRTY))
    # Sixteen may be in flight at a time; the others wait for their turn, with a row that says so.
    service.wait_for_requests(IN_FLIGHT)
    wait_until(lambda: len(screenless.sessions("--all")) == THIRTY)
    opened.send(signal.SIGKILL)
    assert opened.end().status == -signal.SIGKILL
    asked = len(service.record)
    done = opened_by(screenless, "bulk_window_program", "settle", str(THIRTY)).end()
    assert done.status == 0, done.err
    told = json.loads(done.out.splitlines()[-1])
    assert f"{IN_FLIGHT} recordings are unconfirmed" in told["said"]
    assert f"{THIRTY - IN_FLIGHT} starts were never sent" in told["said"]
    assert told["settled"] == IN_FLIGHT
    assert told["seconds"] < 120
    # Nothing was sent for it, and every row says who decided, and why.
    assert len(service.record) == asked == IN_FLIGHT
    sessions = screenless.sessions("--all")
    kinds = Counter((session["state"], session["problem"]) for session in sessions)
    assert kinds == {("stopped", None): IN_FLIGHT, ("failed", "panel_ended"): THIRTY - IN_FLIGHT}
    ended = next(session for session in sessions if session["state"] == "stopped")
    (settled,) = rows(screenless, ended["session_id"], "settled")
    assert settled == (OPERATOR, "the guest has left")


def rows(panel: Panel, session_id: str, kind: str) -> list[tuple[str, str]]:
    """Who wrote a session's rows of one kind, and why."""
    with closing(sqlite3.connect(panel.data_dir / "ledger.sqlite3")) as database:
        query = "SELECT operator, reason FROM entry WHERE session_id = ? AND kind = ?"
        return database.execute(query, (session_id, kind)).fetchall()
