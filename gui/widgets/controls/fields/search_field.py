"""The field above a list in which staff search."""

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import INDICATOR, MEDIUM, SMALL
from gui.widgets.style.themes import current_theme

_TO_FIRST_HIT: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class SearchField(QLineEdit):
    """Escape empties it."""

    first_hit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(INDICATOR + MEDIUM, 0, 0, 0)
        self._hints: tuple[str, ...] = ()

    def set_hints(self, *hints: str) -> None:
        """What stands in the empty field: the first that fits; the longest come first."""
        self._hints = hints
        self._show_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A hint is never cut."""
        super().resizeEvent(event)
        self._show_hint()

    def _show_hint(self) -> None:
        room = self.width() - self.textMargins().left() - INDICATOR - 2 * SMALL
        metrics = self.fontMetrics()
        fit = [hint for hint in self._hints if metrics.horizontalAdvance(hint) <= room]
        # Where none does, the magnifying glass says it.
        self.setPlaceholderText(fit[0] if fit else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """A magnifying glass before the text."""
        super().paintEvent(event)
        painter = QPainter(self)
        where = QRect(SMALL, 0, INDICATOR, self.height())
        paint_icon(painter, "search", current_theme().roles.text3, where)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Down go to the first hit; Escape in an empty field is somebody else's."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in _TO_FIRST_HIT:
            self.first_hit_wanted.emit()
        else:
            super().keyPressEvent(event)
