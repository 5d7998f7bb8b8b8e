"""How large a window is at first: what it wants, but with its frame never more than the screen has."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME: Final = QSize(16, 40)
"""Border and title bar: how large they are is known only once a window is shown."""
BESIDE: Final = 40
"""Pixels of the screen that stay free."""


def room_for(window: QWidget) -> QSize:
    """The largest size that the inside of a window may have on its screen."""
    return window.screen().availableSize() - FRAME - QSize(BESIDE, BESIDE)


def set_first_size(window: QWidget, wanted: QSize) -> None:
    """Resize a window that was not shown yet."""
    window.resize(wanted.boundedTo(room_for(window)))
