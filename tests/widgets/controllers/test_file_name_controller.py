"""A file name that a recording has already is said at its field, with the next free one; no start waits."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.core.foundation.enums import Field, State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.fields.field_row import FieldRow
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def row(staff: Staff) -> FieldRow:
    return staff.fields.rows[Field.FILE_NAME]


def warned(staff: Staff) -> str:
    """What a screen reader says of the field; empty without a warning."""
    offered = row(staff).offer.isVisible()
    return staff.fields.file_name.accessibleDescription() if offered else ""


async def sees_warning(staff: Staff) -> str:
    await staff.until(lambda: bool(warned(staff)), "the name is warned of")
    return warned(staff)


async def types_name(staff: Staff, name: str) -> None:
    """Type a name, and give the look-up the time that it takes."""
    staff.types(staff.fields.file_name, name)
    looked_up = staff.panel.actions.file_names
    await staff.until(lambda: not looked_up.looking, "it was looked up")
    await staff.settles()


async def test_a_used_name_is_said_with_the_recording_that_has_it_and_the_next_free_one(
    staff: Staff,
) -> None:
    staff.types(staff.fields.file_name, "lesson")
    await staff.starts(990001, "alice")
    staff.types(staff.fields.file_name, "lesson")
    said = await sees_warning(staff)
    assert said.startswith("An earlier recording has this name: room 990001, alice, ")
    assert row(staff).offer.text() == "Use lesson-2"
    staff.clicks(row(staff).offer)
    assert staff.fields.file_name.text() == "lesson-2"
    assert not warned(staff)
    staff.types_target(990002, "carol")
    staff.clicks_start()
    session = await staff.sees("carol", State.RECORDING)
    assert session.settings.file_name == "lesson-2"
    assert not staff.window.banner.isVisible()


async def test_a_warning_stops_nobody_and_is_not_told_twice(staff: Staff) -> None:
    staff.types(staff.fields.file_name, "lesson")
    await staff.starts(990001, "alice")
    staff.types(staff.fields.file_name, "lesson")
    await sees_warning(staff)
    await staff.starts(990002, "carol")
    assert staff.session("carol").settings.file_name == "lesson"
    assert not staff.window.banner.isVisible()


async def test_the_warning_goes_with_the_first_letter_that_makes_another_name(staff: Staff) -> None:
    staff.types(staff.fields.file_name, "lesson")
    await staff.starts(990001, "alice")
    staff.types(staff.fields.file_name, "lesson")
    await sees_warning(staff)
    QTest.keyClicks(staff.fields.file_name, "s")
    assert not warned(staff)


async def test_what_is_compared_is_the_name_as_it_will_be_and_the_template_stays(staff: Staff) -> None:
    staff.types(staff.fields.file_name, "{room}_{user}")
    await staff.starts(990001, "alice")
    await staff.stops("alice")
    staff.types(staff.fields.file_name, "{room}_{user}")
    staff.types_target(990001, "alice")
    await sees_warning(staff)
    assert row(staff).offer.text() == "Use 990001_alice-2"
    staff.clicks(row(staff).offer)
    assert staff.fields.file_name.text() == "{room}_{user}-2"
    staff.types(staff.fields.account, "bob")
    await types_name(staff, "{room}_{user}")
    assert not warned(staff)


async def test_a_start_that_failed_left_no_file_and_its_name_is_free(staff: Staff) -> None:
    staff.types(staff.fields.file_name, "lesson")
    staff.types_target(990003, "dan")
    staff.clicks_start()
    await staff.sees("dan", State.FAILED)
    await types_name(staff, "lesson")
    assert not warned(staff)


async def test_a_name_that_another_profile_has_is_free_in_this_one(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        staff.types(staff.fields.file_name, "lesson")
        await staff.starts(990001, "alice")
        staff.panel.actions.profiles.choose("Second")
        await types_name(staff, "lesson")
        assert not warned(staff)
        staff.panel.actions.profiles.choose("Main")
        await types_name(staff, "lesson ")
        await types_name(staff, "lesson")
        assert warned(staff)


async def test_a_start_before_the_look_up_is_sent_at_once_and_told_of_afterwards(
    staff: Staff,
) -> None:
    staff.types(staff.fields.file_name, "lesson")
    await staff.starts(990001, "alice")
    staff.types_target(990002, "carol")
    staff.types(staff.fields.file_name, "lesson")
    QTest.keyClick(staff.fields.file_name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await staff.sees("carol", State.RECORDING)
    await staff.until(staff.window.banner.isVisible, "the window says so")
    assert staff.window.banner.text.startswith(
        "▲ The file name lesson is there twice now: an earlier recording has it too, room 990001, alice, "
    )


async def test_what_is_recorded_already_is_not_said_to_have_its_name_twice(staff: Staff) -> None:
    staff.types(staff.fields.file_name, "lesson")
    await staff.starts(990001, "alice")
    staff.types_target(990001, "alice")
    staff.types(staff.fields.file_name, "lesson")
    QTest.keyClick(staff.fields.file_name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    question = await staff.asked(StartLiveDialog)
    await staff.settles()
    assert not staff.window.banner.isVisible()
    question.reject()
    await staff.settles()
    assert not staff.window.banner.isVisible()
