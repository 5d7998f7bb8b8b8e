"""The model of the session list: rows come, move and go one by one, and Qt is told the truth about it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from gui.core.foundation.enums import Operation, State
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_model import SessionModel
from tests.support.session_samples import (
    HandClock,
    ago,
    answered,
    recording,
    refused,
    sample,
    stopped,
    unconfirmed,
)
from tests.support.widgets.session_list_driver import MESSAGES, cell, elapsed, ids

DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
def model(hand: HandClock) -> Iterator[SessionModel]:
    made = SessionModel(MESSAGES, elapsed(hand))
    # Aborts the run at the first wrong announcement.
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    del tester


def put(model: SessionModel, *sessions: Session) -> None:
    for session in sessions:
        model.upsert(session)


def test_the_newest_session_stands_first_and_keeps_its_place_while_it_changes(model: SessionModel) -> None:
    put(model, recording(2), recording(1), sample(3, State.STARTING))
    assert ids(model) == ["3", "2", "1"]
    put(model, stopped(1, "a", row=9))
    assert ids(model) == ["3", "2", "1"]
    assert cell(model, 2, Column.STATE) == "Stopped · 1 file"


def test_a_change_is_told_for_its_own_row_alone_and_resets_nothing(model: SessionModel) -> None:
    put(model, recording(1), recording(2), recording(3))
    changed, reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    moved, layout = QSignalSpy(model.rowsMoved), QSignalSpy(model.layoutChanged)
    put(model, stopped(2, "a", row=9))
    assert changed.count() == 1
    first, last = changed.at(0)[0], changed.at(0)[1]
    assert (first.row(), last.row()) == (1, 1)
    assert (reset.count(), moved.count(), layout.count()) == (0, 0, 0)


def test_news_that_is_older_than_what_is_known_is_ignored(model: SessionModel) -> None:
    put(model, stopped(1, "a", row=5), recording(1, row=4))
    assert cell(model, 0, Column.STATE) == "Stopped · 1 file"


def test_counts_follow_every_change(model: SessionModel) -> None:
    told = QSignalSpy(model.counts_changed)
    put(model, recording(1), refused(2), unconfirmed(3), stopped(4, "a"), stopped(5))
    assert model.counts() == {
        QuickFilter.NEEDS_ATTENTION: 3,
        QuickFilter.LIVE: 2,
        QuickFilter.ENDED: 3,
        QuickFilter.ALL: 5,
    }
    before = told.count()
    put(model, refused(2, row=9, handled=True))
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 2
    assert told.count() == before + 1


def test_a_later_success_on_the_same_target_clears_its_failure(model: SessionModel) -> None:
    put(model, refused(1, room=7), refused(2, room=8))
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 2
    put(model, recording(3, room=7))
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 1
    put(model, refused(4, room=7))
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 2


def test_a_later_success_counts_too_when_everything_is_loaded_at_once(model: SessionModel) -> None:
    model.upsert_many([refused(1, room=7), *(recording(n) for n in range(3, 100)), recording(100, room=7)])
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 0


@pytest.mark.parametrize(
    ("quick", "expected"),
    [
        (QuickFilter.NEEDS_ATTENTION, ["3", "2"]),
        (QuickFilter.LIVE, ["3", "1"]),
        (QuickFilter.ENDED, ["4", "2"]),
        (QuickFilter.ALL, ["4", "3", "2", "1"]),
    ],
)
def test_each_quick_filter_shows_its_sessions(
    model: SessionModel, quick: QuickFilter, expected: list[str]
) -> None:
    put(model, recording(1), refused(2), unconfirmed(3), stopped(4, "a"))
    model.set_filter(quick)
    assert ids(model) == expected


@pytest.mark.parametrize(
    "wanted",
    ["4711", "BOB", "bob 4711", "evening", "30000411", "wang", "not started", "2025-11-19", "#1", "main"],
)
def test_a_search_finds_room_user_name_code_operator_state_date_in_any_case_whatever_filter_is_on(
    model: SessionModel, wanted: str
) -> None:
    one = refused(1, room=4711, account="Bob", operator="Wang", asked_at=ago(days=3))
    two = recording(2, account="eve", profile="Second")
    three = recording(3, account="mallory", profile="Second")
    model.upsert_many([one, two, three])
    put(model, replace(one, settings=replace(one.settings, file_name="evening show")))
    model.set_filter(QuickFilter.LIVE, wanted)
    assert ids(model) == ["1"]


def test_a_row_that_leaves_the_filter_goes_at_once_unless_the_list_is_held(model: SessionModel) -> None:
    put(model, recording(1), recording(2), recording(3))
    model.set_filter(QuickFilter.LIVE)
    put(model, stopped(1, "a", row=10))
    assert ids(model) == ["3", "2"]
    model.hold(True)
    put(model, stopped(2, "a", row=11))
    assert ids(model) == ["3", "2"]
    model.release()
    assert ids(model) == ["3"]


def test_a_row_that_comes_to_match_the_filter_is_put_in_its_place(model: SessionModel) -> None:
    put(model, unconfirmed(1), recording(2), unconfirmed(3))
    model.set_filter(QuickFilter.NEEDS_ATTENTION)
    inserted = QSignalSpy(model.rowsInserted)
    put(model, unconfirmed(2, row=9))
    assert ids(model) == ["3", "2", "1"]
    assert [inserted.at(0)[1], inserted.at(0)[2]] == [1, 1]


def test_columns_sort_both_ways_and_equals_stay_newest_first(model: SessionModel) -> None:
    put(model, recording(1, room=5), recording(2, room=40), recording(3, room=5))
    model.sort(Column.ROOM, UP)
    assert ids(model) == ["3", "1", "2"]
    model.sort(Column.ROOM, DOWN)
    assert ids(model) == ["2", "3", "1"]
    model.sort(-1)
    assert ids(model) == ["3", "2", "1"]


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("order", [UP, DOWN])
def test_a_changed_row_moves_to_where_a_new_sort_would_put_it(
    model: SessionModel, column: Column, order: Qt.SortOrder
) -> None:
    random = Random(column)
    put(model, *(_any(random, n, row=n) for n in range(1, 15)))
    model.sort(column, order)
    for row in range(100, 140):
        put(model, _any(random, random.randint(1, 18), row=row))
    shown = ids(model)
    model.sort(column, order)
    assert ids(model) == shown


def _any(random: Random, number: int, *, row: int) -> Session:
    room, operator = random.randint(1, 5), random.choice(["Li", "Wang"])
    made = (
        recording(number, row=row, room=room, operator=operator),
        refused(number, row=row, room=room, operator=operator),
        unconfirmed(number, row=row, room=room, operator=operator),
        stopped(number, "a", row=row, room=room, operator=operator),
    )
    return random.choice(made)


def test_hundreds_of_random_changes_under_filter_and_hold_keep_qt_informed(model: SessionModel) -> None:
    random = Random(7)
    for row in range(1, 400):
        put(model, _any(random, random.randint(1, 40), row=row))
        if random.random() < 0.1:
            model.set_filter(random.choice(list(QuickFilter)), random.choice(["", "", "10 1", "wang"]))
        if random.random() < 0.1:
            model.sort(random.randint(-1, len(Column) - 1), random.choice([UP, DOWN]))
        if random.random() < 0.2:
            model.hold(random.random() < 0.5)
        if random.random() < 0.1:
            model.release()
    model.hold(False)
    model.set_filter(QuickFilter.ALL)
    model.sort(-1)
    assert ids(model) == sorted(ids(model), key=int, reverse=True)
    assert model.counts()[QuickFilter.ALL] == model.rowCount() == 40


def test_what_points_at_a_row_goes_on_pointing_at_it_through_filter_and_order(model: SessionModel) -> None:
    put(model, *(recording(n, room=100 - n) for n in range(1, 20)), refused(20))
    kept = QPersistentModelIndex(model.index(_row(model, "7"), Column.USER))
    gone = QPersistentModelIndex(model.index(_row(model, "20"), Column.USER))
    model.sort(Column.ROOM, UP)
    model.set_filter(QuickFilter.LIVE)
    assert model.session_at(kept.row()).id == "7"
    assert kept.column() == Column.USER
    assert not gone.isValid()


def _row(model: SessionModel, session_id: str) -> int:
    row = model.row_of(session_id)
    assert row is not None
    return row


def test_a_tick_touches_the_visible_clock_cells_and_nothing_else(
    model: SessionModel, hand: HandClock
) -> None:
    put(model, *(recording(n) for n in range(1, 60)))
    changed = QSignalSpy(model.dataChanged)
    hand.sleep(3)
    model.tick(10, 20)
    assert changed.count() == 1
    first, last = changed.at(0)[0], changed.at(0)[1]
    assert (first.row(), last.row()) == (10, 20)
    assert (first.column(), last.column()) == (Column.ELAPSED, Column.ELAPSED)
    assert cell(model, 10, Column.ELAPSED) == "00:12:03"


def test_a_tick_over_ended_rows_touches_nothing(model: SessionModel) -> None:
    put(model, *(stopped(n, "a") for n in range(1, 10)))
    changed = QSignalSpy(model.dataChanged)
    model.tick(0, 8)
    model.tick(-1, -1)
    assert changed.count() == 0


def test_a_pending_request_ticks_in_its_state_cell_until_it_is_over(model: SessionModel) -> None:
    put(model, sample(1, State.STARTING))
    waiting = Progress(Operation.START, Phase.RETRY, 1, 3, since=0.0, until=0.0, code=30000208)
    model.set_progress("1", waiting)
    assert cell(model, 0, Column.STATE) == "Starting… · 30000208 · trying again in 0 s"
    changed = QSignalSpy(model.dataChanged)
    model.tick(0, 0)
    assert [changed.at(n)[0].column() for n in range(changed.count())] == [Column.ELAPSED, Column.STATE]
    model.set_progress("1", None)
    assert cell(model, 0, Column.STATE) == "Starting…"
    model.set_progress("unheard of", None)


def test_a_recording_comes_to_need_attention_by_its_age_alone(model: SessionModel, hand: HandClock) -> None:
    put(model, recording(1, minutes=350), recording(2, minutes=10))
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 0
    hand.sleep(timedelta(minutes=20).total_seconds())
    model.notice_overrun()
    assert model.counts()[QuickFilter.NEEDS_ATTENTION] == 1


def test_files_are_counted_where_there_can_be_some(model: SessionModel) -> None:
    put(model, recording(1), refused(2), stopped(3), stopped(4, "a", "b"))
    assert [cell(model, row, Column.FILES) for row in range(4)] == ["2", "0", "–", "–"]


def test_a_screen_reader_gets_the_words_and_a_loader_of_many_sessions_no_reset(model: SessionModel) -> None:
    reset = QSignalSpy(model.modelReset)
    model.upsert_many([recording(n) for n in range(1, 500)])
    assert model.rowCount(QModelIndex()) == 499
    state = model.index(0, Column.STATE)
    assert state.data(Qt.ItemDataRole.AccessibleTextRole) == "Recording · accepted " + _time_of(model)
    assert reset.count() == 0


def _time_of(model: SessionModel) -> str:
    accepted = model.session_at(0).accepted_at
    assert accepted is not None
    return f"{accepted.astimezone():%H:%M}"


def test_a_stop_that_was_refused_needs_attention_though_the_recording_goes_on(model: SessionModel) -> None:
    put(model, recording(1, failure=answered(30000404, Operation.STOP)))
    model.set_filter(QuickFilter.NEEDS_ATTENTION)
    assert ids(model) == ["1"]


def test_the_numbers_of_several_changes_are_told_once(model: SessionModel) -> None:
    told = QSignalSpy(model.counts_changed)
    model.hold_counts()
    for number in range(5):
        model.upsert(recording(number))
    assert told.count() == 0
    model.tell_counts()
    assert told.count() == 1
    assert told.at(0)[0][QuickFilter.LIVE] == 5
    model.hold_counts()
    model.tell_counts()
    assert told.count() == 1
    model.upsert(recording(7))
    assert told.count() == 2
