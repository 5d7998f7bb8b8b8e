"""Several accounts, and Practice among them: nobody takes one for another."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at


@pytest.fixture
async def practising(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """A new colleague on Practice; ``Main`` is there as well."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, profile="Practice") as staff:
        yield staff


@pytest.fixture
async def refused_elsewhere(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """The stop of carol in ``Main`` was refused; by now ``Practice`` is chosen."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, profile="Main") as staff:
        await staff.starts(990002, "carol")
        service.arm(operation="stop", code=30000405, times=10)
        await staff.stops("carol")
        await staff.until(staff.result.stop_again.isVisible, "the stop was refused")
        await staff.settles()
        service.disarm()
        staff.panel.actions.profiles.choose("Practice")
        await staff.until(staff.form.start_button.isEnabled, "Practice can start")
        yield staff


async def test_a_key_after_the_choice_of_an_account_chooses_no_other_one(practising: Staff) -> None:
    staff, pill = practising, practising.window.connection_bar.profile
    staff.panel.actions.profiles.choose("Main")
    pill.setFocus()
    pill.showPopup()
    pill.view().setCurrentIndex(pill.model().index(pill.findText("Practice"), 0))
    QTest.keyClick(pill.view(), Qt.Key.Key_Return)
    await staff.until(lambda: staff.panel.actions.profiles.current == "Practice", "Practice is chosen")
    assert staff.fields.room.hasFocus()
    staff.keys_in("M")
    staff.presses(Qt.Key.Key_Down)
    assert staff.panel.actions.profiles.current == "Practice"


async def test_a_practice_failure_says_first_that_nothing_is_recorded_there(practising: Staff) -> None:
    staff = practising
    await staff.starts(55501, "guest", State.FAILED)
    words = staff.error.details.words
    told = "Practice: nothing is recorded. For a real guest choose a real profile above."
    assert (words.practice.text(), words.practice.isVisible()) == (told, True)
    assert words.practice.y() < words.ask.mapTo(words, words.ask.rect().topLeft()).y()


async def test_who_quits_sees_of_which_account_each_live_recording_is(practising: Staff) -> None:
    staff = practising
    await staff.starts(990001, "alice")
    staff.panel.actions.profiles.choose("Main")
    await staff.until(staff.form.start_button.isEnabled, "Main can start")
    await staff.starts(990001, "alice")
    staff.window.close()
    question = await staff.asked(QuitDialog)
    lines = sorted(question.names.text().splitlines())
    assert lines == ["Main · room 990001: alice", "Practice · room 990001: alice"]
    staff.clicks(question.cancel)
    await staff.is_back()


async def test_stop_again_asks_once_another_account_is_chosen(
    refused_elsewhere: Staff, service: RunningSimulator
) -> None:
    staff = refused_elsewhere
    before = len(service.record)
    for button in (staff.result.stop_again, staff.error.foot.stop):
        if button is staff.error.foot.stop:
            staff.presses(Qt.Key.Key_F, CTRL)
            staff.keys_in("carol")
            staff.presses(Qt.Key.Key_Return)
            await staff.until(lambda: staff.error.foot.stop.text() == "Stop carol again", "she is found")
        staff.clicks(button)
        question = await staff.asked(StopDialog)
        assert [chip.place.profile for chip in question.chips] == ["Main"]
        assert question.cancel.isDefault()
        staff.clicks(question.cancel)
        await staff.is_back()
    await staff.settles()
    assert len(service.record) == before
