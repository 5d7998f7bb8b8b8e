"""A line below the list: what its rows don't tell by themselves, and up to two things to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL


class ListLine(QWidget):
    """Hidden while there is nothing to say. It comes and goes at the list's lower end: no row moves.

    :param first: text of a button; ``second`` that of another, empty for none.
    """

    first_chosen = Signal()
    second_chosen = Signal()

    def __init__(self, tone: Tone, first: str, second: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(tone=tone)
        self.label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.first, self.second = QPushButton(first), QPushButton(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(SMALL, 0, SMALL, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.label)
        for button in (self.first, self.second):
            set_kind(button, Kind.GHOST)
            row.addWidget(button)
        self.second.setVisible(bool(second))
        row.addStretch(1)
        self.first.clicked.connect(self.first_chosen)
        self.second.clicked.connect(self.second_chosen)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say something; an empty text is nothing to say."""
        self.label.set_whole_text(words)
        for button in (self.first, self.second):
            button.setAccessibleName(f"{words}: {button.text()}")
        self.setVisible(bool(words))

    def text(self) -> str:
        """Its words, without an ellipsis."""
        return self.label.whole_text()
