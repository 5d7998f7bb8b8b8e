"""The guide's window as a reader uses it: searching, following links, going back; by keyboard and mouse."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QPalette, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from gui.core.presentation.help_pages import Help, HelpPage, read_help
from gui.widgets.controls.theme import show_theme
from gui.widgets.help.help_window import HelpWindow
from gui.widgets.style.themes import ThemeName, load_theme
from tests.support.widgets.lone_widget import discard

PAGES: Final = read_help()
FRAME_S: Final = 0.016
PATIENCE_S: Final = 8.0
ALT: Final = Qt.KeyboardModifier.AltModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def guide() -> Iterator[HelpWindow]:
    made = HelpWindow("en")
    made.set_pages(PAGES)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    discard(made)


def _with(markdown: str) -> Help:
    """The guide with another first page."""
    page = replace(PAGES["en"][HelpPage.START_HERE], markdown=markdown)
    return {**PAGES, "en": {**PAGES["en"], HelpPage.START_HERE: page}}


def _press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None
    QTest.keyClick(widget, key, keys)


def _at(guide: HelpWindow) -> HelpPage | None:
    return guide.page


def _waits(there: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < give_up
        QTest.qWait(10)


def _finds(guide: HelpWindow, words: str, page: HelpPage) -> None:
    """Type what is searched for, and wait for the page."""
    QTest.keyClicks(guide.search, words)
    _waits(lambda: guide.page is page)


def _click_link(guide: HelpWindow, words: str) -> None:
    cursor = guide.view.document().find(words)
    assert not cursor.isNull(), f"no {words!r} on the page"
    guide.view.setTextCursor(cursor)
    at = guide.view.cursorRect(cursor).center() - QPoint(8, 0)
    QTest.mouseClick(guide.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


# Pages.


def test_it_opens_at_the_first_page_with_all_pages_listed_and_the_cursor_in_the_search(
    guide: HelpWindow,
) -> None:
    assert _at(guide) is HelpPage.START_HERE
    assert guide.list.pages() == list(HelpPage)
    assert guide.search.hasFocus()
    assert not guide.isModal()
    assert guide.parent() is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_mark_of_the_markup_is_left_on_any_page(language: str) -> None:
    guide = HelpWindow(language)
    guide.set_pages(PAGES)
    for page in HelpPage:
        guide.open_page(page)
        text = guide.view.toPlainText()
        assert not [mark for mark in ("**", "`", "](", "| --", "# ") if mark in text], page
        assert guide.windowTitle() == PAGES[language][page].title
    discard(guide)


def test_a_page_that_is_asked_for_while_the_files_are_read_is_shown_as_soon_as_they_are_there() -> None:
    guide = HelpWindow("en")
    guide.open_page(HelpPage.BATCH)
    assert guide.view.toPlainText() == "The guide is being read…"
    guide.set_pages(PAGES)
    assert _at(guide) is HelpPage.BATCH
    discard(guide)


def test_a_link_leads_to_its_page_and_alt_left_back_to_where_it_was_read(guide: HelpWindow) -> None:
    guide.open_page(HelpPage.FAILURES)
    bar = guide.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    was = bar.value()
    _click_link(guide, "Connect an account")
    assert _at(guide) is HelpPage.CONNECT
    assert bar.value() == 0
    _press(Qt.Key.Key_Left, ALT)
    assert (_at(guide), bar.value()) == (HelpPage.FAILURES, was)
    _press(Qt.Key.Key_Right, ALT)
    assert _at(guide) is HelpPage.CONNECT
    assert not guide.forward.isEnabled()


def test_back_and_forward_are_buttons_as_well(guide: HelpWindow) -> None:
    assert not guide.back.isEnabled()
    guide.open_page(HelpPage.LOGS)
    QTest.mouseClick(guide.back, Qt.MouseButton.LeftButton)
    assert _at(guide) is HelpPage.START_HERE
    QTest.mouseClick(guide.forward, Qt.MouseButton.LeftButton)
    assert _at(guide) is HelpPage.LOGS


def test_a_link_to_a_heading_scrolls_there(guide: HelpWindow) -> None:
    guide.set_pages(_with("# T\n\n[down](#far-below)\n\n" + "text\n\n" * 80 + "## Far below\n\nend\n"))
    _click_link(guide, "down")
    assert guide.view.verticalScrollBar().value() > 500


def test_a_code_is_opened_where_codes_are_explained(guide: HelpWindow) -> None:
    asked: list[str] = []
    guide.code_requested.connect(asked.append)
    guide.open_page(HelpPage.FAILURES)
    _click_link(guide, "30000411")
    assert asked == ["30000411"]
    assert _at(guide) is HelpPage.FAILURES


# By keyboard.


def test_by_keyboard_alone_a_page_is_found_read_and_left(guide: HelpWindow) -> None:
    QTest.keyClicks(guide.search, "proxies")
    _press(Qt.Key.Key_Return)
    assert guide.list.hasFocus()
    assert _at(guide) is HelpPage.PROXIES
    _press(Qt.Key.Key_Return)
    assert guide.view.hasFocus()
    _press(Qt.Key.Key_F, CTRL)
    assert guide.search.hasFocus()
    _press(Qt.Key.Key_Escape)
    assert guide.search.text() == ""
    _press(Qt.Key.Key_Escape)
    assert guide.isHidden()


def test_tab_goes_from_link_to_link_and_return_follows_one(guide: HelpWindow) -> None:
    guide.open_page(HelpPage.FIRST_START)
    guide.view.setFocus()
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Return)
    assert _at(guide) is HelpPage.PRACTICE


def test_arrows_in_the_list_turn_the_pages(guide: HelpWindow) -> None:
    guide.list.setFocus()
    _press(Qt.Key.Key_Down)
    assert _at(guide) is HelpPage.FIRST_START


def test_tab_meets_every_part(guide: HelpWindow) -> None:
    guide.open_page(HelpPage.LOGS)
    met: set[QWidget | None] = set()
    for _ in range(12):
        met.add(QApplication.focusWidget())
        _press(Qt.Key.Key_Tab)
    assert met >= {guide.search, guide.list, guide.back, guide.codes, guide.view}


def test_return_on_a_page_presses_no_button_and_on_a_button_that_one(guide: HelpWindow) -> None:
    asked: list[str] = []
    guide.outside_requested.connect(asked.append)
    guide.codes_requested.connect(lambda: asked.append("codes"))
    guide.open_page(HelpPage.LOGS)
    guide.outside.show_address("https://example.invalid/")
    guide.view.setFocus()
    _press(Qt.Key.Key_Return)
    assert asked == []
    guide.codes.setFocus()
    _press(Qt.Key.Key_Return)
    assert asked == ["codes"]


def test_a_screen_reader_names_every_part(guide: HelpWindow) -> None:
    guide.outside.show_address("https://example.invalid/")
    parts = [one for one in guide.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    shown = [one for one in parts if one.isVisible() and not isinstance(one, QToolButton)]
    assert len(shown) > 6
    assert [one for one in shown if not one.accessibleName()] == []


# The search.


def test_typing_lists_what_was_found_and_highlights_it_on_the_page(guide: HelpWindow) -> None:
    _finds(guide, "keepassxc", HelpPage.KEYCHAIN)
    assert guide.list.pages() == [HelpPage.KEYCHAIN]
    assert guide.view.marked() == ["KeePassXC"]
    assert "KeePassXC" in guide.list.item(0).text()


def test_chinese_words_find_pages_in_an_english_window(guide: HelpWindow) -> None:
    guide.search.setText("系统钥匙串")
    _waits(lambda: guide.page is HelpPage.KEYCHAIN)
    assert guide.list.item(0).text().startswith("The keychain\n")


def test_back_leads_from_what_was_found_to_what_was_read_before(guide: HelpWindow) -> None:
    guide.open_page(HelpPage.LOGS)
    _finds(guide, "proxy", HelpPage.PROXIES)
    _press(Qt.Key.Key_Left, ALT)
    assert _at(guide) is HelpPage.LOGS


def test_words_that_are_nowhere_are_told(guide: HelpWindow) -> None:
    QTest.keyClicks(guide.search, "zebra")
    assert guide.nothing.isVisible()
    assert not guide.list.isVisible()
    guide.search.clear()
    assert guide.list.pages() == list(HelpPage)


def test_no_mark_is_left_once_the_search_is_empty(guide: HelpWindow) -> None:
    _finds(guide, "kwallet", HelpPage.KEYCHAIN)
    guide.search.clear()
    _waits(lambda: guide.view.marked() == [])
    assert _at(guide) is HelpPage.KEYCHAIN


def test_a_letter_is_answered_before_the_next_picture_of_the_screen(guide: HelpWindow) -> None:
    took = []
    for letter in "failure":
        began = time.perf_counter()
        QTest.keyClicks(guide.search, letter)
        took.append(time.perf_counter() - began)
    assert sorted(took)[len(took) // 2] < FRAME_S, took


# Nothing from elsewhere.


def test_remote_pictures_and_files_of_this_computer_are_never_read(guide: HelpWindow) -> None:
    image = QTextDocument.ResourceType.ImageResource.value
    for name in ("https://example.invalid/a.png", "file:///etc/hostname", "pictures/other.png"):
        assert not guide.view.loadResource(image, QUrl(name)), name
    page = PAGES["en"][HelpPage.FIRST_START]
    (name,) = page.pictures
    guide.open_page(HelpPage.FIRST_START)
    assert guide.view.loadResource(image, QUrl(name))


def test_markup_of_the_web_is_shown_as_text(guide: HelpWindow) -> None:
    guide.set_pages(_with("# T\n\n<img src='https://example.invalid/a.png'> <b>bold</b>\n"))
    assert "<b>bold</b>" in guide.view.toPlainText()


def test_a_link_out_of_the_guide_is_offered_and_opened_on_a_press_only(guide: HelpWindow) -> None:
    opened: list[str] = []
    guide.outside_requested.connect(opened.append)
    guide.set_pages(_with("# T\n\n[the service](https://example.invalid/doc)\n"))
    _click_link(guide, "the service")
    assert guide.outside.isVisible()
    assert guide.outside.address.text() == "https://example.invalid/doc"
    assert opened == []
    QTest.mouseClick(guide.outside.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "https://example.invalid/doc"
    QTest.mouseClick(guide.outside.open_button, Qt.MouseButton.LeftButton)
    assert opened == ["https://example.invalid/doc"]
    guide.open_page(HelpPage.LOGS)
    assert not guide.outside.isVisible()


# How it looks.


@pytest.mark.parametrize("name", list(ThemeName))
def test_words_and_links_have_the_theme_s_colours(
    guide: HelpWindow, qapp: QApplication, name: ThemeName
) -> None:
    try:
        show_theme(qapp, name)
        QTest.qWait(150)
        roles = load_theme(name).roles
        palette = guide.view.palette()
        assert palette.color(QPalette.ColorRole.Text) == roles.text
        assert palette.color(QPalette.ColorRole.Base) == roles.surface
        assert guide.list.item(0).foreground().color() == roles.text2
        link = guide.view.document().find("The first start")
        assert QColor(link.charFormat().foreground().color()) == roles.accent_text
    finally:
        show_theme(qapp, ThemeName.LIGHT)


@pytest.mark.parametrize("size", [(980, 680), (640, 420)])
def test_nothing_of_a_page_lies_beyond_its_right_edge(guide: HelpWindow, size: tuple[int, int]) -> None:
    guide.resize(*size)
    QTest.qWait(200)
    assert guide.width() == size[0]
    for page in HelpPage:
        guide.open_page(page)
        assert guide.view.document().idealWidth() <= guide.view.viewport().width() + 1, page


def test_a_wider_window_shows_the_same_place_of_the_page(guide: HelpWindow) -> None:
    guide.open_page(HelpPage.FAILURES)
    bar = guide.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    guide.resize(1100, 680)
    QTest.qWait(200)
    assert bar.value() == bar.maximum()
