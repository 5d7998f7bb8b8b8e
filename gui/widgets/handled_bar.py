"""*Handled*: takes a row out of *Needs attention*, with a note."""

from PySide6.QtWidgets import QWidget

from gui.widgets.reason_bar import ReasonBar
from gui.widgets.reason_line import ReasonLine


class HandledBar(ReasonBar):
    """A line for the note with *Mark as handled*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ReasonLine("", ""), parent)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What was done? (may stay empty)"))
        self.confirm.setText(self.tr("Mark as handled"))
