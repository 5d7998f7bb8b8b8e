"""At the top of the window, while somebody else sees the screen: that it is so, and how to end it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import paint_strip
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.measures import MEDIUM, TIGHT

_TONE: Final = Tone.ACCENT


class SharedScreenStrip(QFrame):
    """Hidden while the screen is not shared."""

    end_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word, self.text = ToneLabel(self.tr("Shared screen"), _TONE), ToneLabel("", _TONE)
        self.word.setWordWrap(False)
        set_type(self.word, Type.STRONG)
        self.end = QPushButton(self.tr("End"))
        self.end.setAccessibleName(self.tr("End shared screen"))
        set_icon(self.end, "eye")
        set_key_hint(self.end, "Ctrl Shift H")
        self.end.clicked.connect(self.end_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        row.setSpacing(MEDIUM)
        row.addWidget(self.word)
        row.addWidget(self.text, 1)
        row.addWidget(self.end)
        self.hide()

    def begin(self, *, shows_a_row: bool) -> None:
        """Say what is left to be seen."""
        if shows_a_row:
            text = self.tr("Only the chosen row is shown. Nothing is announced.")
        else:
            text = self.tr("No row is shown, because not one alone was chosen. Nothing is announced.")
        self.show()
        self._say(text)

    def keeps_hidden(self) -> bool:
        """Whether a window that names others stays closed, as the screen is shared; then it says so.

        A window of the system's for files does, too: a folder names others, and no key of the panel hides it.
        """
        if self.isHidden():
            return False
        self._say(self.tr("Hidden while the screen is shared: batches, connection settings and folders."))
        return True

    def _say(self, text: str) -> None:
        self.text.setText(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{self.word.text()}. {text}"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strip in its tone."""
        painter = QPainter(self)
        paint_strip(painter, self.rect(), _TONE)
        painter.end()
