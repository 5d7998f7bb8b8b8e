"""A combo box that a turn of the wheel over it does not change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget


class NoWheelCombo(QComboBox):
    """Scrolling a form must not change what will be sent; shrinks where there is little space."""

    def __init__(self, name: str, parent: QWidget | None = None, *, least_characters: int = 8) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # The open list takes the focus, and is a control of its own.
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(least_characters)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the scroll area."""
        event.ignore()
