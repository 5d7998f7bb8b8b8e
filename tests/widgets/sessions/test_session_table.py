"""The table under mouse and keyboard: what is selected, focused and in view stays so whatever changes."""

import math
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.core.foundation.enums import State
from gui.core.foundation.system import boot_seconds
from gui.core.foundation.times import wall_now
from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.sessions.second_ticker import SecondTicker
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import recording, refused, sample, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import click_row, ids, press, selected_ids, shown_list

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def many() -> Iterator[SessionList]:
    view = shown_list([recording(n) for n in range(1, 201)])
    yield view
    discard(view)


@pytest.fixture
def few() -> Iterator[SessionList]:
    view = shown_list([recording(1), refused(2), unconfirmed(3), stopped(4, "200_a", "200_b")])
    yield view
    discard(view)


def top_id(view: SessionList) -> str:
    """Whose row is the uppermost one in view."""
    return view.model.session_at(view.table.rowAt(0)).id


def test_the_table_is_called_live_sessions(few: SessionList) -> None:
    assert few.table.accessibleName() == "Live sessions"


def test_f8_asks_to_stop_the_selected_recordings_that_may_still_go_on(few: SessionList) -> None:
    asked = QSignalSpy(few.stop_requested)
    press(few.table, Qt.Key.Key_F8)
    assert asked.count() == 0
    press(few.table, Qt.Key.Key_A, CONTROL)
    assert selected_ids(few) == ["4", "3", "2", "1"]
    press(few.table, Qt.Key.Key_F8)
    assert asked.at(0) == [["3", "1"]]
    press(few.bar.search, Qt.Key.Key_F8)
    assert [asked.at(number) for number in range(asked.count())] == [[["3", "1"]]] * 2


def test_arrows_and_space_select_rows(few: SessionList) -> None:
    click_row(few, 0)
    press(few.table, Qt.Key.Key_Down)
    assert selected_ids(few) == ["3"]
    press(few.table, Qt.Key.Key_Down, CONTROL)
    press(few.table, Qt.Key.Key_Space, CONTROL)
    assert selected_ids(few) == ["3", "2"]
    press(few.table, Qt.Key.Key_Down, SHIFT)
    assert "1" in selected_ids(few)


def test_tab_leaves_the_table(few: SessionList) -> None:
    click_row(few, 1)
    before = few.table.currentIndex()
    press(few.table, Qt.Key.Key_Tab)
    assert few.table.currentIndex() == before


def test_selection_and_focus_stay_on_their_session_while_others_come_and_change(few: SessionList) -> None:
    click_row(few, 1)
    moved = QSignalSpy(few.selection_moved)
    few.upsert(recording(9))
    few.upsert(stopped(1, "a", row=20))
    assert selected_ids(few) == ["3"]
    assert few.model.session_at(few.table.currentIndex().row()).id == "3"
    assert few.table.hasFocus()
    assert moved.count() == 0


def test_a_row_that_leaves_the_filter_stays_until_the_selection_moves(few: SessionList) -> None:
    few.bar.set_filter(QuickFilter.LIVE)
    click_row(few, 1)
    few.upsert(stopped(1, "a", row=20))
    assert ids(few.model) == ["3", "1"]
    assert selected_ids(few) == ["1"]
    click_row(few, 0)
    QApplication.processEvents()
    assert ids(few.model) == ["3"]
    assert selected_ids(few) == ["3"]


def test_new_sessions_above_do_not_push_what_is_read_out_of_sight(many: SessionList) -> None:
    many.table.verticalScrollBar().setValue(1003)
    before, offset = top_id(many), many.table.verticalScrollBar().value()
    for number in range(300, 310):
        many.upsert(recording(number))
    QApplication.processEvents()
    assert top_id(many) == before
    assert many.table.verticalScrollBar().value() > offset


