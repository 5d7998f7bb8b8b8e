"""A new administrator, the README and a keyboard: from the first window to a recording over mutual TLS."""

import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import State
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controls.theme import Tone
from tests.support.tree import ROOT
from tests.support.widgets.connection_dialog_driver import (
    checks,
    files_with,
    fills_in,
    goes_to,
    kept_in,
    leaves,
    opens_settings,
    presses_save,
    saves,
)
from tests.support.widgets.window_driver import Staff, window_at

FIVE_MINUTES_S = 300


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What ``packaging/try-mutual-tls`` prints: a value for each field that it names."""
    command = [
        sys.executable,
        str(ROOT / "packaging/mutual_tls_trial.py"),
        "--port",
        "0",
        str(tmp_path / "t"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl+C" in line:
                break
        fields = re.findall(r"^  (\S.*?)  +(\S.*)$", "".join(said), re.MULTILINE)
        yield dict(fields)
        process.terminate()
        assert process.wait(10) == 0


@pytest.fixture
async def administrator(
    data_folder: Path, keychain: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Staff]:
    """In front of the first window, with nothing set anywhere."""
    assert kept_in(keychain) == set()
    monkeypatch.delenv("RECORDING_PANEL_USER_SIG")
    async with window_at(data_folder) as person:
        yield person


async def test_from_the_first_window_to_a_recording_over_mutual_tls_by_keyboard(
    administrator: Staff, trial: dict[str, str], keychain: Path, data_folder: Path
) -> None:
    staff, began = administrator, time.monotonic()
    dialog = await opens_settings(staff)
    await fills_in(staff, dialog, trial)
    hint = dialog.form.rows["client_cert"].hint
    await staff.until(lambda: hint().startswith("Its key fits. Good until"), "the certificate is opened")

    assert not (data_folder / "profiles.json").exists()

    lines, summary = await checks(staff, dialog)
    tones = {line.title: line.tone for line in lines}
    assert set(tones.values()) == {Tone.LIVE}, lines
    assert len(tones) >= 6
    assert summary == "The connection works."
    await staff.until(lambda: not dialog.isVisible(), "what works is saved")
    await staff.is_back()
    assert staff.window.done.whole_text() == f"Saved: profile {trial['Name']}"
    assert dialog.form.files.passphrase.passphrase() == ""
    assert staff.window.connection_bar.profile.environment_word == "OTHER RELAY"
    await staff.starts(990001, "alice")
    assert time.monotonic() - began < FIVE_MINUTES_S

    secrets = {trial["Secret key"], trial["Passphrase of the key"]}
    assert kept_in(keychain) == secrets
    assert files_with(data_folder, secrets) == []


async def test_a_wrong_passphrase_is_named_at_its_field_and_not_saved(
    administrator: Staff, trial: dict[str, str], data_folder: Path
) -> None:
    staff = administrator
    dialog = await opens_settings(staff)
    await fills_in(staff, dialog, {**trial, "Passphrase of the key": "practice makes perfect"})
    row = dialog.form.rows["passphrase"]
    await staff.until(lambda: "does not open the key" in row.warning, "the passphrase is tried")

    await checks(staff, dialog)
    assert "does not open the key" in row.complaint
    assert dialog.check_list.summary.text() == "This connection does not work yet. See what failed."
    presses_save(staff)
    await staff.until(lambda: dialog.said.text().startswith("✕ Not saved"), "it is refused")
    assert "does not open the key" in row.complaint
    assert QApplication.focusWidget() is dialog.form.files.passphrase.field
    assert not (data_folder / "profiles.json").exists()

    staff.types(dialog.form.files.passphrase.field, trial["Passphrase of the key"])
    assert not row.complaint
    await saves(staff, dialog)
    await staff.starts(990001, "alice")


async def test_a_locked_key_without_its_passphrase_leads_to_the_field_for_it(
    administrator: Staff, trial: dict[str, str]
) -> None:
    staff = administrator
    dialog = await opens_settings(staff)
    await fills_in(staff, dialog, {name: value for name, value in trial.items() if "Passphrase" not in name})
    await checks(staff, dialog)
    field = dialog.form.files.passphrase.field
    assert QApplication.focusWidget() is field
    await staff.until(lambda: not field.visibleRegion().isEmpty(), "nobody has to scroll for it")


async def test_a_passphrase_for_this_session_only_is_in_no_keychain(
    administrator: Staff, trial: dict[str, str], keychain: Path
) -> None:
    staff = administrator
    dialog = await opens_settings(staff)
    await fills_in(staff, dialog, trial)
    goes_to(staff, "Keep the passphrase in the keychain")
    staff.presses(Qt.Key.Key_Space)
    await saves(staff, dialog)
    assert kept_in(keychain) == {trial["Secret key"]}

    staff.panel.actions.profiles.open_settings(trial["Name"])
    dialog = await staff.asked(ConnectionDialog)
    assert (await checks(staff, dialog))[1] == "The connection works."
    assert dialog.said.text() == "Nothing was changed, so nothing had to be saved."
    await leaves(staff)
    session = await staff.starts(990001, "alice")
    assert session.state is State.RECORDING


async def test_without_the_client_certificate_the_check_says_that_one_is_demanded(
    administrator: Staff, trial: dict[str, str]
) -> None:
    staff = administrator
    dialog = await opens_settings(staff)
    without = {n: v for n, v in trial.items() if n not in ("Client certificate", "Passphrase of the key")}
    await fills_in(staff, dialog, without)
    lines, _ = await checks(staff, dialog)
    (red,) = [line for line in lines if line.tone is Tone.DANGER]
    assert "asks for a client certificate" in red.detail
    await leaves(staff, discards=True)
