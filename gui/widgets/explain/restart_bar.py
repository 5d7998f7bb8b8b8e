"""*Guest came back* asks in place before it sends a start: the recording may well be going on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.style.measures import SMALL


class RestartBar(QWidget):
    """Hidden until :meth:`ask`. Return sends, Escape goes back."""

    confirmed = Signal()
    closing = Signal()
    """It is about to be hidden: what has the focus in it has to give it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        footing = Footing(self)
        words = ToneLabel(self.tr("Send a start now?"))
        self.yes, self.cancel = SteadyButton(footing, self), SteadyButton(footing, self)
        self.yes.setText(self.tr("Send a start"))
        self.cancel.setText(self.tr("Cancel"))
        self.yes.clicked.connect(self._on_yes)
        self.cancel.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.cancel)
        self.hide()

    def ask(self) -> None:
        """Open, with the focus on the button that sends."""
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _on_yes(self) -> None:
        self._close()
        self.confirmed.emit()

    def _close(self) -> None:
        self.closing.emit()
        self.hide()