def test_sessions_that_leave_above_do_not_pull_the_list_along(many: SessionList) -> None:
    many.bar.set_filter(QuickFilter.LIVE)
    many.table.verticalScrollBar().setValue(1003)
    before = top_id(many)
    for number in (200, 199, 198, 20):
        many.upsert(stopped(number, "a", row=1000 + number))
    QApplication.processEvents()
    assert many.model.rowCount() == 196
    assert top_id(many) == before


def test_at_the_top_of_the_list_the_newest_session_is_seen_at_once(many: SessionList) -> None:
    many.upsert(recording(300))
    QApplication.processEvents()
    assert top_id(many) == "300"


def test_the_current_row_stays_in_sight_through_filter_and_order(many: SessionList) -> None:
    many.select(["5"])
    many.bar.search.setText("10005")
    QApplication.processEvents()
    assert selected_ids(many) == ["5"]
    many.bar.search.clear()
    QApplication.processEvents()
    many.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    QApplication.processEvents()
    seen = many.table.visualRect(many.table.currentIndex())
    assert selected_ids(many) == ["5"]
    assert many.table.viewport().rect().contains(seen.center())


def menu_of(view: SessionList) -> QMenu:
    """The menu of the current row, opened by keyboard."""
    viewport = view.table.viewport()
    at, reason = QPoint(5, 5), QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, at, viewport.mapToGlobal(at)))
    return next(menu for menu in view.table.findChildren(QMenu) if menu.isVisible())


SETTLED_BY_HAND = ("It is recording…", "Mark as ended…")


@pytest.mark.parametrize(
    ("row", "possible"),
    [
        (3, {"Stop recording", "Guest came back", "Copy room and user", "Copy file ids"}),
        (2, {"Start again", "Copy room and user", "Copy file ids", "Mark handled"}),
        (1, {"Stop recording", "Start again", "Copy room and user", "Copy file ids", *SETTLED_BY_HAND}),
        (0, {"Copy room and user", "Copy bare ids, one a line", "Copy file ids"}),
    ],
)
def test_the_menu_offers_what_the_state_allows(few: SessionList, row: int, possible: set[str]) -> None:
    click_row(few, row)
    menu = menu_of(few)
    found = {a.text().split("\t")[0] for a in menu.actions() if a.isEnabled() and not a.isSeparator()}
    menu.close()
    assert found == {*possible, "Details…", "Columns"}


def test_a_choice_of_the_menu_names_the_session(few: SessionList) -> None:
    again, back = QSignalSpy(few.start_again_requested), QSignalSpy(few.guest_came_back_requested)
    handled, actions = QSignalSpy(few.handled_requested), few.table.actions_of_selection
    click_row(few, 2)
    actions.start_again.trigger()
    click_row(few, 3)
    actions.guest_came_back.trigger()
    press(few.table, Qt.Key.Key_A, CONTROL)
    actions.mark_handled.trigger()
    assert (again.at(0), back.at(0), handled.at(0)) == (["2"], ["1"], [["2"]])


def test_start_again_in_the_menu_waits_and_counts_as_the_inspector_s_button_does() -> None:
    view = shown_list([refused(1, changed_at=wall_now() - timedelta(seconds=1.2)), refused(2)])
    action = view.table.actions_of_selection.start_again
    asked = QSignalSpy(view.start_again_requested)
    click_row(view, 1)
    assert (action.isEnabled(), action.text()) == (False, "Start again (2 s)")
    action.trigger()
    assert asked.count() == 0
    give_up = time.monotonic() + 4
    while not action.isEnabled() and time.monotonic() < give_up:
        QTest.qWait(50)
    assert action.text() == "Start again"
    action.trigger()
    assert asked.at(0) == ["1"]
    # One that failed long ago has nothing to wait for.
    click_row(view, 0)
    assert (action.isEnabled(), action.text()) == (True, "Start again")
    discard(view)


