"""What an administrator sees where the keychain is missing, broken, locked or silent. Nothing is lost."""

import time
from itertools import pairwise
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QTimer

from gui.core.profiles.profiles import Profiles
from gui.core.security import keychain as core_keychain
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection import connection_dialog
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.keyrings import BrokenKeyring, FileKeyring
from tests.support.widgets.connection_dialog_driver import (
    Hanging,
    Locked,
    absent,
    files_with,
    fills_in,
    kept_in,
    leaves,
    opens_settings,
    presses_save,
    saves,
)
from tests.support.widgets.window_driver import APP, Staff, profile_for, window_at

KEY = "canary0123456789" * 4
LONGEST_GAP_MS = 400


@pytest.fixture(autouse=True)
def bare_environment(data_folder: Path, keychain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever keychain a test puts in its place, the one from before comes back behind it."""
    assert data_folder != keychain
    monkeypatch.delenv("RECORDING_PANEL_USER_SIG")


def account(service: RunningSimulator, name: str = "Desk") -> dict[str, str]:
    return {
        "Name": name,
        "Relay address": service.url,
        "SDKAppID": str(APP),
        "Administrator": "admin",
        "Secret key": KEY,
    }


async def told(staff: Staff, dialog: ConnectionDialog, words: str) -> None:
    await staff.until(lambda: words in dialog.said.text(), f"{words!r} is said")


def names_in(folder: Path) -> list[str]:
    found = Profiles(folder)
    found.load()
    return [profile.name for profile in found.all()]


async def test_without_a_keychain_the_secret_is_for_this_session_and_that_is_said_before(
    data_folder: Path, service: RunningSimulator, keychain: Path
) -> None:
    keyring.set_keyring(absent())
    async with window_at(data_folder) as staff:
        dialog = await opens_settings(staff)
        await staff.until(dialog.form.credential.no_keychain.isVisible, "it is said")
        assert not dialog.form.credential.in_keychain.isEnabled()
        await fills_in(staff, dialog, account(service))
        await saves(staff, dialog)
        await staff.starts(990001, "alice")
    assert kept_in(keychain) == set()
    assert files_with(data_folder, [KEY]) == []


@pytest.mark.usefixtures("keychain")
async def test_a_broken_keychain_is_told_and_the_secret_serves_for_this_session(
    data_folder: Path, service: RunningSimulator
) -> None:
    keyring.set_keyring(BrokenKeyring())
    async with window_at(data_folder) as staff:
        dialog = await opens_settings(staff)
        await fills_in(staff, dialog, account(service))
        presses_save(staff)
        await told(staff, dialog, "for this session only: the keychain does not work.")
        assert KEY not in dialog.said.text()
        await leaves(staff)
        await staff.starts(990001, "alice")
    assert names_in(data_folder) == ["Desk", "Practice"]
    assert files_with(data_folder, [KEY]) == []


async def test_a_locked_keychain_is_told_apart_and_saved_into_once_it_is_open(
    data_folder: Path, service: RunningSimulator, keychain: Path
) -> None:
    locked = Locked()
    keyring.set_keyring(locked)
    async with window_at(data_folder) as staff:
        dialog = await opens_settings(staff)
        await fills_in(staff, dialog, account(service))
        presses_save(staff)
        await told(staff, dialog, "the keychain is locked. Unlock it, then give it again.")
        assert dialog.form.credential.in_keychain.isEnabled()
        locked.locked = False
        staff.clicks(dialog.form.credential.give_key)
        staff.types(dialog.form.credential.field, KEY)
        await saves(staff, dialog)
    assert kept_in(keychain) == {KEY}


@pytest.mark.usefixtures("keychain")
async def test_a_keychain_that_hangs_freezes_nothing_and_what_it_waits_for_is_said(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core_keychain, "TIME_LIMIT_S", 1.0)
    monkeypatch.setattr(connection_dialog, "PATIENCE_MS", 100)
    hanging = Hanging()
    keyring.set_keyring(hanging)
    beats: list[float] = []
    async with window_at(data_folder) as staff:
        dialog = await opens_settings(staff)
        await fills_in(staff, dialog, account(service))
        heart = QTimer(dialog, interval=5)
        heart.timeout.connect(lambda: beats.append(time.monotonic()))
        heart.start()
        presses_save(staff)
        await told(staff, dialog, "Look for a window that asks for its password")
        await told(staff, dialog, "the keychain did not answer")
        heart.stop()
        await leaves(staff)
        await staff.starts(990001, "alice")
        hanging.free.set()
    gaps = [1000 * (later - earlier) for earlier, later in pairwise(beats)]
    assert max(gaps) < LONGEST_GAP_MS
    assert names_in(data_folder) == ["Desk", "Practice"]


async def test_a_keychain_that_fails_while_saving_still_has_the_secret_from_before(
    data_folder: Path, service: RunningSimulator, keychain: Path
) -> None:
    FileKeyring().set_password("recording-panel", "Main/usersig", "the-usersig-of-before")
    profile_for(data_folder, service.url)
    keyring.set_keyring(BrokenKeyring())
    async with window_at(data_folder, profile="Main") as staff:
        staff.panel.actions.profiles.open_settings("Main")
        dialog = await staff.asked(ConnectionDialog)
        dialog.form.credential.give_key.setChecked(True)
        staff.types(dialog.form.credential.field, KEY)
        presses_save(staff)
        await told(staff, dialog, "for this session only")
        await leaves(staff)
    assert kept_in(keychain) == {"the-usersig-of-before"}


@pytest.mark.usefixtures("keychain")
async def test_a_profile_that_is_removed_while_the_keychain_is_broken_says_what_may_be_left(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    keyring.set_keyring(BrokenKeyring())
    async with window_at(data_folder, profile="Main") as staff:
        staff.panel.actions.profiles.open_settings("Main")
        dialog = await staff.asked(ConnectionDialog)
        staff.clicks(dialog.remove_button)
        await staff.answers("Remove")
        await told(staff, dialog, "its secret perhaps not")
        await leaves(staff)
    assert names_in(data_folder) == ["Practice"]


async def test_after_an_account_was_connected_the_next_thing_typed_is_the_room(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with window_at(data_folder) as staff:
        dialog = await opens_settings(staff)
        await fills_in(staff, dialog, account(service))
        await saves(staff, dialog)
        await staff.until(lambda: staff.panel.actions.profiles.current == "Desk", "it is in use")
        assert staff.fields.room.hasFocus()
        staff.keys_in("10001")
        assert staff.fields.room.text() == "10001"
        assert staff.panel.actions.profiles.current == "Desk"


async def test_settings_that_are_left_without_saving_leave_the_focus_in_the_room(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await opens_settings(staff)
        await leaves(staff)
        assert staff.fields.room.hasFocus()
