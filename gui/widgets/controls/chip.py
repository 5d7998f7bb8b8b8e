"""A few words on an area of their tone, with an icon before them; what does not fit is cut."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import chip_word, paint_chip
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import INDICATOR, SMALL, SMALL_CONTROL, TIGHT
from gui.widgets.style.text_size import scaled


class Chip(QWidget):
    """Hidden while it has no words.

    :param icon: a name of the icons, or empty.
    """

    def __init__(self, tone: Tone, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon, self._text = tone, icon, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_type(self, Type.STRONG)
        self.hide()

    def text(self) -> str:
        """The words, cut or not."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show words; empty ones hide it."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self._tell_whole()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all of the words."""
        return QSize(
            self._left() + self.fontMetrics().horizontalAdvance(self._text) + SMALL + TIGHT,
            scaled(SMALL_CONTROL),
        )

    def minimumSizeHint(self) -> QSize:
        """The icon and an ellipsis."""
        return QSize(self._left() + SMALL + INDICATOR, scaled(SMALL_CONTROL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that are cut are the tool tip."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint area, icon and words."""
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._tone)
        if self._icon:
            where = QRect(SMALL - TIGHT // 2, 0, INDICATOR, self.height())
            paint_icon(painter, self._icon, chip_word(self._tone), where, INDICATOR - 2)
        painter.setFont(self.font())
        place = self.rect().adjusted(self._left(), 0, -SMALL, 0)
        words = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _left(self) -> int:
        return SMALL + (INDICATOR + TIGHT if self._icon else 0)

    def _tell_whole(self) -> None:
        self.setToolTip(self._text if self.width() < self.sizeHint().width() else "")
