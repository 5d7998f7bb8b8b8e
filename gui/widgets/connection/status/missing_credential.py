"""Says that the profile in use has no credential, before a start fails for it, and how to give one."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.widgets.controls.chip import Chip
from gui.widgets.controls.theme import Tone
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, HAIR, MEDIUM

_UNLIMITED: Final = 16777215
"""Qt's own for a widget without a greatest size."""


class MissingCredential(QWidget):
    """Hidden while there is one, or while nobody knows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill = Chip(Tone.WARNING, "key-round")
        self.pill.set_text(self.tr("No credential"))
        self._words = self.tr("Paste…")
        self.paste = QPushButton(self._words)
        self.paste.setAccessibleName(self.tr("Paste a credential"))
        why = self.tr("Without a usersig or a secret key nothing can be started or stopped in this profile.")
        whole = f"{self.pill.text()}. {why}"
        self.paste.setToolTip(whole)
        self.paste.setAccessibleDescription(whole)
        set_kind(self.paste, Kind.GHOST)
        self.paste.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HAIR)
        row.addWidget(self.pill)
        row.addWidget(self.paste)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def shrink(self, small: bool) -> None:
        """In little room one amber button with a key says and does both."""
        if small is not self.pill.isHidden():
            self.pill.setVisible(not small)
            set_kind(self.paste, Kind.ATTENTION if small else Kind.GHOST)
            set_icon(self.paste, "key-round" if small else "")
            self.paste.setText("" if small else self._words)
            self.paste.setMinimumWidth(CONTROL if small else 0)
            self.paste.setMaximumWidth(CONTROL if small else _UNLIMITED)
        self.setMinimumWidth(0 if small else self.whole_width())

    def least_width(self) -> int:
        """What a layout keeps for it: all of its words, or the one button."""
        return max(CONTROL, self.minimumWidth())

    def whole_width(self) -> int:
        """Room for all its words."""
        words = self.paste.fontMetrics().horizontalAdvance(self._words) + 2 * MEDIUM
        return self.pill.sizeHint().width() + HAIR + words

    def minimumSizeHint(self) -> QSize:
        """All its words, or the one button: never a part of the words."""
        width = CONTROL if self.pill.isHidden() else self.sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())
