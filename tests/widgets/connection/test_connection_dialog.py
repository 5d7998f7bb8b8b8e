"""What an administrator sees and can do in the connection settings."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QRadioButton

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.connection.preflight import Check, Finding, Light
from gui.core.foundation.messages import Messages
from gui.core.profiles.profiles import PRACTICE, Profile, new_profile
from gui.core.security.keychain import CredentialKind
from gui.widgets.connection.check_list import CheckLine
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.connection.connection_form import ProfileDraft
from gui.widgets.connection.preflight_lines import preflight_line
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.themes import current_theme
from tests.support.core.usersig_samples import APP, NOW, sig


def profile(name: str = "Main", url: str = "https://openapi.tim.qq.com") -> Profile:
    return new_profile({"name": name, "url": url, "sdk_app_id": APP, "identifier": "admin"})


@pytest.fixture
def dialog(qapp: QApplication) -> Iterator[ConnectionDialog]:
    made = ConnectionDialog(Messages("en"), now=lambda: NOW)
    made.set_profiles((profile(), profile("Lab", "https://test.tim.qq.com"), PRACTICE))
    made.show()
    qapp.processEvents()
    yield made
    made.hide()
    made.deleteLater()
    qapp.processEvents()


def heard(dialog: ConnectionDialog) -> list[ProfileDraft]:
    drafts: list[ProfileDraft] = []
    dialog.saved.connect(drafts.append)
    dialog.check_requested.connect(drafts.append)
    return drafts


def fill(dialog: ConnectionDialog, **values: str) -> None:
    form = dialog.form
    form.name.setText(values.get("name", "New"))
    form.relay.set_url(values.get("url", "https://openapi.tim.qq.com"))
    form.app_id.setText(values.get("app", str(APP)))
    form.identifier.setText(values.get("identifier", "admin"))


def answer(dialog: ConnectionDialog, text: str) -> None:
    box = next(box for box in dialog.findChildren(AskDialog) if box.isVisible())
    next(button for button in (box.yes, box.cancel) if button.text() == text).click()
    QApplication.processEvents()


def test_every_complaint_stands_at_its_field_at_once_and_the_first_has_the_focus(
    dialog: ConnectionDialog,
) -> None:
    drafts = heard(dialog)
    dialog.edit(None)
    dialog.form.relay.set_url("ftp://openapi.tim.qq.com")
    dialog.save_button.click()
    said = {key for key, row in dialog.form.rows.items() if row.complaint}
    assert said == {"name", "url", "sdk_app_id", "identifier"}
    assert dialog.form.rows["url"].complaint.endswith("Begin with https://")
    assert dialog.form.credential.secret_row.complaint
    assert dialog.focusWidget() is dialog.form.name
    assert drafts == []


def test_a_complaint_goes_away_when_its_field_is_mended(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    dialog.save_button.click()
    QTest.keyClicks(dialog.form.app_id, "1400000000")
    assert not dialog.form.rows["sdk_app_id"].complaint
    assert dialog.form.rows["name"].complaint


def test_the_credential_takes_the_focus_when_it_is_the_first_that_is_wrong(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    fill(dialog)
    dialog.save_button.click()
    assert dialog.focusWidget() is dialog.form.credential.field


def test_saving_tells_the_values_and_the_credential_and_then_forgets_the_secret(
    dialog: ConnectionDialog,
) -> None:
    drafts = heard(dialog)
    dialog.edit(None)
    fill(dialog, name=" New ")
    dialog.form.credential.field.setText(sig())
    dialog.save_button.click()
    (draft,) = drafts
    assert new_profile(draft.values) == profile("New")
    assert draft.credential is not None
    assert (draft.credential.kind, draft.credential.secret, draft.keep) == (
        CredentialKind.USERSIG,
        sig(),
        True,
    )
    assert not dialog.form.isEnabled()
    dialog.set_profiles((profile(), profile("New"), PRACTICE))
    dialog.show_saved()
    assert not dialog.form.credential.has_secret()
    assert dialog.form.isEnabled()
    assert dialog.heading.whole_text() == "New"
    assert not dialog.form.has_changes()
    assert not dialog.isVisible()


def test_what_could_not_be_saved_stays_in_the_form_with_the_reason(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    fill(dialog)
    dialog.form.credential.field.setText(sig())
    dialog.save_button.click()
    dialog.show_problem("The keychain is locked.")
    assert "The keychain is locked." in dialog.said.text()
    assert dialog.form.credential.has_secret()
    assert dialog.save_button.isEnabled()


@pytest.mark.parametrize("name", ["main", "Ｍａｉｎ"])
def test_a_new_profile_cannot_take_the_name_of_another(dialog: ConnectionDialog, name: str) -> None:
    drafts = heard(dialog)
    dialog.edit(None)
    fill(dialog, name=name)
    dialog.form.credential.as_it_is.setChecked(True)
    dialog.save_button.click()
    assert dialog.form.rows["name"].complaint == "There is already a profile of this name."
    assert drafts == []


def test_an_existing_profile_keeps_its_name_and_its_credential(dialog: ConnectionDialog) -> None:
    drafts = heard(dialog)
    dialog.edit("Main")
    assert not dialog.form.name.isVisible()
    dialog.form.identifier.setText("boss")
    dialog.save_button.click()
    (draft,) = drafts
    assert draft.values["name"] == "Main"
    assert draft.values["identifier"] == "boss"
    assert (draft.credential, draft.keep) == (None, False)


def test_production_is_marked_as_soon_as_its_address_is_typed(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    assert not dialog.badge.isVisible()
    dialog.form.relay.set_url("https://OpenAPI.tim.qq.com")
    assert dialog.badge.text() == "PRODUCTION"
    dialog.form.relay.set_url("https://test.tim.qq.com")
    assert dialog.badge.text() == "TEST"
    dialog.form.relay.set_url("https://[")
    assert not dialog.badge.isVisible()


def test_practice_is_listed_and_says_why_there_is_nothing_to_set(dialog: ConnectionDialog) -> None:
    dialog.edit("Practice")
    assert dialog.practice_note.isVisible()
    assert not dialog.form.isVisible()
    for button in (dialog.save_button, dialog.remove_button, dialog.check_button):
        assert not button.isEnabled()
    dialog.edit("Lab")
    assert dialog.form.isVisible()
    assert dialog.remove_button.isEnabled()


def test_a_screen_reader_hears_the_environment_of_each_profile(dialog: ConnectionDialog) -> None:
    item = dialog.profile_list.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Main, PRODUCTION"


def test_changes_are_not_lost_without_a_question(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    dialog.profile_list.setCurrentRow(1)
    assert dialog.profile_list.currentItem().text() == "Main"
    answer(dialog, "Cancel")
    assert dialog.form.identifier.text() == "boss"
    dialog.edit("Lab")
    answer(dialog, "Discard changes")
    assert dialog.heading.whole_text() == "Lab"
    assert dialog.profile_list.currentItem().text() == "Lab"


def test_return_at_the_question_whether_to_leave_loses_nothing(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    dialog.close_button.click()
    question = next(box for box in dialog.findChildren(AskDialog) if box.isVisible())
    while not question.takes_presses:
        QTest.qWait(20)
    assert question.cancel.hasFocus()
    QTest.keyClick(question.cancel, Qt.Key.Key_Return)
    assert not question.isVisible()
    assert dialog.isVisible()
    assert dialog.form.identifier.text() == "boss"


def test_what_the_service_and_what_this_computer_says_is_named_in_a_check() -> None:
    messages, catalogue = Messages("en"), Catalogue("en")
    refused = Problem(Delivery.ANSWERED, code=70003, message="usersig check failed")
    unreached = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, message="No route to host")
    lines = [
        preflight_line(Finding(Check.RELAY, Light.RED, problem=problem), messages, catalogue).detail
        for problem in (refused, unreached)
    ]
    assert lines[0].endswith(" The service's own words: usersig check failed")
    assert lines[1].endswith(" Details: No route to host")


def test_closing_forgets_what_was_pasted(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.form.credential.paste.setChecked(True)
    dialog.form.credential.field.setText(sig())
    dialog.close_button.click()
    assert dialog.isVisible()
    answer(dialog, "Discard changes")
    assert not dialog.isVisible()
    assert not dialog.form.credential.has_secret()


def test_removing_asks_first_and_names_the_consequence(dialog: ConnectionDialog) -> None:
    removed: list[str] = []
    dialog.removed.connect(removed.append)
    dialog.edit("Main")
    dialog.remove_button.click()
    assert "no longer be stopped" in dialog.findChildren(AskDialog)[0].consequence.text()
    answer(dialog, "Cancel")
    assert removed == []
    dialog.remove_button.click()
    answer(dialog, "Remove")
    assert removed == ["Main"]
    dialog.set_profiles((profile("Lab"), PRACTICE))
    assert dialog.heading.whole_text() == "Lab"


def checks(dialog: ConnectionDialog, *tones: Tone) -> None:
    dialog.check_button.click()
    for tone in tones:
        dialog.add_check_line(CheckLine(tone, "Something"))
    dialog.set_checking(False)


def test_what_works_is_saved_and_the_dialog_closes_and_says_so(dialog: ConnectionDialog) -> None:
    saved: list[ProfileDraft] = []
    told: list[str] = []
    dialog.saved.connect(saved.append)
    dialog.done_saying.connect(told.append)
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    checks(dialog, Tone.LIVE, Tone.WARNING)
    assert [draft.values["identifier"] for draft in saved] == ["boss"]
    dialog.show_saved()
    assert (dialog.isVisible(), told) == (False, ["Saved: profile Main"])


def test_what_fails_is_not_saved_unless_without_a_check(dialog: ConnectionDialog) -> None:
    saved: list[ProfileDraft] = []
    dialog.saved.connect(saved.append)
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    checks(dialog, Tone.LIVE, Tone.DANGER)
    assert (saved, dialog.said.text()[:1]) == ([], "✕")
    dialog.save_button.click()
    assert len(saved) == 1


def test_what_was_changed_during_the_check_is_not_saved(dialog: ConnectionDialog) -> None:
    saved: list[ProfileDraft] = []
    dialog.saved.connect(saved.append)
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    dialog.check_button.click()
    dialog.add_check_line(CheckLine(Tone.LIVE, "Something"))
    dialog.form.identifier.setText("other")
    dialog.add_check_line(CheckLine(Tone.LIVE, "Something"))
    dialog.set_checking(False)
    assert saved == []
    assert "changed during the check" in dialog.said.text()


def test_a_check_that_broke_off_saves_nothing(dialog: ConnectionDialog) -> None:
    saved: list[ProfileDraft] = []
    dialog.saved.connect(saved.append)
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    dialog.check_button.click()
    dialog.add_check_line(CheckLine(Tone.LIVE, "Something"))
    dialog.set_checking(False, whole=False)
    assert saved == []


def test_the_address_gets_its_https_by_itself(dialog: ConnectionDialog) -> None:
    drafts = heard(dialog)
    dialog.edit(None)
    fill(dialog, url="")
    dialog.activateWindow()
    dialog.form.relay.setFocus()
    QTest.keyClicks(dialog.form.relay, "openapi.tim.qq.com")
    assert dialog.badge.text() == "PRODUCTION"
    QTest.keyClick(dialog.form.relay, Qt.Key.Key_Tab)
    assert dialog.form.relay.currentText() == "https://openapi.tim.qq.com"
    line = dialog.form.relay.lineEdit()
    assert line is not None
    assert line.cursorPosition() == 0, "of a long address the beginning is seen"
    dialog.form.credential.field.setText(sig())
    dialog.save_button.click()
    assert drafts[0].values["url"] == "https://openapi.tim.qq.com"


def test_another_kind_of_credential_empties_the_field(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    box = dialog.form.credential
    box.give_key.setChecked(True)
    QTest.keyClicks(box.field, "0123456789abcdef" * 4)
    box.paste.setChecked(True)
    assert (box.field.text(), box.has_secret()) == ("", False)
    QTest.keyClicks(box.field, sig())
    box.give_key.setChecked(True)
    assert not box.has_secret()


def places(dialog: ConnectionDialog) -> list[tuple[str, int, int]]:
    QApplication.processEvents()
    shown = [one for kind in (QLineEdit, QPushButton, QRadioButton) for one in dialog.findChildren(kind)]
    return [
        (w.accessibleName(), *w.mapTo(dialog, w.rect().topLeft()).toTuple()) for w in shown if w.isVisible()
    ]


def test_no_complaint_and_no_verdict_moves_a_field_or_a_button(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    before = [place for place in places(dialog) if place[0] != "Use it all the same"]
    dialog.save_button.click()
    assert dialog.form.rows["name"].complaint
    assert places(dialog) == before
    dialog.form.credential.field.setText("nonsense")
    assert dialog.form.credential.verdict.isVisible()
    assert places(dialog) == before
    fill(dialog)
    assert dialog.badge.isVisible()
    assert places(dialog) == before


def test_what_is_wrong_in_a_closed_part_opens_it(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    closed = not dialog.form.extras.is_open
    dialog.form.limits["overrun_hours"].setText("1000")
    dialog.save_button.click()
    assert closed
    assert dialog.form.extras.is_open
    assert dialog.focusWidget() is dialog.form.limits["overrun_hours"]


def test_the_settings_fit_a_screen_of_960_to_540(monkeypatch: pytest.MonkeyPatch) -> None:
    room = QSize(904, 460)
    monkeypatch.setattr("gui.widgets.controls.first_size.room_for", lambda _window: room)
    made = ConnectionDialog(Messages("en"))
    assert (made.width(), made.height()) == (904, 460)
    made.show()
    made.edit(None)
    QApplication.processEvents()
    assert made.size() == room
    buttons = (made.check_button, made.save_button, made.close_button)
    for one in buttons:
        assert made.rect().contains(QRect(one.mapTo(made, QPoint()), one.size()))
    made.reject()
    made.deleteLater()
    QApplication.processEvents()


def test_a_check_tells_what_is_in_the_form_and_shows_what_was_found(dialog: ConnectionDialog) -> None:
    drafts = heard(dialog)
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    dialog.check_button.click()
    assert drafts[0].values["identifier"] == "boss"
    assert dialog.check_list.busy.isVisible()
    assert not dialog.check_button.isEnabled()
    found = [CheckLine(Tone.LIVE, "Found"), CheckLine(Tone.DANGER, "Refused", "Ask for a new usersig.")]
    for line in found:
        dialog.add_check_line(line)
    dialog.set_checking(False)
    assert dialog.check_list.lines == tuple(found)
    assert not dialog.check_list.busy.isVisible()
    assert "does not work yet" in dialog.check_list.summary.text()
    dialog.form.identifier.setText("admin")
    assert "changed after this check" in dialog.check_list.summary.text()


def test_a_check_that_knows_no_authority_opens_the_certificates_at_the_ca_file(
    dialog: ConnectionDialog,
) -> None:
    dialog.edit("Main")
    dialog.check_button.click()
    dialog.add_check_line(CheckLine(Tone.DANGER, "TLS", "Choose the CA file.", "ca_file"))
    dialog.set_checking(False)
    QTest.qWait(100)
    assert dialog.form.certificates.is_open
    line = dialog.form.files.ca_file.line
    assert line.hasFocus()
    assert not line.visibleRegion().isEmpty()


def test_what_a_person_opens_comes_into_sight(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.resize(820, 330)
    fold = dialog.form.certificates
    QTest.mouseClick(fold.button, Qt.MouseButton.LeftButton)
    QTest.qWait(100)
    assert not dialog.form.files.ca_file.line.visibleRegion().isEmpty()


def test_what_is_missing_of_a_new_connection_is_read_without_being_cut(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    dialog.check_button.click()
    for key in ("name", "url", "identifier"):
        row = dialog.form.rows[key]
        said = row.findChildren(ElidedLabel)[0]
        assert row.complaint
        assert said.text() == said.whole_text()


def test_in_a_small_window_the_result_of_a_check_comes_into_view(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.resize(620, 330)
    dialog.check_button.click()
    for n in range(3):
        dialog.add_check_line(CheckLine(Tone.DANGER, f"Line {n}", "A remedy."))
    dialog.set_checking(False)
    QTest.qWait(120)
    assert not dialog.check_list.visibleRegion().isEmpty()
    assert dialog.check_list.visibleRegion().boundingRect().height() > 100


def test_what_was_found_for_a_form_that_was_left_is_not_shown(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.check_button.click()
    dialog.edit("Lab")
    dialog.add_check_line(CheckLine(Tone.LIVE, "Found"))
    assert dialog.check_list.lines == ()
    assert not dialog.check_list.isVisible()


def test_a_profile_that_was_changed_elsewhere_shows_its_new_values(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.set_profiles((profile("Main", "https://test.tim.qq.com"), PRACTICE))
    assert dialog.form.relay.url() == "https://test.tim.qq.com"
    dialog.form.identifier.setText("boss")
    dialog.set_profiles((profile(), PRACTICE))
    assert dialog.form.identifier.text() == "boss"


def test_every_control_that_takes_the_focus_has_a_name(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    seen: list[str] = []
    for _ in range(30):
        focused = dialog.focusWidget()
        assert focused is not None
        if seen and focused is dialog.form.name:
            break
        seen.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert len(seen) < 30
    assert all(seen)
    assert seen[:5] == ["Name", "Relay address", "SDKAppID", "Administrator", "Paste a usersig"]
    last = ["Certificates", "Limits and colour", "Check and save", "Save without a check"]
    assert sorted(last, key=seen.index) == last


def test_arrow_keys_go_through_the_profiles_without_losing_the_list(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.profile_list.setFocus()
    QTest.keyClick(dialog.profile_list, Qt.Key.Key_Down)
    assert dialog.heading.whole_text() == "Lab"
    assert dialog.focusWidget() is dialog.profile_list


def test_a_wheel_over_the_relay_does_not_change_it(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    relay = dialog.form.relay
    middle = QPointF(relay.rect().center())
    turn = QWheelEvent(
        middle,
        relay.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(relay, turn)
    assert relay.url() == "https://openapi.tim.qq.com"


def test_a_file_is_chosen_without_blocking_and_a_dragged_address_becomes_a_path(
    dialog: ConnectionDialog, tmp_path: Path
) -> None:
    file = tmp_path / "our ca.pem"
    file.write_text("x")
    field = dialog.form.files.ca_file
    field.browse.click()
    (chooser,) = field.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    assert field.path() == str(file)
    field.set_path(file.as_uri())
    assert field.path() == str(file)
    field.set_path(f'"{file}"')
    assert field.path() == str(file)


def test_the_dialog_opens_and_changes_profile_within_a_blink(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    began = time.perf_counter()
    for _ in range(10):
        dialog.edit("Lab")
        dialog.edit("Main")
    assert (time.perf_counter() - began) / 20 < 0.05


def test_a_check_gives_the_focus_back_to_its_button(dialog: ConnectionDialog) -> None:
    dialog.edit("Main")
    dialog.form.identifier.setText("boss")
    dialog.activateWindow()
    dialog.check_button.setFocus()
    QTest.keyClick(dialog.check_button, Qt.Key.Key_Space)
    dialog.add_check_line(CheckLine(Tone.DANGER, "Something"))
    dialog.set_checking(False)
    # *Close* would be pressed by the next Return.
    assert dialog.focusWidget() is dialog.check_button


def test_nothing_moves_as_something_is_said_below_the_fields(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    QApplication.processEvents()
    form = dialog.form
    parts = (form.name, form.relay, form.app_id, form.identifier, dialog.check_button, dialog.close_button)

    def places() -> list[QRect]:
        return [QRect(part.mapTo(dialog, QPoint(0, 0)), part.size()) for part in parts]

    before = places()
    QTest.mouseClick(dialog.check_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert dialog.said.isVisible()
    assert places() == before


def test_a_wrong_address_is_outlined_as_every_other_field(dialog: ConnectionDialog) -> None:
    dialog.edit(None)
    relay = dialog.form.relay
    before = relay.grab().toImage().pixelColor(relay.width() // 2, 1)
    dialog.save_button.click()
    after = relay.grab().toImage().pixelColor(relay.width() // 2, 1)
    assert after == current_theme().tones["danger"] != before


def test_return_after_the_secret_key_checks_and_saves_a_new_account(dialog: ConnectionDialog) -> None:
    drafts = heard(dialog)
    dialog.edit(None)
    dialog.activateWindow()
    dialog.form.name.setFocus()
    for words in ("Event", "openapi.tim.qq.com", str(APP), "admin"):
        # Nothing was under a click: the keys go from field to field.
        field = dialog.focusWidget()
        assert field is not None
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    secret = dialog.form.credential.field
    secret.setFocus()
    QTest.keyClicks(secret, sig(app=APP))
    QTest.keyClick(secret, Qt.Key.Key_Return)
    assert [draft.values["name"] for draft in drafts] == ["Event"]
