"""A scroll area that brings a widget into view once the layout has settled."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

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


class _QuietBar(QScrollBar):
    """Shows nothing while there is nothing to scroll."""

    def __init__(self, scroll: QScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, scroll)
        self._scroll = scroll

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground alone where all is in sight."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        page = self._scroll.widget() or self._scroll
        painter.fillRect(self.rect(), self.palette().brush(page.backgroundRole()))
        painter.end()


def keep_place_of_bar(scroll: QScrollArea) -> int:
    """Keep the vertical bar's place free for good: nothing gets narrower as it comes; returns its width."""
    bar = _QuietBar(scroll)
    scroll.setVerticalScrollBar(bar)
    scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    return bar.sizeHint().width()
