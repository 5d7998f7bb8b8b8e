"""The start form's fields: complaints, digits, tags and presets."""

from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget

from gui.core.foundation.enums import Field, SdkType, Source
from gui.core.profiles.preset import Preset
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.start_form import StartForm
from tests.support.widgets.check_boxes import checked
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.start_form_driver import (
    CTRL,
    click_start,
    focus,
    focused,
    open_dialog,
    requests,
    type_letters,
)

ZERO_WIDTH = "\u200b"


# Complaints.


LONG: Final = "“12a” is not a number. Type digits only, 0 to 4294967295."


def whole_complaints(window: QWidget) -> list[QWidget]:
    return [one for one in window.findChildren(ToneLabel) if one.isVisible() and one.text() == f"✕ {LONG}"]


def test_a_complaint_that_is_cut_on_its_line_is_read_whole_at_the_field_with_the_focus_and_nothing_moves(
    form: StartForm,
) -> None:
    form.resize(960, 200)
    form.fields.account.setFocus()
    QTest.qWait(20)
    pressed = (form.start_button, form.fields.fold, *form.fields.checks.values(), form.fields.class_id)
    places = [(one.mapTo(form, QPoint()), one.size()) for one in pressed]
    row = form.fields.rows[Field.ROOM]
    row.show_complaint(LONG)
    assert whole_complaints(form) == []
    form.fields.room.setFocus()
    (note,) = whole_complaints(form)
    assert form.rect().contains(note.geometry())
    assert note.geometry().top() >= row.mapTo(form, row.rect().bottomLeft()).y()
    assert [(one.mapTo(form, QPoint()), one.size()) for one in pressed] == places
    assert LONG in form.fields.room.accessibleDescription()
    form.fields.account.setFocus()
    assert whole_complaints(form) == []


def test_the_whole_complaint_stays_in_the_window_at_its_right_and_lower_edge() -> None:
    window = QWidget()
    window.resize(400, 160)
    line = QLineEdit(window)
    field = HeadedField("Room", line, parent=window)
    field.setGeometry(280, 90, 110, 60)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    line.setFocus()
    field.show_complaint(LONG)
    (note,) = whole_complaints(window)
    assert window.rect().contains(note.geometry())
    assert not note.geometry().intersects(field.geometry())
    # As the field is scrolled away, nothing hangs over what is there instead.
    field.move(280, 400)
    assert whole_complaints(window) == []
    discard(window)


def test_all_that_is_wrong_is_said_at_once_and_the_first_field_has_the_focus(
    form: StartForm, qapp: QApplication
) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="12a", account="", file_name=" {rom} ", class_id="4294967296"))
    form.focus_field(Field.CLASS_ID)
    click_start(form)
    assert spy.count() == 0
    rows = form.fields.rows
    assert "12a" in rows[Field.ROOM].complaint
    assert rows[Field.ACCOUNT].complaint
    assert "{rom}" in rows[Field.FILE_NAME].complaint
    assert "4294967295" in rows[Field.CLASS_ID].complaint
    assert not rows[Field.TAGS].complaint
    assert focused(qapp) == "Room ID"


def test_an_unknown_placeholder_is_named_with_those_that_there_are(form: StartForm) -> None:
    form.fill(FormValues(room="1", account="a", file_name="{rom}_{user}"))
    click_start(form)
    complaint = form.fields.rows[Field.FILE_NAME].complaint
    assert "{rom}" in complaint
    assert "{room}" in complaint


def test_a_complaint_is_spoken_as_the_fields_description(form: StartForm) -> None:
    click_start(form)
    complaint = form.fields.rows[Field.ROOM].complaint
    assert complaint
    assert form.fields.room.accessibleDescription().startswith(complaint)


def test_a_complaint_goes_as_its_field_changes_and_the_others_stay(form: StartForm) -> None:
    click_start(form)
    QTest.keyClicks(form.fields.room, "1")
    assert not form.fields.rows[Field.ROOM].complaint
    assert form.fields.rows[Field.ACCOUNT].complaint


@pytest.mark.parametrize("pasted", [f"10{ZERO_WIDTH}001", "10001\n", " 10001", "10001\u00a0"])
def test_what_cannot_be_seen_in_a_pasted_id_is_named_at_once_and_removed_by_a_button(
    form: StartForm, qapp: QApplication, pasted: str
) -> None:
    qapp.clipboard().setText(pasted)
    QTest.keyClick(form.fields.room, Qt.Key.Key_V, CTRL)
    assert form.fields.rows[Field.ROOM].complaint
    remove = [
        button
        for button in form.findChildren(QPushButton)
        if button.isVisible() and "Room ID" in button.accessibleName()
    ]
    QTest.mouseClick(remove[0], Qt.MouseButton.LeftButton)
    assert form.fields.room.text() == "10001"
    assert not form.fields.rows[Field.ROOM].complaint
    assert not remove[0].isVisible()


