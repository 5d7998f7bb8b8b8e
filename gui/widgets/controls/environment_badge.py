"""The name and the colour of a profile's environment."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.core.profiles.colours import COLOURS_TO_CHOOSE
from gui.widgets.controls.theme import Tone, tone_color, tone_fill

ENVIRONMENT_TONES: Final = {
    "production": Tone.PRODUCTION,
    "test": Tone.ACCENT,
    "practice": Tone.PRACTICE,
    "other": Tone.MUTED,
}
"""By the value of ``profiles.Environment``."""


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


class EnvironmentBadge(QLabel):
    """Hidden while there is nothing to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environment = ""
        self._profile_colour = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMargin(4)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.hide()

    def set_environment(self, environment: str, colour: str = "") -> None:
        """Show ``production``, ``test``, ``practice`` or ``other``; empty hides it.

        :param colour: the profile's own, where it has one.
        """
        self._environment = environment
        self._profile_colour = colour
        self.setVisible(bool(environment))
        self.setText(environment_name(environment) if environment else "")
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone's colours of the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        if not self._environment:
            return
        tone = profile_tone(self._environment, self._profile_colour)
        palette = self.palette()
        # Setting a palette is itself a change of palette.
        if palette.color(QPalette.ColorRole.Window) != tone_fill(tone):
            palette.setColor(QPalette.ColorRole.Window, tone_fill(tone))
            palette.setColor(QPalette.ColorRole.WindowText, tone_color(tone))
            self.setPalette(palette)
