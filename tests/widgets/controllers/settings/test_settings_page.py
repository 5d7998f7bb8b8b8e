"""The page of settings: found by words of either language, worked by keyboard, held at once."""

import json
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton, QStyle
from shiboken6 import isValid

from gui.cli import main
from gui.core.ledger.read_only import opened_read_only
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.theme import ThemeChoice, choose_theme, chosen_theme
from gui.widgets.sessions.density import Density
from gui.widgets.settings.settings_page import SettingsPage
from gui.widgets.style.motion import reduce_motion
from gui.widgets.style.text_size import set_text_size, text_size
from gui.widgets.style.themes import ThemeName, current_theme
from gui.widgets.window.translations import speak
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication) -> Iterator[None]:
    """What belongs to the whole application is as other tests expect it."""
    yield
    choose_theme(qapp, ThemeChoice.SYSTEM)
    reduce_motion(qapp, reduced=False)
    set_text_size(qapp, 100)
    speak(qapp, "en")


def opened(staff: Staff) -> SettingsPage:
    """By its key."""
    QTest.keyClick(staff.window, Qt.Key.Key_Comma, CTRL)
    page = staff.panel.actions.settings.page
    assert page is not None
    assert page.isVisible()
    return page


def choice(page: SettingsPage, name: str) -> QComboBox:
    found = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)
    assert found.isVisible()
    return found


def button(page: SettingsPage, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def kept(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "window.json").read_text(encoding="utf-8"))
    return found


async def is_kept(staff: Staff, folder: Path, key: str, value: str) -> None:
    def there() -> bool:
        return (folder / "window.json").exists() and kept(folder).get(key) == value

    await staff.until(there, f"{key} is kept as {value}")


async def chooses_file(staff: Staff, path: Path) -> None:
    chooser = await staff.asked(QFileDialog)
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)


async def test_a_setting_is_found_by_words_of_either_language(staff: Staff) -> None:
    page = opened(staff)
    await staff.until(page.search.hasFocus, "it can be searched at once")
    everything = page.shown()
    for words, found in {
        "theme": ["theme"],
        "主题": ["theme"],
        "dark": ["theme"],
        "字体 缩放": ["text_size"],
        "backup": ["backup", "restore"],
        "备份": ["backup", "restore"],
        "restore": ["restore"],
        "old months": ["prune"],
        "清理": ["prune"],
        "pop-up": ["notifications"],
        "系统通知": ["notifications"],
        "mute": ["notification_sound"],
        "声音": ["notification_sound"],
        "at this desk?": ["ask_who_after_minutes"],
        "换班": ["ask_who_after_minutes"],
        "chinese": ["language"],
    }.items():
        page.search.setText(words)
        assert page.shown() == found, words
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is choice(page, "Language"), "Return goes to the first hit"
    page.search.setText("nothing like this")
    assert page.shown() == []
    assert page.nothing.isVisible()
    page.search.clear()
    assert page.shown() == everything
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert not page.isVisible()


async def test_each_change_holds_at_once_and_is_remembered(staff: Staff, data_folder: Path) -> None:
    page = opened(staff)
    combo = choice(page, "Theme")
    combo.setFocus()
    QTest.keyClicks(combo, "D")
    assert current_theme().name is ThemeName.DARK
    await is_kept(staff, data_folder, "theme", "dark")
    choice(page, "Rows of the list").setCurrentIndex(0)
    assert staff.sessions.table.density is Density.COMPACT
    choice(page, "Text size").setCurrentIndex(choice(page, "Text size").findData("120"))
    assert text_size() == 120
    choice(page, "Motion").setCurrentIndex(1)
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    assert QApplication.style().styleHint(hint) == 0, "nothing takes time to move"
    await is_kept(staff, data_folder, "motion", "reduced")
    assert (kept(data_folder)["density"], kept(data_folder)["text_size"]) == ("compact", "120")
    choice(page, "Theme").setCurrentIndex(0)
    assert chosen_theme() is ThemeChoice.SYSTEM
    await is_kept(staff, data_folder, "theme", "")


async def test_the_page_stays_open_at_its_place_as_the_language_changes(staff: Staff) -> None:
    page = opened(staff)
    choice(page, "Language").setFocus()
    QTest.keyClick(choice(page, "Language"), Qt.Key.Key_End)
    await staff.until(lambda: not isValid(page), "the page is told in another language")
    staff.looks_again()
    again = staff.panel.actions.settings.page
    assert again is not None
    assert again.windowTitle().startswith("设置")
    assert again.isVisible()
    assert again.focused() == "language"


async def test_a_name_given_here_is_the_one_of_the_bar(staff: Staff) -> None:
    page = opened(staff)
    line = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Your name")
    line.setText("  Wang   Li ")
    line.editingFinished.emit()
    assert staff.window.connection_bar.operator.currentText() == "Wang Li"
    assert line.text() == "Wang Li"
    line.setText("  ")
    line.editingFinished.emit()
    assert line.text() == "Wang Li", "nobody is nameless"


async def test_settings_go_to_another_desk_and_what_would_change_is_shown_first(
    staff: Staff, tmp_path: Path
) -> None:
    page, file = opened(staff), tmp_path / "settings.json"
    choice(page, "Theme").setCurrentIndex(2)
    staff.clicks(button(page, "Export settings…"))
    await chooses_file(staff, file)
    await staff.until(lambda: str(file) in page.said.text(), "it is saved")
    text = file.read_text(encoding="utf-8")
    assert json.loads(text)["settings"]["theme"] == "dark"
    assert [word for word in ("Li", "Main", "usersig", "127.0.0.1") if word in text] == []
    choice(page, "Theme").setCurrentIndex(1)
    staff.clicks(button(page, "Import settings…"))
    await chooses_file(staff, file)
    await staff.answers("Change them")
    assert current_theme().name is ThemeName.DARK
    staff.clicks(button(page, "Import settings…"))
    await chooses_file(staff, file)
    await staff.until(lambda: "already" in page.said.text(), "nothing would change")


