"""The strip below the connection bar: what ends soon, what follows, and the request for the administrator."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone, tone_fill


class ExpiryStrip(QFrame):
    """Hidden while there is time. It stays until what ends was renewed: nobody can close it unread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone | None = None
        self._filled = False
        self.label = ToneLabel()
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.copy = CopyButton(self.tr("Copy request for the administrator"), label=self.tr("Copy request"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAutoFillBackground(True)
        self.hide()

    @property
    def filled(self) -> bool:
        """Whether it is a banner."""
        return self.isVisible() and self._filled

    def show_ending(self, text: str, request: str, tone: Tone, *, banner: bool) -> None:
        """Show what ends, with what follows.

        :param request: what the button copies.
        :param banner: filled with the tone's colour: the last day has begun, or it is over.
        """
        if text != self.label.text():
            self.label.setText(text)
            if banner:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.copy.set_copy(request)
        self._tone, self._filled = tone, banner
        self.label.set_tone(tone)
        self._colour()
        self.show()

    def clear(self) -> None:
        """There is time."""
        self._tone = None
        self.label.setText("")
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone's colour of the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        fill = tone_fill(self._tone) if self._tone is not None and self._filled else None
        palette = QPalette() if fill is None else QPalette(self.palette())
        if fill is not None:
            palette.setColor(QPalette.ColorRole.Window, fill)
        # Setting a palette is itself a change of palette.
        if palette.color(QPalette.ColorRole.Window) != self.palette().color(QPalette.ColorRole.Window):
            self.setPalette(palette)
