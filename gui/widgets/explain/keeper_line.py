"""Whose a recording is, and what can be done about it: one line of the inspector, in a team."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.core.presentation.hand_over_words import KeeperStep, KeeperWords
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL


class KeeperLine(QWidget):
    """Hidden where there is nothing to say."""

    chosen = Signal(object)
    """The :class:`KeeperStep` that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = KeeperStep.NOTHING
        self.label, self.button = ToneLabel("", Tone.MUTED), QPushButton(self)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(lambda: self.chosen.emit(self._step))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.label, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_words(self, words: KeeperWords) -> None:
        """Show whose it is; empty words hide the line."""
        self._step = words.step
        self.label.setText(words.text)
        self.label.set_tone(Tone.WARNING if words.step is KeeperStep.ACCEPT else Tone.MUTED)
        labels = {
            KeeperStep.ACCEPT: self.tr("Take over"),
            # It asks first.
            KeeperStep.TAKE_OVER: self.tr("Take over…"),
            KeeperStep.TAKE_BACK: self.tr("Take back"),
        }
        self.button.setText(labels.get(words.step, ""))
        self.button.setVisible(words.step in labels)
        self.button.setEnabled(not words.waits)
        self.button.setToolTip(self.tr("Waits until colleagues are reached") if words.waits else "")
        set_kind(self.button, Kind.PRIMARY if words.step is KeeperStep.ACCEPT else Kind.SECONDARY)
        self.setVisible(bool(words.text))