def test_columns_are_hidden_and_shown_by_the_menu_but_never_all_of_them(few: SessionList) -> None:
    click_row(few, 0)
    menu = menu_of(few)
    columns = next(a.menu() for a in menu.actions() if a.text() == "Columns")
    assert isinstance(columns, QMenu)
    boxes = {action.text(): action for action in columns.actions()}
    assert [boxes["Note"].isChecked(), boxes["File name"].isChecked()] == [True, False]
    boxes["Note"].trigger()
    assert few.table.isColumnHidden(Column.NOTE)
    menu.close()
    for column in list(Column)[1:]:
        few.table.setColumnHidden(column, True)
    menu = menu_of(few)
    columns = next(a.menu() for a in menu.actions() if a.text() == "Columns")
    assert isinstance(columns, QMenu)
    assert not columns.actions()[Column.STATE].isEnabled()
    menu.close()


def test_copied_room_and_user_and_file_ids_are_plain_lines(few: SessionList) -> None:
    press(few.table, Qt.Key.Key_A, CONTROL)
    few.table.actions_of_selection.copy_target.trigger()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "10004\talice"
    few.table.actions_of_selection.copy_file_ids.trigger()
    assert QGuiApplication.clipboard().text() == "200_a\n200_b"
    few.table.actions_of_selection.copy_for_vod.trigger()
    assert QGuiApplication.clipboard().text().startswith("File id\tRoom")


def test_what_a_selected_session_allows_follows_its_state(few: SessionList) -> None:
    click_row(few, 3)
    assert few.bar.stop.isEnabled()
    few.upsert(sample(1, State.STOPPING, row=20))
    for _ in range(100):
        if few.bar.stop.isEnabled():
            QTest.qWait(20)
    assert not few.bar.stop.isEnabled()


def test_return_on_a_row_opens_it(few: SessionList) -> None:
    opened = QSignalSpy(few.details_requested)
    click_row(few, 1)
    assert opened.count() == 0
    press(few.table, Qt.Key.Key_Return)
    assert opened.at(0) == ["3"]


def test_columns_that_were_moved_sized_hidden_and_sorted_are_found_again(
    few: SessionList,
) -> None:
    header = few.table.horizontalHeader()
    header.moveSection(header.visualIndex(Column.FILES), 0)
    few.table.setColumnWidth(Column.USER, 222)
    few.table.setColumnHidden(Column.NOTE, True)
    few.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    other = shown_list([recording(1), recording(2)])
    assert other.restore_state(few.state())
    found = other.table.horizontalHeader()
    assert found.visualIndex(Column.FILES) == 0
    assert other.table.columnWidth(Column.USER) == 222
    assert other.table.isColumnHidden(Column.NOTE)
    assert ids(other.model) == ["1", "2"]
    discard(other)


@pytest.mark.parametrize("state", [b"", b"0\nold", b"1\nold", b"2\nrubbish"])
def test_a_kept_state_that_is_not_ours_changes_nothing(few: SessionList, state: bytes) -> None:
    before = few.state()
    assert not few.restore_state(QByteArray(state))
    assert few.state() == before


def test_the_clock_runs_only_while_something_live_can_be_seen(few: SessionList) -> None:
    seen = [few.table.ticking]
    for happens in (
        few.hide,
        few.show,
        partial(few.upsert_many, [stopped(1, "a", row=20), stopped(3, "a", row=21)]),
        partial(few.upsert, recording(30)),
    ):
        happens()
        seen.append(few.table.ticking)
    assert seen == [True, False, True, False, True]


def test_a_tick_comes_right_after_each_whole_second_and_never_before() -> None:
    ticker = SecondTicker()
    seen: list[float] = []
    ticker.ticked.connect(lambda: seen.append(boot_seconds()))
    ticker.set_active(True)
    ticker.set_active(True)
    until = time.monotonic() + 5
    while len(seen) < 2 and time.monotonic() < until:
        QTest.qWait(20)
    ticker.set_active(False)
    seconds = [math.floor(moment) for moment in seen]
    assert seconds == [seconds[0], seconds[0] + 1]
    assert all(moment % 1 < 0.5 for moment in seen)
