"""Rows of several desks in one list: which of them stand for others, what is counted and found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_texts import shown
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Failure, Session, Witness
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import NOW, ago, recording, sample, stopped
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import cell, click_row, ids, selected_ids, shown_list

LI, XU = "1" * 32, "2" * 32
TEAM = TeamContact(TeamDesk("WA", "Wang"), {LI: TeamDesk("LI", "Li"), XU: TeamDesk("XU", "Xu")})


def twice(number: int, *, desk: str = "", asked: float = 1, **changes: object) -> Session:
    """One of two starts that nobody has told from the other yet."""
    said = (
        Witness(LI, 2, "Li", ago(minutes=2), Operation.START, State.RECORDING),
        Witness(XU, 2, "Wang", ago(minutes=1), Operation.START, State.RECORDING),
    )
    failure = Failure(Delivery.NO_ANSWER, Operation.START, word=LocalFailure.APART)
    begun = sample(number, State.UNKNOWN, room=10001, failure=failure, asked_at=ago(minutes=asked))
    return replace(begun, apart=said, desk=desk, **changes)  # type: ignore[arg-type]  # of any field


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list([recording(1, room=10009), recording(2, room=10008, desk=LI)])
    made.set_team(TEAM)
    yield made
    discard(made)


def counts(view: SessionList) -> list[int]:
    return list(view.model.counts().values())


@pytest.mark.parametrize("own_first", [True, False])
def test_of_several_starts_this_desks_own_is_the_one_row(view: SessionList, own_first: bool) -> None:
    own, other = twice(3, row=9), twice(4, desk=LI, row=10)
    for one in (own, other) if own_first else (other, own):
        view.upsert(one)
    assert ids(view.model) == ["3", "2", "1"]
    assert counts(view) == [1, 3, 0, 3]
    assert len(view.model.live_sessions()) == 3
    assert [one.id for one, _needs in view.model.open_sessions()] == ["1", "2", "3"]
    assert view.model.is_newest(own)


def test_of_starts_elsewhere_the_first_that_came_stays_the_row(view: SessionList) -> None:
    view.upsert(twice(3, desk=LI))
    view.upsert(twice(4, desk=XU))
    assert ids(view.model) == ["3", "2", "1"]
    # They come at once as the list is loaded.
    view.upsert_many([twice(5, desk=XU), twice(6, desk=LI)])
    assert ids(view.model) == ["3", "2", "1"]


def test_the_row_stays_selected_as_the_other_start_comes(view: SessionList) -> None:
    view.upsert(recording(3, room=10001))
    click_row(view, 0)
    view.upsert(twice(4, desk=LI, row=10))
    view.upsert(twice(3, row=11))
    assert ids(view.model) == ["3", "2", "1"]
    assert selected_ids(view) == ["3"]
    assert cell(view.model, 0, Column.STATE).startswith("Started twice (Li ")


def test_a_stop_is_meant_for_the_start_that_was_asked_for_last(view: SessionList) -> None:
    view.upsert(twice(3, asked=2))
    view.upsert(twice(4, desk=LI, asked=1))
    assert view.model.acted_on("3") == "4"
    assert view.model.acted_on("1") == "1"
    # To the service the accepted one is the recording.
    view.upsert(twice(3, asked=2, accepted_at=ago(minutes=2), row=20))
    assert view.model.acted_on("4") == "3"


def test_once_they_fit_together_again_each_is_a_row(view: SessionList) -> None:
    view.upsert(twice(3, row=9))
    view.upsert(twice(4, desk=LI, row=10))
    view.upsert(stopped(3, "file", room=10001, row=11))
    assert ids(view.model) == ["4", "3", "2", "1"]
    view.upsert(stopped(4, "file", room=10001, row=12, desk=LI))
    assert ids(view.model) == ["4", "3", "2", "1"]
    assert counts(view) == [0, 2, 2, 4]


def test_mine_counts_and_lists_ones_own_and_what_several_started(view: SessionList) -> None:
    view.upsert(twice(3, desk=LI))
    view.upsert(stopped(4, "file", desk=XU))
    assert view.bar.whose is not None
    view.bar.whose.mine.click()
    assert ids(view.model) == ["3", "1"]
    assert counts(view) == [1, 2, 0, 2]
    view.upsert(stopped(5, "file", desk=XU))
    view.upsert(stopped(6, "file"))
    assert ids(view.model) == ["6", "3", "1"]
    assert counts(view) == [1, 2, 1, 3]
    view.bar.set_filter(QuickFilter.ENDED)
    assert ids(view.model) == ["6"]
    view.bar.set_filter(QuickFilter.NEEDS_ATTENTION)
    assert ids(view.model) == ["3"]
    # Whoever is led to a colleague's row sees it.
    view.select(["2"])
    assert "2" in ids(view.model)
    assert view.bar.whose.team.isChecked()


def test_a_desks_code_is_found_by_a_search(view: SessionList) -> None:
    view.upsert(recording(3, account="bob", operator="Mei", desk=XU))
    view.bar.search.setText("xu")
    assert ids(view.model) == ["3"]
    view.bar.search.setText("wa 10009")
    assert ids(view.model) == ["1"]


def test_without_the_team_its_column_and_buttons_go(view: SessionList) -> None:
    assert view.bar.whose is not None
    assert not view.table.isColumnHidden(Column.TEAM)
    view.bar.whose.mine.click()
    kept = view.state()
    view.set_team(None)
    assert view.table.isColumnHidden(Column.TEAM)
    assert not view.bar.whose.isVisible()
    assert ids(view.model) == ["2", "1"]
    view.restore_state(kept)
    assert view.table.isColumnHidden(Column.TEAM)


def test_in_a_narrow_list_no_column_goes_out_of_sight_for_the_team(view: SessionList) -> None:
    view.resize(605, 400)
    QApplication.processEvents()
    assert view.table.horizontalScrollBar().maximum() == 0
    header = view.table.horizontalHeader()
    assert header.visualIndex(Column.TEAM) == header.visualIndex(Column.NOTE) - 1
    # Note, where most have nothing, gives up its room for the whole name of a colleague.
    view.resize(620, 400)
    QApplication.processEvents()
    name = view.table.fontMetrics().horizontalAdvance("Wang · WA")
    assert view.table.columnWidth(Column.TEAM) > name
    assert view.table.horizontalScrollBar().maximum() == 0


def test_what_desks_say_differently_is_told_without_a_winner() -> None:
    said = (
        Witness(LI, 2, "Li", ago(minutes=2), Operation.STOP, State.STOPPED),
        Witness(XU, 2, "Wang", ago(minutes=1), Operation.START, State.RECORDING),
    )
    words = shown(replace(twice(3), apart=said), Messages("en"), NOW).text
    assert words.startswith("Different answers (Li ")
    assert ": stopped, Wang " in words
    third = Witness(LI, 9, "Xu", NOW, Operation.START, State.UNKNOWN)
    thrice = replace(twice(3), apart=(*twice(3).apart, third))
    assert shown(thrice, Messages("en"), NOW + timedelta(1)).short == "Started 3 times"
    assert "apart" not in words


def test_a_hollow_row_of_a_colleague_shows_no_green(view: SessionList) -> None:
    view.set_team(replace(TEAM, reached=False, since=NOW))
    assert cell(view.model, 0, Column.STATE).startswith("Recording · as of ")
    assert cell(view.model, 1, Column.STATE).startswith("Recording · accepted ")
    menu = view.table.actions_of_selection
    click_row(view, 0)
    assert menu.stop.isEnabled()
