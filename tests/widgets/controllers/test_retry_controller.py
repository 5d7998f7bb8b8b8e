"""Thirty failed rows at once: understood by a look, started again by two clicks, and what came of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Activity, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.protocol.request import start_request
from gui.core.recording.retries import Pacing
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.retry_dialog import RetryDialog
from gui.widgets.dialogs.settle_dialog import SettleDialog
from gui.widgets.sessions.selection_summary import SelectionSummary
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

ROOM, EMPTY_ROOM = 990007, 990008
NO_RETRY = Pacing(tries=1, delay_s=0.0, jitter_s=0.0, resend_s=0.0)


@pytest.fixture
async def staff(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """At a panel that tries nothing again by itself."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, pacing=NO_RETRY) as person:
        yield person


@pytest.fixture(autouse=True)
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits here for the seconds between two tries (NEXT_STEPS.md, "Where a step may stand")."""
    monkeypatch.setattr("gui.core.sessions.offered_steps.HAND_WAIT_S", 0)
    monkeypatch.setattr("gui.widgets.controllers.retry_controller.seconds_left", lambda _session, _now: 0.0)


async def starts(staff: Staff, room: int, *names: str) -> None:
    """Starts that were asked for some time ago."""
    recorder = staff.panel.bridge.services.recorder
    for name in names:
        await recorder.start("Main", start_request({"room": room, "account": name, "file_name": f"f-{name}"}))
    await staff.until(lambda: staff.ended(names[-1]), "all have their answer")


async def thirty_failed(staff: Staff, service: RunningSimulator) -> None:
    """18 whose guests are not there, 10 that the vendor refused, 2 that nobody knows of."""
    await starts(staff, EMPTY_ROOM, *(f"guest{number:02}" for number in range(18)))
    students = [f"student{number:02}" for number in range(1, 11)]
    for student in students:
        service.arm(account=student, code=30000405)
    await starts(staff, ROOM, *students)
    service.arm(account="student11", code=60008)
    service.arm(account="student12", fault="drop_after")
    await starts(staff, ROOM, "student11", "student12")


def selects_all(staff: Staff) -> SelectionSummary:
    """*Needs attention*, then Ctrl+A."""
    staff.clicks(staff.sessions.bar.button(QuickFilter.NEEDS_ATTENTION))
    staff.sessions.table.setFocus()
    QTest.keyClick(staff.sessions.table, Qt.Key.Key_A, CTRL)
    return staff.window.selection_summary


async def confirms(staff: Staff) -> tuple[str, str, list[str]]:
    """Press the button; returns the question, where it goes, and what is left out."""
    dialog = await staff.asked(RetryDialog)
    asked = dialog.headline.text(), dialog.chips[0].text(), dialog.left_out.text().splitlines()
    staff.clicks(dialog.yes)
    await staff.is_back()
    result = staff.window.retry_result
    await staff.until(lambda: result.isVisible() and not result.under_way, "all have their answer")
    return asked


async def test_the_summary_groups_what_is_selected_by_failure_and_says_who_can_fix_it(
    staff: Staff, service: RunningSimulator
) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary stands in the error panel's place")
    assert summary.headline.text() == "30 selected, 2 of them live"
    assert summary.counts.text() == "28 not started · 2 unconfirmed"
    assert summary.foot.stop.text() == "Stop 2"
    titles = [row.title.text() for row in summary.groups()]
    assert titles[0] == "18 × 30000411 · Recording room or the initiator of recording does not exist"
    assert titles[1].startswith("10 × 30000405 · ")
    assert [title.endswith("unconfirmed") for title in titles] == [False, False, True, True]
    assert summary.groups()[0].who.text() == "Who can fix it: you, with the room's host"
    assert summary.groups()[0].solution.text()
    assert summary.start_again.text() == "Start 28 again…"
    assert summary.handled.text() == "Mark 28 as handled"
    assert summary.ended.text() == "Mark 2 as ended…"


async def test_one_row_has_the_error_panel_again(staff: Staff, service: RunningSimulator) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    staff.clicks_rows("guest17")
    assert not summary.isVisible()
    assert staff.explained()[0] == "30000411"


async def test_a_problem_that_comes_up_is_not_hidden_by_the_summary(
    staff: Staff, service: RunningSimulator
) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED)
    staff.panel.bridge.problem_raised.emit(problem, Activity.DECIDE)
    assert not summary.isVisible()
    staff.panel.bridge.session_changed.emit(staff.session("guest03"))
    await asyncio.sleep(0.3)
    assert not summary.isVisible()
    staff.clicks_rows("guest17", "student10")
    await staff.until(summary.isVisible, "another choice has its summary")


async def test_all_that_may_are_started_again_and_the_rest_is_counted_in_the_question(
    staff: Staff, service: RunningSimulator
) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    for number in range(15):
        service.enter(EMPTY_ROOM, f"guest{number:02}")
    before = len(service.record)
    staff.clicks(summary.start_again)
    question, where, left_out = await confirms(staff)
    assert question == "Start 28 recordings again?"
    assert where == "OTHER RELAY · Main"
    assert left_out == [
        "2 can't:",
        "· 2 unconfirmed: say first whether they record, or start each by itself",
    ]
    result = staff.window.retry_result
    assert result.summary.text() == "25 started · 3 refused (30000411 × 3)"
    assert len(service.record) == before + 28
    assert not {"student11", "student12"} & {entry.account for entry in service.record[before:]}
    assert staff.attention() == "Needs attention 5"
    # Each is a further attempt of its own session, no new one.
    assert len(staff.sessions.model.sessions()) == 30


async def test_what_was_refused_is_shown_and_started_once_more(
    staff: Staff, service: RunningSimulator
) -> None:
    await starts(staff, EMPTY_ROOM, "ann", "ben", "cat")
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    service.enter(EMPTY_ROOM, "ann")
    staff.clicks(summary.start_again)
    await confirms(staff)
    result = staff.window.retry_result
    staff.clicks(result.show_rest)
    assert {s.target.account for s in staff.sessions.selected()} == {"ben", "cat"}
    service.enter(EMPTY_ROOM, "ben")
    assert result.retry.text() == "Retry 2 refused"
    staff.clicks(result.retry)
    await staff.sees("ben", State.RECORDING)
    await staff.until(lambda: not result.under_way, "both have their answer")
    # Ann is part of the sum still.
    assert result.summary.text() == "2 started · 1 refused again (30000411)"


async def test_only_the_newest_of_a_target_is_started_again(staff: Staff, service: RunningSimulator) -> None:
    await starts(staff, EMPTY_ROOM, "ann")
    service.arm(account="ann", code=30000405)
    await starts(staff, EMPTY_ROOM, "ann", "ben")
    staff.sessions.table.setFocus()
    QTest.keyClick(staff.sessions.table, Qt.Key.Key_A, CTRL)
    staff.sessions.table.actions_of_selection.start_again.trigger()
    question, _where, left_out = await confirms(staff)
    assert question == "Start 2 recordings again?"
    older = "· 1 older: a later try of the same room and user stands for them"
    assert left_out == ["1 can't:", older]


async def test_an_older_failure_of_a_target_fills_the_form_in_its_own_profile(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Other")
    async with window_at(data_folder, profile="Main", pacing=NO_RETRY) as staff:
        await starts(staff, EMPTY_ROOM, "ann")
        older = staff.session("ann")
        service.arm(account="ann", code=30000405)
        await starts(staff, EMPTY_ROOM, "ann")
        await staff.until(lambda: len(staff.sessions.model.sessions()) == 2, "both are listed")
        staff.panel.actions.profiles.choose("Other")
        sent = len(service.record)
        staff.sessions.select([older.id])
        staff.sessions.table.actions_of_selection.start_again.trigger()
        assert staff.panel.actions.profiles.current == "Main"
        assert "Now in Main, no longer in Other" in staff.said()
        values = staff.fields.values()
        assert (values.room, values.account) == (str(EMPTY_ROOM), "ann")
        await staff.settles()
        assert len(service.record) == sent
        # It stays while somebody types, and goes with the start.
        staff.types_target(990001, "alice")
        assert "Now in Main, no longer in Other" in staff.said()
        staff.clicks_start()
        await staff.sees("alice", State.RECORDING)
        assert "Now in Main, no longer in Other" not in staff.said()


async def test_one_group_alone_is_a_click_away(staff: Staff, service: RunningSimulator) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    row = summary.groups()[1]
    assert row.only.text() == "Only these 10"
    staff.clicks(row.only)
    await staff.until(lambda: summary.counts.text() == "10 not started", "they are chosen")
    assert len(staff.sessions.selected()) == 10


async def test_handled_and_ended_and_copied_all_at_once(staff: Staff, service: RunningSimulator) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    staff.clicks(summary.copy)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 30
    assert f"{EMPTY_ROOM}\tguest00\tNot started · 30000411\tRecording room or the initiator" in "\n".join(
        lines
    )
    staff.clicks(summary.ended)
    dialog = await staff.asked(SettleDialog)
    assert dialog.headline.text() == "Have these 2 recordings ended?"
    staff.clicks(dialog.yes)
    await staff.is_back()
    await staff.until(lambda: staff.attention() == "Needs attention 28", "they have ended")
    now = "28 not started · 2 stopped"
    await staff.until(lambda: summary.counts.text() == now, "the summary is of now")
    staff.clicks(summary.handled)
    await staff.until(lambda: staff.attention() == "Needs attention 0", "they are handled")


async def test_thirty_failed_rows_are_found_understood_retried_and_exported_in_seven_clicks(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    await thirty_failed(staff, service)
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary says what is wrong, and who can mend it")
    service.enter(EMPTY_ROOM, "guest00")
    staff.clicks(summary.start_again)
    await confirms(staff)
    staff.clicks(staff.window.retry_result.show_rest)
    await staff.until(lambda: summary.counts.text() == "17 not started", "the rest is chosen")
    staff.clicks(summary.export)
    table = tmp_path / "failed.csv"
    await staff.saves_as(table)
    await staff.settles()
    assert table.read_text(encoding="utf-8-sig").count("30000411") >= 17


async def test_a_panel_that_closes_starts_nothing_further(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder, pacing=NO_RETRY) as staff:
        await starts(staff, EMPTY_ROOM, *(f"guest{number:02}" for number in range(30)))
        before = len(service.record)
        service.arm(times=60, delay_s=0.3)
        summary = selects_all(staff)
        await staff.until(summary.isVisible, "the summary is there")
        staff.clicks(summary.start_again)
        dialog = await staff.asked(RetryDialog)
        staff.clicks(dialog.yes)
        await staff.until(lambda: len(service.record) > before, "some are on their way")
    assert len(service.record) < before + 30
    async with window_at(data_folder, pacing=NO_RETRY) as staff:
        assert {s.state for s in staff.sessions.model.sessions()} == {State.FAILED}


async def test_the_refused_are_not_retried_unasked_once_another_account_is_chosen(
    staff: Staff, service: RunningSimulator
) -> None:
    await starts(staff, EMPTY_ROOM, "guest1", "guest2")
    summary = selects_all(staff)
    await staff.until(summary.isVisible, "the summary is there")
    staff.clicks(summary.start_again)
    await confirms(staff)
    result = staff.window.retry_result
    await staff.until(lambda: result.retry.isVisible() and not result.under_way, "both are refused again")
    await staff.settles()
    staff.panel.actions.profiles.choose("Practice")
    await staff.until(staff.form.start_button.isEnabled, "Practice can start")
    before = len(service.record)
    staff.clicks(result.retry)
    question = await staff.asked(RetryDialog)
    assert [chip.place.profile for chip in question.chips] == ["Main"]
    staff.clicks(question.cancel)
    await staff.is_back()
    await staff.settles()
    assert len(service.record) == before
