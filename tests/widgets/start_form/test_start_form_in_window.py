"""Bad input, presets and profiles: what the form says before anything is sent."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLabel

from gui.core.foundation.enums import Field, Source, State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.widgets.start_form_driver import type_letters
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at


def complaints(staff: Staff) -> dict[Field, str]:
    """What stands at the fields."""
    return {field: row.complaint for field, row in staff.fields.rows.items() if row.complaint}


@pytest.mark.parametrize(
    ("room", "account", "name", "wrong"),
    [
        ("10a01", "alice", "lesson", {Field.ROOM: "“10a01” is not a number"}),
        ("4294967296", "alice", "lesson", {Field.ROOM: "is too large"}),
        ("10001", "", "lesson", {Field.ACCOUNT: "The user is missing"}),
        ("10001", "alice, bob", "lesson", {Field.ACCOUNT: "looks like more than one user"}),
        ("10001", "alice", "   ", {Field.FILE_NAME: "The file name is missing"}),
        (
            "",
            "",
            "{rom}",
            {Field.ROOM: "missing", Field.ACCOUNT: "missing", Field.FILE_NAME: "{rom} is not known"},
        ),
    ],
)
async def test_everything_that_is_wrong_is_said_at_once_at_its_field_and_nothing_is_sent(
    staff: Staff, service: RunningSimulator, room: str, account: str, name: str, wrong: dict[Field, str]
) -> None:
    staff.types_target(room, account)
    staff.types(staff.fields.file_name, name)
    staff.clicks_start()
    said = complaints(staff)
    assert said.keys() == wrong.keys()
    for field, words in wrong.items():
        assert words in said[field]
    first = next(field for field in Field if field in wrong)
    assert staff.fields.rows[first].focus_widget.hasFocus()
    await staff.settles()
    assert service.record == ()
    assert staff.sessions.model.rowCount() == 0


async def test_full_width_digits_become_plain_ones_while_they_are_typed(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.types(staff.fields.room, "９９０００１")
    assert staff.fields.room.text() == "990001"
    staff.types(staff.fields.account, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.RECORDING)
    assert service.record[0].room == 990001


async def test_what_cannot_be_seen_in_a_pasted_id_is_named_and_can_be_removed(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.types_target(990001, "alice\u200b")
    assert "can't be seen" in complaints(staff)[Field.ACCOUNT]
    staff.clicks_start()
    await staff.settles()
    assert service.record == ()


async def test_tags_with_empties_are_sent_without_them(staff: Staff) -> None:
    staff.types_target(990001, "alice")
    staff.fields.tags.editor.setFocus()
    QGuiApplication.clipboard().setText("a,,b,")
    staff.presses(Qt.Key.Key_V, CTRL)
    assert staff.fields.rows[Field.TAGS].notice == "An empty tag was left out."
    staff.clicks_start()
    await staff.sees("alice", State.RECORDING)
    assert staff.session("alice").settings.tags == ("a", "b")


async def test_after_acceptance_nothing_of_the_last_start_rides_along(staff: Staff) -> None:
    staff.types(staff.fields.tags.editor, "lecture,")
    staff.types(staff.fields.class_id, "7")
    staff.clicks(staff.fields.checks[Field.WATERMARK])
    assert staff.said_to_be_sent() == "Will send: camera, tag lecture, category 7, watermark"
    await staff.starts(990001, "alice")
    assert staff.said_to_be_sent() == "Will send: camera"
    values = staff.form.values()
    assert (values.room, values.account, values.tags, values.class_id) == ("990001", "", (), "")
    assert not values.on_off[Field.WATERMARK]


async def test_a_refused_start_keeps_what_was_typed(staff: Staff) -> None:
    staff.types(staff.fields.tags.editor, "lecture,")
    await staff.starts(990003, "dan", State.FAILED)
    values = staff.form.values()
    assert (values.room, values.account, values.tags) == ("990003", "dan", ("lecture",))


async def test_settings_are_saved_under_a_name_and_the_form_goes_back_to_them(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        staff.types(staff.fields.tags.editor, "lecture,")
        staff.clicks(staff.fields.checks[Field.TRANSCODE])
        staff.fields.preset.save_action.trigger()
        await staff.asked(QInputDialog)
        staff.keys_in("Lectures")
        staff.presses(Qt.Key.Key_Return)
        await staff.is_back()
        staff.types(staff.fields.tags.editor, "once,")
        assert staff.form.values().tags == ("lecture", "once")
        await staff.starts(990001, "alice")
        assert staff.said_to_be_sent() == "Will send: camera, tag lecture, transcode"
    async with window_at(data_folder) as staff:
        combo = staff.fields.preset.combo
        await staff.until(lambda: combo.findText("Lectures") >= 0, "the preset is there again")
        assert staff.said_to_be_sent() == "Will send: camera"
        staff.chooses_in(combo, "Lec")
        assert combo.currentText() == "Lectures"
        assert staff.said_to_be_sent() == "Will send: camera, tag lecture, transcode"


async def test_the_source_that_is_chosen_is_sent(staff: Staff) -> None:
    staff.fields.source.setFocus()
    staff.keys_in("Scr")
    assert staff.said_to_be_sent() == "Will send: screen"
    await staff.starts(990004, "erin")
    assert staff.session("erin").target.source is Source.SCREEN


async def test_another_profile_empties_room_and_user(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url, "Main")
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        staff.types_target(990001, "alice")
        staff.types(staff.fields.file_name, "kept")
        staff.chooses_in(staff.window.connection_bar.profile, "Sec")
        assert staff.panel.actions.profiles.current == "Second"
        values = staff.form.values()
        assert (values.room, values.account, values.file_name) == ("", "", "kept")
        await staff.starts(990001, "alice")
        assert staff.session("alice").profile == "Second"


async def test_practice_never_opens_by_itself_once_there_is_a_real_profile(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url, "Main")
    async with window_at(data_folder, profile="Practice") as staff:
        bar = staff.window.connection_bar
        assert bar.edge.hatched
        assert bar.profile.environment_word == "PRACTICE"
        assert "PRACTICE · nothing is recorded" in staff.said()
    async with window_at(data_folder) as staff:
        assert staff.panel.actions.profiles.current == "Main"
        assert not staff.window.connection_bar.edge.hatched


async def test_with_two_real_profiles_none_is_guessed(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url, "Main")
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, wait=False) as staff:
        await staff.until(lambda: "Choose a profile above" in staff.said(), "a profile has to be chosen")
        assert not staff.form.start_button.isEnabled()
        why = "Choose a profile first."
        await staff.until(lambda: why in staff.said(), "it is said why")
        # Whole, also where it stands in the narrow column of Start.
        staff.fields.open_options(True)
        staff.window.resize(1280, 720)
        await staff.settles()
        assert why in [label.text() for label in staff.form.findChildren(QLabel)]
        assert "Getting ready…" not in staff.said()
        staff.chooses_in(staff.window.connection_bar.profile, "Sec")
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        await staff.starts(990001, "alice")
    async with window_at(data_folder) as staff:
        assert staff.panel.actions.profiles.current == "Second"


async def test_a_profile_is_made_and_used_in_the_window(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECORDING_PANEL_USER_SIG")
    profile_for(data_folder, service.url, "Main")
    async with window_at(data_folder) as staff:
        staff.chooses_in(staff.window.connection_bar.profile, "Conn")
        dialog = await staff.asked(ConnectionDialog)
        form, address = dialog.form, dialog.form.relay.lineEdit()
        assert address is not None
        staff.types(form.name, "Here")
        staff.types(address, "ftp://127.0.0.1:1")
        staff.clicks(dialog.save_button)
        assert any("Begin with https://" in text for text in staff.texts_in(dialog))
        staff.types(address, "http://relay.example")
        staff.clicks(dialog.save_button)
        assert any("http:// is for this computer only" in text for text in staff.texts_in(dialog))
        staff.types(address, service.url)
        staff.types(form.app_id, "1400000001")
        staff.types(form.identifier, "admin")
        staff.clicks(form.credential.give_key)
        staff.types(form.credential.field, "the-secret-key")
        staff.clicks(form.credential.this_session)
        staff.clicks(dialog.save_button)
        await staff.until(lambda: staff.panel.actions.profiles.current == "Here", "it is saved and chosen")
        await staff.is_back()
        await staff.starts(990001, "alice")
        assert service.record[0].identifier == "admin"


async def test_typing_works_before_the_panel_is_ready_and_start_says_so(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder, wait=False) as staff:
        assert "Getting ready…" in staff.said()
        assert not staff.form.start_button.isEnabled()
        type_letters(staff.fields.room, "990001")
        staff.presses(Qt.Key.Key_Return, CTRL)
        type_letters(staff.fields.account, "alice")
        assert service.record == ()
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        assert "Getting ready…" not in staff.said()
        values = staff.form.values()
        assert (values.room, values.account) == ("990001", "alice")
        staff.clicks_start()
        await staff.sees("alice", State.RECORDING)
