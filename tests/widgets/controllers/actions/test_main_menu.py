"""The menu: F10 opens it, each entry can be reached by its letter, and says why where it can't be chosen."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMenuBar

from gui.core.foundation.enums import State
from gui.core.foundation.paths import RESOURCES
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.actions.window_action import Area, mnemonic, without_mnemonic
from gui.widgets.controls.keys import Keys
from tests.support.widgets.window_driver import CTRL, Staff

SHIFT = Qt.KeyboardModifier.ShiftModifier
OURS_ALONE = {Keys.START, Keys.START_BY_KEYPAD, Keys.STOP, Keys.COPY}
"""Keys of the form and of the list."""


@pytest.fixture
def chinese() -> Iterator[QTranslator]:
    translator = QTranslator()
    assert translator.load("recording_panel_zh_CN", str(RESOURCES / "translations"))
    yield translator
    QCoreApplication.removeTranslator(translator)


def opened(staff: Staff, area: Area) -> QMenu:
    """The menu of an area, as somebody sees it who opens it by its letter."""
    staff.presses(Qt.Key.Key_F10)
    whole = staff.panel.actions.actions.menu.whole
    assert whole.isVisible()
    menu = staff.panel.actions.actions.menu.menus[area]
    QTest.keyClick(whole, Qt.Key(ord(mnemonic(menu.title()))))
    assert menu.isVisible()
    return menu


async def closes(staff: Staff) -> None:
    """Escape, as often as it takes."""
    for menu in [*staff.panel.actions.actions.menu.menus.values(), staff.panel.actions.actions.menu.whole]:
        menu.close()
    await staff.is_back()


def entries(menu: QMenu) -> dict[str, QAction]:
    return {without_mnemonic(act.text()).split("\t")[0]: act for act in menu.actions() if act.text()}


async def test_f10_opens_the_menu_and_its_letters_lead_on(staff: Staff) -> None:
    assert staff.window.connection_bar.menu.accessibleName() == "Menu"
    menu = opened(staff, Area.RECORDING)
    assert list(entries(menu)) == [
        "New recording",
        "Stop the selected…",
        "Stop one that is not in this list…",
        "Batch…",
    ]
    QTest.keyClick(menu, Qt.Key.Key_L)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QDialog)
    box.close()
    await staff.is_back()


async def test_a_click_on_the_button_opens_the_same_menu(staff: Staff) -> None:
    button = staff.window.connection_bar.menu
    assert button.menu() is staff.panel.actions.actions.menu.whole
    assert button.isVisible()


async def test_each_entry_shows_its_key(staff: Staff) -> None:
    shown = {}
    for area in Area:
        for name, act in entries(opened(staff, area)).items():
            keys = act.text().partition("\t")[2] or act.shortcut().toString()
            if keys:
                shown[name] = keys
        await closes(staff)
    assert shown["New recording"] == "Ctrl+N"
    assert shown["Stop the selected…"] == "F8"
    assert shown["Copy room and user"] == "Ctrl+C"
    assert shown["Error codes"] == "F1"
    assert shown["Check the connection now"] == "F5"
    assert shown["Shared screen"] == "Ctrl+Shift+H"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_each_menu_has_a_letter_of_its_own_for_each_entry(
    staff: Staff, language: str, chinese: QTranslator
) -> None:
    actions = staff.panel.actions.actions
    if language == "zh_CN":
        QCoreApplication.installTranslator(chinese)
    actions.translate()
    menus = [actions.menu.whole, *(opened_quietly(actions.menu.menus[area]) for area in Area)]
    for menu in menus:
        texts = [act.text() for act in menu.actions() if not act.isSeparator()]
        letters = Counter(mnemonic(text) for text in texts)
        assert "" not in letters, texts
        assert max(letters.values()) == 1, texts
        assert language == "en" or any("\u4e00" <= letter <= "\u9fff" for letter in "".join(texts))


def opened_quietly(menu: QMenu) -> QMenu:
    menu.aboutToShow.emit()
    menu.aboutToHide.emit()
    return menu


async def test_an_entry_that_can_t_be_chosen_says_why(staff: Staff) -> None:
    found = entries(opened(staff, Area.SESSIONS))
    assert not found["Details…"].isEnabled()
    assert found["Details…"].toolTip() == "Choose a row of the list first."
    assert found["Details…"].statusTip() == "Choose a row of the list first."
    assert found["Export all that are listed…"].toolTip() == "The list is empty."
    await closes(staff)
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    found = entries(opened(staff, Area.SESSIONS))
    assert found["Details…"].isEnabled()
    assert found["Details…"].statusTip() == ""
    await closes(staff)


async def test_what_can_t_be_done_says_so_when_its_key_is_pressed(staff: Staff) -> None:
    staff.panel.actions.profiles.choose("no such profile")
    staff.sessions.table.setFocus()
    staff.presses(Qt.Key.Key_B, CTRL)
    assert staff.window.status.done.text() == "Choose a profile first."
    assert staff.panel.actions.batches.dialog is None


async def test_on_a_shared_screen_the_menu_names_no_other_profile(staff: Staff) -> None:
    found = entries(opened(staff, Area.PROFILE))
    assert {"1  Main", "2  Practice"} <= set(found)
    await closes(staff)
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
    found = entries(opened(staff, Area.PROFILE))
    assert "1  Main" in found
    assert not any("Practice" in name for name in found)
    await closes(staff)


async def test_a_profile_is_chosen_by_its_number(staff: Staff) -> None:
    menu = opened(staff, Area.PROFILE)
    QTest.keyClick(menu, Qt.Key.Key_2)
    assert staff.panel.actions.profiles.current == "Practice"
    assert staff.window.connection_bar.current == "Practice"


async def test_the_options_and_columns_are_switched_in_the_menu(staff: Staff) -> None:
    found = entries(opened(staff, Area.VIEW))
    assert found["Options of the form"].isChecked() == staff.fields.options_open
    columns = found["Columns"].menu()
    assert isinstance(columns, QMenu)
    columns.aboutToShow.emit()
    assert "Room" in [act.text() for act in columns.actions()]
    before = staff.fields.options_open
    QTest.keyClick(staff.panel.actions.actions.menu.menus[Area.VIEW], Qt.Key.Key_O)
    assert staff.fields.options_open is not before


async def test_where_the_system_has_a_bar_the_menus_stand_in_it(staff: Staff) -> None:
    bar = QMenuBar()
    staff.panel.actions.actions.menu.stand_in(bar)
    assert [mnemonic(act.text()) for act in bar.actions()] == ["R", "S", "P", "V", "H"]
    bar.deleteLater()


# Keys.


async def test_each_key_has_one_meaning(staff: Staff) -> None:
    """Whatever has the focus, no key is meant for two: what the window has, nothing else has."""
    window = staff.window
    of_window = [
        key.toString()
        for act in window.findChildren(QAction)
        for key in act.shortcuts()
        if act.shortcutContext() is Qt.ShortcutContext.WindowShortcut
    ]
    of_parts = [
        key.toString()
        for act in window.findChildren(QAction)
        for key in act.shortcuts()
        if act.shortcutContext() is not Qt.ShortcutContext.WindowShortcut
    ]
    of_parts += [short.key().toString() for short in window.findChildren(QShortcut)]
    assert len(of_window) > 10
    assert [key for key, times in Counter(of_window).items() if times > 1] == []
    assert set(of_window) & set(of_parts) == set()


async def test_every_key_of_the_list_of_keys_is_in_use_and_no_other(staff: Staff) -> None:
    window = staff.window
    used = {key.toString() for act in window.findChildren(QAction) for key in act.shortcuts()}
    used |= {short.key().toString() for short in window.findChildren(QShortcut)}
    assert used - {"Alt+F4"} == {QKeySequence(key).toString() for key in Keys}
    told = {key for action in staff.panel.actions.actions.list for key in (*action.keys, *action.own_keys)}
    assert told == set(Keys)
    own = {key for action in staff.panel.actions.actions.list for key in action.own_keys}
    assert own == OURS_ALONE


async def test_the_menu_exports_finds_and_starts_nothing_by_itself(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice", State.RECORDING)
    staff.sessions.bar.set_filter(QuickFilter.LIVE)
    before = len(service.record)
    for area in Area:
        opened(staff, area)
        await closes(staff)
    await staff.settles()
    assert len(service.record) == before