BROKEN = {
    '{"format": "recording-panel settings", "version": 2, "settings": {"theme": "dark"}}': "newer",
    '{"format": "recording-panel settings", "version": 1, "settings": {"theme": "pink"}}': "Theme",
    '{"theme": "dark"}': "no file of settings",
    "[1, 2": "no file of settings",
    "": "no file of settings",
}


async def test_a_file_that_can_t_be_understood_changes_nothing_and_is_told_in_words(
    staff: Staff, tmp_path: Path
) -> None:
    page, file = opened(staff), tmp_path / "settings.json"
    for content, said in BROKEN.items():
        file.write_text(content, encoding="utf-8")
        page.say("")
        staff.clicks(button(page, "Import settings…"))
        await chooses_file(staff, file)
        await staff.until(lambda: bool(page.said.text()), "it says why")
        assert said in page.said.text()
        assert chosen_theme() is ThemeChoice.SYSTEM
    # What only this version does not know is left out.
    settings = {"theme": "dark", "of_tomorrow": "x"}
    whole = {"format": "recording-panel settings", "version": 1, "settings": settings}
    file.write_text(json.dumps(whole), encoding="utf-8")
    staff.clicks(button(page, "Import settings…"))
    await chooses_file(staff, file)
    await staff.answers("Change them")
    assert chosen_theme() is ThemeChoice.DARK


async def test_a_newer_version_s_settings_are_left_as_they_are_and_that_is_said(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    newer = '{"format": 2, "theme": "light", "of_tomorrow": [1]}'
    (data_folder / "window.json").write_text(newer, encoding="utf-8")
    async with window_at(data_folder) as staff:
        await staff.sees_notice(staff.window.newer_settings)
        staff.panel.actions.settings.choose_theme("dark")
        assert current_theme().name is ThemeName.DARK, "it holds until the panel is closed"
    assert (data_folder / "window.json").read_text(encoding="utf-8") == newer


async def test_a_key_of_another_version_is_kept(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url)
    (data_folder / "window.json").write_text('{"of_tomorrow": [1, {"a": 2}]}', encoding="utf-8")
    async with window_at(data_folder) as staff:
        staff.panel.actions.settings.choose_theme("dark")
        await is_kept(staff, data_folder, "theme", "dark")
    assert kept(data_folder)["of_tomorrow"] == [1, {"a": 2}]


async def test_the_record_is_backed_up_while_the_window_works(staff: Staff, tmp_path: Path) -> None:
    await staff.starts(990001, "alice")
    page, file = opened(staff), tmp_path / "copy.sqlite3"
    staff.clicks(button(page, "Back up…"))
    await chooses_file(staff, file)
    await staff.until(lambda: "1 recording is backed up" in page.said.text(), "it is there")
    (tmp_path / "other").mkdir()
    file.rename(tmp_path / "other" / "ledger.sqlite3")
    async with opened_read_only(tmp_path / "other") as ledger:
        assert [one.target.account for one in await ledger.sessions(limit=5)] == ["alice"]
    await staff.starts(990001, "bob")


def runs(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """In a terminal, with yes for an answer; what it says."""
    words = shlex.split(command)
    assert Path(words[0]).name == "recording-panel"
    capsys.readouterr()
    assert main([*words[1:], "--yes"]) == 0
    return capsys.readouterr().out


async def test_the_command_that_restores_a_backup_is_given_ready_for_the_closed_panel(
    data_folder: Path, service: RunningSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile_for(data_folder, service.url)
    file = tmp_path / "copy of Monday's.sqlite3"
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        page = opened(staff)
        staff.clicks(button(page, "Back up…"))
        await chooses_file(staff, file)
        await staff.until(lambda: "backed up" in page.said.text(), "it is there")
        await staff.starts(990001, "bob")
        staff.clicks(button(page, "Choose a backup…"))
        await chooses_file(staff, file)
        await staff.answers("Copy the command")
        await staff.until(lambda: "close the panel" in page.said.text(), "the next step is said")
        command = QApplication.clipboard().text()
    said = runs(command, capsys)
    assert str(file) in said
    async with opened_read_only(data_folder) as ledger:
        there = {one.target.account for one in await ledger.sessions(limit=5)}
    assert there == {"alice", "bob"}, "what is live stays"


async def test_the_command_that_removes_old_months_is_given_ready_for_the_closed_panel(
    data_folder: Path, service: RunningSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        page = opened(staff)
        menu = button(page, "How much stays").menu()
        entries = {entry.text(): entry for entry in menu.actions()}
        assert list(entries) == [f"Keep the last {count} months" for count in (3, 6, 12, 24)]
        entries["Keep the last 3 months"].trigger()
        await staff.answers("Copy the command")
        await staff.until(lambda: "close the panel" in page.said.text(), "the next step is said")
        command = QApplication.clipboard().text()
    before = date.fromisoformat(shlex.split(command)[-1])
    assert before.day == 1
    assert 89 <= (date.today() - before).days <= 123
    assert "0 recordings" in runs(command, capsys)
