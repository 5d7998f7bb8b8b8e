"""What the hand does without meaning it: a key that stays down, a wheel that turns over a field."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from gui.core.catalogue.errors import Catalogue
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.profiles.preset import Preset
from gui.simulator.in_process import RunningSimulator
from gui.widgets.batch.batch_dialog import BatchDialog
from gui.widgets.controls.repeated_keys import RepeatedKeys
from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
from gui.widgets.explain.session_page import SessionPage
from tests.support.widgets.connection_dialog_driver import opens_settings
from tests.support.widgets.held_keys import held
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.wheel import turns_the_wheel
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def turned_over_all(window: QWidget) -> list[str]:
    """The fields with a list or a number; none of them has another value after the wheel."""
    fields = [one for one in window.findChildren(QComboBox) if one.isVisible()]
    for field in fields:
        field.setFocus()
        before = field.currentIndex(), field.currentText()
        turns_the_wheel(field)
        line = field.lineEdit()
        if line is not None:
            turns_the_wheel(line)
        assert (field.currentIndex(), field.currentText()) == before, field.accessibleName()
    others = [*window.findChildren(QAbstractSpinBox), *window.findChildren(QAbstractSlider)]
    assert all(isinstance(one, QScrollBar) for one in others), "a kind of field that this test does not know"
    return [field.accessibleName() for field in fields]


async def keeps_down(staff: Staff, key: Qt.Key, there: Callable[[], bool]) -> None:
    """A key that stays down where the focus is, until something is there and for a while after it."""
    QTest.keyPress(QApplication.focusWidget() or staff.window, key)
    after = 5
    for _ in range(500):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(QApplication.focusWidget() or staff.window, held(key, kind))
        await asyncio.sleep(0.01)
        if key is Qt.Key.Key_Space or there():
            after -= 1
        if not after:
            break
    QTest.keyRelease(QApplication.focusWidget() or staff.window, key)
    await staff.until(there, "it is there")
    await staff.settles()


async def test_the_space_bar_held_down_on_start_recording_sends_one_request(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.types_target(990003, "dan")
    staff.form.start_button.setFocus()
    await keeps_down(staff, Qt.Key.Key_Space, lambda: staff.ended("dan"))
    assert staff.session("dan").state is State.FAILED
    assert len(service.record) == 1


@pytest.mark.usefixtures("no_wait_between_tries")
async def test_an_unconfirmed_start_is_sent_again_by_the_second_return_and_by_no_held_one(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", fault="drop_before")
    await staff.starts(990001, "alice", State.UNKNOWN)
    staff.clicks_rows("alice")
    await staff.until(lambda: staff.error.steps.ready_default() is not None, "its wait is over")
    button = staff.error.steps.ready_default()
    assert button is not None
    assert button is staff.error.steps.button(Step.START_AGAIN)
    staff.error.details.solution.setFocus()
    await keeps_down(staff, Qt.Key.Key_Return, button.hasFocus)
    sent = len(service.record)
    assert staff.session("alice").state is State.UNKNOWN
    await keeps_down(staff, Qt.Key.Key_Return, lambda: staff.session("alice").state is State.RECORDING)
    assert len(service.record) == sent + 1


async def test_return_held_down_on_a_row_opens_its_page_once_and_presses_nothing_in_it(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("dan")
    await keeps_down(staff, Qt.Key.Key_Return, lambda: isinstance(QApplication.activeWindow(), SessionPage))
    (page,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, SessionPage)]
    assert page.isVisible()
    again = QSignalSpy(page.start_again_requested)
    for _ in range(3):
        QApplication.sendEvent(QApplication.focusWidget() or page, held(Qt.Key.Key_Return))
    assert again.count() == 0
    page.close()
    assert len(service.record) == 1


async def test_return_held_down_on_a_stopped_row_copies_nothing_in_its_page(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.stops("alice")
    await staff.sees("alice", State.STOPPED)
    QGuiApplication.clipboard().setText("what was copied before")
    staff.clicks_rows("alice")
    await keeps_down(staff, Qt.Key.Key_Return, lambda: isinstance(QApplication.activeWindow(), SessionPage))
    assert QGuiApplication.clipboard().text() == "what was copied before"
    for one in QApplication.topLevelWidgets():
        if isinstance(one, SessionPage):
            one.close()


def test_return_held_down_on_a_button_that_sends_a_batch_presses_it_once() -> None:
    dialog = BatchDialog(Messages("en"), Catalogue("en"))
    for button in (dialog.file_page.go, dialog.run_page.unsent, dialog.run_page.failed):
        button.setEnabled(True)
        button.setAutoDefault(True)
        pressed = QSignalSpy(button.clicked)
        QTest.keyPress(button, Qt.Key.Key_Return)
        for _ in range(5):
            QApplication.sendEvent(button, held(Qt.Key.Key_Return))
        QTest.keyRelease(button, Qt.Key.Key_Return)
        assert pressed.count() == 1
    discard(dialog)


async def test_the_wheel_over_a_closed_list_changes_no_value(
    data_folder: Path, service: RunningSimulator
) -> None:
    for name in ("Main", "Second"):
        profile_for(data_folder, service.url, name)
    async with window_at(data_folder, profile="Main") as staff:
        above = {"Profile", "Operator", "Source", "SDK type", "Preset"}
        assert set(turned_over_all(staff.window)) == {*above, "Language", "Theme"}
        staff.clicks(staff.sessions.bar.stop_other)
        other = await staff.asked(StopOtherDialog)
        assert turned_over_all(other) == ["Source", "SDK type"]
        staff.clicks(other.cancel)
        await staff.is_back()
        settings = await opens_settings(staff)
        assert turned_over_all(settings)
        settings.reject()
        await staff.is_back()


async def test_letters_and_arrows_choose_no_preset_in_the_closed_list(staff: Staff) -> None:
    staff.fields.preset.set_presets({"Lectures": Preset(transcode=True)})
    combo = staff.fields.preset.combo
    combo.setFocus()
    staff.keys_in("Lec")
    staff.presses(Qt.Key.Key_End)
    staff.presses(Qt.Key.Key_Up)
    assert (combo.currentText(), staff.said_to_be_sent()) == ("None", "Will send: camera")
    staff.chooses_in(combo, "Lec")
    assert (combo.currentText(), staff.said_to_be_sent()) == ("Lectures", "Will send: camera, transcode")


def key_of_x11(kind: QEvent.Type, key: Qt.Key, at: int) -> None:
    """As a system without marks tells it: to the window that has the focus, with the moment."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, " " if key is Qt.Key.Key_Space else "")
    event.setTimestamp(at)
    QApplication.sendEvent(window, event)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
