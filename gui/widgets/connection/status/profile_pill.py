"""The choice of the profile, as a pill in the colour and with the word of its environment."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.core.foundation.enums import PRACTICE_NAME
from gui.widgets.controls.environment_badge import environment_icon, environment_name, profile_tone
from gui.widgets.controls.fields.opened_combo import OpenedCombo
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.controls.tone_areas import chip_fill, chip_word
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import CONTROL, HAIR, INDICATOR, MEDIUM, RADIUS, SMALL
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.text_size import scaled
from gui.widgets.style.themes import current_theme

_WIDEST: Final = 300
_LEAST: Final = 120
_WHOLE_UP_TO: Final = 212
_AROUND: Final = 2 * MEDIUM + 2 * (INDICATOR + SMALL) + HAIR
"""Beside the words, which are a fraction wider than their whole pixels."""


class ProfilePill(OpenedCombo):
    """A combo box by its role and its keys; its choices show the names of the profiles, their data."""

    picked_from_list = Signal()
    """A choice was made in the open list."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._environment = ""
        self._tone = Tone.MUTED
        self.activated.connect(lambda _index: self.picked_from_list.emit())
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_type(self, Type.STRONG)
        self.currentIndexChanged.connect(self.updateGeometry)

    @property
    def tone(self) -> Tone:
        """The tone in whose colours it is painted."""
        return self._tone

    @property
    def environment_word(self) -> str:
        """The word of the chosen profile's environment; empty while none is chosen."""
        return environment_name(self._environment) if self._environment else ""

    def words(self) -> str:
        """What is painted: the environment's word, and the profile's name where it says more."""
        name = self.currentText()
        if not self._environment:
            return name or self.tr("Choose a profile")
        return (
            self.environment_word
            if self.currentData() == PRACTICE_NAME
            else f"{self.environment_word} · {name}"
        )

    def set_environment(self, environment: str, colour: str = "") -> None:
        """Of the chosen profile, as :class:`EnvironmentBadge` takes it; empty for none."""
        self._environment = environment
        self._tone = profile_tone(environment, colour) if environment else Tone.MUTED
        self.setAccessibleDescription(self.environment_word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, words and arrow; the shape of a button."""
        words = self.fontMetrics().horizontalAdvance(self.words())
        return QSize(min(words + _AROUND, scaled(_WIDEST)), scaled(CONTROL + HAIR))

    def minimumSizeHint(self) -> QSize:
        """The environment's word is never cut, and the name only where it is long."""
        word = self.fontMetrics().horizontalAdvance(f"{self.environment_word}…")
        least = max(_LEAST, word + _AROUND, scaled(_WHOLE_UP_TO))
        return QSize(min(least, self.sizeHint().width()), scaled(CONTROL + HAIR))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, icon, words and arrow."""
        painter, theme = QPainter(self), current_theme()
        chosen, ink = bool(self._environment), chip_word(self._tone)
        fill = chip_fill(self._tone) if chosen else theme.roles.surface
        if not chosen:
            ink = theme.roles.text
        solid = self._tone is Tone.PRODUCTION and chosen
        edge = (
            None
            if solid and not theme.framed_fills
            else (tone_color(self._tone) if chosen else theme.roles.edge)
        )
        ring, inset = theme.roles.focus if self.hasFocus() else None, solid or theme.framed_fills
        paint_box(painter, self.rect(), Box(RADIUS, fill, edge, theme.edge_width, ring, inset=inset))
        left, right = MEDIUM, self.width() - MEDIUM - INDICATOR
        icon = environment_icon(self._environment)
        if icon:
            paint_icon(painter, icon, ink, QRect(left, 0, INDICATOR, self.height()))
            left += INDICATOR + SMALL
        paint_icon(painter, "chevron-down", ink, QRect(right, 0, INDICATOR, self.height()))
        painter.setPen(ink)
        painter.setFont(self.font())
        where = QRect(left, 0, right - SMALL - left, self.height())
        words = self.fontMetrics().elidedText(self.words(), Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
