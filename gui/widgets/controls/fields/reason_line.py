"""A line for a reason that may stay empty, with suggestions that fill it at one click."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.enums import State
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.style.kinds import pad

LONGEST: Final = 500


class ReasonLine(QWidget):
    """Return and Escape are left to whoever asks.

    :param name: the line's name for a screen reader.
    :param placeholder: what is asked.
    """

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(LONGEST)
        pad(self.edit)
        self.suggestions: tuple[QPushButton, ...] = ()
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row)
        self._row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addWidget(self._row)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """The reason, without spaces around it."""
        return self.edit.text().strip()

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Offer other reasons."""
        for button in self.suggestions:
            self._flow.removeWidget(button)
            button.deleteLater()
        self.suggestions = tuple(self._button(words) for words in suggestions)
        self._row.setVisible(bool(self.suggestions))

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"), self._row)
        button.setAccessibleName(words)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._take(words))
        self._flow.addWidget(button)
        button.show()
        return button

    def _take(self, words: str) -> None:
        """Into the line, where it can still be changed: Return then confirms."""
        self.edit.setText(words)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class SettleReason(ReasonLine):
    """:meth:`ask_for` sets which decision it is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.edit.setAccessibleName(self.tr("Reason"))
        self.edit.setPlaceholderText(self.tr("How do you know? (may stay empty)"))

    def ask_for(self, state: State) -> None:
        """Offer what speaks for a decision.

        :param state: RECORDING (*it is recording*) or STOPPED (*mark as ended*).
        """
        self.edit.clear()
        known = [self.tr("asked the guest"), self.tr("checked in the console")]
        if state is State.STOPPED:
            known.insert(0, self.tr("the guest has left"))
        self.set_suggestions(known)
