"""One account at a time: the list shows one profile's rows; what waits elsewhere is one line."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import recording, refused, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import cell, ids, selected_ids, settle, shown_list


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list(
        [
            recording(1, profile="Main"),
            unconfirmed(2, profile="Main"),
            refused(3, profile="Main"),
            recording(4, profile="Test"),
            stopped(5, "a", profile="Test"),
            unconfirmed(6, profile=PRACTICE_NAME),
        ]
    )
    yield made
    discard(made)


def counts(view: SessionList) -> list[int]:
    return list(view.model.counts().values())


def test_at_first_all_accounts_are_listed(view: SessionList) -> None:
    assert ids(view.model) == ["6", "5", "4", "3", "2", "1"]
    assert not view.elsewhere.isVisible()


def test_only_the_chosen_accounts_rows_are_listed_and_counted(view: SessionList) -> None:
    view.show_accounts("Test")
    assert ids(view.model) == ["5", "4"]
    assert counts(view) == [0, 1, 1, 2]
    view.upsert(recording(7, profile="Main"))
    view.upsert(recording(8, profile="Test"))
    assert ids(view.model) == ["8", "5", "4"]
    assert counts(view) == [0, 2, 1, 3]
    view.upsert(stopped(4, "a", profile="Test", row=50))
    assert counts(view) == [0, 1, 2, 3]
    view.bar.set_filter(QuickFilter.LIVE)
    assert ids(view.model) == ["8"]
    view.show_accounts(None)
    assert ids(view.model) == ["8", "7", "6", "2", "1"]


def test_what_needs_attention_elsewhere_is_one_line_and_practice_waits_for_nobody(view: SessionList) -> None:
    view.show_accounts("Test")
    assert view.elsewhere.text() == "2 need attention in Main"
    shown = QSignalSpy(view.accounts_changed)
    QTest.mouseClick(view.elsewhere.first, Qt.MouseButton.LeftButton)
    assert view.bar.filter() is QuickFilter.NEEDS_ATTENTION
    assert {"2", "3"} <= set(ids(view.model))
    assert shown.at(0) == [None]
    assert not view.elsewhere.isVisible()


def test_the_line_goes_once_nothing_waits_there(view: SessionList) -> None:
    view.show_accounts("Test")
    view.upsert(stopped(2, "a", profile="Main", row=60))
    assert view.elsewhere.text() == "1 needs attention in Main"
    view.upsert(refused(3, profile="Main", row=61, handled=True))
    assert not view.elsewhere.isVisible()


def test_a_search_finds_everything_and_says_of_which_profile_a_hit_is(view: SessionList) -> None:
    view.show_accounts("Test")
    view.bar.search.setText("10001")
    assert ids(view.model) == ["1"]
    assert not view.table.isColumnHidden(Column.PROFILE)
    assert cell(view.model, 0, Column.PROFILE) == "Main"
    view.bar.search.clear()
    assert view.table.isColumnHidden(Column.PROFILE)


def test_a_search_with_hits_of_the_chosen_account_alone_has_no_column_for_it(view: SessionList) -> None:
    view.show_accounts("Main")
    view.bar.search.setText("1000")
    assert not view.table.isColumnHidden(Column.PROFILE)
    for text, found in (("10001", "1"), ("10003", "3")):
        view.bar.search.setText(text)
        assert ids(view.model) == [found]
        assert view.table.isColumnHidden(Column.PROFILE)


def test_in_all_accounts_hits_of_the_account_in_use_alone_have_no_column_for_it(view: SessionList) -> None:
    view.set_account("Main")
    view.bar.search.setText("10001")
    assert view.table.isColumnHidden(Column.PROFILE)
    view.bar.search.setText("10004")
    assert not view.table.isColumnHidden(Column.PROFILE)
    view.set_account("Test")
    assert view.table.isColumnHidden(Column.PROFILE)
    view.bar.search.clear()
    assert not view.table.isColumnHidden(Column.PROFILE)


@pytest.mark.usefixtures("short_steps")
def test_a_long_list_that_is_searched_in_steps_knows_of_which_accounts_its_hits_are(
    view: SessionList,
) -> None:
    view.show_accounts("Main")
    view.upsert_many(recording(n, profile="Main", account="zoe") for n in range(100, 300))
    view.upsert(recording(300, profile="Test", account="yan"))
    settle(view.model)
    for text, hidden in (("zoe", True), ("y", False), ("yan", False), ("zoe", True)):
        view.bar.search.setText(text)
        settle(view.model)
        assert view.table.isColumnHidden(Column.PROFILE) is hidden


def heads(view: SessionList) -> list[int]:
    """Where the heads of the columns stand."""
    header = view.table.horizontalHeader()
    return [header.sectionViewportPosition(column) for column in Column if not header.isSectionHidden(column)]


def test_under_the_pointer_no_answer_moves_the_heads_of_the_columns(view: SessionList) -> None:
    view.show_accounts("Main")
    view.bar.search.setText("alice")
    view.bar.search.setText("room 1")
    view.bar.search.setText("10001")
    before = heads(view)
    QApplication.sendEvent(view.table.viewport(), QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    view.upsert(recording(10, room=10001, profile="Test"))
    assert ids(view.model) == ["10", "1"]
    assert heads(view) == before
    QApplication.sendEvent(view.table.viewport(), QEvent(QEvent.Type.Leave))
    assert not view.table.isColumnHidden(Column.PROFILE)


def test_a_search_that_is_typed_with_the_pointer_over_the_list_has_its_column_at_once(
    view: SessionList,
) -> None:
    view.show_accounts("Main")
    QApplication.sendEvent(view.table.viewport(), QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    view.bar.search.setText("10004")
    assert not view.table.isColumnHidden(Column.PROFILE)


def test_no_row_of_all_accounts_stands_without_its_account_though_the_pointer_was_over_the_list() -> None:
    empty = shown_list([])
    at = QPointF(5, 5)
    QApplication.sendEvent(empty.table.viewport(), QEnterEvent(at, at, at))
    empty.upsert(recording(1, profile="Main"))
    empty.upsert(recording(2, profile=PRACTICE_NAME))
    assert not empty.table.isColumnHidden(Column.PROFILE)
    assert [cell(empty.model, row, Column.PROFILE) for row in (0, 1)] == ["Practice", "Main"]
    discard(empty)


def test_what_is_shown_from_elsewhere_brings_all_accounts(view: SessionList) -> None:
    view.show_accounts("Test")
    view.select(["2"])
    assert selected_ids(view) == ["2"]
    assert view.model.profile is None


def test_what_is_selected_comes_in_groups_of_one_profile_each(view: SessionList) -> None:
    view.table.selectAll()
    groups = view.table.selected_sessions().by_profile()
    assert {profile: some.ids() for profile, some in groups.items()} == {
        PRACTICE_NAME: ["6"],
        "Test": ["5", "4"],
        "Main": ["3", "2", "1"],
    }


def test_what_is_live_in_accounts_that_are_not_listed_is_counted_but_practice_is_not(
    view: SessionList,
) -> None:
    assert view.model.live_elsewhere() == 0
    told = QSignalSpy(view.model.live_elsewhere_changed)
    view.show_accounts("Test")
    assert view.model.live_elsewhere() == 2
    view.upsert(stopped(1, "a", profile="Main", row=70))
    assert view.model.live_elsewhere() == 1
    view.show_accounts(PRACTICE_NAME)
    assert view.model.live_elsewhere() == 2
    view.show_accounts(None)
    assert [told.at(at)[0] for at in range(told.count())] == [2, 1, 2, 0]
