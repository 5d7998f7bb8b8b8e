"""The line at the window's lower edge: what the list covers, how many there are, and what was just done."""

from typing import Final

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL_CONTROL
from gui.widgets.window.scope_label import ScopeLabel

HEIGHT: Final = 26
SAID_MS: Final = 20_000


class StatusLine(QWidget):
    """Always there, and always as high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope = ScopeLabel(self.tr("This computer's list only"))
        self.counts = ElidedLabel("", Tone.MUTED)
        self.done = ElidedLabel("", Tone.NEUTRAL)
        self.done.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.done.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for label in (self.scope, self.counts, self.done):
            set_type(label, Type.CAPTION)
        self._fading = QTimer(self, interval=SAID_MS, singleShot=True)
        self._fading.timeout.connect(lambda: self.done.set_whole_text(""))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        self._row.setSpacing(LARGE)
        for label in (self.scope, self.counts):
            self._row.addWidget(label)
        self._row.addWidget(self.done, 1)
        self.setFixedHeight(HEIGHT)

    def show_scope(self, words: str) -> None:
        """What the list covers; empty for this computer's recordings alone."""
        self.scope.show_scope(words or self.tr("This computer's list only"))

    def add_button(self, button: QPushButton) -> None:
        """Take in a button of another part of the window, behind the list's scope."""
        button.setFixedHeight(SMALL_CONTROL)
        set_type(button, Type.CAPTION)
        self._row.insertWidget(1, button)

    def add_right(self, widget: QWidget) -> None:
        """Take in a part at the right end."""
        self._row.addWidget(widget)

    def show_counts(
        self, sessions: int, selected: int, live_elsewhere: int = 0, *, found: bool = False
    ) -> None:
        """How many recordings the list has, how many are selected, and what is live in other accounts.

        :param found: the list has what a search has found.
        """
        locale = QLocale()
        text = self.tr("{number} found") if found else self.tr("{number} recordings", "", sessions)
        words = fill(text, number=locale.toString(sessions))
        if selected:
            words += " · " + fill(
                self.tr("{number} selected", "", selected), number=locale.toString(selected)
            )
        if live_elsewhere:
            words += " · " + self.tr("%Ln live elsewhere", "", live_elsewhere)
        self.counts.set_whole_text(words)

    def show_no_counts(self) -> None:
        """The ledger was not read: how many there are is not known."""
        self.counts.set_whole_text("")

    def say(self, text: str) -> None:
        """What was just done; stays until the next, and not for so long that it looks like new."""
        self.done.set_whole_text(text)
        self._fading.start()
        if self.done.isHidden():
            # Somebody else sees the screen, and may hear it as well.
            return
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
