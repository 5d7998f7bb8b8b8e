"""The word and the colour of a profile's environment."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.widgets.theme import Tone, tone_color, tone_fill

ENVIRONMENT_TONES: Final = {
    "production": Tone.PRODUCTION,
    "test": Tone.ACCENT,
    "practice": Tone.PRACTICE,
    "other": Tone.MUTED,
}
"""By the value of ``profiles.Environment``."""


def environment_word(environment: str) -> str:
    """The word that marks an environment, in the user's language."""
    words = {
        "production": QCoreApplication.translate("EnvironmentBadge", "PRODUCTION"),
        "test": QCoreApplication.translate("EnvironmentBadge", "TEST"),
        "practice": QCoreApplication.translate("EnvironmentBadge", "PRACTICE"),
        "other": QCoreApplication.translate("EnvironmentBadge", "OTHER RELAY"),
    }
    return words[environment]


class EnvironmentBadge(QLabel):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environment = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMargin(4)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.hide()

    def set_environment(self, environment: str) -> None:
        """Show ``production``, ``test``, ``practice`` or ``other``; empty hides it."""
        self._environment = environment
        self.setVisible(bool(environment))
        self.setText(environment_word(environment) if environment else "")
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone's colours of the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        if not self._environment:
            return
        tone = ENVIRONMENT_TONES[self._environment]
        palette = self.palette()
        # Setting a palette is itself a change of palette.
        if palette.color(QPalette.ColorRole.Window) != tone_fill(tone):
            palette.setColor(QPalette.ColorRole.Window, tone_fill(tone))
            palette.setColor(QPalette.ColorRole.WindowText, tone_color(tone))
            self.setPalette(palette)
