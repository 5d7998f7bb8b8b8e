"""Ctrl + and Ctrl − make all text larger and smaller, Ctrl 0 as it was; nothing is cut, and it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from gui.core.session_list.read_state import ReadState
from gui.simulator.in_process import RunningSimulator
from gui.widgets.sessions.session_columns import Column
from gui.widgets.style.text_size import LEAST, MOST, USUAL, set_text_size, text_size
from gui.widgets.window.list_and_inspector import NARROWEST_WINDOW
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.translations import translate
from gui.widgets.window.window_state import WindowState
from tests.support.session_samples import recording
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.places import cut_words, moved, press_targets
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

SMALLEST = (960, 500)


@pytest.fixture(autouse=True)
def usual_text(qapp: QApplication) -> Iterator[None]:
    yield
    set_text_size(qapp, USUAL)


@pytest.fixture(params=["en", "zh_CN"])
def window(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window alone with a selected row, in each language."""
    translators = translate(qapp, request.param)
    shown = MainWindow(request.param, WindowState(tmp_path))
    bar, sessions = shown.connection_bar, shown.session_list
    bar.set_profiles([("Main", "production"), ("Practice", "practice")])
    bar.set_current("Main")
    bar.set_operator("Li")
    shown.show()
    sessions.set_read_state(ReadState.READ)
    sessions.upsert_many(recording(number, profile="Main") for number in range(1, 40))
    yield shown
    discard(shown)
    for translator in translators:
        qapp.removeTranslator(translator)


def resized(window: QWidget, width: int, height: int) -> None:
    window.showNormal()
    window.resize(width, height)
    settle()


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def out_of_reach(window: MainWindow) -> list[QWidget]:
    """Fields and buttons of the form and the bar that not even scrolling brings into sight."""
    scroll = window.centralWidget()
    content = scroll.widget() if isinstance(scroll, QScrollArea) else scroll
    assert content is not None
    parts = (window.start_form.start_button, window.connection_bar.menu, window.status, window.below)
    fields = window.start_form.fields.findChildren(QLineEdit)
    found = [
        one for one in (*parts, *fields) if one.isVisible() and not isinstance(one.parent(), QScrollArea)
    ]
    whole = content.rect()
    return [one for one in found if not whole.contains(QRect(one.mapTo(content, QPoint()), one.size()))]


@pytest.mark.parametrize("percent", [LEAST, 120, 150, MOST])
def test_in_the_smallest_window_nothing_is_cut(window: MainWindow, percent: int) -> None:
    resized(window, *SMALLEST)
    assert window.text.set_percent(percent) == percent
    settle()
    assert (window.width(), window.height()) == SMALLEST
    assert cut_words(window) == []
    assert out_of_reach(window) == []
    table = window.session_list.table
    assert table.rowHeight(0) >= table.fontMetrics().height()
    assert table.viewport().height() >= 3 * table.rowHeight(0)
    for line in window.start_form.fields.findChildren(QLineEdit):
        if line.isVisible() and line.height():
            assert line.height() >= line.fontMetrics().height()
    assert window.below.height() >= 100


def test_every_text_grows_and_the_usual_size_is_exactly_as_it_was(window: MainWindow) -> None:
    resized(window, 1280, 720)
    before = press_targets(window)
    shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
    fonts = {one: one.font().pointSizeF() for one in shown}
    height, column = (
        window.session_list.table.rowHeight(0),
        window.session_list.table.columnWidth(Column.ROOM),
    )
    for percent in (150, 110, 90, 200):
        window.text.set_percent(percent)
        settle()
        for one, points in fonts.items():
            assert one.font().pointSizeF() == pytest.approx(points * percent / 100, abs=0.1), one
    assert window.session_list.table.rowHeight(0) > height
    assert window.session_list.table.columnWidth(Column.ROOM) > column
    window.text.set_percent(USUAL)
    settle()
    assert moved(before, press_targets(window)) == []
    assert set(press_targets(window)) == set(before)


def test_what_gets_the_focus_is_scrolled_into_sight(window: MainWindow) -> None:
    resized(window, NARROWEST_WINDOW, 500)
    window.text.set_percent(MOST)
    settle()
    window.activateWindow()
    window.connection_bar.menu.setFocus()
    settle()
    scroll = window.centralWidget()
    assert isinstance(scroll, QScrollArea)
    button = window.connection_bar.menu
    inside = QRect(button.mapTo(scroll.viewport(), QPoint()), button.size())
    assert scroll.viewport().rect().contains(inside)


async def test_by_key_within_its_limits_and_it_is_told(staff: Staff) -> None:
    focus = QApplication.focusWidget()
    staff.presses(Qt.Key.Key_Plus, CTRL)
    assert text_size() == 110
    assert staff.window.status.done.text() == "Text size: 110 %"
    assert QApplication.focusWidget() is focus
    staff.presses(Qt.Key.Key_Equal, CTRL)
    assert text_size() == 120
    for _ in range(12):
        staff.presses(Qt.Key.Key_Plus, CTRL)
    assert text_size() == MOST
    staff.presses(Qt.Key.Key_0, CTRL)
    assert text_size() == USUAL
    for _ in range(3):
        staff.presses(Qt.Key.Key_Minus, CTRL)
    assert text_size() == LEAST
    staff.presses(Qt.Key.Key_0, CTRL)


async def test_it_is_kept(data_folder: Path, service: RunningSimulator, qapp: QApplication) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        staff.presses(Qt.Key.Key_Plus, CTRL)
    set_text_size(qapp, USUAL)
    async with window_at(data_folder) as staff:
        assert text_size() == 110
        settle()
        assert cut_words(staff.window) == []
        staff.presses(Qt.Key.Key_0, CTRL)
    async with window_at(data_folder):
        assert text_size() == USUAL
