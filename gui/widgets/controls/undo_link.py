"""At the right of the status bar: what can be undone, by name, and why something can't be."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import MEDIUM

SHOWN_MS: Final = 12_000
"""How long a message stays."""
_REST: Final = 330
"""What else the status bar holds may shrink to this."""


class UndoLink(QWidget):
    """Emits that it was pressed; shows nothing while there is nothing to undo."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = ElidedLabel("", Tone.WARNING)
        self.message.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        # Beside the link, wherever the bar has room.
        self.message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._footing = Footing(self)
        self.button = SteadyButton(self._footing)
        set_kind(self.button, Kind.GHOST)
        set_icon(self.button, "undo-2")
        self.button.setAutoDefault(False)
        self.button.hide()
        self._shown = ("", True)
        self.button.clicked.connect(self.pressed)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self.show_message(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.message, 1)
        row.addWidget(self.button)

    def show_step(self, text: str, *, by_key: bool = True) -> None:
        """What a press undoes; empty for nothing.

        :param by_key: whether Ctrl+Z does the same.
        """
        if (text, by_key) == self._shown:
            # Asked for with each change of a session.
            return
        self._shown = (text, by_key)
        if text != self.button.text():
            # A press meant for what it named before undoes nothing.
            self._footing.restart()
        self.button.setText(text)
        self.button.setAccessibleName(text)
        set_key_hint(self.button, "Ctrl Z" if by_key else "")
        self.button.setVisible(bool(text))

    def show_message(self, text: str) -> None:
        """Why something can't be undone; it goes by itself, and empty takes it back."""
        if not text and not self.message.whole_text():
            return
        self.message.set_whole_text(text)
        room = self.window().width() - self.button.sizeHint().width() - _REST
        self.message.setMinimumWidth(max(0, min(self.message.sizeHint().width(), room)))
        self._timer.stop()
        if text:
            self._timer.start()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
