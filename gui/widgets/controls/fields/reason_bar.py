"""Asks for a reason in place, not in a dialog: a line, the button that confirms, and *Cancel*."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.controls.fields.reason_line import ReasonLine
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone


class ReasonBar(QWidget):
    """Hidden until :meth:`ask`. Return confirms, Escape cancels; the reason may stay empty."""

    confirmed = Signal(str)
    closing = Signal()
    """It is about to be hidden: what has the focus in it has to give it away."""
    closed = Signal()

    def __init__(self, line: ReasonLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.note = line.edit
        # It opens where the pointer may be: the second press of a double click must not decide.
        footing = Footing(self)
        self.confirm, self.cancel = SteadyButton(footing, self), SteadyButton(footing, self)
        self.cancel.setText(self.tr("Cancel"))
        self.consequence = ToneLabel("", Tone.MUTED)
        self.consequence.hide()
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self._close)
        row = QHBoxLayout()
        row.addWidget(line, 1)
        for button in (self.confirm, self.cancel):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.consequence)
        self.hide()

    def ask(self) -> None:
        """Open with an empty reason, and take the focus."""
        self.note.clear()
        self.show()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Held down it is the one that has opened the question.
            if not event.isAutoRepeat():
                self._on_confirm()
        else:
            super().keyPressEvent(event)

    def _on_confirm(self) -> None:
        reason = self.line.text()
        self._close()
        self.confirmed.emit(reason)

    def _close(self) -> None:
        self.closing.emit()
        self.hide()
        self.closed.emit()
