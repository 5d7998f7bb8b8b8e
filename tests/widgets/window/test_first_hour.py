"""What made a new colleague stumble in the first hour, without a manual."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.sessions.session_columns import Column
from gui.widgets.window import status_line
from gui.widgets.window.status_line import StatusLine
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at


def focused() -> str:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget.accessibleName()


def button(staff: Staff, words: str) -> QPushButton:
    found = [one for one in staff.window.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    assert found, f"there is no {words!r}"
    return found[0]


@pytest.fixture
async def two_profiles(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """``Main`` with alice, ``Second`` with carol; ``Second`` is in use."""
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        await staff.starts(990001, "alice")
        staff.panel.actions.profiles.choose("Second")
        await staff.until(staff.form.start_button.isEnabled, "Second can start")
        await staff.starts(990002, "carol")
        yield staff


async def test_f6_goes_from_the_list_to_the_first_step_and_not_to_the_stop(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F6)
    assert focused() == "Guest came back"


async def test_f6_goes_from_several_rows_to_their_first_step_and_not_to_the_stop(staff: Staff) -> None:
    for room, account in ((990001, "alice"), (990002, "carol")):
        await staff.starts(room, account)
    staff.clicks_rows("alice", "carol")
    await staff.until(staff.window.selection_summary.isVisible, "both are summed up")
    staff.presses(Qt.Key.Key_F6)
    assert focused() != ""
    assert not focused().startswith("Stop")


async def test_by_tab_the_stop_comes_last_in_the_inspector(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    walked: list[str] = []
    while not walked or (walked[-1] != "Stop alice in room 990001" and len(walked) < 20):
        staff.presses(Qt.Key.Key_Tab)
        walked.append(focused())
    assert walked[0] == "Guest came back"
    assert walked[-2].startswith("Attempts (1)")
    inside = QApplication.focusWidget()
    staff.presses(Qt.Key.Key_Tab)
    outside = QApplication.focusWidget()
    assert inside is not None
    assert outside is not None
    assert staff.error.isAncestorOf(inside)
    assert not staff.error.isAncestorOf(outside)


async def test_file_ids_of_several_rows_are_copied_by_a_button(staff: Staff) -> None:
    for room, account in ((990001, "alice"), (990002, "carol")):
        await staff.starts(room, account)
        await staff.stops(account)
        await staff.sees(account, State.STOPPED)
    staff.clicks_rows("alice", "carol")
    await staff.until(staff.window.selection_summary.isVisible, "both are summed up")
    staff.clicks(button(staff, "Copy file ids"))
    copied = QApplication.clipboard().text()
    for account in ("alice", "carol"):
        (file_id,) = staff.session(account).file_ids
        assert file_id in copied


async def test_there_is_no_button_for_file_ids_where_there_are_none(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice", "carol")
    await staff.until(staff.window.selection_summary.isVisible, "both are summed up")
    assert not staff.window.selection_summary.copy_file_ids.isVisible()


async def test_the_table_of_files_and_the_bare_ids_are_told_apart_by_what_is_got(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.stops("alice")
    await staff.sees("alice", State.STOPPED)
    (file_id,) = staff.session("alice").file_ids
    staff.clicks(button(staff, "Copy bare ids, one a line"))
    assert QApplication.clipboard().text() == file_id
    actions = staff.sessions.table.actions_of_selection
    assert actions.copy_file_ids.text() == "Copy bare ids, one a line"
    table = staff.result.copy
    assert (table.text(), table.toolTip()[:18]) == ("Copy file ids", "A table with heads")
    staff.clicks(table)
    head, line = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[:2] == ["File id", "Room"]
    assert line.split("\t")[:3] == [file_id, "990001", "alice"]


async def test_the_question_about_a_stop_has_the_words_and_the_times_of_the_list(staff: Staff) -> None:
    for room, account in ((990001, "alice"), (990002, "carol")):
        await staff.starts(room, account)
    staff.clicks_rows("alice", "carol")
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    table = question.table
    assert table is not None
    heads = [table.horizontalHeaderItem(column) for column in range(4)]
    assert [head.text() for head in heads if head is not None] == ["Room", "User", "Time", "Elapsed"]
    of_list = [
        staff.sessions.model.headerData(column, Qt.Orientation.Horizontal)
        for column in (Column.ROOM, Column.USER, Column.TIME, Column.ELAPSED)
    ]
    assert of_list == ["Room", "User", "Time", "Elapsed"]
    for row in range(2):
        user, time = table.item(row, 1), table.item(row, 2)
        assert user is not None
        assert time is not None
        assert time.text() == staff.cell(user.text(), Column.TIME)
    staff.clicks(question.cancel)
    await staff.is_back()


async def test_after_a_click_beside_the_rows_no_stop_is_offered_by_button_or_key(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    bar, foot = staff.sessions.bar.stop, staff.error.foot.stop
    await staff.until(lambda: bar.isEnabled() and foot.isVisible(), "alice can be stopped")
    viewport = staff.sessions.table.viewport()
    below = QPoint(viewport.width() // 2, viewport.height() - 5)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=below)
    await staff.until(lambda: not foot.isVisible(), "the inspector follows the list")
    assert not bar.isEnabled()
    staff.presses(Qt.Key.Key_F8)
    await asyncio.sleep(0.05)
    assert QApplication.activeModalWidget() is None
    assert staff.error.shift.isVisible()
    staff.clicks_rows("alice")
    assert foot.isVisible()
    assert foot.text() == "Stop alice"
    await staff.until(bar.isEnabled, "all three agree")
    staff.presses(Qt.Key.Key_F8)
    staff.clicks((await staff.asked(StopDialog)).cancel)
    await staff.is_back()


async def test_with_all_accounts_listed_the_list_scrolls_downwards_only(two_profiles: Staff) -> None:
    staff = two_profiles
    staff.window.resize(QSize(1280, 720))
    staff.window.connection_bar.all_accounts.setChecked(True)
    await staff.until(lambda: staff.sessions.model.rowCount() == 2, "all accounts are listed")
    assert staff.sessions.table.horizontalScrollBar().maximum() == 0


async def test_a_search_over_all_accounts_never_counts_fewer_than_are_selected(two_profiles: Staff) -> None:
    staff = two_profiles
    staff.presses(Qt.Key.Key_F, CTRL)
    staff.keys_in("99000")
    await staff.until(lambda: staff.sessions.model.rowCount() == 2, "both are found")
    staff.presses(Qt.Key.Key_Return)
    staff.presses(Qt.Key.Key_A, CTRL)
    await staff.until(lambda: "2 selected" in staff.window.status.counts.whole_text(), "they are counted")
    assert staff.window.status.counts.whole_text().startswith("2 found · 2 selected")


@pytest.mark.parametrize(("width", "hint"), [(750, ""), (1280, "Search"), (1920, "Search everything")])
async def test_the_hint_of_the_search_is_never_cut(staff: Staff, width: int, hint: str) -> None:
    staff.window.resize(QSize(width, 720))
    staff.presses(Qt.Key.Key_F, CTRL)
    search = staff.sessions.bar.search
    room = search.width() - search.textMargins().left()
    assert search.placeholderText() == hint
    assert search.fontMetrics().horizontalAdvance(hint) < room


async def test_what_was_done_does_not_stay_beside_what_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_line, "SAID_MS", 10)
    line = StatusLine()
    line.say("Saved: profile Main")
    assert line.done.whole_text() == "Saved: profile Main"
    for _ in range(200):
        if line.done.whole_text():
            await asyncio.sleep(0.005)
    assert line.done.whole_text() == ""
    line.deleteLater()
