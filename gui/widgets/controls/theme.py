"""What a colour means, and the window's look as a whole: theme, style and font, which follow the system.

The palettes are shipped: on some platforms asking Qt for a dark scheme changes nothing.
"""

import os
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QStyleHints
from PySide6.QtWidgets import QApplication

from gui.widgets.style.fonts import apply_font
from gui.widgets.style.palettes import item_view_palette, palette_of, tool_tip_palette
from gui.widgets.style.panel_style import PanelStyle
from gui.widgets.style.themes import ThemeName, current_theme, set_current_theme

THEME_VARIABLE: Final = "RECORDING_PANEL_THEME"
"""``light``, ``dark``, ``high-contrast`` or ``high-contrast-dark`` in place of the system's choice."""


class ThemeChoice(StrEnum):
    """What somebody chose in the settings."""

    SYSTEM = "system"
    """As the desktop has it, also when it changes."""
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high-contrast-light"
    HIGH_CONTRAST_DARK = "high-contrast-dark"


class _Chosen:
    """Of the whole application: there is one."""

    theme = ThemeChoice.SYSTEM


_WANTED: Final = {name.value: name for name in ThemeName} | {"high-contrast": ThemeName.HIGH_CONTRAST_LIGHT}


class Tone(StrEnum):
    """What a colour means; always beside a text or a shape, never alone."""

    NEUTRAL = "neutral"
    LIVE = "live"
    WARNING = "warning"
    DANGER = "danger"
    MUTED = "muted"
    ACCENT = "accent"
    PRODUCTION = "production"
    PRACTICE = "practice"
    BLUE = "blue"
    TEAL = "teal"
    OLIVE = "olive"
    BROWN = "brown"
    GREY = "grey"


def apply_theme(app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
    """Set font, style and palettes now, and the palettes again whenever the system's choice changes.

    :param choice: what was chosen in the settings.
    """
    _Chosen.theme = choice
    apply_font(app)
    app.setStyle(PanelStyle())
    _follow(app)
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: _follow(app))
    hints.accessibility().contrastPreferenceChanged.connect(lambda _contrast: _follow(app))


def choose_theme(app: QApplication, choice: ThemeChoice) -> None:
    """Paint everything as somebody chose it, from now on; what the system chooses is followed or not."""
    _Chosen.theme = choice
    _follow(app)


def chosen_theme() -> ThemeChoice:
    """What somebody chose."""
    return _Chosen.theme


def known_theme(text: str) -> ThemeChoice:
    """The choice of that name; the system's for a name of another version."""
    return ThemeChoice(text) if text in set(ThemeChoice) else ThemeChoice.SYSTEM


def show_theme(app: QApplication, name: ThemeName) -> None:
    """Paint everything in a theme from now on."""
    theme = set_current_theme(name)
    # Each class's palette comes behind the application's, which drops them all.
    app.setPalette(palette_of(theme))
    app.setPalette(item_view_palette(theme), "QAbstractItemView")  # type: ignore[arg-type]  # see fonts.py
    app.setPalette(tool_tip_palette(theme), "QTipLabel")  # type: ignore[arg-type]  # the same


def wanted_theme(hints: QStyleHints, variable: str = "") -> ThemeName:
    """The theme that the system asks for, unless the variable names one."""
    if variable in _WANTED:
        return _WANTED[variable]
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return ThemeName.HIGH_CONTRAST_DARK if dark else ThemeName.HIGH_CONTRAST_LIGHT
    return ThemeName.DARK if dark else ThemeName.LIGHT


def tone_color(tone: Tone) -> QColor:
    """A tone's colour for text and marks; legible on the window and on the tone's own fill."""
    return current_theme().tones[tone]


def tone_fill(tone: Tone) -> QColor:
    """A tone's colour for areas behind text."""
    return current_theme().fills[tone]


def _follow(app: QApplication) -> None:
    if _Chosen.theme is ThemeChoice.SYSTEM:
        name = wanted_theme(app.styleHints(), os.environ.get(THEME_VARIABLE, ""))
    else:
        name = ThemeName(_Chosen.theme.value)
    show_theme(app, name)
