"""What came of a stop: counted while it is under way, summed up until it is closed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.core.foundation.enums import Outcome
from gui.widgets.dialogs.stop_result import StopResult
from tests.support.session_samples import recording, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard


@pytest.fixture
def result() -> Iterator[StopResult]:
    made = StopResult()
    made.show_account("Main")
    yield made
    discard(made)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_counts_while_the_stop_is_under_way(result: StopResult) -> None:
    assert not result.isVisible()
    result.begin(str(n) for n in range(30))
    for number in range(12):
        result.set_result(str(number), Outcome.ACCEPTED, stopped(number, "a"))
    assert result.isVisible()
    assert result.summary.text() == "Stopping: 12 of 30"
    assert (result.progress.value(), result.progress.maximum()) == (12, 30)
    assert not result.show_rest.isVisible()


def mixed(result: StopResult) -> None:
    """28 stopped with 41 file ids, 2 refused, 1 unconfirmed."""
    result.begin(str(n) for n in range(31))
    for number in range(28):
        result.set_result(str(number), Outcome.ACCEPTED, stopped(number, *"ab"[: 1 + (number < 13)]))
    result.set_result("28", Outcome.REFUSED, recording(28))
    result.set_result("29", Outcome.REFUSED, recording(29))
    result.set_result("30", Outcome.UNKNOWN, unconfirmed(30))


def test_what_had_not_started_needs_no_stop_and_is_not_offered_again(result: StopResult) -> None:
    result.begin(["1", "2"])
    result.set_result("1", Outcome.ACCEPTED, stopped(1, "a"))
    result.set_result("2", Outcome.NOT_SENT, recording(2), needless=True)
    assert result.summary.text() == "1 stopped, 1 file id · 1 had not started"
    assert not result.stop_again.isVisible()
    assert not result.show_rest.isVisible()


def test_what_another_row_tells_of_by_now_is_not_called_unstarted(result: StopResult) -> None:
    result.begin(["1", "2"])
    result.set_result("1", Outcome.ACCEPTED, stopped(1, "a"))
    result.set_result("2", Outcome.NOT_SENT, recording(2), needless=True, newer=True)
    assert result.summary.text() == "1 stopped, 1 file id · 1 not sent: a newer row"
    assert not result.stop_again.isVisible()


def test_it_sums_up_and_offers_what_can_be_done_about_the_rest(result: StopResult) -> None:
    mixed(result)
    assert result.summary.text() == "28 stopped, 41 file ids · 2 refused · 1 unconfirmed"
    assert not result.progress.isVisible()
    assert (result.show_rest.text(), result.stop_again.text()) == ("Show 3", "Stop 3 again")
    shown, again = QSignalSpy(result.show_requested), QSignalSpy(result.stop_again_requested)
    copied = QSignalSpy(result.copy_requested)
    for button in (result.show_rest, result.stop_again, result.copy):
        click(button)
    assert shown.at(0) == again.at(0) == [["28", "29", "30"]]
    assert copied.at(0) == [[str(n) for n in range(28)]]


def test_stopping_the_rest_again_goes_on_in_the_same_result(result: StopResult) -> None:
    mixed(result)
    result.begin(["28", "29", "30"])
    assert result.summary.text() == "Stopping: 28 of 31"
    for number in (28, 29):
        result.set_result(str(number), Outcome.ACCEPTED, stopped(number, "a"))
    result.set_result("30", Outcome.NOT_SENT, None)
    assert result.summary.text() == "30 stopped, 43 file ids · 1 not sent"


@pytest.mark.parametrize(
    ("file_ids", "words"),
    [
        ((), "1 stopped, 0 file ids"),
        (("a",), "1 stopped, 1 file id"),
        (("a", "b"), "1 stopped, 2 file ids"),
    ],
)
def test_one_stop_is_summed_up_alike(result: StopResult, file_ids: tuple[str, ...], words: str) -> None:
    result.begin(["1"])
    result.set_result("1", Outcome.ACCEPTED, stopped(1, *file_ids))
    assert result.summary.text() == words
    assert not result.show_rest.isVisible()
    assert not result.stop_again.isVisible()


def test_recordings_whose_file_ids_are_missing_are_counted(result: StopResult) -> None:
    result.begin(["1", "2"])
    result.set_result("1", Outcome.ACCEPTED, stopped(1, "a"))
    result.set_result("2", Outcome.ACCEPTED, stopped(2))
    assert result.summary.text() == "2 stopped, 1 file id · 1 without file ids"


def test_it_stays_until_it_is_closed_and_a_new_stop_begins_anew(result: StopResult) -> None:
    mixed(result)
    QTest.mouseClick(result.close_button, Qt.MouseButton.LeftButton)
    assert not result.isVisible()
    result.set_result("1", Outcome.REFUSED, None)
    assert not result.isVisible()
    mixed(result)
    result.begin(["100"])
    assert result.summary.text() == "Stopping: 0 of 1"


def test_a_stop_of_many_with_an_earlier_refused_one_among_them_counts_what_was_asked_for_now(
    result: StopResult,
) -> None:
    mixed(result)
    result.begin(["28", *(str(n) for n in range(100, 191))])
    assert result.summary.text() == "Stopping: 0 of 92"


def test_a_stop_that_joins_one_under_way_is_counted_with_it(result: StopResult) -> None:
    result.begin(["1"])
    result.begin(["2"])
    assert result.summary.text() == "Stopping: 0 of 2"


def test_what_is_refused_a_second_time_is_said_to_be(result: StopResult) -> None:
    mixed(result)
    result.begin(["28", "29"])
    for number in (28, 29):
        result.set_result(str(number), Outcome.REFUSED, recording(number))
    assert result.summary.text() == "28 stopped, 41 file ids · 2 refused again · 1 unconfirmed"


def test_a_return_after_stop_again_does_not_go_to_another_button(result: StopResult) -> None:
    mixed(result)
    result.activateWindow()
    QApplication.processEvents()
    result.stop_again.setFocus()
    result.begin(["28", "29"])
    assert QApplication.focusWidget() is result
    for number in (28, 29):
        result.set_result(str(number), Outcome.REFUSED, recording(number))
    assert QApplication.focusWidget() is result.show_rest


def test_a_press_of_copy_file_ids_says_that_it_copied(result: StopResult) -> None:
    mixed(result)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    width, asked = result.copy.width(), QSignalSpy(result.copy_requested)
    click(result.copy)
    assert (asked.count(), result.copy.text()) == (1, "Copied")
    assert result.copy.sizeHint().width() == width


def test_what_was_broken_off_is_asked_about_before_it_is_stopped_after_all(result: StopResult) -> None:
    result.begin(["1", "2"])
    click(result.send_no_more)
    result.set_result("1", Outcome.ACCEPTED, stopped(1, "a"))
    result.set_result("2", Outcome.NOT_SENT, recording(2))
    sent, asked = QSignalSpy(result.stop_again_requested), QSignalSpy(result.stop_asked)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    click(result.stop_again)
    assert (sent.count(), asked.count()) == (0, 1)


def test_under_another_account_it_says_whose_recordings_were_stopped(result: StopResult) -> None:
    result.begin(["1"])
    result.set_result("1", Outcome.ACCEPTED, stopped(1, "a", profile="Practice"))
    result.show_account("Practice")
    assert result.summary.text() == "1 stopped, 1 file id"
    for shown in ("Main", None):
        result.show_account(shown)
        assert result.summary.text() == "Practice · 1 stopped, 1 file id"
