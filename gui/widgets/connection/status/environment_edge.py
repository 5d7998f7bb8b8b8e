"""The window's upper edge, in the colour of the environment in which it works."""

from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.controls.environment_badge import profile_tone
from gui.widgets.controls.theme import Tone, tone_color, tone_fill
from gui.widgets.controls.tone_areas import chip_fill
from gui.widgets.style.themes import current_theme

HEIGHT: Final = 4
_STRIPE: Final = 8
"""Width of one stripe, in pixels."""


class EnvironmentEdge(QWidget):
    """Solid and loudest in production, hatched in Practice, where nothing is recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone | None = None
        self._hatched = False
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def hatched(self) -> bool:
        """Whether it says that nothing is recorded."""
        return self._hatched

    @property
    def tone(self) -> Tone | None:
        """The tone in which it is painted; None while no profile is chosen."""
        return self._tone

    def set_environment(self, environment: str, colour: str = "") -> None:
        """An environment as :class:`EnvironmentBadge` takes it; empty for none."""
        self._tone = profile_tone(environment, colour) if environment else None
        self._hatched = environment == "practice"
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it from end to end."""
        painter = QPainter(self)
        if self._tone is None:
            painter.fillRect(self.rect(), current_theme().roles.line)
        elif self._hatched:
            self._hatch(painter, self._tone)
        else:
            solid = chip_fill(self._tone) if self._tone is Tone.PRODUCTION else tone_color(self._tone)
            painter.fillRect(self.rect(), solid)
        painter.end()

    def _hatch(self, painter: QPainter, tone: Tone) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), tone_fill(tone))
        painter.setBrush(tone_color(tone))
        painter.setPen(tone_color(tone))
        height = self.height()
        for left in range(-height, self.width() + height, 2 * _STRIPE):
            right = left + _STRIPE
            corners = ((left, height), (right, height), (right + height, 0), (left + height, 0))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
