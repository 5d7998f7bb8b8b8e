"""A start that waits for its profile's turn: seen, taken back, and not lost when the panel is killed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.request import start_request
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.retry_dialog import RetryDialog
from tests.support.core.interrupted_ledger import left_open
from tests.support.core.killed_while_queued import left_by_a_killed_panel
from tests.support.widgets.window_driver import APP, Staff, profile_for, window_at


def slow_profile(folder: Path, url: str) -> None:
    """A profile that lets one request through at a time."""
    profiles = Profiles(folder)
    profiles.load()
    values = {"name": "Main", "url": url, "sdk_app_id": APP, "identifier": "admin", "in_flight": 1}
    profiles.add(new_profile(values))


@asynccontextmanager
async def bob_waits_behind_alice(folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    slow_profile(folder, service.url)
    service.arm(operation="start", account="alice", delay_s=3.0)
    async with window_at(folder, profile="Main") as staff:
        for account in ("alice", "bob"):
            staff.types_target(990001, account)
            staff.clicks_start()
            await staff.sees(account, State.STARTING)
        words = "Starting… · waiting for its turn"
        await staff.until(lambda: staff.state("bob") == words, "bob waits")
        yield staff


@pytest.mark.parametrize("below", [False, True])
async def test_a_start_that_waits_is_in_the_list_and_can_be_taken_back_in_the_form_and_below_the_list(
    data_folder: Path, service: RunningSimulator, below: bool
) -> None:
    async with bob_waits_behind_alice(data_folder, service) as staff:
        await staff.until(lambda: "Waiting for its turn" in staff.pending(), "the form says so")
        staff.clicks_rows("bob")
        assert staff.error.progress.text() == "Starting… · waiting for its turn"
        assert staff.error.progress.button.text() == "Cancel"
        staff.clicks(staff.error.progress.button if below else staff.pending_button("Cancel"))
        await staff.sees("bob", State.FAILED)
        assert staff.state("bob") == "Not started · taken back · handled"
        assert "took this back" in staff.explained()[1]
        service.answer_now()
        await staff.sees("alice", State.RECORDING)
        assert staff.attention() == "Needs attention 0"
        assert [entry.account for entry in service.record] == ["alice"]


async def test_stopping_a_start_that_waits_takes_it_back_and_leaves_nothing_to_do(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with bob_waits_behind_alice(data_folder, service) as staff:
        await staff.stops("bob")
        await staff.sees("bob", State.FAILED)
        result = staff.window.stop_result
        await staff.until(lambda: result.isVisible() and not result.under_way, "the stop is over")
        assert result.summary.text() == "1 had not started"
        assert not result.stop_again.isVisible()
        staff.clicks_rows("bob")
        await staff.until(staff.error.attempts.toggle.isEnabled, "its attempts are read")
        staff.clicks(staff.error.attempts.toggle)
        table = staff.error.attempts.findChildren(QTableWidget)[0]
        await staff.until(lambda: table.rowCount() == 1, "its attempts are read")
        assert str(table.model().index(0, 1).data()) == "Start · taken back"
        service.answer_now()
        await staff.sees("alice", State.RECORDING)
        assert (staff.attention(), [entry.operation for entry in service.record]) == (
            "Needs attention 0",
            ["start"],
        )


async def test_a_start_that_waited_when_the_panel_was_killed_needs_attention_and_says_that_it_was_never_sent(
    data_folder: Path, service: RunningSimulator
) -> None:
    await left_by_a_killed_panel(data_folder)
    slow_profile(data_folder, service.url)
    async with window_at(data_folder, profile="Main") as staff:
        assert (staff.session("alice").state, staff.session("bob").state) == (State.UNKNOWN, State.FAILED)
        assert staff.attention() == "Needs attention 2"
        assert "One recording is unconfirmed" in staff.window.found_again.text
        assert "One start was never sent" in staff.window.found_again.text
        staff.clicks(staff.window.found_again.action)
        assert sorted(one.id for one in staff.sessions.selected()) == ["1", "2"]
        staff.clicks_rows("bob")
        assert staff.state("bob") == "Not started · panel closed first"
        _code, description, solution = staff.explained()
        assert "nothing was sent" in description
        assert "ask for it again now" in solution
        assert staff.error.steps.steps()[0] is Step.START_AGAIN


@pytest.mark.usefixtures("no_wait_between_tries")
async def test_thirty_starts_that_were_never_sent_are_started_again_in_three_clicks(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 30, kind="queued")
    for number in range(30):
        service.enter(990001, f"user{number:02}", camera=True)
    async with window_at(data_folder) as staff:
        strip = staff.window.found_again
        assert strip.text == (
            "? 30 starts were never sent: the panel ended first."
            " Show them, and start again those that are still wanted."
        )
        staff.clicks(strip.action)
        summary = staff.window.selection_summary
        await staff.until(summary.isVisible, "what can be done stands below the list")
        staff.clicks(summary.start_again)
        staff.clicks((await staff.asked(RetryDialog)).yes)
        await staff.is_back()
        result = staff.window.retry_result
        await staff.until(lambda: result.isVisible() and not result.under_way, "all have their answer")
        assert staff.attention() == "Needs attention 0"
        assert len(service.recordings) == 30
    async with window_at(data_folder) as staff:
        assert not staff.window.found_again.isVisible()


async def test_a_start_that_was_never_sent_is_told_of_until_something_else_stands_for_it(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 2, kind="queued")
    async with window_at(data_folder) as staff:
        assert staff.window.found_again.text.startswith("? 2 starts were never sent")
        staff.clicks_rows("user00")
        staff.clicks(staff.error.header.handled)
        staff.presses(Qt.Key.Key_Return)
        await staff.until(lambda: staff.attention() == "Needs attention 1", "one is handled")
    async with window_at(data_folder) as staff:
        assert staff.window.found_again.text == (
            "? One start was never sent: the panel ended first."
            " Show it, and start it again if it is still wanted."
        )
        # Refused this time: what is to be done now stands in its own row.
        staff.types_target(990001, "user01")
        staff.clicks_start()
        await staff.until(lambda: staff.state("user01").endswith("30000411"), "it is refused")
    async with window_at(data_folder) as staff:
        assert not staff.window.found_again.isVisible()


async def test_handled_failures_that_wait_to_be_started_again_when_the_window_closes_are_told_of(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody took them back; and nothing else would say that they are wanted again."""
    monkeypatch.setattr("gui.widgets.controllers.retry_controller.seconds_left", lambda _session, _now: 0.0)
    slow_profile(data_folder, service.url)
    async with window_at(data_folder, profile="Main") as staff:
        recorder, guests = staff.panel.bridge.services.recorder, ("g1", "g2", "g3")
        for number, guest in enumerate(guests, 1):
            values = {"room": 990001, "account": guest, "file_name": f"f-{guest}"}
            await recorder.start("Main", start_request(values))
            await recorder.mark_handled(str(number), "ticket 881")
        await staff.until(lambda: staff.attention() == "Needs attention 0", "all are handled")
        service.arm(operation="start", account="alice", delay_s=2.0)
        staff.types_target(990001, "alice")
        staff.clicks_start()
        await staff.sees("alice", State.STARTING)
        staff.clicks_rows(*guests)
        summary = staff.window.selection_summary
        await staff.until(summary.isVisible, "what can be done stands below the list")
        staff.clicks(summary.start_again)
        staff.clicks((await staff.asked(RetryDialog)).yes)
        await staff.is_back()
        words = "Starting… · waiting for its turn"
        await staff.until(lambda: all(staff.state(guest) == words for guest in guests), "they wait")
        staff.window.close()
        question = await staff.asked(QuitDialog)
        assert [line.partition(".")[0] for line in question.waiting.text().splitlines()] == [
            "Still waiting for an answer: 1",
            "Waiting for their turn: 3",
        ]
        staff.clicks(question.yes)
    async with window_at(data_folder, profile="Main") as staff:
        assert staff.window.found_again.text.startswith("? 3 starts were never sent")
        assert staff.attention() == "Needs attention 3"
        assert len(service.record) == 4
