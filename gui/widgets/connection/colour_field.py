"""The field for a profile's colour: one of a few; red is kept for production."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from gui.core.profiles.colours import COLOURS_TO_CHOOSE
from gui.widgets.controls.environment_badge import profile_tone
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.theme import tone_color

_SIDE: Final = 14


def colour_name(colour: str) -> str:
    """A colour's name in the user's language."""
    words = {
        "blue": QCoreApplication.translate("ColourField", "Blue"),
        "teal": QCoreApplication.translate("ColourField", "Teal"),
        "olive": QCoreApplication.translate("ColourField", "Olive"),
        "brown": QCoreApplication.translate("ColourField", "Brown"),
        "grey": QCoreApplication.translate("ColourField", "Grey"),
    }
    return words[colour]


def swatch(color: QColor, ratio: float = 1.0) -> QIcon:
    """A small square of a colour."""
    picture = QPixmap(QSize(_SIDE, _SIDE) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(color)
    painter.drawRoundedRect(1, 1, _SIDE - 2, _SIDE - 2, 3, 3)
    painter.end()
    icon = QIcon(picture)
    # Production's red stays red where there is nothing to choose.
    icon.addPixmap(picture, QIcon.Mode.Disabled)
    return icon


class ColourField(NoWheelCombo):
    """In production there is nothing to choose; what was chosen before comes back with another address."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._environment = ""
        self._chosen = ""
        self._fill()
        # Not activated: assistive technology changes the index alone.
        self.currentIndexChanged.connect(self._remember)

    def colour(self) -> str:
        """The name of the colour; empty for none, and in production."""
        return "" if self._environment == "production" else self._chosen

    def set_colour(self, colour: str) -> None:
        """Show a colour as the chosen one; empty for none."""
        self._chosen = colour if colour in COLOURS_TO_CHOOSE else ""
        self._show()

    def set_environment(self, environment: str) -> None:
        """``production`` is red, whatever was chosen."""
        if environment != self._environment:
            self._environment = environment
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        if self._environment == "production":
            self.addItem(self.tr("Red, always: it is production"), "")
        else:
            self.addItem(self.tr("That of the environment"), "")
            for colour in COLOURS_TO_CHOOSE:
                self.addItem(colour_name(colour), colour.value)
        for row in range(self.count()):
            tone = profile_tone(self._environment or "other", str(self.itemData(row)))
            self.setItemIcon(row, swatch(tone_color(tone), self.devicePixelRatioF()))
        self.blockSignals(False)
        self.setEnabled(self._environment != "production")
        self._show()

    def _show(self) -> None:
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(self.colour())))
        self.blockSignals(False)

    def _remember(self) -> None:
        if self._environment != "production":
            self._chosen = str(self.currentData() or "")
