"""Texts as far as they fit, kept: the same are painted again and again."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from gui.widgets.style.fonts import Type, font_of

_MOST: Final = 2048


class FittedTexts:
    """Of a widget's own font, and of the same semi-bold."""

    def __init__(self, widget: QWidget, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        self._widget, self._cut = widget, cut
        self._found: dict[tuple[str, int, bool], tuple[str, int]] = {}
        self.take_font()

    def take_font(self) -> None:
        """The widget has another font."""
        self.plain = QFont(self._widget.font())
        self.strong = font_of(Type.STRONG, self._widget.font())
        self._plain_metrics, self._strong_metrics = QFontMetrics(self.plain), QFontMetrics(self.strong)
        self._found.clear()

    def width(self, text: str, *, strong: bool) -> int:
        """Of a whole text, in logical pixels."""
        return (self._strong_metrics if strong else self._plain_metrics).horizontalAdvance(text)

    def fit(self, text: str, room: int, *, strong: bool) -> tuple[str, int]:
        """A text as far as it fits, and how wide that is."""
        key = (text, room, strong)
        found = self._found.get(key)
        if found is None:
            if len(self._found) > _MOST:
                self._found.clear()
            metrics = self._strong_metrics if strong else self._plain_metrics
            shown = metrics.elidedText(text, self._cut, max(0, room))
            found = self._found[key] = (shown, metrics.horizontalAdvance(shown))
        return found