async def test_a_key_held_down_presses_once_though_nobody_says_that_it_repeats(
    key: Qt.Key,
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    keys = RepeatedKeys(application)
    window = QDialog()
    button = QPushButton("Stop", window)
    pressed = QSignalSpy(button.clicked)
    window.show()
    window.activateWindow()
    button.setFocus()
    QTest.qWaitForWindowActive(window)
    press, let_go = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    key_of_x11(press, key, 1000)
    for at in range(1600, 2000, 30):
        key_of_x11(let_go, key, at)
        key_of_x11(press, key, at)
    key_of_x11(let_go, key, 2010)
    assert pressed.count() == 1
    key_of_x11(press, key, 2200)
    key_of_x11(let_go, key, 2260)
    assert pressed.count() == 2, "two presses of a quick hand are two"
    keys.deleteLater()
    discard(window)


def a_box() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    return box


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit, a_box])
async def test_blanks_that_come_quicker_than_a_hand_types_are_all_in_the_text(
    make: Callable[[], QWidget],
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    keys = RepeatedKeys(application)
    field = make()
    field.show()
    field.activateWindow()
    field.setFocus()
    QTest.qWaitForWindowActive(field)
    for at in (1000, 1002, 1004):
        key_of_x11(QEvent.Type.KeyPress, Qt.Key.Key_Space, at)
        key_of_x11(QEvent.Type.KeyRelease, Qt.Key.Key_Space, at + 1)
    if isinstance(field, QComboBox):
        assert field.currentText() == "   "
    elif isinstance(field, QLineEdit):
        assert field.text() == "   "
    else:
        assert isinstance(field, QPlainTextEdit)
        assert field.toPlainText() == "   "
    keys.deleteLater()
    discard(field)
