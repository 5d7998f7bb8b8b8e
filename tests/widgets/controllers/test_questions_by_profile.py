"""No question mixes profiles: each profile's recordings are asked about by themselves."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.window_driver import Staff, profile_for, window_at


@pytest.fixture
async def two_profiles(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """``Main`` with alice and carol, ``Second`` with frank."""
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        await staff.starts(990001, "alice")
        await staff.starts(990002, "carol")
        staff.panel.actions.profiles.choose("Second")
        await staff.until(staff.form.start_button.isEnabled, "Second can start")
        await staff.starts(990004, "frank")
        staff.window.connection_bar.all_accounts.setChecked(True)
        await staff.until(lambda: staff.sessions.model.rowCount() == 3, "all accounts are listed")
        yield staff


async def test_f8_over_two_profiles_asks_twice_and_each_question_names_its_own(two_profiles: Staff) -> None:
    staff = two_profiles
    staff.clicks_rows("alice", "carol", "frank")
    staff.presses(Qt.Key.Key_F8)
    asked = []
    for _ in range(2):
        question = await staff.asked(StopDialog)
        (chip,) = question.chips
        profiles = {session.profile for session in question.sessions}
        asked.append((chip.place.profile, profiles, len(question.sessions)))
        staff.clicks(question.yes)
        await staff.until(partial(gone, question), "it is answered")
    await staff.is_back()
    assert sorted(asked, key=lambda one: one[0]) == [("Main", {"Main"}, 2), ("Second", {"Second"}, 1)]
    for account in ("alice", "carol", "frank"):
        await staff.sees(account, State.STOPPED)


async def test_a_question_says_that_one_about_another_account_follows(two_profiles: Staff) -> None:
    staff = two_profiles
    staff.clicks_rows("alice", "frank")
    staff.presses(Qt.Key.Key_F8)
    turns = []
    for _ in range(2):
        question = await staff.asked(StopDialog)
        own, turn = question.chips[0].place.profile, question.turn.text()
        other = {"Main": "Second", "Second": "Main"}[own]
        turns.append(turn.replace(other, "the other"))
        assert question.turn.isVisible()
        staff.clicks(question.cancel)
        await staff.until(partial(gone, question), "it is answered")
    await staff.is_back()
    follows = "Question 1 of 2; the next one is about the other."
    assert turns == [follows, "Question 2 of 2, the last one."]
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    alone = await staff.asked(StopDialog)
    assert not alone.turn.isVisible()
    staff.clicks(alone.cancel)
    await staff.is_back()


async def test_cancel_of_one_profile_s_question_leaves_the_other_s_to_be_asked(two_profiles: Staff) -> None:
    staff = two_profiles
    staff.clicks_rows("alice", "frank")
    staff.presses(Qt.Key.Key_F8)
    first = await staff.asked(StopDialog)
    (left,) = first.sessions
    staff.clicks(first.cancel)
    await staff.until(lambda: gone(first), "it is answered")
    second = await staff.asked(StopDialog)
    (stopped,) = second.sessions
    staff.clicks(second.yes)
    await staff.sees(stopped.target.account, State.STOPPED)
    await staff.is_back()
    assert staff.session(left.target.account).state is State.RECORDING


async def test_return_stops_nothing_of_another_account_than_the_chosen_one(two_profiles: Staff) -> None:
    staff = two_profiles
    staff.clicks_rows("frank")
    staff.presses(Qt.Key.Key_F8)
    own = await staff.asked(StopDialog)
    assert own.yes.isDefault()
    staff.clicks(own.cancel)
    await staff.is_back()
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    other = await staff.asked(StopDialog)
    staff.presses(Qt.Key.Key_Return)
    await staff.until(lambda: gone(other), "it is cancelled")
    await staff.is_back()
    await staff.settles()
    assert staff.session("alice").state is State.RECORDING


async def test_a_further_return_does_not_answer_the_question_about_the_next_account(
    two_profiles: Staff,
) -> None:
    staff = two_profiles
    staff.clicks_rows("alice", "frank")
    staff.presses(Qt.Key.Key_F8)
    first = await staff.asked(StopDialog)
    staff.clicks(first.yes)
    await staff.until(lambda: gone(first), "it is answered")
    second = await staff.asked(StopDialog)
    (left,) = second.sessions
    staff.presses(Qt.Key.Key_Return)
    await staff.until(lambda: gone(second), "it is cancelled")
    await staff.is_back()
    await staff.settles()
    assert staff.session(left.target.account).state is State.RECORDING


def gone(dialog: StopDialog) -> bool:
    """Closed, and perhaps deleted."""
    return not isValid(dialog) or not dialog.isVisible()


async def test_nobody_leaves_the_shift_because_the_chosen_account_has_nothing_live(
    two_profiles: Staff,
) -> None:
    staff = two_profiles
    staff.window.connection_bar.all_accounts.setChecked(False)
    staff.panel.actions.profiles.choose("Practice")
    shift = staff.error.shift.live
    await staff.until(lambda: "3 live elsewhere" in staff.window.status.counts.text(), "it is told")
    assert (shift.count.text(), shift.words.text()) == ("0", "live, and 3 in other profiles")
