"""A scroll area that brings a widget into view once the layout has settled."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_SETTLE_ROUNDS: Final = 8
"""Nested layouts take their new heights one level a turn of the event loop."""


class RevealingScroll(QScrollArea):
    """Takes no focus of its own, and has no frame."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def reveal(self, widget: QWidget) -> None:
        """Scroll there; what is higher than the view shows its top."""
        if widget.isVisible():
            self._scroll_to(widget, _SETTLE_ROUNDS)

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def _scroll_to(self, widget: QWidget, rounds: int) -> None:
        self.ensureWidgetVisible(widget, 0, 8)
        if widget.height() > self.viewport().height():
            self.verticalScrollBar().setValue(widget.pos().y())
        if rounds:
            QTimer.singleShot(0, self, lambda: self._scroll_to(widget, rounds - 1))