def test_a_long_name_and_many_tags_are_warned_of_and_sent_all_the_same(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="1", account="a", file_name="n" * 65, tags=tuple(map(str, range(17)))))
    assert "64" in form.fields.rows[Field.FILE_NAME].warning
    assert "16" in form.fields.rows[Field.TAGS].warning
    click_start(form)
    assert requests(spy)[0].file_name == "n" * 65
    form.fill(FormValues(file_name="n", tags=()))
    assert not form.fields.rows[Field.FILE_NAME].warning
    assert not form.fields.rows[Field.TAGS].warning


# Digits.


def test_full_width_digits_become_plain_ones_while_typing(form: StartForm) -> None:
    for field in (form.fields.room, form.fields.class_id):
        field.setFocus()
        type_letters(field, "１２")
        assert field.text() == "12"
    form.fields.account.setFocus()
    type_letters(form.fields.account, "１２")
    assert form.fields.account.text() == "１２"


def test_digits_typed_in_the_middle_leave_the_cursor_there(form: StartForm) -> None:
    form.fill(FormValues(room="1001"))
    form.fields.room.setCursorPosition(1)
    type_letters(form.fields.room, "２")
    assert form.fields.room.text() == "12001"
    assert form.fields.room.cursorPosition() == 2


def test_digits_are_left_alone_until_the_composition_is_closed(form: StartForm) -> None:
    room = form.fields.room
    half_way = QInputMethodEvent("ni", [])
    half_way.setCommitString("１")
    QApplication.sendEvent(room, half_way)
    assert room.text() == "１"
    done = QInputMethodEvent()
    done.setCommitString("２")
    QApplication.sendEvent(room, done)
    assert room.text() == "12"


def test_text_that_comes_through_the_accessibility_interface_counts_as_typed(form: StartForm) -> None:
    interface = QAccessible.queryAccessibleInterface(form.fields.room)
    interface.setText(QAccessible.Text.Value, "１２ ")
    assert form.fields.room.text() == "12 "
    assert form.fields.rows[Field.ROOM].complaint


# Tags and presets, by keyboard.


def test_enter_and_commas_make_chips_and_a_half_typed_tag_counts(form: StartForm) -> None:
    editor = form.fields.tags.editor
    editor.setFocus()
    type_letters(editor, "a,b，")
    QTest.keyClicks(editor, "c")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "d")
    assert form.values().tags == ("a", "b", "c", "d")
    assert editor.text() == "d"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == ""
    assert form.values().tags == ("a", "b", "c", "d")


def test_several_tags_are_pasted_at_once_and_empties_are_told_of(form: StartForm, qapp: QApplication) -> None:
    qapp.clipboard().setText("a, ,b b\nc、d\n")
    form.fields.tags.editor.setFocus()
    QTest.keyClick(form.fields.tags.editor, Qt.Key.Key_V, CTRL)
    assert form.values().tags == ("a", "b b", "c", "d")
    assert form.fields.rows[Field.TAGS].notice == "An empty tag was left out."


def test_what_is_said_of_an_empty_tag_stays_while_staff_type_on(form: StartForm) -> None:
    editor, row = form.fields.tags.editor, form.fields.rows[Field.TAGS]
    editor.setFocus()
    QTest.keyClicks(editor, "a,,")
    assert row.notice == "An empty tag was left out."
    QTest.keyClicks(editor, "b")
    form.fields.room.setText("7")
    assert row.notice == "An empty tag was left out."
    assert row.said() == f"▲ {row.notice}"
    QTest.keyClicks(editor, ",")
    assert row.notice == ""


def test_what_is_said_of_an_empty_tag_goes_when_the_line_is_left(form: StartForm) -> None:
    editor, row = form.fields.tags.editor, form.fields.rows[Field.TAGS]
    editor.setFocus()
    QTest.keyClicks(editor, ",")
    assert row.notice == "An empty tag was left out."
    form.fields.room.setFocus()
    assert row.notice == ""


