"""*About this program*: what it is, under which licences, and where to read them; in the real window."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.core.foundation import licences
from gui.core.foundation.own_program import own_version
from gui.widgets.dialogs.about_dialog import AboutDialog
from gui.widgets.explain.code_reference import CodeReference
from tests.support.widgets.window_driver import Staff


@pytest.fixture(autouse=True)
async def closes_what_is_open(staff: Staff) -> AsyncIterator[None]:
    """Neither window is a question: they stay until somebody closes them."""
    yield
    await staff.settles()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, AboutDialog | CodeReference):
            window.close()


async def _opens_about(staff: Staff) -> AboutDialog:
    staff.presses(Qt.Key.Key_F1)
    codes = await staff.asked(CodeReference)
    staff.clicks(codes.about)
    return await staff.asked(AboutDialog)


async def _opens_and_reads(staff: Staff) -> AboutDialog:
    about = await _opens_about(staff)
    await staff.until(lambda: about.parts.count() > 0, "the parts are listed")
    return about


def _words(about: AboutDialog) -> str:
    return "\n".join(label.text() for label in about.findChildren(QLabel))


async def test_it_says_what_the_program_is_and_its_licence(staff: Staff) -> None:
    about = await _opens_and_reads(staff)
    assert "Recording panel" in _words(about)
    assert "This program is free software under the MIT licence." in _words(about)
    assert about.version.text() == f"Version {own_version()}"
    assert about.parts.item(0).text() == "recording-panel · MIT"
    assert "MIT" in about.text.toPlainText()


async def test_it_says_who_helps_and_names_nobody_who_was_not_named(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECORDING_PANEL_SUPPORT", raising=False)
    about = await _opens_and_reads(staff)
    assert "Save its report, and give it to whoever gave you this program." in _words(about)
    assert "@" not in _words(about)


async def test_it_names_the_help_desk_that_the_computer_s_owner_gave(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORDING_PANEL_SUPPORT", " Desk IT, 4711 ")
    about = await _opens_and_reads(staff)
    assert "Save its report, and give it to: Desk IT, 4711" in _words(about)


async def test_every_part_is_listed_with_its_licence(staff: Staff) -> None:
    about = await _opens_and_reads(staff)
    listed = [about.parts.item(row).text() for row in range(about.parts.count())]
    assert listed == [f"{part.name} · {part.licence}" for part in licences.licensed_parts()]


async def test_qt_s_text_tells_where_its_source_is_and_that_it_may_be_replaced(staff: Staff) -> None:
    about = await _opens_and_reads(staff)
    assert QApplication.focusWidget() is about.parts
    staff.presses(Qt.Key.Key_Down)
    assert about.parts.currentItem().text() == "Qt · LGPL-3.0-only"
    text = about.text.toPlainText()
    assert text.startswith("Source: https://download.qt.io/")
    assert "may be replaced" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


async def test_by_keyboard_alone_it_is_opened_read_and_closed(staff: Staff) -> None:
    staff.presses(Qt.Key.Key_F1)
    codes = await staff.asked(CodeReference)
    for _ in range(20):
        if QApplication.focusWidget() is codes.about:
            break
        staff.presses(Qt.Key.Key_Tab)
    staff.presses(Qt.Key.Key_Return)
    about = await staff.asked(AboutDialog)
    await staff.until(lambda: about.parts.count() > 0, "the parts are listed")
    met: set[QWidget | None] = set()
    for _ in range(6):
        met.add(QApplication.focusWidget())
        staff.presses(Qt.Key.Key_Tab)
    assert met >= {about.parts, about.text, about.close_button, about.version}
    staff.presses(Qt.Key.Key_Escape)
    await staff.until(lambda: not about.isVisible(), "Esc closes it")


async def test_opened_again_it_is_the_same_window_at_the_same_part(staff: Staff) -> None:
    about = await _opens_and_reads(staff)
    staff.presses(Qt.Key.Key_Down)
    staff.clicks(about.close_button)
    await staff.until(lambda: not about.isVisible(), "it is closed")
    staff.window.activateWindow()
    await staff.is_back()
    assert await _opens_about(staff) is about
    assert about.parts.currentRow() == 1


async def test_files_that_are_missing_are_told_and_read_when_they_are_there_again(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(licences, "FOLDER", tmp_path / "replaced by an upgrade")
        about = await _opens_about(staff)
        await staff.until(lambda: "can't be read" in about.text.toPlainText(), "it is told")
    await staff.settles()
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()
    await _opens_about(staff)
    await staff.until(lambda: about.parts.count() > 0, "the parts are listed")


async def test_a_screen_reader_names_every_field(staff: Staff) -> None:
    about = await _opens_and_reads(staff)
    fields = (about.version, about.parts, about.text, about.close_button)
    names = [QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name) for field in fields]
    assert names == ["Version", "Parts and their licences", "Text of the licence", "Close"]
