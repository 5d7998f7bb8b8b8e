"""The measures of the window, in logical pixels: spaces, heights, radii and lines."""

from typing import Final

# Spaces.

HAIR: Final = 2
TIGHT: Final = 4
"""Between a label and its field."""
SMALL: Final = 8
"""Between buttons."""
MEDIUM: Final = 12
"""Between fields, and at the window's edges."""
LARGE: Final = 16

# Heights.

CONTROL: Final = 30
"""Of buttons, fields and choices; the least size of a click target is 24."""
SMALL_CONTROL: Final = 24
"""Of chips, check boxes and buttons within a line."""
ROW: Final = 30
"""Of a row of the session list; closer together or further apart where somebody wants it so."""
COMPACT_ROW: Final = 26
COMFORTABLE_ROW: Final = 36
SMALL_ROW: Final = 28
"""Of a row of a list in a dialog, and of a menu."""
HEADER: Final = 28
TAB: Final = 32

# Shapes.

CHIP_RADIUS: Final = 4
RADIUS: Final = 6
CARD_RADIUS: Final = 8
BUTTON_PADDING: Final = 12
FIELD_PADDING: Final = 8
INDICATOR: Final = 16
"""The box of a check mark, the circle of a choice, and an icon."""
ARROW: Final = 28
"""Beside the text of a choice."""
SCROLL_HANDLE: Final = 6
LEAST_HANDLE: Final = 28
SPLITTER_GRAB: Final = 8

# Lines.

LINE: Final = 1
FOCUS: Final = 2
ACCENT_BAR: Final = 3
"""At the left of a selected row."""
