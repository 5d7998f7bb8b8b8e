"""Asks for the name of whoever is at the desk, before the first request that would carry it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.welcome.name_row import NameRow


class NameDialog(AskDialog):
    """Stays until a name is given, or until it is cancelled.

    :param suggestion: stands in the field, selected; empty for none.
    """

    named = Signal(str)

    def __init__(self, suggestion: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(
            self.tr("Your name"),
            self.tr("Who is at this desk?"),
            self.tr("Go on"),
            self.tr("Then what you asked for goes on. Cancel sends nothing."),
        )
        self.row = NameRow()
        self.row.suggest(suggestion)
        self.body.addWidget(self.row)
        self.set_default(self.yes)
        self.row.line.setFocus()

    def accept(self) -> None:
        """Take the name; a blank one is none."""
        if name := self.row.confirmed():
            # First: what waits for it goes on as the dialog closes.
            self.named.emit(name)
            super().accept()
