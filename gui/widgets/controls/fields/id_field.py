"""One line of text for ids: knows open compositions, plain digits, and what can't be seen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.core.foundation.text_cleaning import hidden_trouble, plain_digits, without_invisible


class IdField(QLineEdit):
    """A line that staff type or paste an id into.

    Reacts to ``textChanged``: text that comes through the accessibility interface fires nothing else.

    :param digits: full-width and other digits become plain ones while typing, outside of a composition.
    :param spelled: it holds a name, in which joiners belong to the spelling; an id has none.
    :ivar settled: a composition has closed; text that came with it may now be changed.
    """

    settled = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, digits: bool = False, spelled: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._digits = digits
        self._spelled = spelled
        self._composing = False
        self.textChanged.connect(self._tidy)

    @property
    def composing(self) -> bool:
        """Whether an input method's composition is open."""
        return self._composing

    def hidden_trouble(self) -> tuple[str, dict[str, str]] | None:
        """What can't be seen in the text, as key and values of ``complaint.<key>``."""
        return hidden_trouble(self.text(), spelled=self._spelled)

    def remove_hidden(self) -> None:
        """Take out what can't be seen, and outer blanks."""
        self._replace(without_invisible(self.text(), spelled=self._spelled))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow the composition; what it leaves is tidied once it is closed."""
        self._composing = True
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())
        self._settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the focus closes a composition."""
        super().focusOutEvent(event)
        self._composing = False
        self._settle()

    def _settle(self) -> None:
        if not self._composing:
            self._tidy()
            self.settled.emit()

    def _tidy(self) -> None:
        if not self._composing and self._digits:
            self._replace(plain_digits(self.text()))

    def _replace(self, text: str) -> None:
        """Put another text in, as an edit that can be undone, and keep the cursor where it is."""
        if text == self.text():
            return
        cursor = min(self.cursorPosition(), len(text))
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(cursor)
