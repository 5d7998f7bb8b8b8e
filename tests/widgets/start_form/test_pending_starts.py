"""The start form while a start is under way: what it says, second by second, and its buttons."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.core.foundation.enums import Operation
from gui.core.sessions.progress import Phase, Progress
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.start_form.pending_starts import PendingStarts
from gui.widgets.start_form.start_form import StartForm
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.start_form_driver import started


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pending(clock: Clock) -> Iterator[PendingStarts]:
    widget = PendingStarts(clock=clock)
    yield widget
    discard(widget)


def answer(attempt: int = 1, operation: Operation = Operation.START) -> Progress:
    return Progress(operation, Phase.ANSWER, attempt, 3, 100.0, 108.0)


def retry(code: int | None = 30000404) -> Progress:
    return Progress(Operation.START, Phase.RETRY, 1, 3, 100.0, 103.2, code)


def words(pending: PendingStarts) -> list[str]:
    return [label.text() for label in pending.findChildren(ToneLabel) if label.isVisibleTo(pending)]


def button(pending: PendingStarts) -> QPushButton:
    return pending.findChildren(QPushButton)[0]


def press_button(form: StartForm) -> None:
    QApplication.processEvents()
    QTest.mouseClick(button(form.pending), Qt.MouseButton.LeftButton)


def test_an_answer_within_a_second_needs_no_word(pending: PendingStarts, clock: Clock) -> None:
    pending.show_progress("7", answer())
    clock.now = 100.9
    pending.refresh()
    assert pending.isHidden()


def test_after_a_second_the_wait_is_counted_with_a_way_out(pending: PendingStarts, clock: Clock) -> None:
    spy = QSignalSpy(pending.stop_waiting_requested)
    pending.name_session("7", "10001 · alice")
    pending.show_progress("7", answer())
    clock.now = 103.4
    pending.refresh()
    assert words(pending) == ["10001 · alice", "Starting… 3 of 8 s"]
    assert button(pending).text() == "Stop waiting"
    assert "10001 · alice" in button(pending).accessibleName()
    pending.show()
    QTest.mouseClick(button(pending), Qt.MouseButton.LeftButton)
    assert spy.at(0) == ["7"]


def test_the_count_never_passes_its_limit(pending: PendingStarts, clock: Clock) -> None:
    pending.show_progress("7", answer())
    clock.now = 130.0
    pending.refresh()
    assert "Starting… 8 of 8 s" in words(pending)


def test_a_retry_is_counted_down_and_can_be_cancelled(pending: PendingStarts, clock: Clock) -> None:
    spy = QSignalSpy(pending.retry_cancelled)
    pending.show_progress("7", retry())
    assert "Answered 30000404. Next try in 4 s (2 of 3)" in words(pending)
    clock.now = 100.5
    pending.refresh()
    assert "Answered 30000404. Next try in 3 s (2 of 3)" in words(pending)
    assert button(pending).text() == "Cancel"
    pending.show()
    QTest.mouseClick(button(pending), Qt.MouseButton.LeftButton)
    assert spy.at(0) == ["7"]


def test_a_further_try_is_shown_at_once_and_numbered(pending: PendingStarts) -> None:
    pending.show_progress("7", answer(attempt=2))
    assert "Starting… 0 of 8 s (2 of 3)" in words(pending)


def test_stops_are_left_to_the_list(pending: PendingStarts, clock: Clock) -> None:
    clock.now = 105.0
    pending.show_progress("7", answer(operation=Operation.STOP))
    assert pending.isHidden()


def test_many_starts_are_counted_not_stacked(pending: PendingStarts, clock: Clock) -> None:
    clock.now = 102.0
    for number in range(5):
        pending.show_progress(str(number), answer())
    assert words(pending).count("Starting… 2 of 8 s") == 3
    assert "and 2 more" in words(pending)
    pending.show_progress("0", None)
    assert words(pending).count("Starting… 2 of 8 s") == 3
    assert "and 1 more" in words(pending)


def test_nothing_ticks_once_every_start_is_over(pending: PendingStarts) -> None:
    pending.show_progress("7", retry())
    ticking = [pending.ticking]
    pending.show_progress("7", None)
    assert [*ticking, pending.ticking] == [True, False]
    assert pending.isHidden()


def test_the_form_names_its_own_starts_and_takes_them_away_at_their_end(form: StartForm) -> None:
    stopped, cancelled = QSignalSpy(form.stop_waiting_requested), QSignalSpy(form.retry_cancelled)
    form.learn_session(started())
    form.show_progress("7", answer(attempt=2))
    assert "10001 · alice" in words(form.pending)
    press_button(form)
    form.show_progress("7", retry())
    press_button(form)
    assert (stopped.at(0), cancelled.at(0)) == (["7"], ["7"])
    form.show_progress("7", None)
    assert "10001 · alice" not in words(form.pending)
