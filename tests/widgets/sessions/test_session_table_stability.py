"""Selection, scroll and focus under a filter and an order, while sessions come, change and go all around."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import State
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.widgets.sessions.second_ticker import SecondTicker
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import recording, refused, sample, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import press, selected_ids, shown_list

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
MINE = "150"


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list([recording(n, room=10000 + n * 7 % 300, account=f"user{n:03}") for n in range(1, 301)])
    made.activateWindow()
    yield made
    discard(made)


def looks_at_its_row(view: SessionList) -> int:
    """Somebody has chosen a row in the middle; where on the screen it is."""
    view.select([MINE])
    view.table.setFocus()
    QApplication.processEvents()
    assert view.table.verticalScrollBar().value() > 0
    return top_of_its_row(view)


def top_of_its_row(view: SessionList) -> int:
    row = view.model.row_of(MINE)
    assert row is not None
    return view.table.visualRect(view.model.index(row, Column.ROOM)).top()


def by_room(view: SessionList) -> None:
    view.table.sortByColumn(Column.ROOM, UP)


def live_by_user(view: SessionList) -> None:
    view.bar.set_filter(QuickFilter.LIVE)
    view.table.sortByColumn(Column.USER, DOWN)


def search(view: SessionList) -> None:
    view.bar.search.setText("user")


def by_state(view: SessionList) -> None:
    view.table.sortByColumn(Column.STATE, UP)


def newest_first(view: SessionList) -> None:
    view.table.sortByColumn(-1, UP)


def any_change(random: Random, row: int) -> Session:
    """Of another session than the chosen one: new or known, in any state, in any room."""
    number = random.choice([n for n in range(1, 400) if str(n) != MINE])
    made: list[Callable[..., Session]] = [
        recording,
        refused,
        unconfirmed,
        partial(stopped, number, "a"),
        partial(sample, number, State.STARTING),
    ]
    make = random.choice(made)
    facts = {"row": row, "room": 10000 + number * 7 % 300, "account": f"user{number:03}"}
    return make(**facts) if isinstance(make, partial) else make(number, **facts)


@pytest.mark.parametrize("arrange", [newest_first, by_room, live_by_user, search, by_state])
def test_what_somebody_looks_at_stays_where_it_is_whatever_comes(
    view: SessionList, arrange: Callable[[SessionList], None]
) -> None:
    arrange(view)
    top = looks_at_its_row(view)
    random = Random(11)
    moved, reset = QSignalSpy(view.selection_moved), QSignalSpy(view.model.modelReset)
    for row in range(1000, 1120):
        view.upsert(any_change(random, row))
        if random.random() < 0.3:
            QApplication.processEvents()
    QApplication.processEvents()
    assert selected_ids(view) == [MINE]
    assert view.model.session_at(view.table.currentIndex().row()).id == MINE
    assert view.table.hasFocus()
    assert top_of_its_row(view) == top
    assert (moved.count(), reset.count()) == (0, 0)


def test_many_older_sessions_that_come_at_once_move_nothing(view: SessionList) -> None:
    top = looks_at_its_row(view)
    view.upsert_many([recording(n, account=f"user{n}") for n in range(2000, 1700, -1)])
    view.upsert_many([recording(0, first_row=0, account="user0")])
    QApplication.processEvents()
    assert selected_ids(view) == [MINE]
    assert top_of_its_row(view) == top
    assert view.table.hasFocus()


def test_a_chosen_row_that_changes_its_place_takes_selection_and_focus_along(view: SessionList) -> None:
    by_state(view)
    looks_at_its_row(view)
    view.upsert(unconfirmed(int(MINE), row=5000, room=10000 + int(MINE) * 7 % 300, account=f"user{MINE}"))
    QApplication.processEvents()
    assert view.model.row_of(MINE) == 0
    assert selected_ids(view) == [MINE]
    assert view.table.currentIndex().row() == 0
    press(view.table, Qt.Key.Key_Down)
    assert view.table.currentIndex().row() == 1


def test_a_second_that_passes_touches_only_the_clock_cells_in_view(view: SessionList) -> None:
    looks_at_its_row(view)
    table = view.table
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    ticker = table.findChild(SecondTicker)
    assert ticker is not None
    ticker.set_active(False)
    changed = QSignalSpy(view.model.dataChanged)
    ticker.ticked.emit()
    touched = [(changed.at(n)[0], changed.at(n)[1]) for n in range(changed.count())]
    assert [(one.row(), other.row()) for one, other in touched] == [(first, last)]
    assert {index.column() for pair in touched for index in pair} == {Column.ELAPSED}
    assert 0 < first < last < view.model.rowCount() - 1
