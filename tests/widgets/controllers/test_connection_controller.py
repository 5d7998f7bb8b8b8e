"""What an administrator sees when the connection settings name a file that is not there."""

import asyncio
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.core.profiles.profiles import ProfileComplaint
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.widgets.window_driver import Staff

GONE = "There is no file /nowhere/our ca.pem."


async def settings(staff: Staff) -> ConnectionDialog:
    staff.panel.actions.profiles.open_settings("Main")
    dialog = await staff.asked(ConnectionDialog)
    dialog.form.certificates.set_open(True)
    staff.types(dialog.form.files.ca_file.line, "/nowhere/our ca.pem")
    return dialog


async def leaves(staff: Staff) -> None:
    # What is wrong is scrolled to a moment later.
    await asyncio.sleep(0.1)
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()


@pytest.mark.parametrize(
    ("button", "said"), [("Save without a check", "✕ Not saved"), ("Check and save", "✕ Not checked")]
)
async def test_a_missing_file_is_named_at_its_field_and_what_was_entered_stays(
    staff: Staff, button: str, said: str
) -> None:
    dialog = await settings(staff)
    staff.clicks(next(b for b in dialog.findChildren(QPushButton) if b.text() == button))
    row = dialog.form.rows["ca_file"]
    await staff.until(lambda: row.complaint == GONE, "the file is named")
    assert dialog.said.text().startswith(said)
    assert dialog.form.files.ca_file.path() == "/nowhere/our ca.pem"
    assert not dialog.check_list.running
    assert dialog.save_button.isEnabled()
    staff.types(dialog.form.files.ca_file.line, "")
    assert not row.complaint
    staff.clicks(dialog.save_button)
    await staff.until(lambda: not dialog.isVisible(), "it is saved")
    await staff.is_back()


async def test_a_file_stays_named_when_it_turns_out_that_there_is_no_keychain(staff: Staff) -> None:
    dialog = await settings(staff)
    keep = dialog.form.credential.in_keychain
    await staff.until(lambda: not keep.isEnabled(), "it is known")
    dialog.set_surroundings(keychain=True, environment=True)
    dialog.show_refused([ProfileComplaint("ca_file", "file_missing", {"path": "/nowhere/our ca.pem"})])
    dialog.set_surroundings(keychain=False, environment=True)
    assert dialog.form.rows["ca_file"].complaint == GONE
    assert dialog.said.text() == "✕ Not checked: see the marked fields."
    staff.types(dialog.form.files.ca_file.line, "")
    await leaves(staff)


async def test_no_file_is_looked_for_on_the_thread_of_the_window(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(_path: Path) -> bool:
        looked.append(threading.current_thread().name)
        return False

    monkeypatch.setattr(Path, "is_file", look)
    dialog = await settings(staff)
    staff.clicks(dialog.save_button)
    await staff.until(lambda: bool(dialog.form.rows["ca_file"].complaint), "the file is named")
    assert looked
    assert threading.main_thread().name not in looked
    staff.types(dialog.form.files.ca_file.line, "")
    await leaves(staff)
