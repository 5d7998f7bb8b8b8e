"""Ctrl+/ shows every key by area; Esc closes the sheet, and its text can be taken along."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gui.core.foundation.paths import RESOURCES
from gui.widgets.actions.key_groups import key_groups
from gui.widgets.actions.keys_sheet import KeysSheet
from gui.widgets.controls.keys import Keys
from tests.support.widgets.window_driver import CTRL, Staff


@pytest.fixture
def in_chinese() -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("recording_panel_zh_CN", str(RESOURCES / "translations"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


async def opened(staff: Staff) -> KeysSheet:
    staff.presses(Qt.Key.Key_Slash, CTRL)
    return await staff.asked(KeysSheet)


async def test_every_key_of_an_action_stands_in_the_sheet(staff: Staff) -> None:
    sheet = await opened(staff)
    shown = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for key in set(Keys) - {Keys.START_BY_KEYPAD}:
        assert key in shown, key
    for words in ("New recording", "Stop the selected…", "In the list", "Select all rows", "In a question"):
        assert words in shown
    assert "&" not in shown
    sheet.close()


async def test_it_can_be_copied_and_printed_from_anywhere(staff: Staff) -> None:
    sheet = await opened(staff)
    QTest.mouseClick(sheet.copy, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().splitlines()
    assert "  F8\tStop the selected…" in lines
    assert "In the list" in lines
    sheet.close()


async def test_escape_closes_it_and_the_key_opens_it_again(staff: Staff) -> None:
    sheet = await opened(staff)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    await staff.is_back()
    assert await opened(staff) is sheet
    sheet.close()


@pytest.mark.usefixtures("in_chinese")
async def test_in_chinese_it_is_chinese_throughout(staff: Staff) -> None:
    for group in key_groups(staff.panel.actions.actions.list):
        for words in (group.title, *(line.words for line in group.lines)):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in words), words
            assert "&" not in words
