"""A person's decision about one session, with the reason; asked for in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.widgets.controls.fields.reason_bar import ReasonBar
from gui.widgets.controls.fields.reason_line import ReasonLine, SettleReason


class SettleBar(ReasonBar):
    """*It is recording* or *Mark as ended*: Return settles, so that a reason costs no more than one key."""

    settled = Signal(object, str)
    """The state, RECORDING or STOPPED, and the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._reason = SettleReason()
        super().__init__(self._reason, parent)
        self.state = State.RECORDING
        self.confirmed.connect(lambda reason: self.settled.emit(self.state, reason))

    def ask_for(self, state: State) -> None:
        """Ask for the reason why a session gets that state."""
        self.state = state
        words, consequence = self.tr("It is recording"), self.tr("Nothing is sent.")
        if state is State.STOPPED:
            words = self.tr("Mark as ended")
            consequence = self.tr("Nothing is sent. If it still records, it goes on unseen, and is billed.")
        self.confirm.setText(words)
        self.consequence.setText(consequence)
        self.consequence.show()
        self._reason.ask_for(state)
        self.ask()


class HandledBar(ReasonBar):
    """A line for the note with *Mark as handled*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ReasonLine("", ""), parent)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What was done? (optional)"))
        self.confirm.setText(self.tr("Mark as handled"))
