"""Which profile the connection settings show, and what it is marked with."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.widgets.controls.environment_badge import EnvironmentBadge
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import CONTROL


class ConnectionHeading(QWidget):
    """The profile's name, and the name and colour of its environment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel()
        self.badge = EnvironmentBadge()
        set_type(self.name, Type.TITLE)
        # As high with a badge as without one.
        self.setFixedHeight(CONTROL)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.name)
        layout.addWidget(self.badge)
        layout.addStretch(1)
