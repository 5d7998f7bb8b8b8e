"""Language and theme on the first page: who can't read it, or is dazzled by it, changes that there."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from shiboken6 import isValid

from gui.widgets.controls.theme import ThemeChoice, choose_theme
from gui.widgets.style.themes import ThemeName, current_theme
from gui.widgets.welcome.welcome_page import WelcomePage
from gui.widgets.window.translations import speak
from tests.support.widgets.window_driver import CTRL, Staff, window_at


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication) -> Iterator[None]:
    """What belongs to the whole application is as other tests expect it."""
    speak(qapp, "en")
    yield
    choose_theme(qapp, ThemeChoice.SYSTEM)
    speak(qapp, "en")


@pytest.fixture
async def newcomer(data_folder: Path) -> AsyncIterator[Staff]:
    """Somebody new at a computer where nothing was set; their login name is ``wangli``."""
    async with window_at(data_folder, operator="", suggested="wangli") as staff:
        yield staff


def page_of(staff: Staff) -> WelcomePage:
    page = staff.panel.actions.welcome.page
    assert page is not None, "there is no page"
    assert page.isVisible()
    return page


async def in_another_language(staff: Staff, before: WelcomePage) -> WelcomePage:
    await staff.until(lambda: not isValid(before), "the window is made anew")
    staff.looks_again()
    await staff.until(staff.window.isActiveWindow, "the window is there")
    return page_of(staff)


async def test_a_theme_is_chosen_by_one_key_and_holds_at_once(newcomer: Staff) -> None:
    page = page_of(newcomer)
    assert page.look.theme.accessibleName() == "Theme"
    page.look.theme.setFocus()
    QTest.keyClicks(page.look.theme, "D")
    assert current_theme().name is ThemeName.DARK
    QTest.keyClick(newcomer.window, Qt.Key.Key_Comma, CTRL)
    settings = newcomer.panel.actions.settings.page
    assert settings is not None
    (same,) = (one for one in settings.findChildren(QComboBox) if one.accessibleName() == "Theme")
    assert same.currentText() == "Dark"
    same.setCurrentIndex(same.findText("Light"))
    assert page.look.theme.currentText() == "Light", "and what is chosen there is shown here"
    settings.close()


@pytest.mark.parametrize("confirmed", [False, True])
async def test_another_language_brings_the_page_again_with_the_name_that_was_typed(
    newcomer: Staff, *, confirmed: bool
) -> None:
    staff, page = newcomer, page_of(newcomer)
    staff.types(page.name.line, "Wang Li")
    if confirmed:
        staff.presses(Qt.Key.Key_Return)
        page.look.language.setFocus()
    page.look.language.setCurrentIndex(page.look.language.findText("简体中文"))
    page = await in_another_language(staff, page)
    assert page.practise.text() == "立即练习"
    assert page.name.line.text() == "Wang Li"
    assert page.look.language.currentText() == "简体中文"
    assert page.look.theme.currentText() == "跟随系统"
    focused = page.look.language if confirmed else page.name.line
    await staff.until(focused.hasFocus, "whoever chose goes on where they were")
    page.look.language.setCurrentIndex(page.look.language.findText("English"))
    page = await in_another_language(staff, page)
    assert page.practise.text() == "Practise now"
    assert page.name.line.text() == "Wang Li"


async def test_in_a_low_window_tab_leads_to_them_and_brings_them_into_sight(newcomer: Staff) -> None:
    staff, page = newcomer, page_of(newcomer)
    staff.window.resize(960, 500)
    page.join_team.setFocus()
    for combo in (page.look.language, page.look.theme):
        staff.presses(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is combo

        def whole(combo: QComboBox = combo) -> bool:
            return combo.visibleRegion().boundingRect() == combo.rect()

        await staff.until(whole, "it is in sight")
