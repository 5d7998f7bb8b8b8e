"""*Handled*: takes a row out of *Needs attention*, with a note; asked for in place, not in a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class HandledBar(QWidget):
    """A line for the note with *Mark as handled* and *Cancel*; hidden until :meth:`ask`."""

    confirmed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = QLineEdit(self)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What was done? (may stay empty)"))
        self.note.setMaxLength(500)
        self.confirm = QPushButton(self.tr("Mark as handled"), self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        for button in (self.confirm, self.cancel):
            button.setAutoDefault(True)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self._close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.confirm)
        layout.addWidget(self.cancel)
        self.hide()

    def ask(self) -> None:
        """Open with an empty note, and take the focus."""
        self.note.clear()
        self.show()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_confirm()
        else:
            super().keyPressEvent(event)

    def _on_confirm(self) -> None:
        note = self.note.text().strip()
        self._close()
        self.confirmed.emit(note)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
