"""One of the three steps of the connection's form: its number, its question, and its fields."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import SMALL


class ConnectionStep(QWidget):
    """``body`` takes the fields."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ToneLabel(f"{number}  {title}")
        set_type(self.title, Type.STRONG)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SMALL)
        self.body.addWidget(self.title)
