"""Malformed credentials and certificates in the window: clear words, no freeze, nothing overwritten."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.core.security import usersig
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.network.certificate_files import PASSPHRASE, CertificateFiles
from tests.support.widgets.connection_dialog_driver import leaves, presses_save
from tests.support.widgets.window_driver import APP, CTRL, Staff

LONGEST_GAP_S = 0.4
KEY = "0123456789abcdef" * 4


@pytest.fixture
async def dialog(staff: Staff) -> AsyncIterator[ConnectionDialog]:
    """The settings of ``Main``; what is typed is left behind."""
    staff.panel.actions.profiles.open_settings("Main")
    found = await staff.asked(ConnectionDialog)
    found.form.certificates.set_open(True)
    yield found
    await leaves(staff, discards=True)


@contextmanager
def without_a_standstill(dialog: ConnectionDialog) -> Iterator[None]:
    """While the test only waits, the window's thread comes by all the time."""
    beats: list[float] = []
    heart = QTimer(dialog, interval=5)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start()
    yield
    heart.stop()
    assert len(beats) > 2
    assert max(later - earlier for earlier, later in pairwise(beats)) < LONGEST_GAP_S


def pastes(staff: Staff, dialog: ConnectionDialog, text: str) -> str:
    """Into the secret's field, in place of what is there; returns what is said of it."""
    field = dialog.form.credential.field
    QApplication.clipboard().setText(text)
    staff.types(field, "")
    began = time.monotonic()
    staff.presses(Qt.Key.Key_V, CTRL)
    assert time.monotonic() - began < LONGEST_GAP_S
    return dialog.form.credential.verdict.words.text()


@pytest.mark.parametrize(
    ("field", "name", "words"),
    [
        ("ca_file", "large.pem", "larger than 4 MiB"),
        ("ca_file", "nonsense.pem", "not a certificate of an authority"),
        ("client_cert", "large.pem", "larger than 4 MiB"),
        ("client_cert", "cut.p12", "neither PEM nor a whole PKCS#12 file"),
        ("client_cert", "only.der", "a certificate without its key"),
    ],
)
async def test_a_file_that_is_no_certificate_is_named_at_once_and_not_saved(
    staff: Staff,
    dialog: ConnectionDialog,
    files: CertificateFiles,
    data_folder: Path,
    field: str,
    name: str,
    words: str,
) -> None:
    before = (data_folder / "profiles.json").read_bytes()
    row = dialog.form.rows[field]
    staff.types(row.focus_widget, str(files.folder / name))
    with without_a_standstill(dialog):
        await staff.until(lambda: words in row.warning, "it is looked at")
    if field == "ca_file":
        return
    presses_save(staff)
    await staff.until(lambda: words in row.complaint, "it is refused")
    assert dialog.said.text().startswith("✕ Not saved")
    assert (data_folder / "profiles.json").read_bytes() == before


async def test_a_key_out_of_a_word_processor_is_named_at_its_field(
    staff: Staff, dialog: ConnectionDialog, files: CertificateFiles
) -> None:
    staff.types(dialog.form.files.client_cert.line, str(files.folder / "desk.pem"))
    staff.types(dialog.form.files.client_key.line, str(files.folder / "word.key"))
    row = dialog.form.rows["client_key"]
    await staff.until(lambda: "there is no private key in it" in row.warning, "it is looked at")
    staff.types(dialog.form.files.client_key.line, str(files.folder / "locked.key"))
    passphrase = dialog.form.files.passphrase
    await staff.until(passphrase.isVisible, "the passphrase is asked for")
    assert not row.warning
    QApplication.clipboard().setText(f"{PASSPHRASE} ")
    staff.types(passphrase.field, "")
    staff.presses(Qt.Key.Key_V, CTRL)
    await staff.until(lambda: "does not open" in passphrase.row.warning, "it is tried")
    assert "It begins or ends with a blank." in passphrase.row.warning
    staff.presses(Qt.Key.Key_Backspace)
    await staff.until(lambda: passphrase.row.hint() == "It opens the key.", "it is tried again")
    staff.types(dialog.form.files.client_cert.line, "")
    await staff.until(lambda: not passphrase.isVisible(), "there is no key any more")
    assert passphrase.passphrase() == ""
    staff.types(dialog.form.identifier, "boss")


async def test_pastes_of_every_kind_are_mended_or_named(staff: Staff, dialog: ConnectionDialog) -> None:
    whole = usersig.make(secret_key=KEY, identifier="admin", sdk_app_id=APP, now=time.time())
    staff.clicks(dialog.form.credential.paste)
    box = dialog.form.credential
    for paste in (
        f"“{whole}”",
        f"usersig: {whole}",
        f"{whole[:60]}\r\n  {whole[60:]}\n",
        f"\ufeff{whole[:9]}\u00ad{whole[9:]}",
    ):
        assert pastes(staff, dialog, paste).startswith(f"For admin, app {APP}, ends")
        given = box.credential()
        assert given is not None
        assert given.secret == whole
        assert "were left out" in box.secret_row.hint()
    assert pastes(staff, dialog, whole).startswith("For admin")
    assert not box.secret_row.hint()
    plain = whole.translate(str.maketrans("*-_", "+/="))
    for paste in (quote(plain), quote(quote(plain)), "".join(chr(ord(c) + 0xFEE0) for c in whole)):
        assert pastes(staff, dialog, paste).startswith("For admin")
        given = box.credential()
        assert given is not None
        assert given.secret == whole
        assert paste == whole or "as the service wants it" in box.secret_row.hint()
    assert "damaged or cut" in pastes(staff, dialog, whole[:-20])
    assert "looks like the secret key" in pastes(staff, dialog, f"“{KEY}”")
    assert "too long" in pastes(staff, dialog, "x" * 10 * 1024 * 1024)
    other = usersig.make(secret_key=KEY, identifier="somebody", sdk_app_id=APP, now=time.time())
    assert "is for somebody, but the administrator above is admin" in pastes(staff, dialog, other)
    staff.clicks(box.give_key)
    assert pastes(staff, dialog, f"‘{KEY[:30]} {KEY[30:]}’").startswith("64 characters")
    given = box.credential()
    assert given is not None
    assert given.secret == KEY


async def test_an_empty_choice_is_named_by_what_it_is_called(staff: Staff, dialog: ConnectionDialog) -> None:
    box = dialog.form.credential
    assert box.as_it_is.text() == "Leave it as it is"
    dialog.edit(None)
    assert box.as_it_is.text() == "Give none here"
    staff.types(dialog.form.name, "Desk")
    presses_save(staff)
    assert box.secret_row.complaint == "Paste the usersig, or choose “Give none here”."
