"""A colour for each profile: chosen in the settings, seen where starts are made; red is production's."""

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from gui.core.profiles.colours import COLOURS_TO_CHOOSE
from gui.core.profiles.profiles import Profiles, new_profile
from gui.widgets.connection.colour_field import colour_name
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controls.environment_badge import profile_tone
from gui.widgets.controls.theme import Tone, tone_color, tone_fill
from tests.support.widgets.connection_dialog_driver import goes_to, leaves, saves
from tests.support.widgets.pixels import pixels
from tests.support.widgets.window_driver import APP, Staff, window_at


async def settings(staff: Staff) -> ConnectionDialog:
    staff.panel.actions.profiles.open_settings("Main")
    return await staff.asked(ConnectionDialog)


def chosen(dialog: ConnectionDialog) -> list[str]:
    field = dialog.form.colour
    return [field.itemText(row) for row in range(field.count())]


async def test_a_colour_is_chosen_by_keyboard_and_marks_bar_heading_and_list(
    staff: Staff, data_folder: Path
) -> None:
    dialog = await settings(staff)
    assert chosen(dialog)[0] == "That of the environment"
    assert chosen(dialog)[1:] == [colour_name(colour) for colour in COLOURS_TO_CHOOSE]
    goes_to(staff, "Limits and colour")
    staff.presses(Qt.Key.Key_Space)
    goes_to(staff, "Colour")
    staff.presses(Qt.Key.Key_T)
    assert dialog.form.colour.currentText() == "Teal"
    assert dialog.badge.tone is Tone.TEAL
    await saves(staff, dialog)
    assert not dialog.form.has_changes()

    (kept, *_) = json.loads((data_folder / "profiles.json").read_text(encoding="utf-8"))["profiles"]
    assert kept["colour"] == "teal"
    pill = staff.window.connection_bar.profile
    assert (pill.environment_word, pill.tone) == ("OTHER RELAY", Tone.TEAL)
    assert tone_fill(Tone.TEAL).rgb() & 0xFFFFFF in pixels(pill)
    heading = staff.form.heading
    assert heading.text() == "in OTHER RELAY"
    assert heading.palette().color(QPalette.ColorRole.WindowText) == tone_color(Tone.TEAL)


async def test_production_is_red_and_nothing_else_can_be(staff: Staff) -> None:
    dialog = await settings(staff)
    field = dialog.form.colour
    field.set_colour("teal")
    staff.types(dialog.form.relay, "https://openapi.tim.qq.com")
    assert (chosen(dialog), field.isEnabled(), field.colour()) == (
        ["Red, always: it is production"],
        False,
        "",
    )
    assert dialog.badge.text() == "PRODUCTION"
    assert dialog.badge.tone is Tone.PRODUCTION
    assert "colour" not in dialog.form.values()
    staff.types(dialog.form.relay, "https://test.tim.qq.com")
    assert (field.isEnabled(), field.currentText(), field.colour()) == (True, "Teal", "teal")
    await leaves(staff, discards=True)


async def test_a_file_that_gives_red_to_another_relay_marks_it_as_what_it_is(data_folder: Path) -> None:
    entry = {"name": "Main", "url": "https://127.0.0.1:9", "sdk_app_id": APP, "identifier": "admin"}
    text = json.dumps({"profiles": [{**entry, "colour": "red"}]})
    await asyncio.to_thread(data_folder.mkdir)
    (data_folder / "profiles.json").write_text(text, encoding="utf-8")
    async with window_at(data_folder) as staff:
        assert staff.window.connection_bar.profile.tone is Tone.MUTED


async def test_profiles_differ_by_word_and_colour_for_a_screen_reader_by_word(data_folder: Path) -> None:
    profiles = Profiles(data_folder)
    relays = {"Main": "https://openapi.tim.qq.com", "Lab": "https://test.tim.qq.com"}
    for name, url in relays.items():
        colour = {"colour": "brown"} if name == "Lab" else {}
        profiles.add(
            new_profile({"name": name, "url": url, "sdk_app_id": APP, "identifier": "admin", **colour})
        )
    async with window_at(data_folder, wait=False) as staff:
        await staff.until(lambda: staff.window.connection_bar.profile.count() > 3, "the profiles are there")
        dialog = await settings(staff)
        items = [dialog.profile_list.item(row) for row in range(3)]
        spoken = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items]
        assert spoken == ["Main, PRODUCTION", "Lab, TEST", "PRACTICE"]
        assert [item.data(Qt.ItemDataRole.UserRole + 1) for item in items] == [
            Tone.PRODUCTION,
            Tone.BROWN,
            Tone.PRACTICE,
        ]
        await leaves(staff)


@pytest.mark.parametrize("environment", ["production", "practice"])
def test_no_colour_takes_the_place_of_productions_or_practices(environment: str) -> None:
    for colour in (*COLOURS_TO_CHOOSE, "red", ""):
        assert profile_tone(environment, colour).value == environment