def test_what_is_left_out_while_the_line_is_left_is_still_told(form: StartForm) -> None:
    editor, row = form.fields.tags.editor, form.fields.rows[Field.TAGS]
    editor.setFocus()
    editor.setText(f"vi{ZERO_WIDTH}p")
    form.fields.room.setFocus()
    assert form.values().tags == ("vip",)
    assert row.notice == "Left out what can't be seen: zero width space."


def test_a_comma_of_an_input_method_ends_a_tag(form: StartForm) -> None:
    editor = form.fields.tags.editor
    editor.setFocus()
    done = QInputMethodEvent()
    done.setCommitString("课程，")
    QApplication.sendEvent(editor, done)
    assert form.values().tags == ("课程",)
    assert editor.text() == ""


def test_what_cannot_be_seen_in_a_tag_is_left_out_and_named(form: StartForm) -> None:
    form.fields.tags.editor.setText(f"vi{ZERO_WIDTH}p,")
    assert form.values().tags == ("vip",)
    assert form.fields.rows[Field.TAGS].notice == "Left out what can't be seen: zero width space."


def test_tags_are_removed_by_keyboard_and_by_mouse(form: StartForm, qapp: QApplication) -> None:
    form.fill(FormValues(tags=("a", "b", "c")))
    form.focus_field(Field.TAGS)
    QTest.keyClick(form.fields.tags.editor, Qt.Key.Key_Backspace)
    assert focused(qapp) == "Remove tag c"
    QTest.keyClick(focus(qapp), Qt.Key.Key_Left)
    QTest.keyClick(focus(qapp), Qt.Key.Key_Delete)
    assert form.values().tags == ("a", "c")
    assert focused(qapp) == "Remove tag c"
    chip = next(c for c in form.findChildren(QToolButton) if c.accessibleName() == "Remove tag a")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert form.values().tags == ("c",)


def test_the_same_tag_twice_is_one_tag(form: StartForm) -> None:
    form.fields.tags.editor.setText("a,b,a,")
    assert form.values().tags == ("a", "b")


def test_a_preset_fills_the_form_and_none_empties_it(form: StartForm) -> None:
    form.set_presets(
        {"Course": Preset(("a",), "5", Source.SCREEN, SdkType.IOT, transcode=True, watermark=True)}
    )
    form.fill(FormValues(room="1", account="a", file_name="Talk"))
    form.fields.preset.combo.setCurrentText("Course")
    assert form.values() == FormValues(
        "1",
        "a",
        "Talk",
        ("a",),
        "5",
        Source.SCREEN,
        SdkType.IOT,
        checked(Field.TRANSCODE, Field.WATERMARK),
    )
    form.fields.preset.combo.setCurrentText("None")
    assert form.values() == FormValues("1", "a", "Talk", (), "", Source.CAMERA, SdkType.NORMAL, checked())


def test_current_settings_are_saved_updated_and_removed_as_a_preset(
    form: StartForm, qapp: QApplication
) -> None:
    saved, removed = QSignalSpy(form.preset_saved), QSignalSpy(form.preset_removed)
    box = form.fields.preset
    form.fill(FormValues(tags=("a",)))
    box.save_action.trigger()
    dialog = open_dialog(qapp)
    QTest.keyClicks(dialog.findChildren(QLineEdit)[0], " Course ")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert saved.at(0) == ["Course", Preset(tags=("a",))]
    assert box.name() == "Course"
    form.fill(FormValues(tags=("b",)))
    box.update_action.trigger()
    assert saved.at(1) == ["Course", Preset(tags=("b",))]
    box.remove_action.trigger()
    question = open_dialog(qapp)
    assert isinstance(question, AskDialog)
    while not question.takes_presses:
        QTest.qWait(20)
    QTest.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    assert removed.at(0) == ["Course"]
    assert box.name() == ""
    assert form.values().tags == ("b",)


def test_presets_that_arrive_late_leave_the_form_alone(form: StartForm) -> None:
    form.fill(FormValues(tags=("a",)))
    form.set_presets({"Course": Preset(tags=("b",))})
    assert form.values().tags == ("a",)
    assert form.fields.preset.combo.currentText() == "None"


def test_a_preset_saved_under_a_full_width_name_is_the_one_that_is_there(
    qapp: QApplication, form: StartForm
) -> None:
    form.set_presets({"Course": Preset(("a",))})
    form.fields.preset.save_action.trigger()
    dialog = open_dialog(qapp)
    type_letters(dialog.findChildren(QLineEdit)[0], "Ｃｏｕｒｓｅ")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert [form.fields.preset.combo.itemText(at) for at in range(2)] == ["None", "Course"]
    assert form.fields.preset.combo.count() == 2
