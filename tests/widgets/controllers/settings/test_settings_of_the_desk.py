"""Notifications, their sound, and when it is asked who is there: as this desk wants them."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton
from shiboken6 import isValid

from gui.core.foundation.enums import State
from gui.core.foundation.system import boot_seconds
from gui.core.protocol.request import StartRequest
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controllers.notifications import notification_controller
from gui.widgets.dialogs.who_is_here_dialog import WhoIsHereDialog
from gui.widgets.settings.settings_page import SettingsPage
from gui.widgets.window.translations import speak
from tests.support.notification_desk import NotificationDesk, desk_on_own_bus, needs_bus
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

MINUTES = 60.0
NOTIFICATIONS, SOUND, WHO = "Notifications by the desktop", "Sound", "Who is at this desk?"


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    """Other tests read English."""
    speak(qapp, "en")
    yield
    speak(qapp, "en")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationDesk]:
    """The desktop; its ten seconds are shorter here."""
    monkeypatch.setattr(notification_controller, "APART_S", 0.3)
    (tmp_path / "bus").mkdir()
    with desk_on_own_bus(tmp_path / "bus", monkeypatch) as desk:
        yield desk


def opened(staff: Staff) -> SettingsPage:
    """By its key."""
    QTest.keyClick(staff.window, Qt.Key.Key_Comma, CTRL)
    page = staff.panel.actions.settings.page
    assert page is not None
    return page


def row(page: SettingsPage, name: str) -> QComboBox:
    return next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)


def chooses(page: SettingsPage, name: str, words: str) -> None:
    combo = row(page, name)
    combo.setCurrentIndex(combo.findText(words))
    assert combo.currentText() == words


def now(page: SettingsPage) -> tuple[str, str, str]:
    notifications, sound, who = (row(page, name).currentText() for name in (NOTIFICATIONS, SOUND, WHO))
    return notifications, sound, who


async def fails(staff: Staff, room: int, account: str) -> None:
    """A start that another panel sends, while staff look elsewhere."""
    staff.window.showMinimized()
    request = StartRequest(room=room, account=account, file_name="lesson")
    await staff.panel.bridge.services.recorder.start("Main", request)


@needs_bus
async def test_what_the_desktop_tells_and_whether_it_sounds_is_chosen_here(
    desk: NotificationDesk, staff: Staff
) -> None:
    page = opened(staff)
    assert now(page) == ("On", "Off", "After 1 hour")
    chooses(page, SOUND, "On")
    page.close()
    await fails(staff, 990003, "dan")
    await staff.until(lambda: len(desk.shown) == 1, "the desktop shows it")
    assert desk.shown[0].hints.get("suppress-sound") is not True
    chooses(page, NOTIFICATIONS, "Off")
    await staff.until(lambda: not desk.open, "what is shown goes")
    await fails(staff, 990004, "nobody")
    await staff.settles()
    await asyncio.sleep(0.6)
    assert len(desk.shown) == 1
    assert staff.window.windowTitle().startswith("(2)"), "the title counts on"
    chooses(page, NOTIFICATIONS, "On")
    chooses(page, SOUND, "Off")
    await fails(staff, 990002, "nobody")
    await staff.until(lambda: len(desk.shown) == 2, "it tells again, and what comes from now on alone")
    assert desk.shown[1].title == "Room 990002"
    assert desk.shown[1].hints["suppress-sound"] is True


async def test_where_notifications_can_t_be_had_the_row_says_why(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    page = opened(staff)
    notifications = staff.panel.actions.notifications
    await staff.until(lambda: bool(notifications.notification_trouble()), "it is known")
    why = notifications.notification_trouble()

    def said() -> list[str]:
        return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]

    await staff.until(lambda: f"▲ {why}" in said(), "the row says it")
    assert why in row(page, NOTIFICATIONS).accessibleDescription()
    chooses(page, "Language", "简体中文")
    await staff.until(lambda: not isValid(page), "the window is made anew")
    staff.looks_again()
    again = staff.panel.actions.settings.page
    assert again is not None
    page = again
    await staff.until(
        lambda: any("D-Bus" in one or "通知的程序" in one for one in said()), "and says it still"
    )


async def test_it_is_asked_who_is_there_after_as_long_as_was_chosen(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = 0.0
    monkeypatch.setattr(
        "gui.widgets.controllers.desk.desk_watch.boot_seconds", lambda: boot_seconds() + later
    )
    page = opened(staff)
    chooses(page, WHO, "After 15 minutes")
    later += 14 * MINUTES
    await staff.starts(990001, "alice")
    later += 15 * MINUTES
    staff.types_target(990007, "student03")
    staff.clicks_start()
    await staff.asked(WhoIsHereDialog)
    staff.presses(Qt.Key.Key_Return)
    await staff.is_back()
    await staff.sees("student03", State.RECORDING)
    chooses(page, WHO, "Only after a locked screen")
    later += 600 * MINUTES
    await staff.starts(990002, "carol")


async def test_a_desk_s_settings_are_there_at_the_next_start(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    chosen = ("Off", "On", "After 30 minutes")
    async with window_at(data_folder) as staff:
        for name, words in zip((NOTIFICATIONS, SOUND, WHO), chosen, strict=True):
            chooses(opened(staff), name, words)
        await staff.settles()
    async with window_at(data_folder) as staff:
        assert now(opened(staff)) == chosen
        assert (staff.panel.actions.notifications.wanted, staff.panel.actions.notifications.sound) == (
            False,
            True,
        )


async def test_a_desk_s_settings_are_carried_in_the_file(staff: Staff, tmp_path: Path) -> None:
    page, file = opened(staff), tmp_path / "settings.json"
    before, other = now(page), ("Off", "On", "Only after a locked screen")

    async def picks(words: str) -> None:
        staff.clicks(next(one for one in page.findChildren(QPushButton) if one.text() == words))
        chooser = await staff.asked(QFileDialog)
        name = chooser.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(file))
        QTest.keyClick(name, Qt.Key.Key_Return)

    for name, words in zip((NOTIFICATIONS, SOUND, WHO), other, strict=True):
        chooses(page, name, words)
    await picks("Export settings…")
    await staff.until(lambda: str(file) in page.said.text(), "it is saved")
    kept = json.loads(file.read_text(encoding="utf-8"))["settings"]
    assert [kept[key] for key in ("notifications", "notification_sound", "ask_who_after_minutes")] == [
        "off",
        "on",
        "never",
    ]
    for name, words in zip((NOTIFICATIONS, SOUND, WHO), before, strict=True):
        chooses(page, name, words)
    await picks("Import settings…")
    await staff.answers("Change them")
    assert now(page) == other
