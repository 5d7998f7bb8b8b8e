"""A data folder that can't be written: the list is shown all the same, and nothing is sent or marked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.settle_dialog import SettleDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.sessions.session_columns import Column
from tests.support.core.interrupted_ledger import left_open, recording_since
from tests.support.widgets.window_driver import Staff, profile_for, window_at


@pytest.fixture
async def folder(data_folder: Path, service: RunningSimulator) -> Path:
    """One recording, and one start that was cut off; no process can take its place beside the ledger."""
    profile_for(data_folder, service.url)
    await recording_since(data_folder, service.url, 1, "alice")
    await left_open(data_folder, service.url, 1)
    processes = data_folder / "processes"
    processes.rmdir()
    processes.write_text("in the way", encoding="utf-8")
    return data_folder


async def in_trouble(staff: Staff) -> None:
    await staff.until(staff.window.trouble.isVisible, "the trouble is told")


async def test_the_list_is_shown_and_start_waits(folder: Path, service: RunningSimulator) -> None:
    async with window_at(folder, wait=False) as staff:
        await in_trouble(staff)
        text = staff.window.trouble.text
        assert "can't be written" in text
        assert str(folder) in text
        assert "Until then the list can only be read: it shows what was known at " in text
        assert staff.state("alice").startswith("Recording")
        assert staff.state("user00").startswith("Unconfirmed start")
        assert staff.attention() == "Needs attention 1"
        assert not staff.form.start_button.isEnabled()
        await staff.until(lambda: "Start waits: see below the list." in staff.said(), "it is told why")
        # It asks for a choice that can't be written yet.
        assert not staff.window.found_again.isVisible()
        staff.clicks_rows("user00")
        assert staff.error.header.headline.text().startswith("Unconfirmed start")
        assert not staff.window.bug.isVisible()
    assert service.record == ()


async def test_what_is_asked_for_is_refused_with_the_reason(folder: Path, service: RunningSimulator) -> None:
    async with window_at(folder, wait=False) as staff:
        await in_trouble(staff)
        headline = staff.error.header.headline
        staff.clicks_rows("alice")
        staff.presses(Qt.Key.Key_F8)
        stop = await staff.asked(StopDialog)
        staff.clicks(stop.yes)
        await staff.is_back()
        await staff.until(lambda: headline.text() == "Stop not sent", "the stop is refused")
        assert staff.result.isVisible()
        assert not staff.result.under_way
        staff.clicks_rows("user00")
        staff.settles_as(Step.MARK_AS_ENDED, "the guest has left")
        await staff.until(lambda: headline.text() == "Not written", "the decision is refused")
        staff.clicks_rows("user00", "alice")
        staff.sessions.table.actions_of_selection.it_is_recording.trigger()
        many = await staff.asked(SettleDialog)
        staff.clicks(many.yes)
        await staff.is_back()
        await staff.settles()
        assert staff.session("user00").state is State.UNKNOWN
        assert staff.cell("alice", Column.ROOM) == "990001"
    assert service.record == ()


async def test_once_it_can_be_written_trying_again_makes_the_whole_window_work(folder: Path) -> None:
    async with window_at(folder, wait=False) as staff:
        await in_trouble(staff)
        (folder / "processes").unlink()
        staff.clicks(staff.window.trouble.action)
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        assert not staff.window.trouble.isVisible()
        assert "One recording is unconfirmed" in staff.window.found_again.text
        staff.clicks_rows("user00")
        staff.settles_as(Step.MARK_AS_ENDED, "the guest has left")
        await staff.sees("user00", State.STOPPED)
        await staff.starts(990002, "carol")
