"""Rows of several accounts selected at once: each account is summed up and acted on by itself."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.dialogs.retry_dialog import RetryDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.sessions.selection_parts import BulkStep
from gui.widgets.sessions.selection_summary import SelectionSummary
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at


@pytest.fixture
async def staff(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """Practice and Main both have a live recording and a failed start; *All accounts* is on."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, profile="Practice") as person:
        for profile in ("Practice", "Main"):
            person.panel.actions.profiles.choose(profile)
            await person.until(person.form.start_button.isEnabled, f"{profile} can start")
            await person.starts(990001, "alice")
            await person.starts(55501, "guest", State.FAILED)
        person.clicks(person.window.connection_bar.all_accounts)
        yield person


def tones(titles: Iterable[ToneLabel]) -> list[Tone]:
    """In which of the tones that differ here each is painted."""
    found = []
    for title in titles:
        colour = title.palette().windowText().color()
        found += [tone for tone in (Tone.LIVE, Tone.DANGER, Tone.PRACTICE) if tone_color(tone) == colour]
    return found


async def selects_all(staff: Staff) -> SelectionSummary:
    staff.sessions.table.setFocus()
    QTest.keyClick(staff.sessions.table, Qt.Key.Key_A, CTRL)
    await staff.until(staff.window.selection_summary.isVisible, "they are summed up")
    return staff.window.selection_summary


async def test_each_account_is_counted_by_itself_and_practice_is_violet_and_last(staff: Staff) -> None:
    summary = await selects_all(staff)
    assert summary.headline.text() == "4 selected in 2 profiles"
    assert not summary.counts.isVisible()
    assert [row for row in summary.groups() if row.isVisible()] == []
    parts = [part for part in summary.accounts if part.isVisible()]
    assert [part.chip.place.profile for part in parts] == ["Main", "Practice"]
    assert [part.headline.text() for part in parts] == ["2 selected, 1 of them live"] * 2
    assert [part.counts.text() for part in parts] == ["1 not started · 1 recording"] * 2
    main, practice = (tones(row.title for row in part.states.rows()) for part in parts)
    assert main == [Tone.LIVE, Tone.DANGER]
    assert practice == [Tone.PRACTICE, Tone.PRACTICE]
    assert tones(row.title for row in parts[1].failures.rows()) == [Tone.PRACTICE]
    staff.clicks_rows("alice")
    await staff.until(staff.error.isVisible, "one row has the inspector")


async def test_what_is_done_with_one_account_leaves_the_other_alone(
    staff: Staff, service: RunningSimulator
) -> None:
    summary = await selects_all(staff)
    main, practice = summary.accounts
    again = main.decide[BulkStep.START_AGAIN]
    assert (again.text(), again.accessibleName()) == ("Start 1 again…", "Start 1 again… · Main")
    sent = len(service.record)
    staff.clicks(again)
    question = await staff.asked(RetryDialog)
    assert [chip.place.profile for chip in question.chips] == ["Main"]
    assert question.headline.text() == "Start this recording again?"
    staff.clicks(question.cancel)
    await staff.is_back()
    staff.clicks(practice.decide[BulkStep.HANDLED])
    staff.presses(Qt.Key.Key_Return)
    await staff.settles()
    failed = {
        one.profile: one.handled for one in staff.sessions.model.sessions() if one.state is State.FAILED
    }
    assert failed == {"Main": False, "Practice": True}
    assert len(service.record) == sent


async def test_the_stop_at_the_foot_says_how_many_of_which_account_and_asks_for_each_with_practice_last(
    staff: Staff,
) -> None:
    summary = await selects_all(staff)
    assert summary.foot.stop.text() == "Stop 2"
    assert summary.stays.whole_text() == "Asked for each profile: Main 1 · Practice 1"
    staff.clicks(summary.foot.stop)
    asked = []
    for _ in range(2):
        question = await staff.asked(StopDialog)
        asked.append([chip.place.profile for chip in question.chips])
        staff.clicks(question.cancel)
    assert asked == [["Main"], ["Practice"]]
    await staff.is_back()


async def test_rows_of_practice_alone_are_violet_while_all_accounts_are_listed(staff: Staff) -> None:
    ids = [one.id for one in staff.sessions.model.sessions() if one.profile == "Practice"]
    staff.sessions.select(ids)
    summary = staff.window.selection_summary
    await staff.until(summary.isVisible, "they are summed up")
    assert summary.headline.text() == "2 selected, 1 of them live"
    assert tones(row.title for row in summary.states.rows()) == [Tone.PRACTICE, Tone.PRACTICE]
