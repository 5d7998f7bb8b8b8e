"""What stands in the columns of the list, how numbers stand, and which columns come by themselves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import PRACTICE_NAME
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.sessions.table_cells.cell_delegate import CELL_ROLE, Ink
from gui.widgets.sessions.table_cells.state_delegate import STATE_ROLE, StateDelegate
from gui.widgets.style.kinds import inset_of
from gui.widgets.style.measures import MEDIUM, TIGHT
from tests.support.session_samples import ago, recording, refused, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import cell, ids, shown_list

DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list([recording(1), refused(2), unconfirmed(3), stopped(4, "a", minutes=5)])
    yield made
    discard(made)


def head(view: SessionList, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return view.model.headerData(column, Qt.Orientation.Horizontal, role)


def test_the_columns_stand_as_they_are_read(view: SessionList) -> None:
    shown = [column for column in Column if not view.table.isColumnHidden(column)]
    names = [head(view, column) for column in shown]
    assert names == ["State", "Room", "User", "Time", "Elapsed", "Files", "Note"]


def test_numbers_end_at_the_right_under_their_heads(view: SessionList) -> None:
    right = [c for c in Column if head(view, c, Qt.ItemDataRole.TextAlignmentRole)]
    assert right == [Column.ELAPSED, Column.FILES, Column.NUMBER]


def test_operator_and_number_can_be_shown_again(view: SessionList) -> None:
    assert [cell(view.model, 0, column) for column in (Column.OPERATOR, Column.NUMBER)] == ["Li", "#4"]
    assert cell(view.model, 0, Column.NOTE) == ""


def test_a_list_is_sorted_by_how_long_each_was_recorded(view: SessionList) -> None:
    view.upsert(recording(5, minutes=90))
    view.table.sortByColumn(Column.ELAPSED, DOWN)
    assert ids(view.model)[:3] == ["5", "1", "4"]
    view.table.sortByColumn(Column.ELAPSED, UP)
    assert ids(view.model)[-3:] == ["4", "1", "5"]


def test_the_profile_shows_only_while_rows_of_several_are_listed(view: SessionList) -> None:
    assert view.table.isColumnHidden(Column.PROFILE)
    view.upsert(recording(9, profile=PRACTICE_NAME))
    assert not view.table.isColumnHidden(Column.PROFILE)
    view.show_accounts(PRACTICE_NAME)
    assert view.table.isColumnHidden(Column.PROFILE)


def test_practice_is_violet_whole_beside_others_and_by_room_and_user_alone(view: SessionList) -> None:
    view.upsert(recording(9, profile=PRACTICE_NAME))
    index = view.model.index(0, Column.STATE)
    assert index.data(STATE_ROLE).tone == "practice"
    assert view.model.index(0, Column.ROOM).data(CELL_ROLE) == ("10009", Ink.STRONG_PRACTICE)
    assert view.model.index(0, Column.PROFILE).data(CELL_ROLE) == ("Practice", Ink.CHIP)
    view.show_accounts(PRACTICE_NAME)
    index = view.model.index(0, Column.STATE)
    assert index.data(STATE_ROLE).tone == "live"
    assert view.model.index(0, Column.ROOM).data(CELL_ROLE)[1] is Ink.STRONG_PRACTICE


def test_a_line_stands_above_the_first_row_of_each_day_but_the_first() -> None:
    nights = [stopped(n, "a", accepted_at=ago(days=10 - n), asked_at=ago(days=10 - n)) for n in (6, 7, 8)]
    other = shown_list(nights)
    table = other.table
    heights = [table.rowHeight(row) for row in range(3)]
    assert heights == [30, 30 + table.days.height, 30 + table.days.height]
    other.upsert(stopped(9, "a", accepted_at=ago(days=2) + timedelta(minutes=1), asked_at=ago(days=2)))
    assert [table.rowHeight(row) for row in range(4)] == [30, 30, *heights[1:]]
    table.sortByColumn(Column.ROOM, UP)
    assert {table.rowHeight(row) for row in range(4)} == {30}
    table.sortByColumn(-1, UP)
    assert [table.rowHeight(row) for row in range(4)] == [30, 30, *heights[1:]]
    discard(other)


def all_in_view(view: SessionList) -> bool:
    QApplication.processEvents()
    return not view.table.horizontalScrollBar().maximum()


def test_in_a_narrow_list_no_column_leaves_the_view_and_the_widths_come_back(view: SessionList) -> None:
    view.resize(1200, 400)
    QApplication.processEvents()
    wide = [view.table.columnWidth(column) for column in (Column.STATE, Column.TIME)]
    for width in (800, 619):
        view.resize(width, 400)
        assert all_in_view(view)
    narrow = [view.table.columnWidth(column) for column in (Column.STATE, Column.TIME)]
    assert narrow < wide
    view.resize(1200, 400)
    QApplication.processEvents()
    assert [view.table.columnWidth(column) for column in (Column.STATE, Column.TIME)] == wide


def test_with_the_profiles_listed_the_usual_list_needs_no_scrolling_to_the_side(view: SessionList) -> None:
    view.resize(819, 400)
    view.upsert(recording(9, profile=PRACTICE_NAME))
    assert not view.table.isColumnHidden(Column.PROFILE)
    assert all_in_view(view)


def test_with_the_profiles_listed_a_refused_stop_is_read_to_its_code(view: SessionList) -> None:
    view.resize(820, 400)
    view.upsert(recording(9, profile=PRACTICE_NAME))
    assert all_in_view(view)
    table = view.table
    index = view.model.index(0, Column.STATE)
    delegate = table.itemDelegateForIndex(index)
    assert isinstance(delegate, StateDelegate)
    wanted = delegate.width_of("Recording", "stop refused 30000404")
    assert table.columnWidth(Column.STATE) >= wanted
    clock = table.fontMetrics().horizontalAdvance("before 20:38")
    assert table.columnWidth(Column.TIME) > clock


def test_widths_are_kept_as_they_are_wanted_and_not_as_a_narrow_list_has_them(view: SessionList) -> None:
    view.table.setColumnWidth(Column.STATE, 320)
    view.resize(619, 400)
    QApplication.processEvents()
    other = shown_list([recording(1)])
    other.resize(1200, 400)
    assert other.restore_state(view.state())
    QApplication.processEvents()
    assert other.table.columnWidth(Column.STATE) == 320
    assert all_in_view(view)
    discard(other)


def test_yesterday_is_not_cut_after_a_restart_that_began_in_a_small_window(view: SessionList) -> None:
    view.upsert(recording(9, profile=PRACTICE_NAME))
    other = shown_list([recording(1)])
    other.resize(300, 400)
    QApplication.processEvents()
    view.resize(1200, 400)
    QApplication.processEvents()
    kept = [view.table.columnWidth(column) for column in (Column.STATE, Column.TIME)]
    assert other.restore_state(view.state())
    other.resize(1200, 400)
    QApplication.processEvents()
    assert [other.table.columnWidth(column) for column in (Column.STATE, Column.TIME)] == kept
    discard(other)


def test_the_first_head_begins_above_the_marks(view: SessionList) -> None:
    assert inset_of(view.table.horizontalHeader()) + TIGHT == MEDIUM
