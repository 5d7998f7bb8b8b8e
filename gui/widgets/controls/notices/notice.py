"""A strip that tells something: it is shown when it has something to tell, and when it is its turn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from gui.widgets.controls.theme import Tone


class Notice(QFrame):
    """One strip of a :class:`NoticeSlot`; it also stands alone.

    :ivar changed: it begins to tell something, or has nothing to tell any more.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = False
        self._turn = True
        self.paints_ground = True
        """Not within a slot, which paints it from end to end."""
        self.setVisible(False)

    @property
    def told(self) -> bool:
        """Whether it has something to tell, though another one may be shown in its place."""
        return self._told

    def tell(self) -> None:
        """It has something to tell."""
        if not self._told:
            self._told = True
            self._stand()
            self.changed.emit()
        slot = self.parentWidget()
        if slot is not None and not self.paints_ground:
            slot.update()

    def hide(self) -> None:
        """Take back what it tells: it was read, or is over."""
        if self._told:
            self._told = False
            self._stand()
            self.changed.emit()

    def ground(self) -> Tone | None:
        """In whose colour it is painted from end to end; None for that of the window."""
        return None

    def set_turn(self, turn: bool) -> None:
        """Whether it may be shown now."""
        self._turn = turn
        self._stand()

    def _stand(self) -> None:
        self.setVisible(self._told and self._turn)
