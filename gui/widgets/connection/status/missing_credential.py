"""Says that the profile in use has no credential, before a start fails for it, and how to give one."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.widgets.controls.chip import Chip
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import HAIR


class MissingCredential(QWidget):
    """Hidden while there is one, or while nobody knows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill = Chip(Tone.WARNING, "key-round")
        self.pill.set_text(self.tr("No credential"))
        self.paste = QPushButton(self.tr("Paste…"))
        self.paste.setAccessibleName(self.tr("Paste a credential"))
        why = self.tr("Without a usersig or a secret key nothing can be started or stopped in this profile.")
        self.paste.setToolTip(why)
        self.paste.setAccessibleDescription(why)
        set_kind(self.paste, Kind.GHOST)
        self.paste.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HAIR)
        row.addWidget(self.pill)
        row.addWidget(self.paste)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()
