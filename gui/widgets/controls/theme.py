"""Light and dark palettes that follow the system, and the colours that carry a meaning.

The palettes are shipped: on some platforms asking Qt for a dark scheme changes nothing.
"""

import json
import os
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QLabel, QProxyStyle, QStyle, QStyleOption, QWidget

from gui.core.foundation.paths import RESOURCES

_OUTLINED = frozenset(
    {
        QStyle.PrimitiveElement.PE_FrameLineEdit,
        QStyle.PrimitiveElement.PE_IndicatorCheckBox,
        QStyle.PrimitiveElement.PE_IndicatorRadioButton,
    }
)
_ROUND = QStyle.PrimitiveElement.PE_IndicatorRadioButton
_CORNER = 2.0


class OutlinedStyle(QProxyStyle):
    """Draws a second outline, in the palette's Mid, around fields, check boxes and radio buttons.

    Tool tips are plain text: most show what people or the service wrote.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, target: QApplication | QWidget | QPalette | Qt.GlobalColor | QColor) -> None:
        """Qt makes a label of its own for each tool tip, which would read markup in it."""
        super().polish(target)
        if isinstance(target, QLabel) and target.inherits("QTipLabel"):
            target.setTextFormat(Qt.TextFormat.PlainText)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw as Fusion does; then the outline, unless the element has the focus's own."""
        super().drawPrimitive(element, option, painter, widget)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if element not in _OUTLINED or focused:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Mid), 1.0))
        box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        if element is _ROUND:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.restore()


THEME_VARIABLE: Final = "RECORDING_PANEL_THEME"
"""``light`` or ``dark`` in place of the system's choice."""


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
