"""The reason for a decision about a session: what staff mostly go by is offered."""

from PySide6.QtWidgets import QWidget

from gui.core.terms import State
from gui.widgets.reason_line import ReasonLine


class SettleReason(ReasonLine):
    """:meth:`ask_for` says which decision it is for."""

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
