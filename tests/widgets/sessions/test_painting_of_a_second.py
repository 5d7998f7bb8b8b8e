"""A second passes over 500 live recordings: the elapsed times in sight are painted, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from gui.core.foundation.enums import Operation
from gui.core.sessions.progress import Phase, Progress
from gui.widgets.sessions.second_ticker import SecondTicker
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import NOW, recording, stopped
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import settle, shown_list

LIVE: Final = 500
ENDED: Final = 100
SECONDS: Final = 5
UNDER_WAY: Final = Progress(Operation.STOP, Phase.ANSWER, 1, 3, since=0.0, until=8.0)


class Painted(QObject):
    """What is painted of a widget and all that is in it, each time with its place in it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.of: list[tuple[QWidget, QRect]] = []
        for part in (widget, *widget.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(watched, QWidget) and isinstance(event, QPaintEvent):
            self.of.append((watched, event.region().boundingRect()))
        return False


class Seconds:
    """Lets seconds pass by hand over a list, and keeps what they change."""

    def __init__(self, view: SessionList) -> None:
        self.table: QTableView = view.table
        ticker = view.table.findChild(SecondTicker)
        assert ticker is not None
        # Not before all rows are in: each that is live starts the clock anew.
        settle(view.model)
        ticker.set_active(False)
        self._ticker = ticker
        self._changed = QSignalSpy(view.model.dataChanged)
        self.painted = Painted(view)
        self.settle()

    def settle(self) -> None:
        """What changed before is painted."""
        QTest.qWait(50)
        self.painted.of.clear()

    def pass_by(self, count: int = SECONDS) -> None:
        for _ in range(count):
            self._ticker.ticked.emit()
            QApplication.processEvents()

    @property
    def changed(self) -> list[tuple[int, int, int, int]]:
        """Of each signal: first and last row, first and last column."""
        pairs = [(self._changed.at(n)[0], self._changed.at(n)[1]) for n in range(self._changed.count())]
        return [(one.row(), other.row(), one.column(), other.column()) for one, other in pairs]

    def in_sight(self) -> tuple[int, int]:
        return self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)

    def place_of(self, column: Column) -> QRect:
        """Where a column stands in the viewport; Qt takes the next one's first pixel along."""
        left, width = self.table.columnViewportPosition(column), self.table.columnWidth(column) + 1
        return QRect(left, 0, width, self.table.viewport().height())


@pytest.fixture
def view() -> Iterator[SessionList]:
    """500 live recordings above 100 that are over."""
    ended = [stopped(number, "a", asked_at=NOW - timedelta(hours=1)) for number in range(1, ENDED + 1)]
    made = shown_list([*ended, *(recording(number) for number in range(ENDED + 1, ENDED + LIVE + 1))])
    yield made
    discard(made)


@pytest.fixture
def seconds(view: SessionList) -> Seconds:
    return Seconds(view)


def test_a_second_is_one_signal_for_the_rows_in_sight_and_one_painting_of_their_clocks(
    seconds: Seconds,
) -> None:
    first, last = seconds.in_sight()
    assert 0 == first < last < 30
    seconds.pass_by()
    assert seconds.changed == [(first, last, Column.ELAPSED, Column.ELAPSED)] * SECONDS
    # Neither the other columns nor anything around the table.
    assert [widget for widget, _ in seconds.painted.of] == [seconds.table.viewport()] * SECONDS
    assert all(seconds.place_of(Column.ELAPSED).contains(place) for _, place in seconds.painted.of)


def test_operations_that_count_down_in_sight_are_one_more_signal_and_the_same_painting(
    view: SessionList, seconds: Seconds
) -> None:
    first, last = seconds.in_sight()
    for row in (first + 1, last - 1, LIVE - 1):
        view.model.set_progress(view.model.session_at(row).id, UNDER_WAY)
    seconds.settle()
    before = len(seconds.changed)
    seconds.pass_by(1)
    assert seconds.changed[before:] == [
        (first, last, Column.ELAPSED, Column.ELAPSED),
        (first + 1, last - 1, Column.STATE, Column.STATE),
    ]
    assert len(seconds.painted.of) == 1


def test_of_rows_in_sight_that_are_over_nothing_is_painted(view: SessionList, seconds: Seconds) -> None:
    view.table.verticalScrollBar().setValue(view.table.rowViewportPosition(LIVE - 1))
    seconds.settle()
    seconds.pass_by()
    first, last = seconds.in_sight()
    assert first == LIVE - 1 < last
    assert seconds.changed == [(first, first, Column.ELAPSED, Column.ELAPSED)] * SECONDS
    assert all(place.bottom() < view.table.rowViewportPosition(LIVE) for _, place in seconds.painted.of)


@pytest.mark.parametrize("gone", ["scrolled away", "another filter", "no such column"])
def test_while_no_clock_can_be_seen_nothing_is_painted(
    gone: str, view: SessionList, seconds: Seconds
) -> None:
    if gone == "scrolled away":
        view.table.scrollToBottom()
    elif gone == "another filter":
        view.model.show_profile("Another one")
    else:
        view.table.setColumnHidden(Column.ELAPSED, True)
    seconds.settle()
    before = len(seconds.changed)
    seconds.pass_by()
    assert seconds.painted.of == []
    assert len(seconds.changed) == before
