"""Light and dark palettes that follow the system, and the colours that carry a meaning.

The palettes are shipped: on some platforms asking Qt for a dark scheme changes nothing.
"""

import json
import os
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.core.paths import RESOURCES
from gui.widgets.outlined_style import OutlinedStyle

THEME_VARIABLE: Final = "RECORDING_PANEL_THEME"
"""``light`` or ``dark`` in place of the system's choice."""


class Tone(StrEnum):
    """What a colour says; always beside a word or a shape, never alone."""

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


def apply_theme(app: QApplication) -> None:
    """Set style and palette now, and again whenever the system's scheme changes."""
    app.setStyle(OutlinedStyle())
    _set_palette(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _set_palette(app))


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether a palette (the application's, if none is given) is a dark one."""
    used = QGuiApplication.palette() if palette is None else palette
    return used.color(QPalette.ColorRole.Window).lightness() < 128


def tone_color(tone: Tone, dark: bool | None = None) -> QColor:
    """A tone's colour for text and marks; legible on the window and on the tone's own fill."""
    return QColor(_theme(_name(dark))["tones"][tone.value])


def tone_fill(tone: Tone, dark: bool | None = None) -> QColor:
    """A tone's colour for areas behind text."""
    return QColor(_theme(_name(dark))["fills"][tone.value])


def _name(dark: bool | None) -> str:
    return "dark" if (is_dark() if dark is None else dark) else "light"


def _set_palette(app: QApplication) -> None:
    wanted = os.environ.get(THEME_VARIABLE, "")
    if wanted not in ("light", "dark"):
        wanted = "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"
    theme = _theme(wanted)
    palette = QPalette()
    for role, color in theme["palette"].items():
        palette.setColor(QPalette.ColorRole[role], QColor(color))
    for role, color in theme["disabled"].items():
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], QColor(color))
    app.setPalette(palette)


@cache
def _theme(name: str) -> dict[str, dict[str, str]]:
    text = (RESOURCES / "themes" / f"{name}.json").read_text(encoding="utf-8")
    theme: dict[str, dict[str, str]] = json.loads(text)
    return theme
