"""A ledger of thousands: the newest are there at once, older ones come as they are wanted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt

from gui.core.foundation.enums import State
from gui.core.foundation.times import exact_time
from gui.core.protocol.start_options import StartOptions
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.runtime import history_loader
from gui.widgets.runtime.bridge import LOADED_FIRST
from gui.widgets.runtime.history_loader import PAGE
from gui.widgets.sessions.session_columns import Column
from tests.support.core.ledger_history import days_of_sessions, fill
from tests.support.session_samples import answered
from tests.support.widgets.window_driver import Staff, profile_for, window_at

COUNT = LOADED_FIRST + PAGE + 700
PER_DAY = 100
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def ledger(now: datetime) -> list[Session]:
    """Ended recordings of three weeks, the oldest of them with something of its own each."""
    sessions = days_of_sessions(COUNT, PER_DAY, now)
    oldest = sessions[0]
    own = {
        "account": replace(oldest.target, account="old-dan"),
        "room": replace(oldest.target, room=77777),
    }
    changes = (
        {"target": own["account"]},
        {"target": own["room"]},
        {"settings": StartOptions("thesis-defence")},
        {"settings": StartOptions("x", tags=("数学", "evening"))},
        {"operator": "Ouyang"},
        {"state": State.FAILED, "failure": answered(30000405), "handled": True, "file_ids": ()},
        {"file_ids": ("8888888888",)},
    )
    for number, change in enumerate(changes):
        sessions[number] = replace(sessions[number], **change)  # type: ignore[arg-type]  # fields of a session
    return sessions


@pytest.fixture
async def desk(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """A support person whose ledger goes back three weeks."""
    profile_for(data_folder, service.url)
    fill(data_folder, ledger(datetime.now(UTC)))
    async with window_at(data_folder) as person:
        # Wide enough for all counts.
        person.window.resize(900, 720)
        await person.until(lambda: person.sessions.model.rowCount() == LOADED_FIRST, "the newest are there")
        yield person


def line(staff: Staff) -> str:
    """The quiet line below the list."""
    return staff.sessions.history.text() if staff.sessions.history.isVisible() else ""


def counted(number: int) -> str:
    """As the window writes it."""
    return QLocale().toString(number)


def in_order_of_days(staff: Staff) -> bool:
    return staff.sessions.model.by_time


def ended(staff: Staff) -> str:
    return staff.sessions.bar.button(QuickFilter.ENDED).text()


async def searches(staff: Staff, text: str) -> list[Session]:
    """Type into the search, and read the list once the ledger was looked through."""
    staff.types(staff.sessions.bar.search, text)
    model = staff.sessions.model
    await staff.until(lambda: staff.sessions.complete and not model.busy, "all sessions are there")
    return [model.session_at(row) for row in range(model.rowCount())]


async def test_the_newest_are_there_at_once_and_counts_claim_no_more_than_is_known(desk: Staff) -> None:
    assert ended(desk) == f"Ended {LOADED_FIRST}+"
    assert desk.sessions.bar.button(QuickFilter.LIVE).text() == "Live 0"
    assert (
        line(desk) == f"The newest {LOADED_FIRST} of {counted(COUNT)} sessions, and all that need attention"
    )
    desk.clicks(desk.sessions.bar.button(QuickFilter.LIVE))
    assert line(desk) == ""


async def test_at_the_end_of_the_list_the_next_page_comes_and_nothing_in_view_moves(desk: Staff) -> None:
    # Wide enough for all the counts.
    desk.window.resize(1000, 700)
    table, model = desk.sessions.table, desk.sessions.model
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum())
    at_top = model.session_at(table.rowAt(0)).id
    await desk.until(lambda: model.rowCount() == LOADED_FIRST + PAGE, "a page more is there")
    assert model.session_at(table.rowAt(0)).id == at_top
    await desk.until(lambda: line(desk).startswith("The newest"), "the work is over")
    assert line(desk).startswith(f"The newest {counted(LOADED_FIRST + PAGE)} of {counted(COUNT)}")
    bar.setValue(bar.maximum())
    await desk.until(lambda: line(desk) == "", "the whole ledger is there")
    assert ended(desk) == f"Ended {counted(COUNT)}"


async def test_the_button_loads_a_page_too(desk: Staff) -> None:
    assert desk.sessions.history.action.text() == "Load older…"
    desk.clicks(desk.sessions.history.action)
    await desk.until(lambda: desk.sessions.model.rowCount() == LOADED_FIRST + PAGE, "a page more is there")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("old-dan", "1"),
        ("77777", "2"),
        ("thesis-def", "3"),
        ("数学", "4"),
        ("OUYANG", "5"),
        ("30000405", "6"),
        ("not started", "6"),
        ("failed", "6"),
        ("8888888888", "7"),
        ("ouyang stopped", "5"),
    ],
)
async def test_a_search_finds_what_was_not_loaded_yet(desk: Staff, typed: str, number: str) -> None:
    assert [found.id for found in await searches(desk, typed)] == [number]


async def test_a_day_is_found_as_it_is_typed_and_no_more_is_read_than_back_to_it(desk: Staff) -> None:
    yesterday = datetime.now().astimezone().date() - timedelta(days=1)
    model = desk.sessions.model
    desk.types(desk.sessions.bar.search, "yesterday")
    await desk.until(lambda: 0 < model.rowCount() <= PER_DAY + 1, "only yesterday's are there")
    days = {model.session_at(row).asked_at.astimezone().date() for row in range(model.rowCount())}
    assert days == {yesterday}
    assert line(desk).startswith(f"Searched: the newest {LOADED_FIRST} of")
    long_ago = yesterday - timedelta(days=15)
    found = await searches(desk, f"{long_ago.day} {long_ago:%b}")
    assert {session.asked_at.astimezone().date() for session in found} == {long_ago}


async def test_while_it_is_not_all_there_no_hit_says_since_when(desk: Staff) -> None:
    desk.types(desk.sessions.bar.search, "nobody at all")
    assert "is in no recording since" in desk.sessions.empty.headline.text()
    await desk.until(lambda: desk.sessions.complete, "all of it was looked through")
    await desk.until(
        lambda: desk.sessions.empty.headline.text() == "“nobody at all” is in no recording of this list",
        "the words claim it for the whole list",
    )


async def test_loading_can_be_stopped_and_goes_on_when_asked(
    desk: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Many pages: the one that is on its way when staff press is not the last.
    monkeypatch.setattr(history_loader, "PAGE", 50)
    desk.types(desk.sessions.bar.search, "old-dan")
    history = desk.sessions.history
    await desk.until(lambda: line(desk).startswith("Loading older sessions…"), "older ones are being read")
    desk.clicks(history.action)
    await desk.until(lambda: line(desk).startswith("Searched: the newest"), "it rests")
    assert not desk.sessions.complete
    desk.clicks(history.action)
    await desk.until(lambda: desk.sessions.model.rowCount() == 1, "it is found")


async def test_a_line_with_the_days_name_stands_between_rows_of_different_days(desk: Staff) -> None:
    table, model = desk.sessions.table, desk.sessions.model
    days = [model.day_at(row) for row in range(3 * PER_DAY)]
    # Where a day begins of whose day before there are some rows.
    begins = next(row for row in range(10, len(days)) if days[row] != days[row - 1])
    table.scrollTo(model.index(begins - 3, 0), table.ScrollHint.PositionAtTop)
    named = table.days.named()
    assert named[0] == (days[begins], table.rowViewportPosition(begins))
    assert len({day for day, _ in named}) == len(named)
    assert table.rowHeight(begins) == table.rowHeight(begins - 1) + table.days.height


async def test_the_day_can_be_heard_and_pointed_at(desk: Staff) -> None:
    model = desk.sessions.model
    assert model.headerData(PER_DAY, Qt.Orientation.Vertical, SPOKEN) == "Yesterday"
    asked = model.session_at(PER_DAY).asked_at.astimezone()
    tip = model.index(PER_DAY, Column.TIME).data(Qt.ItemDataRole.ToolTipRole)
    accepted = model.session_at(PER_DAY).accepted_at
    assert accepted is not None
    words, *exact = tip.split("\n")
    assert words == f"Asked for Yesterday, {asked:%H:%M} · accepted Yesterday {accepted.astimezone():%H:%M}"
    assert exact[:2] == [f"Asked for: {exact_time(asked)}", f"Accepted: {exact_time(accepted)}"]


async def test_a_list_in_another_order_has_no_day_lines(desk: Staff) -> None:
    assert in_order_of_days(desk)
    desk.sessions.table.sortByColumn(Column.ROOM, Qt.SortOrder.AscendingOrder)
    assert not in_order_of_days(desk)
    desk.sessions.table.sortByColumn(Column.TIME, Qt.SortOrder.DescendingOrder)
    assert in_order_of_days(desk)
