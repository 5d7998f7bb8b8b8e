"""Another theme while the window is open: it looks as if it had been opened in that theme."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.foundation.messages import Messages
from gui.widgets.batch.drop_area import DropArea
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controls.theme import ThemeChoice, Tone, choose_theme, chosen_theme
from gui.widgets.explain.code_reference import CodeReference
from gui.widgets.style.themes import ThemeName, current_theme
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState

THEMES = [ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST_LIGHT, ThemeChoice.HIGH_CONTRAST_DARK]


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    choose_theme(qapp, ThemeChoice.SYSTEM)


def main_window(folder: Path) -> QWidget:
    window = MainWindow("en", WindowState(folder))
    window.trouble.show_notice("▲ The file is damaged.", Tone.DANGER, "Try again")
    window.start_form.set_heading("in PRODUCTION", Tone.PRODUCTION)
    window.start_form.fields.tags.set_tags(("maths", "autumn"))
    window.connection_bar.set_profiles([("Main", "production"), ("Practice", "practice")])
    window.connection_bar.set_current("Main")
    return window


def code_reference(_folder: Path) -> QWidget:
    return CodeReference("en")


def connection(_folder: Path) -> QWidget:
    return ConnectionDialog(Messages("en"))


def drop_area(_folder: Path) -> QWidget:
    return DropArea()


def picture(widget: QWidget) -> QImage:
    """Never shown: so no caret blinks, and none of them has the focus."""
    QApplication.processEvents()
    widget.grab()
    return widget.grab().toImage()


@pytest.mark.parametrize("made", [main_window, code_reference, connection, drop_area])
def test_it_looks_as_if_it_had_been_opened_in_that_theme(
    made: Callable[[Path], QWidget], tmp_path: Path, qapp: QApplication
) -> None:
    switched = made(tmp_path)
    light = picture(switched)
    for theme in THEMES:
        choose_theme(qapp, theme)
        opened = made(tmp_path)
        assert picture(switched) == picture(opened), theme
        assert picture(switched) != light
        opened.deleteLater()
    choose_theme(qapp, ThemeChoice.LIGHT)
    assert picture(switched) == light
    switched.deleteLater()


def test_the_choice_outranks_the_system_until_the_system_is_chosen_again(qapp: QApplication) -> None:
    choose_theme(qapp, ThemeChoice.HIGH_CONTRAST_DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current_theme().name is ThemeName.HIGH_CONTRAST_DARK
    choose_theme(qapp, ThemeChoice.SYSTEM)
    assert current_theme().name is ThemeName.LIGHT
    assert chosen_theme() is ThemeChoice.SYSTEM


def test_the_desktop_s_change_is_followed_while_the_system_is_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No desktop runs here that could change: the variable stands for its choice.
    monkeypatch.setenv("RECORDING_PANEL_THEME", "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current_theme().name is ThemeName.DARK
