"""*Open connection settings* goes to what the failure is about: a secret pasted at once is hidden."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.catalogue.settings_part import SettingsPart, settings_part
from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.widgets.window_driver import profile_for, window_at

PASTED = "eJw-a-usersig-of-the-desk"


@pytest.fixture
def bare(data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The profile ``Main``, with no credential anywhere."""
    monkeypatch.delenv("RECORDING_PANEL_USER_SIG")
    profile_for(data_folder, service.url)
    return data_folder


async def test_a_usersig_pasted_at_once_lands_in_its_own_field(bare: Path) -> None:
    async with window_at(bare) as staff:
        await staff.starts(990001, "alice", becomes=State.FAILED)
        staff.clicks_step(Step.OPEN_SETTINGS)
        dialog = await staff.asked(ConnectionDialog)
        credential = dialog.form.credential
        assert credential.paste.isChecked()
        assert QApplication.focusWidget() is credential.field
        address = dialog.form.relay.currentText()
        staff.keys_in(PASTED)
        assert credential.has_secret()
        assert dialog.form.relay.currentText() == address
        assert [line for line in dialog.findChildren(QLineEdit) if PASTED in line.displayText()] == []
        credential.forget_secret()
        dialog.reject()
        await staff.is_back()


async def test_a_profile_that_is_opened_for_no_failure_begins_with_its_address(bare: Path) -> None:
    async with window_at(bare) as staff:
        staff.panel.actions.profiles.open_settings("Main")
        dialog = await staff.asked(ConnectionDialog)
        assert dialog.form.credential.as_it_is.isChecked()
        assert QApplication.focusWidget() in (dialog.form.relay, dialog.form.relay.lineEdit())
        dialog.reject()
        await staff.is_back()


@pytest.mark.parametrize(
    ("part", "focused"),
    [
        (SettingsPart.CERTIFICATE, "Client certificate"),
        (SettingsPart.KEY, "Client key"),
        (SettingsPart.PASSPHRASE, "Passphrase"),
        (SettingsPart.APP, "SDKAppID"),
    ],
)
async def test_each_other_part_is_unfolded_and_in_focus(bare: Path, part: SettingsPart, focused: str) -> None:
    async with window_at(bare) as staff:
        staff.panel.actions.profiles.open_settings("Main")
        dialog = await staff.asked(ConnectionDialog)
        dialog.go_to(part)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        assert focused in field.accessibleName()
        assert field.isVisible()
        dialog.reject()
        await staff.is_back()


def test_wherever_a_text_asks_for_a_new_usersig_the_cursor_is_in_its_field() -> None:
    catalogue = Catalogue()
    asked = [
        int(entry.key)
        for entry in catalogue.codes()
        if "onnection settings" in entry.solution and "usersig" in entry.solution
    ]
    assert len(asked) > 10
    for code in asked:
        assert settings_part(Problem(Delivery.ANSWERED, code=code)) is SettingsPart.CREDENTIAL, code
    assert settings_part(Problem(Delivery.ANSWERED, code=60009)) is SettingsPart.RELAY
    assert settings_part(Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT)) is SettingsPart.RELAY
