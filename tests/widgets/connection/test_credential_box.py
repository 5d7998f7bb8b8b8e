"""What a pasted secret tells at once, and where it never goes."""

import base64
import json
import logging
import zlib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.core.security.keychain import CredentialKind
from gui.widgets.connection.connection_form import ProfileDraft
from gui.widgets.connection.credential_box import CredentialBox
from gui.widgets.connection.secret_field import SecretField
from tests.support.core.usersig_samples import APP, KEY, NOW, sig


def packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode())).decode().translate(str.maketrans("+/=", "*-_"))


@pytest.fixture
def box(qapp: QApplication) -> Iterator[CredentialBox]:
    made = CredentialBox(now=lambda: NOW)
    made.set_owner("admin", str(APP))
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    qapp.processEvents()


def verdict(box: CredentialBox, pasted: str) -> str:
    box.field.setText(pasted)
    return box.verdict.words.text()


def test_a_pasted_usersig_tells_owner_app_and_last_day(box: CredentialBox) -> None:
    assert verdict(box, sig()) == f"For admin, app {APP}, ends 2023-12-14"
    assert box.verdict.mark.text() == "✓"


@pytest.mark.parametrize(
    ("days", "mark", "words"),
    [(8, "✓", "ends 2023"), (6, "▲", "ends soon"), (0.5, "▲", "neither start nor stop"), (-1, "✕", "Ended")],
)
def test_the_nearer_its_end_the_louder(box: CredentialBox, days: float, mark: str, words: str) -> None:
    assert words in verdict(box, sig(days=days))
    assert box.verdict.mark.text() == mark


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        (sig("boss"), "is for boss, but the administrator above is admin"),
        (sig(app=1_400_000_000), "is for app 1400000000, but the SDKAppID above"),
        (sig(days=-2), "Ended"),
        (sig()[:-12], "damaged or cut"),
        ("hello", "damaged or cut"),
        (KEY, "looks like the secret key"),
        ("x" * 9000, "too long"),
        (packed("[" * 60_000), "damaged or cut"),
        (
            packed('{"TLS.identifier":"a","TLS.sdkappid":1,"TLS.time":1e999,"TLS.expire":1}'),
            "damaged or cut",
        ),
    ],
)
def test_a_usersig_that_does_not_fit_is_not_saved_by_mistake(
    box: CredentialBox, pasted: str, words: str
) -> None:
    assert words in verdict(box, pasted)
    assert box.validate(for_saving=True)
    assert not box.validate(for_saving=False)
    box.all_the_same.setChecked(True)
    assert not box.validate(for_saving=True)
    box.field.setText(f"{pasted}x")
    assert not box.all_the_same.isChecked()


def test_a_usersig_that_ends_after_all_calendars_is_no_trouble(box: CredentialBox) -> None:
    fields = {"TLS.identifier": "admin", "TLS.sdkappid": APP, "TLS.time": 1, "TLS.expire": 10**30}
    text = packed(json.dumps(fields))
    assert "ends 9999" in verdict(box, text)


@pytest.mark.parametrize("wrapped", ["  {}\n", "“{}”", "'{}'", "\ufeff{}\u200b", "\u00a0{}"])
def test_what_mail_and_word_processors_add_is_left_out(box: CredentialBox, wrapped: str) -> None:
    broken = sig()[:40] + "\r\n " + sig()[40:]
    box.field.setText(wrapped.format(broken))
    given = box.credential()
    assert given is not None
    assert given.secret == sig()
    box.give_key.setChecked(True)
    box.field.setText(wrapped.format(KEY))
    given = box.credential()
    assert given is not None
    assert (given.kind, given.secret) == (CredentialKind.SECRET_KEY, KEY)


def test_a_key_of_another_form_is_warned_of_and_taken(box: CredentialBox) -> None:
    box.give_key.setChecked(True)
    assert "check it" in verdict(box, "abc")
    assert not box.validate(for_saving=True)
    assert "looks like a usersig" in verdict(box, sig())
    assert box.validate(for_saving=True)


def test_an_empty_form_learns_its_owner_from_the_usersig(box: CredentialBox) -> None:
    heard: list[tuple[str, str]] = []
    box.owner_read.connect(lambda identifier, app: heard.append((identifier, app)))
    box.field.setText(sig("boss", 7))
    assert heard == [("boss", "7")]


def test_without_a_keychain_only_this_session_is_offered(box: CredentialBox) -> None:
    assert box.keep()
    box.set_surroundings(keychain=False, environment=True)
    assert not box.keep()
    assert not box.in_keychain.isEnabled()
    assert box.no_keychain.isVisible()
    assert box.environment.isVisible()
    box.reset(existing=False)
    assert not box.keep()


def test_leaving_it_as_it_is_forgets_what_was_pasted(box: CredentialBox) -> None:
    box.field.setText(sig())
    box.as_it_is.setChecked(True)
    assert not box.has_secret()
    assert box.credential() is None
    assert not box.secret_row.isVisible()


def test_the_dots_cannot_be_copied_cut_or_read_by_a_screen_reader(qapp: QApplication) -> None:
    field = SecretField("Usersig")
    field.setText(KEY)
    field.show()
    interface = QAccessible.queryAccessibleInterface(field)
    assert KEY not in interface.text(QAccessible.Text.Value)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    field.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Insert):
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    field.copy()
    field.cut()
    qapp.processEvents()
    assert clipboard.text() == "before"
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.deleteLater()


def test_a_wiped_secret_does_not_come_back(qapp: QApplication) -> None:
    field = SecretField("Usersig")
    field.show()
    QTest.keyClicks(field, "secret key")
    field.wipe()
    field.undo()
    field.redo()
    qapp.processEvents()
    assert field.text() == ""
    field.deleteLater()


def test_no_representation_and_no_log_line_holds_the_secret(
    box: CredentialBox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        box.give_key.setChecked(True)
        box.field.setText(KEY)
        box.validate(for_saving=True)
        draft = ProfileDraft({"name": "Main"}, box.credential(), box.keep())
    shown = (repr(draft), str(draft), repr(box), repr(box.field), box.secret_row.complaint, caplog.text)
    assert not any(KEY in text for text in shown)
    assert KEY not in box.field.accessibleDescription()
