"""What staff are told without asking: what got too old, and what an earlier panel left open."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from gui.core.foundation.enums import Source, State
from gui.core.protocol.request import StopRequest
from gui.core.recording.overrun_watch import SEEN_FILE
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.settle_dialog import SettleDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.core.interrupted_ledger import left_open, recording_since
from tests.support.widgets.window_driver import Staff, profile_for, window_at

OPEN = 30


def unknown(staff: Staff) -> list[Session]:
    return [s for s in staff.sessions.model.sessions() if s.state is State.UNKNOWN]


def menu_words(staff: Staff) -> dict[str, bool]:
    """The list's context menu: each action's words, and whether it can be chosen."""
    menu = QMenu()
    staff.sessions.table.actions_of_selection.fill(menu)
    return {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}


async def test_thirty_starts_of_a_panel_that_died_are_settled_in_four_clicks(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, OPEN)
    async with window_at(data_folder) as staff:
        strip = staff.window.found_again
        await staff.until(strip.isVisible, "the panel says what it found")
        assert "30 recordings are unconfirmed since earlier" in strip.text
        assert strip.text.endswith("Show them, then decide for each.")
        assert staff.attention() == "Needs attention 30"
        staff.clicks(strip.action)
        assert staff.sessions.bar.filter() is QuickFilter.NEEDS_ATTENTION
        assert len(staff.sessions.selected()) == OPEN
        assert not strip.isVisible()
        below = staff.window.selection_summary
        await staff.until(below.isVisible, "what can be done stands below the list")
        assert (below.recording.text(), below.ended.text()) == ("30 are recording…", "Mark 30 as ended…")
        staff.clicks(below.ended)
        dialog = await staff.asked(SettleDialog)
        assert dialog.headline.text() == "Have these 30 recordings ended?"
        assert dialog.table is not None
        assert dialog.table.rowCount() == OPEN
        cells = [dialog.table.model().index(0, column).data() for column in range(4)]
        assert cells[2].startswith("Unconfirmed start")
        assert cells[3] == "–"
        QTest.keyClicks(dialog.reason, "the teacher says so")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        # Return after a reason goes to the verb: marking as ended is never one press away.
        assert dialog.yes.hasFocus()
        QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
        await staff.is_back()
        await staff.until(lambda: not unknown(staff), "all are settled")
        await staff.settles()
        assert service.record == ()
        entries = await staff.panel.bridge.services.ledger.entries("1")
        last = entries[-1]
        assert (last.kind, last.operator, last.reason) == ("settled", "Li", "the teacher says so")
        assert last.session.state is State.STOPPED
        assert last.session.settled_by == "Li"


async def test_some_are_recording_and_the_others_are_stopped_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 4)
    for number in range(4):
        service.enter(990001, f"user{number:02}")
    async with window_at(data_folder) as staff:
        await staff.until(lambda: len(unknown(staff)) == 4, "they are found again")
        staff.clicks_rows("user00", "user01")
        actions = staff.sessions.table.actions_of_selection
        assert menu_words(staff)["It is recording…"]
        below = staff.window.selection_summary
        await staff.until(below.isVisible, "what can be done stands below the list")
        staff.clicks(below.recording)
        dialog = await staff.asked(SettleDialog)
        staff.clicks(dialog.yes)
        await staff.is_back()
        await staff.sees("user00", State.RECORDING)
        await staff.sees("user01", State.RECORDING)
        staff.clicks_rows("user02", "user03")
        actions.stop.trigger()
        stop = await staff.asked(StopDialog)
        staff.clicks(stop.yes)
        await staff.is_back()
        await staff.sees("user02", State.STOPPED)
        await staff.sees("user03", State.STOPPED)
        await staff.settles()
        assert {entry.operation for entry in service.record} == {"stop"}


async def test_what_can_no_longer_be_settled_is_not_offered(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    words = menu_words(staff)
    assert not words["It is recording…"]
    assert not words["Mark as ended…"]


async def test_what_was_stopped_outside_the_list_has_nothing_to_be_started_again_by(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="stop", fault="drop_after", times=2)
    request = StopRequest(room=990001, account="carol", source=Source.CAMERA)
    await staff.panel.bridge.services.recorder.stop("Main", request)
    await staff.sees("carol", State.UNKNOWN)
    staff.clicks_rows("carol")
    await staff.until(lambda: menu_words(staff)["Mark as ended…"], "the row's actions are there")
    words = menu_words(staff)
    assert (words["Start again"], words["Guest came back"]) == (False, False)


async def test_escape_settles_nothing(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 2)
    async with window_at(data_folder) as staff:
        await staff.until(lambda: len(unknown(staff)) == 2, "they are found again")
        staff.clicks_rows("user00", "user01")
        staff.sessions.table.actions_of_selection.mark_as_ended.trigger()
        dialog: QDialog = await staff.asked(SettleDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await staff.is_back()
        assert len(unknown(staff)) == 2


async def test_after_a_restart_the_panel_says_when_the_service_last_answered(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 1)
    async with window_at(data_folder) as staff:
        await staff.until(lambda: len(unknown(staff)) == 1, "it is found again")
        staff.clicks_rows("user00")
        shown = staff.error.details.known.text()
        assert "the service has never answered about it" in shown
    async with window_at(data_folder) as staff:
        session = await staff.starts(990002, "carol")
        staff.clicks_rows("carol")
        when = f"{session.answered_at.astimezone():%H:%M}" if session.answered_at else "never"
        assert f"the service answered about it last at {when}" in staff.error.details.known.text()


async def test_a_recording_that_got_too_old_is_told_once_and_shown_by_a_click(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await recording_since(data_folder, service.url, 7.2)
    await recording_since(data_folder, service.url, 1.6, "bob")
    async with window_at(data_folder) as staff:
        alarm = staff.window.alarm
        await staff.until(alarm.isVisible, "the alarm is told")
        assert alarm.text.startswith("▲ Room 990001, alice: recording for more than 6 h")
        assert staff.state("alice").startswith("Recording · over 6 h")
        assert staff.attention() == "Needs attention 1"
        assert "over" not in staff.state("bob")
        staff.clicks(alarm.action)
        assert [session.target.account for session in staff.sessions.selected()] == ["alice"]
        assert not alarm.isVisible()
    async with window_at(data_folder) as staff:
        watch = staff.panel.bridge.services.ledger
        await staff.until(lambda: (data_folder / SEEN_FILE).exists(), "it was looked for")
        assert [entry.kind for entry in await watch.entries("1")] == ["intent", "answer", "overrun"]
        assert not staff.window.alarm.isVisible()
        assert staff.attention() == "Needs attention 1"


async def test_a_recording_found_again_after_the_panel_was_closed_for_longer_than_its_limit_is_told(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await recording_since(data_folder, service.url, 0.1)
    long_ago = (datetime.now(UTC) - timedelta(hours=7)).timestamp()
    (data_folder / SEEN_FILE).touch()
    os.utime(data_folder / SEEN_FILE, (long_ago, long_ago))
    async with window_at(data_folder) as staff:
        await staff.until(staff.window.alarm.isVisible, "the alarm is told")
        assert "nobody watched it for so long" in staff.window.alarm.text
        assert staff.attention() == "Needs attention 1"


async def test_the_one_at_the_desk_is_written_to_each_row(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.window.connection_bar.operator_chosen.emit("Wang")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    # Return cancels where somebody else began it.
    staff.clicks((await staff.asked(StopDialog)).yes)
    await staff.is_back()
    await staff.sees("alice", State.STOPPED)
    await staff.settles()
    rows = await staff.panel.bridge.services.ledger.entries("1")
    assert [(row.kind, row.operator) for row in rows] == [
        ("intent", "Li"),
        ("answer", "Li"),
        ("intent", "Wang"),
        ("answer", "Wang"),
    ]
