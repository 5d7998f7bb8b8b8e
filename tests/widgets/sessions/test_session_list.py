"""Bar, table and the words between: how staff find a session, and what an empty list tells them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QBoxLayout

from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import ago, local_zone, recording, refused, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import click_row, ids, press, selected_ids, shown_list

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list(
        [recording(1, account="alice"), refused(2, account="dan"), unconfirmed(3), stopped(4, "a")]
    )
    yield made
    discard(made)


@pytest.fixture
def empty() -> Iterator[SessionList]:
    made = shown_list()
    yield made
    discard(made)


def said(view: SessionList) -> str:
    """The words in place of rows, or nothing."""
    empty = view.empty
    return f"{empty.headline.text()}. {empty.text.text()}" if empty.isVisible() else ""


def test_the_quick_filters_show_how_many_they_have(view: SessionList) -> None:
    texts = [view.bar.button(quick).text() for quick in QuickFilter]
    assert texts == ["Needs attention 2", "Live 2", "Ended 2", "All 4"]
    view.upsert(stopped(3, "a", row=9))
    assert view.bar.button(QuickFilter.LIVE).text() == "Live 1"
    assert view.bar.button(QuickFilter.LIVE).accessibleName() == "Live"


def test_a_click_on_a_quick_filter_shows_its_sessions(view: SessionList) -> None:
    QTest.mouseClick(view.bar.button(QuickFilter.NEEDS_ATTENTION), Qt.MouseButton.LeftButton)
    assert ids(view.model) == ["3", "2"]
    view.bar.button(QuickFilter.LIVE).toggle()
    assert ids(view.model) == ["3", "1"]


def test_typing_searches_everything_and_escape_goes_back_to_the_quick_filter(view: SessionList) -> None:
    view.bar.set_filter(QuickFilter.LIVE)
    view.focus_search()
    QTest.keyClicks(view.bar.search, "dan")
    assert ids(view.model) == ["2"]
    press(view.bar.search, Qt.Key.Key_Escape)
    assert view.bar.search.text() == ""
    assert ids(view.model) == ["3", "1"]


def test_a_press_on_a_quick_filter_shows_its_rows_though_something_was_searched(view: SessionList) -> None:
    for quick, shown in ((QuickFilter.NEEDS_ATTENTION, ["3", "2"]), (QuickFilter.LIVE, ["3", "1"])):
        view.bar.search.setText("dan")
        QTest.mouseClick(view.bar.button(quick), Qt.MouseButton.LeftButton)
        assert (ids(view.model), view.bar.search.text()) == (shown, "")
    view.bar.search.setText("dan")
    QTest.mouseClick(view.bar.button(QuickFilter.LIVE), Qt.MouseButton.LeftButton)
    assert ids(view.model) == ["3", "1"], "the filter that was on before the search"


def test_going_to_the_search_field_again_types_over_what_is_there(view: SessionList) -> None:
    view.bar.search.setText("dan")
    view.activateWindow()
    view.focus_search()
    QTest.keyClicks(view.bar.search, "alice")
    assert view.bar.search.text() == "alice"


def test_the_stop_button_says_how_many_it_stops_and_keeps_its_name(view: SessionList) -> None:
    # Alone the list has more buttons than in the window: in less room they would have short words.
    view.resize(1200, 400)
    stop = view.bar.stop
    assert not stop.isEnabled()
    click_row(view, 3)
    assert (stop.text(), stop.isEnabled()) == ("Stop recording", True)
    press(view.table, Qt.Key.Key_A, CONTROL)
    assert stop.text() == "Stop 2"
    assert stop.accessibleName() == "Stop recording"
    asked = QSignalSpy(view.stop_requested)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert asked.at(0) == [["3", "1"]]


def test_a_recording_that_is_not_in_the_list_has_a_button_of_its_own(view: SessionList) -> None:
    asked = QSignalSpy(view.stop_other_requested)
    QTest.mouseClick(view.bar.stop_other, Qt.MouseButton.LeftButton)
    assert asked.count() == 1


def test_an_empty_list_says_how_to_begin(empty: SessionList) -> None:
    assert said(empty).startswith("No recordings yet.")
    empty.upsert(recording(1))
    assert said(empty) == ""


@pytest.mark.parametrize(
    ("quick", "words"),
    [
        (QuickFilter.NEEDS_ATTENTION, "Nothing needs attention"),
        (QuickFilter.ENDED, "Nothing has ended yet"),
    ],
)
def test_an_empty_quick_filter_says_so(empty: SessionList, quick: QuickFilter, words: str) -> None:
    empty.upsert(recording(1))
    empty.bar.set_filter(quick)
    assert said(empty).startswith(words)


def test_a_room_that_is_not_found_says_what_that_means_and_offers_to_start_it(view: SessionList) -> None:
    wanted = QSignalSpy(view.start_for_requested)
    with local_zone("UTC"):
        view.set_complete_since(datetime.now(UTC).replace(hour=0, minute=0, second=0))
        view.bar.search.setText(" 20001 ")
        QApplication.processEvents()
    assert said(view) == (
        "No start of 20001 from this computer since 00:00. "
        "Another computer may have started it. The service can't be asked."
    )
    assert view.empty.start.text() == "Start for 20001…"
    QTest.mouseClick(view.empty.start, Qt.MouseButton.LeftButton)
    assert wanted.at(0) == ["20001"]


def test_words_that_are_not_found_offer_no_start(view: SessionList) -> None:
    view.bar.search.setText("nob\u202eody")
    assert "“nob\\u202eody” is in no recording of this list" in said(view)
    assert not view.empty.start.isVisible()


def test_showing_a_session_that_the_filter_hides_lifts_the_filter(view: SessionList) -> None:
    view.bar.set_filter(QuickFilter.LIVE)
    view.bar.search.setText("alice")
    view.select(["2", "4"])
    assert view.bar.search.text() == ""
    assert view.bar.filter() is QuickFilter.ALL
    assert selected_ids(view) == ["4", "2"]


def test_the_bar_is_one_row_where_there_is_room_and_two_where_not(view: SessionList) -> None:
    rows = view.bar.layout()
    assert isinstance(rows, QBoxLayout)
    view.resize(2000, 400)
    QApplication.processEvents()
    assert rows.direction() is QBoxLayout.Direction.LeftToRight
    view.resize(500, 400)
    QApplication.processEvents()
    assert rows.direction() is QBoxLayout.Direction.TopToBottom
    assert view.width() == 500


def test_the_start_of_the_oldest_session_bounds_what_the_list_can_say(view: SessionList) -> None:
    view.upsert(stopped(0, "a", asked_at=ago(days=800), first_row=0))
    view.bar.search.setText("20001")
    assert "since 14 Sep 2023" in said(view)
