"""Every key of the window that does something wherever the focus is: defined here and nowhere else."""

from enum import StrEnum


class Keys(StrEnum):
    """As Qt writes them. ``Ctrl+.`` stays free for input methods."""

    NEW = "Ctrl+N"
    START = "Ctrl+Return"
    START_BY_KEYPAD = "Ctrl+Enter"
    STOP = "F8"
    BATCH = "Ctrl+B"
    FIND = "Ctrl+F"
    COPY = "Ctrl+C"
    UNDO = "Ctrl+Z"
    CHECK = "F5"
    LARGER = "Ctrl++"
    LARGER_WITHOUT_SHIFT = "Ctrl+="
    SMALLER = "Ctrl+-"
    USUAL_SIZE = "Ctrl+0"
    SHARED_SCREEN = "Ctrl+Shift+H"
    CODES = "F1"
    GUIDE = "Shift+F1"
    KEYS = "Ctrl+/"
    PALETTE = "Ctrl+K"
    MENU = "F10"
    SETTINGS = "Ctrl+,"
    NEXT_AREA = "F6"
    PREVIOUS_AREA = "Shift+F6"
