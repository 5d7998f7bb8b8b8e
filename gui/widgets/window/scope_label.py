"""What the list covers, at the left of the status line: a click opens *Team…*, as the menu does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone


class ScopeLabel(ElidedLabel):
    """No stop for Tab: by keys the menu, or the palette, leads to the same."""

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.MUTED, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_scope(text)

    def show_scope(self, text: str) -> None:
        """Say what the list covers, and below the pointer where that is changed."""
        self.set_whole_text(text, self.tr("Click for the team. By keys: menu Profile, Team…"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that is let go elsewhere was thought better of."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that the release comes here."""
        event.accept()
