"""Practice is one word, in the language of the window: nobody reads its name beside what says the same."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel

from gui.core.foundation.enums import PRACTICE_NAME
from gui.simulator.in_process import RunningSimulator
from gui.widgets.actions.palette.palette_dialog import PaletteDialog
from gui.widgets.actions.palette.palette_entry import PaletteGroup
from gui.widgets.actions.window_action import Area
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controls.profile_chip import Place
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.sessions.session_columns import Column
from gui.widgets.window.translations import translate
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

CAPITALS = {"en": "PRACTICE", "zh_CN": "练习环境"}
NAME = {"en": "Practice", "zh_CN": "练习环境"}
LANGUAGES = ("en", "zh_CN")


@pytest.fixture
async def practising(
    qapp: QApplication, data_folder: Path, service: RunningSimulator, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[Staff, str]]:
    """Somebody on Practice, with the window's language; ``Main`` is there as well."""
    language = str(request.param)
    loaded = translate(qapp, language)
    profile_for(data_folder, service.url)
    async with window_at(data_folder, profile=PRACTICE_NAME, language=language) as staff:
        await staff.starts(990001, "alice")
        yield staff, language
    for translator in loaded:
        qapp.removeTranslator(translator)
    QLocale.setDefault(QLocale("en"))


@pytest.mark.parametrize("practising", LANGUAGES, indirect=True)
async def test_pill_questions_and_settings_say_it_once(practising: tuple[Staff, str]) -> None:
    staff, language = practising
    word = CAPITALS[language]
    pill = staff.window.connection_bar.profile
    assert pill.words() == word
    assert pill.currentText() == pill.toolTip() == NAME[language]
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    stopping = await staff.asked(StopDialog)
    assert [chip.text() for chip in stopping.chips] == [word]
    staff.clicks(stopping.cancel)
    await staff.is_back()
    staff.window.close()
    quitting = await staff.asked(QuitDialog)
    assert [chip.text() for chip in quitting.chips] == [word]
    staff.clicks(quitting.cancel)
    await staff.is_back()
    staff.panel.actions.profiles.open_settings(PRACTICE_NAME)
    dialog = await staff.asked(ConnectionDialog)
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert shown.count(word) == 1
    assert NAME["en"] not in shown
    staff.clicks(dialog.close_button)
    await staff.is_back()


@pytest.mark.parametrize("practising", LANGUAGES, indirect=True)
async def test_list_and_inspector_say_it_in_the_language_of_the_window(
    practising: tuple[Staff, str],
) -> None:
    staff, language = practising
    staff.clicks_rows("alice")
    assert f" · {NAME[language]} · Li" in staff.error.header.origin.whole_text()
    staff.panel.actions.profiles.choose("Main")
    staff.window.connection_bar.all_accounts.setChecked(True)
    assert staff.cell("alice", Column.PROFILE) == NAME[language]
    staff.types(staff.sessions.bar.search, NAME[language])
    await staff.until(lambda: staff.sessions.model.rowCount() == 1, "it is found by what is shown")
    staff.types(staff.sessions.bar.search, PRACTICE_NAME)
    assert staff.sessions.model.rowCount() == 1
    assert staff.session("alice").profile == PRACTICE_NAME


@pytest.mark.parametrize("practising", LANGUAGES, indirect=True)
async def test_menu_and_palette_say_it_in_the_language_of_the_window(
    practising: tuple[Staff, str],
) -> None:
    staff, language = practising
    menu = staff.panel.actions.actions.menu.menus[Area.PROFILE]
    menu.aboutToShow.emit()
    assert f"&2  {NAME[language]}" in [action.text() for action in menu.actions()]
    staff.presses(Qt.Key.Key_K, CTRL)
    palette = await staff.asked(PaletteDialog)
    for words in (NAME[language], PRACTICE_NAME):
        palette.field.setText(words)
        profiles = [one.title for one in palette.entries() if one.group is PaletteGroup.PROFILES]
        assert profiles == [NAME[language]]
    palette.close()
    await staff.is_back()


def test_a_persons_own_profile_keeps_its_name_beside_the_word() -> None:
    assert Place("practice", "Lab").words() == "PRACTICE · Lab"
    assert Place("production", "Main").words() == "PRODUCTION · Main"
    assert Place("test", "practice").words() == "TEST · practice"
