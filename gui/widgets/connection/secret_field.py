"""A field for a secret: shows dots, gives nothing to the clipboard, and forgets for good."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.core.foundation.text_cleaning import without_invisible

_QUOTES: Final = "\"'`“”„‘’‚«»「」"
"""What word processors and chats put around a copied secret."""


class SecretField(QLineEdit):
    """Takes what is typed or pasted; the dots can't be copied, cut or dragged out.

    :ivar secret_changed: carries no text: a signal is seen by whoever listens.
    """

    secret_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # In this mode Qt gives the text to no clipboard, drag or screen reader; cut only deletes.
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            self.inputMethodHints()
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.textChanged.connect(lambda _text: self.secret_changed.emit())

    def secret(self) -> str:
        """What was given, without outer blanks, quotation marks and characters that can't be seen."""
        return without_invisible(without_invisible(self.text()).strip(_QUOTES))

    def wipe(self) -> None:
        """Forget it; undo does not bring it back."""
        # Unlike clear(), this also empties the history.
        self.setText("")
