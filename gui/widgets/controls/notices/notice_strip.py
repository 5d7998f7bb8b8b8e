"""A strip with one text and a button or two for what can be done about it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.notices.notice import Notice
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import paint_strip
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import MEDIUM, SMALL

NOTICE_PADDING: Final = 3
"""Above and below a button: a strip of one line is 36 pixels high."""


class NoticeStrip(Notice):
    """Hidden until there is something to show; stays until it is closed or taken back."""

    action_chosen = Signal()
    other_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL
        self._label = ToneLabel()
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._other = QPushButton()
        self._close = QPushButton(self.tr("Close"))
        set_kind(self._close, Kind.GHOST)
        set_icon(self._close, "x")
        self._action.clicked.connect(self.action_chosen)
        self._other.clicked.connect(self.other_chosen)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, NOTICE_PADDING, SMALL, NOTICE_PADDING)
        row.setSpacing(SMALL)
        row.addWidget(self._label, 1)
        # At the lower end: a longer text grows upwards, and leaves them where they are.
        for button in (self._other, self._action, self._close):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    @property
    def text(self) -> str:
        """The text that it shows, or showed last."""
        return self._label.text()

    @property
    def action(self) -> QPushButton:
        """The button of what can be done about it."""
        return self._action

    @property
    def other(self) -> QPushButton:
        """The button of what else can be done about it."""
        return self._other

    def show_notice(
        self, text: str, tone: Tone, action: str = "", *, other: str = "", may_close: bool = True
    ) -> None:
        """Show a text; ``action`` and ``other`` are the buttons' texts, empty for none."""
        self._label.setText(text)
        self._close.setVisible(may_close)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        for button in (self._action, self._other):
            # A confirmation such as *Copied* leaves it as wide.
            button.setMinimumWidth(0)
            button.setMinimumWidth(button.sizeHint().width())
        self._tone = tone
        self._label.set_tone(tone)
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
