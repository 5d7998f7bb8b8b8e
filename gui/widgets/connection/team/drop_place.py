"""Shows where a file can be dropped. It takes nothing itself: the whole dialog does."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import FOCUS, LINE, MEDIUM, RADIUS
from gui.widgets.style.themes import current_theme


class DropPlace(QWidget):
    """A dashed frame with a few words, which is marked while a file is over the dialog."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked = False
        label = ToneLabel(words, Tone.MUTED)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def mark(self, marked: bool) -> None:
        """A file that can be dropped is over the dialog, or is not any more."""
        if marked is not self._marked:
            self._marked = marked
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame alone."""
        roles = current_theme().roles
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = FOCUS if self._marked else LINE
        painter.setPen(QPen(roles.focus if self._marked else roles.edge, width, Qt.PenStyle.DashLine))
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.end()
