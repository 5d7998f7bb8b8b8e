"""The name and the colour of a profile's environment."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.plain_text import visible
from gui.core.profiles.colours import COLOURS_TO_CHOOSE
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import chip_word, paint_chip
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import CONTROL, INDICATOR, MEDIUM, SMALL
from gui.widgets.style.text_size import scaled

ENVIRONMENT_TONES: Final = {
    "production": Tone.PRODUCTION,
    "test": Tone.ACCENT,
    "practice": Tone.PRACTICE,
    "other": Tone.MUTED,
}
"""By the value of ``profiles.Environment``."""
_ICONS: Final = {"production": "radio", "practice": "flask-conical"}


def profile_tone(environment: str, colour: str = "") -> Tone:
    """What a profile is marked with: its own colour; production and Practice have theirs always.

    :param colour: a value of ``colours.ProfileColour``, or empty for the environment's.
    """
    own = colour if environment in ("test", "other") and colour in COLOURS_TO_CHOOSE else ""
    return Tone(own) if own else ENVIRONMENT_TONES[environment]


def environment_name(environment: str) -> str:
    """The name of an environment, in the user's language."""
    words = {
        "production": QCoreApplication.translate("EnvironmentBadge", "PRODUCTION"),
        "test": QCoreApplication.translate("EnvironmentBadge", "TEST"),
        "practice": QCoreApplication.translate("EnvironmentBadge", "PRACTICE"),
        "other": QCoreApplication.translate("EnvironmentBadge", "OTHER RELAY"),
    }
    return words[environment]


def profile_name(name: str, longest: int | None = None) -> str:
    """A profile's name to be shown; that of the built-in one is in the user's language.

    :param name: as files have it; untrusted.
    :param longest: so many characters at most.
    """
    if name == PRACTICE_NAME:
        return QCoreApplication.translate("EnvironmentBadge", "Practice")
    return visible(name, longest)


def place_words(environment: str, name: str, longest: int | None = None) -> str:
    """*PRODUCTION · Main*; of the built-in profile only *PRACTICE*: its name says the same."""
    word = environment_name(environment)
    return word if name == PRACTICE_NAME else f"{word} · {visible(name, longest)}"


def environment_icon(environment: str) -> str:
    """The name of an environment's icon; empty where it has none."""
    return _ICONS.get(environment, "")


class EnvironmentBadge(QLabel):
    """A chip in the environment's colour; hidden while there is nothing to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environment = ""
        self._tone = Tone.MUTED
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_type(self, Type.STRONG)
        self.hide()

    @property
    def tone(self) -> Tone:
        """The tone in whose colours it is painted."""
        return self._tone

    def set_environment(self, environment: str, colour: str = "") -> None:
        """Show ``production``, ``test``, ``practice`` or ``other``; empty hides it.

        :param colour: the profile's own, where it has one.
        """
        self._environment = environment
        self.setVisible(bool(environment))
        self.setText(environment_name(environment) if environment else "")
        if environment:
            self._tone = profile_tone(environment, colour)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the controls beside it."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * MEDIUM
        return QSize(width + (INDICATOR + SMALL if self._icon() else 0), scaled(CONTROL))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint chip, icon and word."""
        painter = QPainter(self)
        rect = self.rect()
        paint_chip(painter, rect, self._tone)
        icon, left = self._icon(), MEDIUM
        if icon:
            where = QRect(left, 0, INDICATOR, rect.height())
            paint_icon(painter, icon, chip_word(self._tone), where)
            left += INDICATOR + SMALL
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(left, 0, 0, 0), flags, self.text())
        painter.end()

    def _icon(self) -> str:
        return environment_icon(self._environment)
