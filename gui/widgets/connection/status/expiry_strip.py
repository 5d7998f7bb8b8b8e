"""The strip about what ends soon, what follows, and the request for the administrator."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.notices.notice import Notice
from gui.widgets.controls.notices.notice_strip import NOTICE_PADDING
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import paint_strip
from gui.widgets.style.measures import MEDIUM, SMALL


class ExpiryStrip(Notice):
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
        row.setContentsMargins(MEDIUM, NOTICE_PADDING, SMALL, NOTICE_PADDING)
        row.setSpacing(SMALL)
        row.addWidget(self.label, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignBottom)

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
        self.tell()
        self.update()

    def clear(self) -> None:
        """There is time."""
        self._tone = None
        self.label.setText("")
        self.hide()

    def ground(self) -> Tone | None:
        """Its tone, where it is a banner."""
        return self._tone if self._filled else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """A banner is painted in its tone."""
        super().paintEvent(event)
        if self._tone is not None and self._filled and self.paints_ground:
            painter = QPainter(self)
            paint_strip(painter, self.rect(), self._tone)
            painter.end()
