"""An icon that stands before a text and says nothing by itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import INDICATOR


class IconMark(QWidget):
    """As large as the icon."""

    def __init__(self, icon: str, tone: Tone = Tone.MUTED, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, tone: Tone) -> None:
        """Show another icon."""
        if (icon, tone) != (self._icon, self._tone):
            self._icon, self._tone = icon, tone
            self.update()

    def sizeHint(self) -> QSize:
        """One icon."""
        return QSize(INDICATOR, INDICATOR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        paint_icon(painter, self._icon, tone_color(self._tone), self.rect())
        painter.end()
