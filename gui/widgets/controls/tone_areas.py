"""Areas of a tone: the chip behind a word, the strip across the window; in high contrast frames of it."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from gui.widgets.controls.theme import Tone, tone_color, tone_fill
from gui.widgets.style.measures import CHIP_RADIUS, FOCUS
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import current_theme

_FRAME: Final = FOCUS


def paint_chip(painter: QPainter, rect: QRect, tone: Tone) -> None:
    """Paint the chip behind a word, and set the painter's pen to the word's colour."""
    framed = current_theme().framed_fills
    edge = chip_word(tone) if framed else None
    paint_box(painter, rect, Box(CHIP_RADIUS, chip_fill(tone), edge, _FRAME))
    painter.setPen(chip_word(tone))


def chip_fill(tone: Tone) -> QColor:
    """The ground of a chip: production's is solid, so that what is dangerous is loudest."""
    return current_theme().roles.production_solid if tone is Tone.PRODUCTION else tone_fill(tone)


def chip_word(tone: Tone) -> QColor:
    """The colour of a chip's word."""
    return current_theme().roles.on_production if tone is Tone.PRODUCTION else tone_color(tone)


def paint_strip(painter: QPainter, rect: QRect, tone: Tone) -> None:
    """Paint a strip across the window."""
    painter.fillRect(rect, tone_fill(tone))
    if current_theme().framed_fills:
        paint_box(painter, rect, Box(0, None, tone_color(tone), _FRAME))
