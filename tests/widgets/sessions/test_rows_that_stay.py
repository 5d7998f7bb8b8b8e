"""Nothing moves under the hand: rows stay while the pointer or the focus is in the list."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.sessions.session_columns import RIGHT, Column
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.style.measures import SMALL
from tests.support.session_samples import recording, refused, stopped
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import click_row, ids, press, selected_ids, shown_list

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def few() -> Iterator[SessionList]:
    view = shown_list([recording(n) for n in range(1, 5)])
    yield view
    discard(view)


@pytest.fixture
def many() -> Iterator[SessionList]:
    view = shown_list([recording(n) for n in range(1, 201)])
    yield view
    discard(view)


def point_at(view: SessionList, session_id: str) -> None:
    """The pointer comes over a row, and rests there."""
    viewport, row = view.table.viewport(), view.model.row_of(session_id)
    assert row is not None
    at = view.table.visualRect(view.model.index(row, 1)).center()
    where = QPointF(at)
    QApplication.sendEvent(viewport, QEnterEvent(where, where, QPointF(viewport.mapToGlobal(at))))
    QTest.mouseMove(viewport, at)
    QApplication.processEvents()


def point_elsewhere(view: SessionList) -> None:
    QApplication.sendEvent(view.table.viewport(), QEvent(QEvent.Type.Leave))
    view.bar.search.setFocus()
    QApplication.processEvents()


def top_of(view: SessionList, session_id: str) -> int:
    row = view.model.row_of(session_id)
    assert row is not None
    return view.table.visualRect(view.model.index(row, 1)).top()


def new_above(view: SessionList) -> str:
    return view.table.new_above.text() if view.table.new_above.isVisible() else ""


@pytest.mark.parametrize("size", ["few", "many"])
def test_under_the_pointer_a_row_stays_and_what_comes_above_is_counted(
    request: pytest.FixtureRequest, size: str
) -> None:
    view: SessionList = request.getfixturevalue(size)
    pointed = ids(view.model)[2]
    before = top_of(view, pointed)
    point_at(view, pointed)
    for number in (301, 302, 303):
        view.upsert(recording(number))
        QApplication.processEvents()
        assert top_of(view, pointed) == before
    assert new_above(view) == "3 new above"
    point_elsewhere(view)
    assert ids(view.model)[0] == "303"
    assert top_of(view, "303") == 0
    assert new_above(view) == ""


@pytest.mark.parametrize("width", [740, 940, 1260, 1900])
def test_what_is_new_above_is_told_where_it_covers_no_column_s_name(few: SessionList, width: int) -> None:
    few.resize(width, few.height())
    QApplication.processEvents()
    point_at(few, ids(few.model)[2])
    few.upsert(recording(301))
    QApplication.processEvents()
    assert new_above(few) == "1 new above"
    head, told = few.table.horizontalHeader(), few.table.new_above.geometry()
    assert told.top() >= head.geometry().top()
    assert told.bottom() <= head.geometry().bottom()
    covered = []
    for column in Column:
        name = str(few.model.headerData(column, Qt.Orientation.Horizontal) or "")
        start, size = head.sectionViewportPosition(column) + head.x(), head.sectionSize(column)
        needed = head.fontMetrics().horizontalAdvance(name) + SMALL
        left = start + size - needed if column in RIGHT else start
        if name and size and left < told.right() and left + min(needed, size) > told.left():
            covered.append(name)
    assert covered == []


def test_a_start_from_the_form_is_shown_and_nothing_is_said_to_be_above_it(few: SessionList) -> None:
    viewport = few.table.viewport()
    below = QPointF(200, viewport.height() - 5)
    QApplication.sendEvent(viewport, QEnterEvent(below, below, QPointF(viewport.mapToGlobal(below))))
    for number in (301, 302):
        uppermost = ids(few.model)[0]
        few.upsert(recording(number))
        QApplication.processEvents()
        assert few.table.rowAt(0) == few.model.row_of(uppermost)
        assert new_above(few) == "1 new above"
        few.select([str(number)])
        QApplication.processEvents()
        assert top_of(few, str(number)) == 0
        assert new_above(few) == ""
        assert not few.table.verticalScrollBar().isVisible()


def test_with_the_focus_in_the_list_a_row_stays_as_well(many: SessionList) -> None:
    click_row(many, 1)
    point = QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(many.table.viewport(), point)
    before = top_of(many, "199")
    many.upsert(recording(301))
    QApplication.processEvents()
    assert top_of(many, "199") == before
    assert new_above(many) == "1 new above"


def test_in_the_order_of_users_nothing_is_said_to_be_new_at_the_top(many: SessionList) -> None:
    many.table.sortByColumn(Column.USER, Qt.SortOrder.DescendingOrder)
    point_at(many, ids(many.model)[2])
    many.upsert(recording(301, account="zoe"))
    QApplication.processEvents()
    assert ids(many.model)[0] == "301"
    assert new_above(many) == ""


def test_a_press_on_the_count_shows_what_is_new(many: SessionList) -> None:
    point_at(many, "199")
    many.upsert(recording(301))
    QTest.mouseClick(many.table.new_above, Qt.MouseButton.LeftButton)
    assert top_of(many, "301") == 0
    assert new_above(many) == ""


def test_whoever_scrolls_to_the_top_has_seen_them(many: SessionList) -> None:
    point_at(many, "199")
    many.upsert(recording(301))
    many.table.verticalScrollBar().setValue(0)
    assert new_above(many) == ""


def test_a_row_under_the_pointer_stays_when_the_filter_no_longer_fits_it(few: SessionList) -> None:
    few.bar.set_filter(QuickFilter.LIVE)
    point_at(few, "3")
    few.upsert(stopped(4, "a", row=20))
    few.upsert(stopped(3, "a", row=21))
    assert ids(few.model) == ["4", "3", "2", "1"]
    assert few.held.text() == "2 no longer match the filter: kept for now"
    point_elsewhere(few)
    QApplication.processEvents()
    assert ids(few.model) == ["2", "1"]
    assert not few.held.isVisible()


def three_stopped(view: SessionList) -> None:
    """Three live rows are chosen, and two of them end."""
    view.bar.set_filter(QuickFilter.LIVE)
    click_row(view, 0)
    click_row(view, 1, CONTROL)
    click_row(view, 2, CONTROL)
    view.upsert(stopped(4, "a", row=20))
    view.upsert(stopped(3, "a", row=21))


def test_selected_rows_that_no_longer_fit_stay_under_a_line(few: SessionList) -> None:
    three_stopped(few)
    point_elsewhere(few)
    assert selected_ids(few) == ["4", "3", "2"]
    assert few.held.isVisible()
    assert few.held.text() == "2 no longer match the filter: kept for now"
    assert few.held.first.text() == "Show all rows"
    assert few.held.second.accessibleName() == "2 no longer match the filter: kept for now: Unselect"


def test_show_all_rows_keeps_them_selected_among_all(few: SessionList) -> None:
    three_stopped(few)
    QTest.mouseClick(few.held.first, Qt.MouseButton.LeftButton)
    assert few.bar.filter() is QuickFilter.ALL
    assert selected_ids(few) == ["4", "3", "2"]
    assert not few.held.isVisible()


def test_unselect_lets_them_go(few: SessionList) -> None:
    three_stopped(few)
    QTest.mouseClick(few.held.second, Qt.MouseButton.LeftButton)
    assert ids(few.model) == ["2", "1"]
    assert selected_ids(few) == []


def test_a_selected_row_that_leaves_the_list_is_told(few: SessionList) -> None:
    left = QSignalSpy(few.selected_left)
    click_row(few, 0)
    few.bar.search.setText("10002")
    QTest.qWait(20)
    assert [left.at(n) for n in range(left.count())] == [["4"]]


def test_a_row_that_is_selected_no_more_is_told_too(few: SessionList) -> None:
    left = QSignalSpy(few.selected_left)
    click_row(few, 0)
    click_row(few, 0, CONTROL)
    QTest.qWait(20)
    assert [left.at(n) for n in range(left.count())] == [["4"]]


def test_a_row_that_gives_way_to_another_is_not_told(few: SessionList) -> None:
    left = QSignalSpy(few.selected_left)
    click_row(few, 0)
    few.table.clearSelection()
    click_row(few, 1)
    QTest.qWait(20)
    assert left.count() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_return_or_down_in_the_search_takes_the_first_hit(few: SessionList, key: Qt.Key) -> None:
    few.bar.search.setFocus()
    QTest.keyClicks(few.bar.search, "10003")
    press(few.bar.search, key)
    assert selected_ids(few) == ["3"]
    assert few.table.hasFocus()


def test_escape_empties_the_search(few: SessionList) -> None:
    few.bar.search.setText("10003")
    press(few.bar.search, Qt.Key.Key_Escape)
    assert few.bar.search.text() == ""
    assert len(ids(few.model)) == 4


def test_the_day_lines_themselves_belong_to_no_row() -> None:
    from tests.support.session_samples import ago

    view = shown_list(
        [stopped(n, "a", accepted_at=ago(days=9 - n), asked_at=ago(days=9 - n)) for n in (1, 2)]
    )
    table = view.table
    line = table.rowViewportPosition(1) + table.days.height // 2
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, line))
    assert selected_ids(view) == []
    click_row(view, 1)
    assert selected_ids(view) == ["1"]
    discard(view)


def test_a_start_that_failed_is_shown_though_the_filter_kept_another_row(few: SessionList) -> None:
    few.bar.set_filter(QuickFilter.LIVE)
    click_row(few, 0)
    few.upsert(stopped(4, "a", row=20))
    assert few.held.text() == "1 no longer matches the filter: kept for now"
    few.upsert(refused(3, row=21))
    few.select(["3"])
    QApplication.processEvents()
    assert "3" in ids(few.model)
    assert [session.id for session in few.selected()] == ["3"]
    assert few.bar.filter() is QuickFilter.ALL


def test_what_is_chosen_already_stays_as_it_is(few: SessionList) -> None:
    few.bar.set_filter(QuickFilter.LIVE)
    click_row(few, 0)
    few.upsert(stopped(4, "a", row=20))
    few.select(["4"])
    QApplication.processEvents()
    assert few.bar.filter() is QuickFilter.LIVE
    assert [session.id for session in few.selected()] == ["4"]
