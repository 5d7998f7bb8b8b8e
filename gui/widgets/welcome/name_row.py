"""The field for the name of whoever is at the desk, with its hint and its complaint."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.fields.headed_field import HeadedField

_LONGEST: Final = 80


class NameRow(HeadedField):
    """Holds a suggestion until somebody types or confirms; what is blank is no name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words, line = QCoreApplication.translate("NameRow", "Your name"), QLineEdit()
        super().__init__(words, line, parent=parent)
        self.line = line
        self._suggested = ""
        self.line.setAccessibleName(words)
        self.line.setPlaceholderText(self.tr("for example Wang Li"))
        self.line.setMaxLength(_LONGEST)
        self.line.textChanged.connect(lambda _text: self.show_complaint(""))
        self.set_hint(self.tr("Goes into the record of what you do"))

    def suggest(self, name: str) -> None:
        """Offer a name, selected: the first letter that is typed replaces it."""
        self._suggested = visible(name, _LONGEST)
        self.line.setText(self._suggested)
        self.line.selectAll()

    def name(self) -> str:
        """What stands there, its blanks put in order; empty for none."""
        return " ".join(self.line.text().split())

    @property
    def typed(self) -> bool:
        """Whether it is somebody's own word, and not the suggestion as it was."""
        return bool(self.name()) and self.line.text() != self._suggested

    def confirmed(self) -> str:
        """The name, as somebody confirms it; where there is none the field says so and takes the focus."""
        name = self.name()
        if not name:
            self.show_complaint(self.tr("Please give your name."))
            self.line.setFocus()
        return name
