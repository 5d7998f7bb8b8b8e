"""Stop stands on the current selected row only, names the guest, and no press that was for something else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.core.foundation.enums import State
from gui.widgets.sessions.row_stop import RowStop
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import HandClock, recording, refused, sample, stopped
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import click_row, shown_list

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list([recording(n, account=f"user{n}") for n in range(1, 5)] + [refused(5), stopped(6, "a")])
    yield made
    discard(made)


def button(view: SessionList) -> QPushButton | None:
    """The one on the rows, where it can be seen."""
    found = [one for one in view.table.viewport().findChildren(QPushButton) if one.isVisible()]
    stops = [one for one in found if one.text().startswith("Stop ")]
    assert len(stops) < 2
    return stops[0] if stops else None


def chosen(view: SessionList, row: int) -> QPushButton:
    click_row(view, row)
    QTest.qWait(30)
    found = button(view)
    assert found is not None
    return found


def test_it_names_the_guest_and_stands_in_the_selected_row(view: SessionList) -> None:
    stop = chosen(view, 2)
    assert (stop.text(), stop.accessibleName()) == ("Stop user4", "Stop user4 in room 10004")
    row = view.table.visualRect(view.model.index(2, 0))
    assert row.top() <= stop.geometry().top() <= stop.geometry().bottom() <= row.bottom()
    named = [one for one in view.findChildren(QPushButton) if one.accessibleName() == "Stop recording"]
    assert named == [view.bar.stop]


def test_it_never_comes_by_pointing_at_a_row(view: SessionList) -> None:
    QTest.mouseMove(view.table.viewport(), view.table.visualRect(view.model.index(3, 1)).center())
    QTest.qWait(30)
    assert button(view) is None


def test_several_selected_rows_or_one_that_is_over_have_none(view: SessionList) -> None:
    chosen(view, 2)
    click_row(view, 3, CONTROL)
    QTest.qWait(30)
    assert button(view) is None
    click_row(view, 0)
    QTest.qWait(30)
    assert button(view) is None


def test_it_goes_once_the_recording_is_over(view: SessionList) -> None:
    chosen(view, 2)
    view.upsert(sample(4, State.STOPPING, row=50, account="user4"))
    QTest.qWait(60)
    assert button(view) is None


def test_a_press_asks_to_stop_that_guest(view: SessionList) -> None:
    stop = chosen(view, 2)
    asked = QSignalSpy(view.stop_requested)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert [asked.at(n) for n in range(asked.count())] == [[["4"]]]


@pytest.fixture
def lone() -> Iterator[tuple[RowStop, HandClock]]:
    """A button of its own, on a clock that is wound by hand."""
    usual = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(400)
    rows, hand = QWidget(), HandClock()
    rows.resize(600, 300)
    stop = RowStop(rows, hand.seconds)
    rows.show()
    stop.offer(recording(1))
    stop.stand_in(QRect(0, 60, 600, 30))
    yield stop, hand
    discard(rows)
    QApplication.setDoubleClickInterval(usual)


def presses_that_count(stop: RowStop) -> int:
    asked = QSignalSpy(stop.stop_chosen)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    return asked.count()


def test_the_second_press_of_the_double_click_that_chose_the_row_is_dropped(
    lone: tuple[RowStop, HandClock],
) -> None:
    stop, hand = lone
    assert presses_that_count(stop) == 0
    hand.sleep(QApplication.doubleClickInterval() / 1000 + 0.01)
    assert presses_that_count(stop) == 1
    asked = QSignalSpy(stop.stop_chosen)
    QTest.mouseDClick(stop, Qt.MouseButton.LeftButton)
    assert asked.count() <= 1


def test_for_a_second_after_its_row_has_moved_it_takes_no_press(lone: tuple[RowStop, HandClock]) -> None:
    stop, hand = lone
    hand.sleep(5)
    stop.stand_in(QRect(0, 90, 600, 30))
    hand.sleep(0.9)
    assert presses_that_count(stop) == 0
    hand.sleep(0.2)
    assert presses_that_count(stop) == 1
    stop.stand_in(QRect(0, 90, 600, 30))
    assert presses_that_count(stop) == 1


def test_a_press_by_accessibility_counts_at_once(view: SessionList) -> None:
    stop = chosen(view, 2)
    asked = QSignalSpy(view.stop_requested)
    stop.click()
    assert asked.at(0) == [["4"]]


def test_a_row_out_of_sight_has_none() -> None:
    many = shown_list([recording(n) for n in range(1, 80)])
    chosen(many, 3)
    many.table.verticalScrollBar().setValue(1200)
    assert button(many) is None
    many.table.verticalScrollBar().setValue(0)
    assert button(many) is not None
    discard(many)


def test_a_long_user_and_an_ampersand_are_shown_as_they_are() -> None:
    made = shown_list([recording(1, account="a&b" + "x" * 40)])
    stop = chosen(made, 0)
    assert stop.text().startswith("Stop a&&b")
    assert stop.text().endswith("…")
    assert stop.accessibleName() == f"Stop a&b{'x' * 40} in room 10001"
    assert stop.geometry().right() < made.table.viewport().width()
    assert made.table.viewport().rect().contains(QPoint(stop.geometry().left(), stop.geometry().top()))
    discard(made)


def test_no_word_of_its_row_stands_below_or_beside_it(view: SessionList) -> None:
    view.resize(560, 400)
    stop = chosen(view, 2)
    row = view.table.visualRect(view.model.index(2, 0))
    image = view.table.viewport().grab().toImage()
    ground = image.pixel(stop.geometry().left() - 3, row.center().y())
    for y in range(row.top() + 3, row.bottom() - 3):
        for x in (stop.geometry().left() - 3, stop.geometry().right() + 3):
            assert image.pixel(x, y) == ground
