"""Words on as many lines as there is room for; the last one ends with an ellipsis where there is more."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone


class ClampedLabel(ToneLabel):
    """Its size does not depend on its words. Whole in its tool tip; a screen reader reads it whole.

    :param lines: for which it asks room.
    """

    def __init__(self, lines: int = 1, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__("", tone, parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text)
        self.setToolTip(text)

    def hasHeightForWidth(self) -> bool:
        """Its lines are given."""
        return False

    def sizeHint(self) -> QSize:
        """The lines that it asks for."""
        return QSize(
            self.fontMetrics().averageCharWidth() * 24, self._lines * self.fontMetrics().lineSpacing()
        )

    def minimumSizeHint(self) -> QSize:
        """An ellipsis is enough."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, self.fontMetrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint whole words, from the top."""
        painter, metrics, width = QPainter(self), self.fontMetrics(), self.width()
        painter.setPen(self.palette().windowText().color())
        most = max(1, self.height() // metrics.lineSpacing())
        starts = self._starts(width)
        text = self.text()
        top = 0.0 if most > 1 else (self.height() - metrics.lineSpacing()) / 2
        for number, start in enumerate(starts[:most]):
            last = number == most - 1 or number == len(starts) - 1
            end = len(text) if last else starts[number + 1]
            words = metrics.elidedText(text[start:end].rstrip(), Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(0, top + metrics.ascent()), words)
            top += metrics.lineSpacing()
        painter.end()

    def _starts(self, width: int) -> list[int]:
        """Where each line begins."""
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        return starts
