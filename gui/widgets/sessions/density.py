"""How close together the rows of the list stand."""

from enum import StrEnum
from typing import Final

from gui.widgets.style.measures import COMFORTABLE_ROW, COMPACT_ROW, ROW


class Density(StrEnum):
    """By these words it is kept."""

    COMPACT = "compact"
    NORMAL = ""
    COMFORTABLE = "comfortable"


_HEIGHTS: Final = {
    Density.COMPACT: COMPACT_ROW,
    Density.NORMAL: ROW,
    Density.COMFORTABLE: COMFORTABLE_ROW,
}
_BESIDE_TEXT: Final = {Density.COMPACT: 4, Density.NORMAL: 8, Density.COMFORTABLE: 14}


def row_height(density: Density, text: int) -> int:
    """In logical pixels, for a text that is so high."""
    return max(_HEIGHTS[density], text + _BESIDE_TEXT[density])
