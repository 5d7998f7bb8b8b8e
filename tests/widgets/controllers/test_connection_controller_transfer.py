"""Profiles on their way to another computer, through the connection settings."""

import asyncio
import json
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from gui.core.profiles.profiles import Profiles, new_profile
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.widgets.connection_dialog_driver import kept_in, leaves, saves
from tests.support.widgets.window_driver import APP, Staff, profile_for

CANARY = "canary-0123456789"


async def settings(staff: Staff) -> ConnectionDialog:
    staff.panel.actions.profiles.open_settings("Main")
    return await staff.asked(ConnectionDialog)


async def chooses(staff: Staff, dialog: ConnectionDialog, button: QPushButton, path: Path) -> None:
    staff.clicks(button)
    (chooser,) = dialog.pane.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.reject()
    # Offscreen there is no window manager that would do so.
    dialog.activateWindow()
    await staff.until(lambda: bool(dialog.said.text()), "what came of it is said")
    await staff.settles()


def listed(dialog: ConnectionDialog) -> list[str]:
    return [dialog.profile_list.item(row).text() for row in range(dialog.profile_list.count())]


def written(path: Path, *entries: object) -> Path:
    path.write_text(json.dumps({"profiles": entries}), encoding="utf-8")
    return path


async def test_an_export_tells_what_is_not_in_it_and_holds_no_secret(
    staff: Staff, tmp_path: Path, keychain: Path
) -> None:
    for kind in ("secret_key", "passphrase"):
        keyring.set_password("recording-panel", f"Main/{kind}", CANARY)
    dialog = await settings(staff)
    out = tmp_path / "out.json"
    await chooses(staff, dialog, dialog.pane.export_button, out)
    assert dialog.said.text().startswith("✓ Exported, without any secret.")
    text = out.read_text(encoding="utf-8")
    assert [one["name"] for one in json.loads(text)["profiles"]] == ["Main"]
    assert kept_in(keychain) == {CANARY}
    for secret in (CANARY, "a-usersig"):
        assert secret not in text
    await leaves(staff)


async def test_a_secret_in_a_name_keeps_the_file_from_being_written(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORDING_PANEL_SECRET_KEY", "http://127.0.0.1")
    dialog = await settings(staff)
    await chooses(staff, dialog, dialog.pane.export_button, tmp_path / "out.json")
    assert "A secret stands in the name" in dialog.said.text()
    assert not (tmp_path / "out.json").exists()
    await leaves(staff)


async def test_an_import_adds_and_renames_and_says_what_is_still_to_be_done(
    staff: Staff, tmp_path: Path, data_folder: Path, service: RunningSimulator
) -> None:
    before = json.loads((data_folder / "profiles.json").read_text(encoding="utf-8"))["profiles"]
    entry = {"name": "Main", "url": "https://test.tim.qq.com", "sdk_app_id": APP, "identifier": "boss"}
    path = written(tmp_path / "in.json", entry, {**entry, "name": "Lab", "colour": "teal"})
    dialog = await settings(staff)
    await chooses(staff, dialog, dialog.pane.import_button, path)
    assert listed(dialog) == ["Main", "Main (2)", "Lab", "Practice"]
    assert "“Main” was imported as “Main (2)”" in dialog.said.text()
    assert "give each one its usersig" in dialog.said.text()
    kept = json.loads((data_folder / "profiles.json").read_text(encoding="utf-8"))["profiles"]
    assert kept[:1] == before
    assert dialog.form.relay.url() == service.url
    await leaves(staff)
    assert staff.window.connection_bar.profile.findText("Lab") >= 0
    staff.window.connection_bar.profile.setCurrentText("Lab")
    assert staff.window.connection_bar.profile.environment_word == "TEST"


async def test_the_first_profile_that_was_imported_waits_for_its_credential(
    staff: Staff, tmp_path: Path
) -> None:
    entry = {"name": "Lab", "url": "https://test.tim.qq.com", "sdk_app_id": APP, "identifier": "boss"}
    path = written(tmp_path / "in.json", entry)
    staff.window.connection_bar.connect_account_requested.emit()
    dialog = await staff.asked(ConnectionDialog)
    await chooses(staff, dialog, dialog.pane.import_button, path)
    assert dialog.heading.text() == "Lab"
    assert "give each one its usersig" in dialog.said.text()
    assert dialog.form.credential.field.hasFocus()
    await leaves(staff)


async def test_what_was_typed_for_a_new_profile_stays_when_others_are_imported(
    staff: Staff, tmp_path: Path
) -> None:
    entry = {"name": "Lab", "url": "https://test.tim.qq.com", "sdk_app_id": APP, "identifier": "boss"}
    path = written(tmp_path / "in.json", entry)
    staff.window.connection_bar.connect_account_requested.emit()
    dialog = await staff.asked(ConnectionDialog)
    staff.types(dialog.form.name, "Studio")
    await chooses(staff, dialog, dialog.pane.import_button, path)
    assert dialog.heading.text() == "Studio"
    await leaves(staff, discards=True)


async def test_nonsense_is_refused_in_clear_words_and_what_was_typed_stays(
    staff: Staff, tmp_path: Path, data_folder: Path
) -> None:
    before = (data_folder / "profiles.json").read_bytes()
    bad = [{"name": f"P{number}", "url": "relay.example"} for number in range(5)]
    path = written(tmp_path / "in.json", *bad)
    dialog = await settings(staff)
    staff.types(dialog.form.identifier, "boss")
    await chooses(staff, dialog, dialog.pane.import_button, path)
    lines = dialog.said.text().splitlines()
    assert lines[:2] == [
        "✕ Nothing was imported.",
        "P0: URL: “relay.example” has no scheme. Begin with https://",
    ]
    assert (len(lines), lines[-1]) == (9, "… and 8 more")
    assert dialog.form.identifier.text() == "boss"
    assert (data_folder / "profiles.json").read_bytes() == before
    await leaves(staff, discards=True)


async def test_a_profile_that_the_command_line_added_meanwhile_is_listed_and_not_lost(
    staff: Staff, data_folder: Path
) -> None:
    await asyncio.to_thread(profile_for, data_folder, "https://relay.example", "Second")
    dialog = await settings(staff)
    await staff.until(lambda: listed(dialog) == ["Main", "Second", "Practice"], "it is listed")
    other = {"name": "Third", "url": "https://relay.example", "sdk_app_id": APP, "identifier": "admin"}
    await asyncio.to_thread(Profiles(data_folder).add, new_profile(other))
    staff.types(dialog.form.identifier, "boss")
    await saves(staff, dialog)
    assert listed(dialog) == ["Main", "Second", "Third", "Practice"]
