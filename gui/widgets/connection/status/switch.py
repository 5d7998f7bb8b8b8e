"""A switch: on or off at once, without a question."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from gui.widgets.style.measures import SMALL, SMALL_CONTROL
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.text_size import scaled
from gui.widgets.style.themes import current_theme

_TRACK: Final = QSize(32, 18)
_KNOB: Final = 12


class Switch(QCheckBox):
    """A check box by its role and its keys."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Track and words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_TRACK.width() + SMALL + words, scaled(SMALL_CONTROL))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        """The words count as well."""
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track, knob and words."""
        theme, painter = current_theme(), QPainter(self)
        roles, on = theme.roles, self.isChecked()
        track = QRect(QPoint(0, (self.height() - _TRACK.height()) // 2), _TRACK)
        ring = roles.focus if self.hasFocus() else None
        fill, edge = (roles.accent, None) if on else (roles.surface, roles.edge)
        paint_box(
            painter,
            track,
            Box(_TRACK.height() / 2, fill, edge, theme.edge_width, ring, inset=on or theme.framed_fills),
        )
        knob = QRect(0, 0, _KNOB, _KNOB)
        inset = (_TRACK.height() - _KNOB) // 2
        knob.moveTop(track.top() + inset)
        knob.moveLeft(track.right() + 1 - inset - _KNOB if on else track.left() + inset)
        paint_box(painter, knob, Box(_KNOB / 2, roles.on_accent if on else roles.text2))
        painter.setPen(roles.text)
        words = self.rect().adjusted(_TRACK.width() + SMALL, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, flags, self.text())
        painter.end()
