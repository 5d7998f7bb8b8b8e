"""The start form: starting, and what an answer leaves behind."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from gui.core.foundation.enums import Field, SdkType, Source, State
from gui.core.profiles.preset import Preset
from gui.core.protocol.request import StartRequest
from gui.core.protocol.start_options import ON_OFF, StartOptions
from gui.core.sessions.session import Session, Target
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.start_fields import EMPTY
from gui.widgets.start_form.start_form import StartForm
from tests.support.widgets.check_boxes import checked
from tests.support.widgets.start_form_driver import (
    CTRL,
    click_start,
    focus,
    focused,
    requests,
    said,
    started,
)

ZERO_WIDTH = "\u200b"


# Starting.


def test_room_and_user_typed_and_ctrl_return_start_a_recording(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    QTest.keyClicks(form.fields.room, "10001")
    QTest.keyClick(form.fields.room, Qt.Key.Key_Tab)
    QTest.keyClicks(form.fields.account, "alice")
    QTest.keyClick(form.fields.account, Qt.Key.Key_Return, CTRL)
    assert requests(spy) == [
        StartRequest(room=10001, account="alice", file_name="10001_alice_20260131_100122")
    ]


def test_keypad_enter_starts_too(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="1", account="a"))
    QTest.keyClick(form.fields.room, Qt.Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert len(requests(spy)) == 1


def test_plain_return_in_a_field_starts_nothing(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="1", account="a"))
    QTest.keyClick(form.fields.room, Qt.Key.Key_Return)
    assert spy.count() == 0


def test_every_setting_is_in_the_request(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(
        FormValues("5", "eve", "Talk {date}", ("a", "b"), "0", Source.SCREEN, SdkType.IOT, checked(*ON_OFF))
    )
    click_start(form)
    assert requests(spy) == [
        StartRequest(
            room=5,
            account="eve",
            file_name="Talk 20260131",
            tags=("a", "b"),
            class_id=0,
            transcode=True,
            screenshot=True,
            watermark=True,
            source=Source.SCREEN,
            sdk_type=SdkType.IOT,
        )
    ]


def test_typing_works_before_the_panel_is_ready_and_only_start_waits(form: StartForm) -> None:
    form.set_ready(False)
    spy = QSignalSpy(form.start_requested)
    QTest.keyClicks(form.fields.room, "10001")
    form.fill(FormValues(account="alice"))
    QTest.keyClick(form.fields.room, Qt.Key.Key_Return, CTRL)
    click_start(form)
    assert spy.count() == 0
    assert "Getting ready…" in said(form)
    form.set_ready(True)
    assert "Getting ready…" not in said(form)
    click_start(form)
    assert requests(spy)[0].room == 10001


def test_two_clicks_in_a_row_start_once(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="1", account="a"))
    click_start(form)
    click_start(form)
    assert spy.count() == 1
    assert "This start is already on its way." in said(form)


def test_another_target_can_be_started_while_one_is_pending(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="1", account="a"))
    click_start(form)
    form.fill(FormValues(account="b"))
    click_start(form)
    assert [request.account for request in requests(spy)] == ["a", "b"]


@pytest.mark.parametrize("became_a_session", [True, False])
def test_after_a_start_that_failed_the_same_can_be_started_again(
    form: StartForm, became_a_session: bool
) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="10001", account="alice"))
    click_start(form)
    if became_a_session:
        form.learn_session(started())
    form.finish_start(started() if became_a_session else None)
    click_start(form)
    assert spy.count() == 2
    assert form.values().account == "alice"


def test_ctrl_return_in_an_open_composition_belongs_to_the_input_method(form: StartForm) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(FormValues(room="1", account="a"))
    form.focus_field(Field.ACCOUNT)
    # Nothing is replaced by the composition: what stands there could be sent.
    form.fields.account.end(False)
    QApplication.sendEvent(form.fields.account, QInputMethodEvent("ni", []))
    QTest.keyClick(form.fields.account, Qt.Key.Key_Return, CTRL)
    assert spy.count() == 0
    done = QInputMethodEvent()
    done.setCommitString("你")
    QApplication.sendEvent(form.fields.account, done)
    QTest.keyClick(form.fields.account, Qt.Key.Key_Return, CTRL)
    assert requests(spy)[0].account == "a你"


# After the service took it.


def test_nothing_of_an_accepted_start_rides_along_to_the_next(form: StartForm, qapp: QApplication) -> None:
    form.fill(FormValues("10001", "alice", "Talk", ("a",), "5", None, SdkType.IOT, checked(*ON_OFF)))
    click_start(form)
    form.show_accepted(started())
    assert form.values() == FormValues(
        "10001", "", EMPTY.file_name, (), "", Source.CAMERA, SdkType.NORMAL, checked()
    )
    assert "Will send: camera" in said(form)
    assert focused(qapp) == "Room ID"
    assert form.fields.room.selectedText() == "10001"


def test_after_an_accepted_start_the_form_is_back_at_its_preset(form: StartForm) -> None:
    form.set_presets({"Course": Preset(tags=("course",), transcode=True)})
    form.fields.preset.combo.setCurrentText("Course")
    form.fill(FormValues(room="10001", account="alice", tags=("course", "x"), on_off=checked()))
    click_start(form)
    form.show_accepted(started())
    assert form.values().tags == ("course",)
    assert form.values().on_off[Field.TRANSCODE]


def test_the_next_start_that_is_being_typed_is_not_wiped_by_the_answer(
    form: StartForm, qapp: QApplication
) -> None:
    form.fill(FormValues(room="10001", account="alice", tags=("a",), on_off=checked(Field.TRANSCODE)))
    click_start(form)
    form.fill(FormValues(room="10002", account="bob", tags=("b",)))
    form.focus_field(Field.TAGS)
    form.show_accepted(started())
    assert (form.values().room, form.values().account, form.values().tags) == ("10002", "bob", ("b",))
    assert not form.values().on_off[Field.TRANSCODE]
    assert focused(qapp) == "Tags"


def test_a_start_that_was_not_made_here_leaves_the_form_alone(form: StartForm) -> None:
    form.fill(FormValues(room="10001", account="alice", tags=("a",)))
    before = form.values()
    form.show_accepted(started())
    assert form.values() == before


def test_another_profile_empties_room_and_user_only(form: StartForm) -> None:
    form.fill(FormValues(room="10001", account="alice", tags=("a",)))
    form.clear_target()
    assert (form.values().room, form.values().account, form.values().tags) == ("", "", ("a",))


def test_edit_as_new_brings_back_everything_but_a_name_that_the_panel_made() -> None:
    settings = StartOptions(
        "10001_alice_20260131_100122",
        ("a",),
        0,
        SdkType.IOT,
        transcode=True,
        screenshot=False,
        watermark=True,
    )
    now = datetime.now(UTC)
    target = Target("relay", 1, 10001, "alice", Source.SCREEN)
    session = Session(target, "Main", State.FAILED, "Li", now, now, settings)
    assert FormValues.of_session(session) == FormValues(
        "10001",
        "alice",
        EMPTY.file_name,
        ("a",),
        "0",
        Source.SCREEN,
        SdkType.IOT,
        checked(Field.TRANSCODE, Field.WATERMARK),
    )


# What it says, and to whom.


def test_the_line_above_start_says_what_will_be_sent(form: StartForm) -> None:
    assert "Will send: camera" in said(form)
    form.fill(FormValues(tags=("a", "b"), on_off=checked(Field.TRANSCODE)))
    assert "Will send: camera, tags a, b, transcode" in said(form)
    form.fill(FormValues(tags=tuple("abcdefgh"), source=Source.SCREEN, sdk_type=SdkType.IOT, class_id="0"))
    line = next(text for text in said(form) if text.startswith("Will send"))
    assert (
        line
        == "Will send: screen, IoT camera SDK, tags a, b, c, d, e, f, and 2 more tags, category 0, transcode"
    )


def test_the_file_names_example_follows_what_is_typed(form: StartForm) -> None:
    row = form.fields.rows[Field.FILE_NAME]
    form.fill(FormValues(room="10001", account="alice"))
    assert row.hint() == "e.g. 10001_alice_20260131_100122"
    form.fill(FormValues(file_name="Talk"))
    assert row.hint() == ""


def test_scripts_and_screen_readers_find_every_control_by_name(form: StartForm) -> None:
    for kind, names in (
        (QLineEdit, {"Room ID", "User ID", "File name", "Tags", "Category ID"}),
        (QCheckBox, {"Transcode", "Screenshot", "Watermark"}),
        (QPushButton, {"Start recording"}),
    ):
        assert names <= {widget.accessibleName() for widget in form.findChildren(kind)}
    labelled = {label.text() for label in form.findChildren(QLabel) if isinstance(label.buddy(), QComboBox)}
    assert labelled == {"Source", "SDK type", "Preset"}


def test_tab_walks_through_the_form_in_the_order_of_sight(form: StartForm, qapp: QApplication) -> None:
    form.fill(FormValues(tags=("a", "b")))
    form.focus_first()
    walked = []
    for _ in range(16):
        walked.append(focused(qapp))
        QTest.keyClick(focus(qapp), Qt.Key.Key_Tab)
    assert walked == [
        "Room ID", "User ID", "File name", "Options", "Tags", "Remove tag a", "Remove tag b", "Category ID",
        "Source", "SDK type", "Preset", "Manage presets", "Transcode", "Screenshot", "Watermark",
        "Start recording",
    ]  # fmt: skip


def test_a_turn_of_the_wheel_over_a_box_changes_nothing_that_is_sent(form: StartForm) -> None:
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(form.fields.source, event)
    assert form.values().source is Source.CAMERA


@pytest.mark.parametrize("field", list(Field))
def test_every_field_that_a_next_step_names_can_be_gone_to(
    form: StartForm, qapp: QApplication, field: Field
) -> None:
    form.fields.open_options(False)
    form.focus_field(field)
    names = {
        Field.ROOM: "Room ID", Field.ACCOUNT: "User ID", Field.FILE_NAME: "File name", Field.TAGS: "Tags",
        Field.CLASS_ID: "Category ID", Field.TRANSCODE: "Transcode", Field.SCREENSHOT: "Screenshot",
        Field.WATERMARK: "Watermark", Field.SOURCE: "Source", Field.SDK_TYPE: "SDK type",
    }  # fmt: skip
    assert focused(qapp) == names[field]
    assert not focus(qapp).visibleRegion().isEmpty()
