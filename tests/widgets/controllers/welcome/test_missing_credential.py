"""A profile without a credential says so before the first start fails, and leads to where one is given."""

from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from gui.core.profiles.profiles import Profiles, new_profile
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.core.usersig_samples import KEY
from tests.support.widgets.connection_dialog_driver import Hanging, Locked, kept_in
from tests.support.widgets.window_driver import Staff, profile_for, window_at


@pytest.fixture
def bare(data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The profile ``Main``, with no credential anywhere."""
    monkeypatch.delenv("RECORDING_PANEL_USER_SIG")
    profile_for(data_folder, service.url)
    return data_folder


def pill(staff: Staff) -> bool:
    return staff.window.connection_bar.no_credential.isVisible()


async def test_it_is_said_before_a_start_fails_and_gone_with_one_for_this_session(bare: Path) -> None:
    async with window_at(bare) as staff:
        await staff.until(lambda: pill(staff), "the bar says that there is none")
        missing = staff.window.connection_bar.no_credential
        assert missing.pill.text() == "No credential"
        # And nothing in grey says that its end is not known.
        await staff.settles()
        assert "login" not in staff.window.connection_bar.endings.whole_text()
        staff.clicks(missing.paste)
        dialog = await staff.asked(ConnectionDialog)
        credential = dialog.form.credential
        assert QApplication.focusWidget() is credential.field
        assert credential.paste.isChecked()
        assert dialog.heading.whole_text() == "Main"
        credential.give_key.setChecked(True)
        staff.types(credential.field, KEY)
        credential.this_session.setChecked(True)
        staff.clicks(dialog.save_button)
        await staff.is_back()
        await staff.settles()
        await staff.until(lambda: not pill(staff), "there is one now")
        await staff.starts(990001, "alice")
        assert not pill(staff)


async def test_a_credential_of_the_keychain_or_of_the_environment_counts(
    bare: Path, keychain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window_at(bare) as staff:
        await staff.until(lambda: pill(staff), "an empty keychain has none")
    keyring.set_password("recording-panel", "Main/secret_key", KEY)
    assert kept_in(keychain) == {KEY}
    async with window_at(bare) as staff:
        await staff.settles()
        assert not pill(staff)
    monkeypatch.setenv("RECORDING_PANEL_SECRET_KEY", KEY)
    keyring.delete_password("recording-panel", "Main/secret_key")
    async with window_at(bare) as staff:
        await staff.settles()
        assert not pill(staff)


@pytest.mark.usefixtures("keychain")
async def test_a_locked_keychain_may_well_have_one(bare: Path) -> None:
    keyring.set_keyring(Locked())
    async with window_at(bare) as staff:
        await staff.settles()
        assert not pill(staff)


@pytest.mark.usefixtures("keychain")
async def test_a_keychain_that_hangs_holds_nothing_up(bare: Path) -> None:
    slow = Hanging()
    keyring.set_keyring(slow)
    async with window_at(bare) as staff:
        staff.types_target(990001, "alice")
        assert staff.form.values().account == "alice"
        assert not pill(staff)
        slow.free.set()
        await staff.until(lambda: pill(staff), "it has answered")


async def test_practice_needs_none_and_each_profile_is_told_of_by_itself(
    bare: Path, service: RunningSimulator
) -> None:
    profiles = Profiles(bare)
    profiles.load()
    profiles.add(new_profile({"name": "Second", "url": service.url, "sdk_app_id": 1, "identifier": "admin"}))
    async with window_at(bare, profile="Main") as staff:
        await staff.until(lambda: pill(staff), "Main has none")
        staff.panel.actions.profiles.choose("Practice")
        await staff.settles()
        assert not pill(staff)
        staff.panel.actions.profiles.choose("Second")
        await staff.until(lambda: pill(staff), "Second has none")


@pytest.mark.parametrize("width", [750, 960, 1280])
async def test_paste_is_whole_at_every_width(bare: Path, width: int) -> None:
    async with window_at(bare) as staff:
        await staff.until(lambda: pill(staff), "the bar says that there is none")
        staff.window.resize(width, 700)
        await staff.settles()
        paste = staff.window.connection_bar.no_credential.paste
        assert staff.window.width() == width
        assert staff.window.connection_bar.no_credential.pill.isVisible() is (width > 800)
        assert paste.visibleRegion().boundingRect() == paste.rect()
