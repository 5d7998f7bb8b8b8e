"""A strip with one text and a button or two for what can be done about it."""

from functools import cached_property
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.notices.notice import Notice
from gui.widgets.controls.tab_order import keep_together
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import paint_strip
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import MEDIUM, SMALL

NOTICE_PADDING: Final = 3
"""Above and below a button: a strip of one line is 36 pixels high."""


class _Content:
    """What stands in a strip."""

    def __init__(self, strip: QWidget, close: str) -> None:
        self.label = ToneLabel()
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.other, self.action, self.close = QPushButton(), QPushButton(), QPushButton(close)
        set_kind(self.close, Kind.GHOST)
        set_icon(self.close, "x")
        row = QHBoxLayout(strip)
        row.setContentsMargins(MEDIUM, NOTICE_PADDING, SMALL, NOTICE_PADDING)
        row.setSpacing(SMALL)
        row.addWidget(self.label, 1)
        # At the lower end: a longer text grows upwards, and leaves them where they are.
        for button in (self.other, self.action, self.close):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)


class NoticeStrip(Notice):
    """Hidden until there is something to show; stays until it is closed or taken back.

    The window has a dozen of them: what stands in one is made when it is first needed.
    """

    action_chosen = Signal()
    other_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL

    @cached_property
    def _content(self) -> _Content:
        content = _Content(self, self.tr("Close"))
        content.action.clicked.connect(self.action_chosen)
        content.other.clicked.connect(self.other_chosen)
        content.close.clicked.connect(self.hide)
        keep_together(self)
        return content

    @property
    def text(self) -> str:
        """The text that it shows, or showed last."""
        return self._content.label.text()

    @property
    def action(self) -> QPushButton:
        """The button of what can be done about it."""
        return self._content.action

    @property
    def other(self) -> QPushButton:
        """The button of what else can be done about it."""
        return self._content.other

    def show_notice(
        self, text: str, tone: Tone, action: str = "", *, other: str = "", may_close: bool = True
    ) -> None:
        """Show a text; ``action`` and ``other`` are the buttons' texts, empty for none."""
        content = self._content
        content.label.setText(text)
        content.close.setVisible(may_close)
        for button, words in ((content.action, action), (content.other, other)):
            button.setText(words)
            button.setVisible(bool(words))
            # A confirmation such as *Copied* leaves it as wide.
            button.setMinimumWidth(0)
            button.setMinimumWidth(button.sizeHint().width())
        self._tone = tone
        content.label.set_tone(tone)
        self.tell()
        self.update()

    def ground(self) -> Tone | None:
        """Its tone."""
        return self._tone

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strip in its tone."""
        if self.paints_ground:
            painter = QPainter(self)
            paint_strip(painter, self.rect(), self._tone)
            painter.end()
