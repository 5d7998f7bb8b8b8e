"""Beside the form of the connection settings: what a check found, and before that what it does."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.widgets.connection.check_list import CheckList
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import MEDIUM


class CheckPane(QFrame):
    """Scrolls by itself: its lines never push a field away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.list = CheckList()
        self.hint = ToneLabel(
            self.tr(
                "The check tries address, certificates and credential. It touches no recording. What it"
                " finds stands here."
            ),
            Tone.MUTED,
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.addWidget(self.hint)
        column.addWidget(self.list)
        column.addStretch(1)
        self.area = RevealingScroll(content)
        self.list.shown.connect(lambda there: self.hint.setVisible(not there))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
