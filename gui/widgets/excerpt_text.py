"""Text of any length from outside: its beginning, and the rest on request."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets.selectable_text import SelectableText

EXCERPT = 200
MOST = 20_000
"""Characters that are shown at most: a longer line would hold the window up while it is laid out."""


class ExcerptText(QWidget):
    """A read-only field that is cut after 200 characters, with *Show all*.

    :param name: accessible name of the field.
    :param excerpt: characters shown before *Show all* is pressed.
    """

    expanded = Signal(bool)

    def __init__(
        self, name: str, parent: QWidget | None = None, *, excerpt: int = EXCERPT, lines: int = 7
    ) -> None:
        super().__init__(parent)
        self._excerpt = excerpt
        self._text = ""
        self.field = SelectableText(name, self, lines=lines)
        self._lines = lines
        self.show_all = QPushButton(self.tr("Show all"), self)
        self.show_all.setAutoDefault(True)
        self.show_all.clicked.connect(self._expand)
        self.show_all.hide()
        row = QHBoxLayout()
        row.addWidget(self.show_all)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.field)
        layout.addLayout(row)

    def set_text(self, text: str) -> None:
        """Show text; one that is already shown stays as far open as it is."""
        if text == self._text:
            return
        self._text = text
        self.field.set_most_lines(self._lines)
        cut = len(text) > self._excerpt
        self.field.set_text(text[: self._excerpt] + "…" if cut else text)
        self.show_all.setVisible(cut)
        if cut:
            label = self.tr("Show all {count} characters")
            self.show_all.setText(label.format(count=f"{min(len(text), MOST):,}"))

    def text(self) -> str:
        """The whole text, shown or not."""
        return self._text

    def _expand(self) -> None:
        self.field.set_most_lines(4 * self._lines)
        more = len(self._text) - MOST
        rest = self.tr("… and {count} more characters").format(count=f"{more:,}") if more > 0 else ""
        self.field.set_text(self._text[:MOST] + rest)
        self.field.setFocus()
        self.show_all.hide()
        self.expanded.emit(True)
