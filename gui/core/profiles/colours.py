"""The colours that distinguish profiles. Red is production's own: no other profile can have it.

Standard library only. ``resources/themes`` has a tone and a fill of each name; red has those of production.
"""

from enum import StrEnum
from typing import Final


class ProfileColour(StrEnum):
    """None of them means anything else in the window: no green, amber or purple."""

    BLUE = "blue"
    TEAL = "teal"
    OLIVE = "olive"
    BROWN = "brown"
    GREY = "grey"
    RED = "red"


PRODUCTION_COLOUR: Final = ProfileColour.RED
COLOURS_TO_CHOOSE: Final = tuple(colour for colour in ProfileColour if colour is not PRODUCTION_COLOUR)
