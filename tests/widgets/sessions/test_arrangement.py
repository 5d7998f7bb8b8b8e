"""A long list is arranged in slices: it comes out as if at once, whatever happens meanwhile."""

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from gui.core.presentation.state_texts import shown
from gui.core.session_list.filter_sort import QuickFilter, Rule
from gui.core.session_list.index import SessionIndex
from gui.core.sessions.session import Session
from gui.widgets.sessions.session_columns import Column, sort_keys
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.sessions.session_model import SessionModel
from gui.widgets.sessions.table_cells.row_texts import search_texts
from tests.support.session_samples import NOW, HandClock, recording, stopped
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import (
    MESSAGES,
    any_session,
    elapsed,
    ids,
    selected_ids,
    settle,
    shown_list,
)

pytestmark = pytest.mark.usefixtures("short_steps")


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list()
    random = Random(3)
    made.upsert_many(any_session(random, number, row=number) for number in range(1, 101))
    settle(made.model)
    yield made
    discard(made)


RULES = [
    *(Rule(keys_of=sort_keys(column), descending=down) for column in Column for down in (False, True)),
    Rule(),
    Rule(QuickFilter.LIVE),
    Rule(QuickFilter.NEEDS_ATTENTION, keys_of=sort_keys(Column.ROOM)),
    Rule(QuickFilter.ALL, ("bob", "recording"), sort_keys(Column.USER), descending=True),
]


@pytest.mark.parametrize("rule", RULES)
def test_what_changes_while_a_list_is_arranged_is_in_its_place_at_the_end(rule: Rule) -> None:
    random = Random(5)
    index = SessionIndex(lambda one: search_texts(one, shown(one, MESSAGES, NOW)), lambda _one: NOW)
    for number in range(1, 120):
        put(index, any_session(random, number, row=number))
    rows = iter(range(1000, 100_000))
    # A few changes after each of the first steps, then none: it has to come to an end.
    for number, _ in enumerate(index.arrange(rule).steps()):
        for _ in range(3 if number < 40 else 0):
            put(index, any_session(random, random.randint(1, 140), row=next(rows)))
    index.swap()
    found = index.shown
    again = index.arrange(rule)
    assert len(list(again.steps())) > 0 or again.size == 0
    assert found == again.shown
    assert len(set(found)) == len(found)


def put(index: SessionIndex, session: Session) -> None:
    """As the model does it."""
    again = [session]
    while again:
        change = index.put(again.pop())
        if change is not None:
            index.move(change)
        again += index.superseded(session)


def test_a_further_keystroke_takes_the_place_of_the_earlier_one(view: SessionList) -> None:
    arranged = QSignalSpy(view.model.arranged)
    QTest.keyClicks(view.bar.search, "b")
    assert view.model.busy
    QTest.keyClicks(view.bar.search, "ob")
    settle(view.model)
    assert arranged.count() == 1
    assert {view.model.session_at(row).target.account for row in range(view.model.rowCount())} == {"Bob"}


def test_the_list_stays_as_it_is_until_the_new_order_is_there(view: SessionList) -> None:
    before = ids(view.model)
    view.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    assert view.model.busy
    assert ids(view.model) == before
    settle(view.model)
    rooms = [view.model.session_at(row).target.room for row in range(view.model.rowCount())]
    assert rooms == sorted(rooms)


def test_a_session_that_is_shown_again_by_lifting_the_filter_is_selected_once_it_is_there(
    view: SessionList,
) -> None:
    view.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    view.bar.search.setText("nobody")
    settle(view.model)
    view.select(["50"])
    assert selected_ids(view) == []
    settle(view.model)
    assert selected_ids(view) == ["50"]


def test_selection_focus_and_what_points_at_rows_stay_while_changes_come_in_between(
    view: SessionList,
) -> None:
    view.select(["50"])
    view.table.setFocus()
    view.table.sortByColumn(Column.USER, Qt.SortOrder.DescendingOrder)
    random, rows = Random(9), iter(range(1000, 2000))
    while view.model.busy:
        view.upsert(any_session(random, random.randint(101, 999), row=next(rows)))
        if random.random() < 0.5:
            QApplication.processEvents()
    assert selected_ids(view) == ["50"]
    assert view.model.session_at(view.table.currentIndex().row()).id == "50"
    assert view.table.hasFocus()
    assert view.table.viewport().rect().contains(view.table.visualRect(view.table.currentIndex()).center())


def test_many_sessions_come_in_slices_and_are_announced_as_rows() -> None:
    model = SessionModel(MESSAGES, elapsed(HandClock()))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    reset, inserted = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    asked: list[int] = []

    def sessions() -> Iterator[Session]:
        for number in range(200, 0, -1):
            asked.append(number)
            yield recording(number)

    model.upsert_many(sessions())
    assert model.busy
    assert len(asked) < 100
    model.upsert(stopped(150, "a", row=1000))
    settle(model)
    assert ids(model) == [str(number) for number in range(200, 0, -1)]
    assert model.session_at(50).file_ids == ("a",)
    assert reset.count() == 0
    assert inserted.count() < 50
    del tester


def test_many_sessions_that_come_into_a_sorted_and_filtered_list_find_their_places(view: SessionList) -> None:
    view.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    view.bar.set_filter(QuickFilter.LIVE)
    settle(view.model)
    random = Random(8)
    view.upsert_many(any_session(random, number, row=number) for number in range(500, 300, -1))
    settle(view.model)
    shown_now = ids(view.model)
    view.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    settle(view.model)
    view.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    settle(view.model)
    assert ids(view.model) == shown_now
    assert len(shown_now) == view.model.counts()[QuickFilter.LIVE]
