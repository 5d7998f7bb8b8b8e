"""The window's process is killed between request and answer: nothing is lost, and nothing is sent twice."""

import json
import signal
import subprocess
import sys

import pytest

from tests.e2e.command_line import Panel, Ran, Running, Service


@pytest.fixture
def screenless(panel: Panel) -> Panel:
    """A panel with one real profile, on a screen that nobody sees."""
    panel.environment["QT_QPA_PLATFORM"] = "offscreen"
    return panel


def window(panel: Panel, wanted: str) -> Running:
    """Open the window, with somebody at it."""
    command = [sys.executable, "-m", "tests.e2e.window_driver", wanted, "990001", "alice"]
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
