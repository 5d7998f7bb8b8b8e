"""What a colleague did while their desk was away stands by its own time, marked until it was read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.colleague import TEAM, Colleague, join
from tests.support.widgets.window_driver import Staff, profile_for, window_at

HOUR = timedelta(hours=1)
MARK = "Recording · came late · accepted "


async def test_what_comes_from_a_desk_that_was_away_is_marked_in_its_place_until_it_was_read(
    wang: Staff, li: Colleague
) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", 2 * HOUR)
    await li.tells(wang, came=datetime.now(UTC))
    await wang.sees("carol", State.RECORDING)
    assert wang.state("carol").startswith(MARK)
    # By its own time, not as what is new.
    assert [one.target.account for one in wang.sessions.model.sessions()][-1] == "carol"
    wang.clicks_rows("carol")
    keeper = wang.error.keeper
    assert keeper is not None
    assert "Came late, from a desk that had no contact: here since " in keeper.label.text()
    assert wang.state("carol").startswith(MARK)
    wang.clicks_rows("alice")
    assert wang.state("carol").startswith("Recording · accepted ")
    # What it became since came late as well.
    await li.stops(990002, "carol")
    await li.tells(wang, came=datetime.now(UTC) + HOUR)
    await wang.sees("carol", State.STOPPED)
    assert wang.state("carol") == "Stopped · 1 of 2 files · came late"


async def test_what_comes_in_time_bears_no_mark_and_takes_one_away(wang: Staff, li: Colleague) -> None:
    await li.starts(990002, "carol", 2 * HOUR)
    await li.tells(wang, came=datetime.now(UTC))
    await wang.sees("carol", State.RECORDING)
    assert "came late" in wang.state("carol")
    await li.starts(990003, "dan")
    await li.stops(990002, "carol")
    await li.tells(wang, came=datetime.now(UTC) + timedelta(minutes=9))
    await wang.sees("carol", State.STOPPED)
    assert "came late" not in wang.state("carol") + wang.state("dan")


async def test_whoever_does_something_about_it_has_seen_it_and_the_next_day_it_is_no_news(
    wang: Staff, li: Colleague
) -> None:
    await li.starts(990002, "carol", 2 * HOUR)
    await li.tells(wang, came=datetime.now(UTC))
    await li.starts(990003, "dan", 14 * HOUR)
    await li.tells(wang, came=datetime.now(UTC) - 13 * HOUR)
    await wang.sees("dan", State.RECORDING)
    assert "came late" in wang.state("carol")
    assert "came late" not in wang.state("dan")
    wang.clicks_rows("carol")
    wang.presses(Qt.Key.Key_F8)
    await wang.asked(StopDialog)
    await wang.answers("Stop recording")
    await wang.sees("carol", State.STOPPED)
    assert "came late" not in wang.state("carol")
    # Nor does it go on to others so.
    rows = await wang.panel.bridge.services.ledger.own_rows_after(0)
    assert rows
    assert not any('"came_at":"' in row.body for row in rows)


async def test_what_was_read_is_no_news_in_the_next_panel_and_what_was_not_still_is(
    data_folder: Path, service: RunningSimulator, li: Colleague
) -> None:
    profile_for(data_folder, service.url)
    await li.starts(990002, "carol", 2 * HOUR)
    await li.starts(990003, "dan", 2 * HOUR)
    async with window_at(data_folder, operator="Wang") as wang:
        await join(wang)
        await li.tells(wang, came=datetime.now(UTC))
        await wang.sees("dan", State.RECORDING)
        wang.clicks_rows("carol")
        wang.clicks_rows("dan")
    async with window_at(data_folder, operator="Wang") as wang:
        await wang.sees("dan", State.RECORDING)
        wang.panel.actions.show_team(TEAM)
        assert "came late" not in wang.state("carol")
        assert "came late" in wang.state("dan")
        await li.stops(990002, "carol")
        await li.tells(wang, came=datetime.now(UTC) + HOUR)
        await wang.sees("carol", State.STOPPED)
        assert "came late" in wang.state("carol")
