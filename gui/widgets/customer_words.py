"""What to say to the customer and to ask the guest, each with *Copy*."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.widgets.copy_button import CopyButton
from gui.widgets.selectable_text import SelectableText


class CustomerWords(QWidget):
    """Two rows: *Say* and *Ask*; an empty text hides its row."""

    copied = Signal(str)
    text_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(4)
        self._layout.setColumnStretch(1, 1)
        self.say, self._say_row = self._add_row("say", self.tr("Say"), self.tr("Copy what to say"))
        self.ask, self._ask_row = self._add_row("ask", self.tr("Ask"), self.tr("Copy what to ask"))

    def set_words(self, say: str, ask: str) -> None:
        """Show a sentence for the customer, and a question for the guest."""
        for field, row, text in ((self.say, self._say_row, say), (self.ask, self._ask_row, ask)):
            field.set_text(text)
            row[-1].set_copy(text)
            for part in (field, *row):
                part.setVisible(bool(text))
        self.setVisible(bool(say or ask))

    def _add_row(
        self, what: str, title: str, copy_name: str
    ) -> tuple[SelectableText, tuple[QLabel, CopyButton]]:
        row = self._layout.rowCount()
        label = QLabel(title, self)
        label.setMargin(2)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        field = SelectableText(title, self, lines=4)
        button = CopyButton(copy_name, self)
        button.text_copied.connect(self.text_copied)
        button.text_copied.connect(lambda _text: self.copied.emit(what))
        top = Qt.AlignmentFlag.AlignTop
        self._layout.addWidget(label, row, 0, top)
        self._layout.addWidget(field, row, 1, top)
        self._layout.addWidget(button, row, 2, top)
        return field, (label, button)
