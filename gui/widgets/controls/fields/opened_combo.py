"""A combo box whose value changes in its open list alone."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo

_MOVING: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OPENING: Final = (Qt.Key.Key_Down, Qt.Key.Key_F4)
_PRESSING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


class OpenedCombo(NoWheelCombo):
    """For what acts at once: Tab leads past it, and a letter that was meant for a field must choose nothing.

    Closed, it takes Space, Return, Down, F4 and Alt+Down, which open it; where it is typed into, Down, F4 and
    Alt+Down. In the open list letters and arrows move, Return chooses, and Escape leaves all as it was.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list, or leave the key to somebody else."""
        typed, key = self.isEditable(), event.key()
        if key in _OPENING or (key in _PRESSING and not typed):
            # The Return that chose in the list, held down, does not open it again.
            if not event.isAutoRepeat():
                self.showPopup()
        elif typed and key not in _MOVING:
            super().keyPressEvent(event)
        else:
            event.ignore()
