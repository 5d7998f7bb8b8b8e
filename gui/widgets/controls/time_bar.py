"""A thin bar that runs out: how long something still has to wait."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.style.measures import HAIR
from gui.widgets.style.themes import current_theme


class TimeBar(QWidget):
    """Keeps its place while nothing is waited for: nothing below it moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setFixedHeight(HAIR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_part(self, part: float) -> None:
        """Show which part of the time is left: 1 is all of it, 0 none."""
        part = min(1.0, max(0.0, part))
        if part != self._part:
            self._part = part
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is left."""
        if self._part <= 0:
            return
        painter, roles = QPainter(self), current_theme().roles
        painter.fillRect(self.rect(), roles.line)
        painter.fillRect(0, 0, round(self.width() * self._part), self.height(), roles.accent)
        painter.end()
