"""Asks what becomes of the live recordings that hang on a profile, before it is removed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place


class RemoveProfileDialog(AskDialog):
    """Return does what is chosen, Escape leaves the profile as it is.

    :param place: the profile that is to go.
    :param recordings: who is recorded, one text each.
    :param others: profiles that lead to the same relay and app; none where they can't be moved.
    """

    stop_chosen = Signal()
    move_chosen = Signal(str)

    def __init__(
        self, place: Place, recordings: Sequence[str], others: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.show_places(place)
        count = len(recordings)
        question = self.tr("{count} live recordings hang on the profile {name}", "", count)
        question = fill(question, count=count, name=visible(place.profile))
        self.ask(self.tr("Remove a profile"), question, self.tr("Go on and remove"))
        shown = ", ".join(map(visible, recordings[:5])) + (", …" if len(recordings) > 5 else "")
        self.stop = QRadioButton(self.tr("Stop them first; the profile stays if one does not stop"))
        self.move_to = QRadioButton(self.tr("Move them to another profile of the same relay and app:"))
        self.others = NoWheelCombo(self.tr("Profile that carries them on"))
        self.others.addItems(list(others))
        self.move_to.setEnabled(bool(others))
        self.others.setEnabled(bool(others))
        row = QHBoxLayout()
        row.addWidget(self.move_to)
        row.addWidget(self.others, 1)
        self.body.addWidget(ToneLabel(shown))
        self.body.addWidget(self.stop)
        self.body.addLayout(row)
        for button in (self.stop, self.move_to):
            button.setAccessibleName(button.text())
        (self.move_to if others else self.stop).setChecked(True)
        self.set_default(self.cancel)

    def accept(self) -> None:
        """The button: do what is chosen."""
        super().accept()
        if self.move_to.isChecked():
            self.move_chosen.emit(self.others.currentText())
        else:
            self.stop_chosen.emit()
