"""Profiles with live recordings in the window: removing one asks, and what lost its own can be stopped."""

from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.profiles.profiles import Profiles
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.connection.remove_profile_dialog import RemoveProfileDialog
from gui.widgets.controls.ask_dialog import Question
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.window_driver import Staff, profile_for, window_at


async def one_live(folder: Path, service: RunningSimulator) -> None:
    """Recorded through ``Main``."""
    profile_for(folder, service.url)
    async with window_at(folder) as staff:
        await staff.starts(990001, "alice")


def removed(folder: Path, name: str) -> None:
    profiles = Profiles(folder)
    profiles.remove(name)


async def asks_to_remove(staff: Staff, name: str) -> RemoveProfileDialog:
    staff.panel.actions.profiles.open_settings(name)
    dialog = await staff.asked(ConnectionDialog)
    await staff.settles()
    dialog.edit(name)
    staff.clicks(dialog.remove_button)
    staff.clicks((await staff.asked(Question)).yes)
    return await staff.asked(RemoveProfileDialog)


async def test_f8_stops_a_recording_of_a_removed_profile_through_the_only_other_one_that_leads_there(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    removed(data_folder, "Main")
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Second") as staff:
        await staff.stops("alice")
        await staff.sees("alice", State.STOPPED)
        assert staff.session("alice").profile == "Second"


async def test_of_several_that_lead_there_staff_choose_one_before_the_stop(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    removed(data_folder, "Main")
    for name in ("Second", "Third"):
        profile_for(data_folder, service.url, name)
    async with window_at(data_folder, profile="Third") as staff:
        staff.clicks_rows("alice")
        staff.sessions.request_stop()
        dialog = await staff.asked(StopDialog)
        (choice,) = dialog.choices.values()
        assert [choice.itemText(at) for at in range(choice.count())] == ["Second", "Third"]
        assert choice.currentText() == "Third"
        choice.setCurrentText("Second")
        staff.clicks(dialog.yes)
        await staff.is_back()
        await staff.sees("alice", State.STOPPED)
        assert staff.session("alice").profile == "Second"


async def test_where_none_leads_there_the_relay_is_named_and_the_way_on_can_be_followed(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    removed(data_folder, "Main")
    profile_for(data_folder, "http://127.0.0.1:9", "Else")
    async with window_at(data_folder, profile="Else") as staff:
        await staff.stops("alice")
        await staff.until(lambda: "profile" in staff.error.code_key(), "the reason is told")
        assert service.url.removeprefix("http://") in staff.error.details.message.text()
        assert "connect the account of that relay and app again" in staff.error.details.solution.text()
        assert staff.session("alice").state is State.RECORDING
        # As it says: the account is connected again, by whatever door.
        profile_for(data_folder, service.url, "Again")
        await staff.stops("alice")
        await staff.sees("alice", State.STOPPED)


async def test_a_profile_with_a_live_recording_is_removed_once_another_carries_it_on(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        question = await asks_to_remove(staff, "Main")
        assert "1 live recording" in question.headline.text()
        assert question.others.currentText() == "Second"
        staff.clicks(question.yes)
        await staff.until(lambda: staff.session("alice").profile == "Second", "it is moved")
        await staff.settles()
        assert [profile.name for profile in staff.panel.bridge.profiles()] == ["Second", "Practice"]
        (dialog,) = staff.window.findChildren(ConnectionDialog)
        dialog.close()
        await staff.is_back()


async def test_or_it_is_stopped_first(data_folder: Path, service: RunningSimulator) -> None:
    await one_live(data_folder, service)
    async with window_at(data_folder) as staff:
        question = await asks_to_remove(staff, "Main")
        assert not question.move_to.isEnabled()
        assert question.stop.isChecked()
        staff.clicks(question.yes)
        await staff.sees("alice", State.STOPPED)
        await staff.settles()
        assert [profile.name for profile in staff.panel.bridge.profiles()] == ["Practice"]
        (dialog,) = staff.window.findChildren(ConnectionDialog)
        dialog.close()
        await staff.is_back()


async def test_a_profile_stays_whose_recording_did_not_stop(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    async with window_at(data_folder) as staff:
        service.arm(operation="stop", code=30000405)
        question = await asks_to_remove(staff, "Main")
        staff.clicks(question.yes)
        (dialog,) = staff.window.findChildren(ConnectionDialog)
        await staff.until(lambda: "so it stays" in dialog.said.text(), "it is told that it stays")
        assert "Main" in [profile.name for profile in staff.panel.bridge.profiles()]
        dialog.close()
        await staff.is_back()


async def test_a_live_recording_whose_profile_is_gone_is_in_sight_whichever_profile_is_chosen(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    removed(data_folder, "Main")
    for name in ("Second", "Third"):
        profile_for(data_folder, service.url, name)
    async with window_at(data_folder, profile="Second") as staff:
        assert staff.window.connection_bar.all_accounts.isChecked()
        assert staff.state("alice").startswith("Recording")
        staff.panel.actions.profiles.choose("Third")
        assert staff.state("alice").startswith("Recording")
