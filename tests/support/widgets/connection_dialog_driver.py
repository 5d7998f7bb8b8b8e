"""The connection settings as an administrator uses them: with the keyboard, and a keychain with moods."""

import asyncio
import json
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.widgets.connection.check_list import CheckLine
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.keyrings import FileKeyring
from tests.support.widgets.window_driver import Staff

_TABS: Final = 40
_CERTIFICATES: Final = ("CA file", "Client certificate", "Client key")


class Locked(FileKeyring):
    """There, but its owner has not signed in to it; until they do."""

    locked = True

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(password)
        super().set_password(service, username, password)

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(username)
        return super().get_password(service, username)

    def delete_password(self, service: str, username: str) -> None:
        if self.locked:
            raise KeyringLocked(username)
        super().delete_password(service, username)


class Hanging(FileKeyring):
    """Answers nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.free.wait(30)
        super().set_password(service, username, password)

    def get_password(self, service: str, username: str) -> str | None:
        self.free.wait(30)
        return super().get_password(service, username)


def absent() -> KeyringBackend:
    """What keyring takes where there is no keychain."""
    return fail.Keyring()  # type: ignore[no-untyped-call]  # keyring gives it no types


def kept_in(keychain: Path) -> set[str]:
    """Every secret of a keychain's file."""
    if not keychain.exists():
        return set()
    return set(json.loads(keychain.read_text(encoding="utf-8")).values())


def files_with(folder: Path, secrets: Iterable[str]) -> list[Path]:
    """The files of a folder in which any of the secrets stands."""
    contents = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert contents, "nothing was written at all"
    wanted = [secret.encode() for secret in secrets]
    return [path for path, content in contents.items() if any(secret in content for secret in wanted)]


async def opens_settings(staff: Staff) -> ConnectionDialog:
    """By the last entry of the profile box."""
    staff.chooses_in(staff.window.connection_bar.profile, "Conn")
    return await staff.asked(ConnectionDialog)


def goes_to(staff: Staff, name: str) -> None:
    """With the Tab key alone."""
    for _ in range(_TABS):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused.accessibleName() == name:
            return
        staff.presses(Qt.Key.Key_Tab)
    pytest.fail(f"no Tab leads to {name!r}")


async def fills_in(staff: Staff, dialog: ConnectionDialog, fields: dict[str, str]) -> None:
    """Type a value into each field, in the form's order."""
    for name, value in fields.items():
        if name == "Secret key":
            goes_to(staff, "Paste a usersig")
            staff.presses(Qt.Key.Key_Right)
        if name in _CERTIFICATES and not dialog.form.certificates.is_open:
            goes_to(staff, "Certificates")
            staff.presses(Qt.Key.Key_Space)
        if name == "Passphrase of the key":
            row = dialog.form.rows["passphrase"]
            await staff.until(row.isVisible, "the passphrase is asked for")
        goes_to(staff, name)
        staff.keys_in(value)


async def checks(staff: Staff, dialog: ConnectionDialog) -> tuple[tuple[CheckLine, ...], str]:
    """Press *Check and save*, and wait for the check's end: what it found, and its sum."""
    found: list[tuple[tuple[CheckLine, ...], str]] = []
    checked = dialog.check_list
    checked.shown.connect(lambda _there: found.append((checked.lines, checked.summary.text())))
    goes_to(staff, "Check and save")
    staff.presses(Qt.Key.Key_Space)
    await staff.until(lambda: bool(found), "the check begins")
    await staff.until(lambda: not checked.running, "the check is over")
    return next(lines for lines in reversed(found) if lines[0])


def presses_save(staff: Staff) -> None:
    """What comes of it is another matter."""
    goes_to(staff, "Save without a check")
    staff.presses(Qt.Key.Key_Space)


async def saves(staff: Staff, dialog: ConnectionDialog) -> None:
    """Press *Save without a check*, and see that the dialog closes."""
    presses_save(staff)
    await staff.until(lambda: not dialog.isVisible(), "it is saved")
    await staff.is_back()


async def leaves(staff: Staff, *, discards: bool = False) -> None:
    """Escape; with what was entered left behind, where there is something."""
    # What is wrong is scrolled to a moment later.
    await asyncio.sleep(0.1)
    staff.presses(Qt.Key.Key_Escape)
    if discards:
        await staff.answers("Discard changes")
    await staff.is_back()
