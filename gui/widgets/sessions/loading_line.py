"""A quiet line about work that takes a while: what is done, how far it is, and one thing to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QToolButton, QWidget

from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone

_BAR_WIDTH = 120
_BAR_HEIGHT = 6


class LoadingLine(QWidget):
    """Hidden while there is nothing to show.

    :param name: what it is about, for a screen reader.
    """

    action_chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(tone=Tone.MUTED, mode=Qt.TextElideMode.ElideMiddle)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(name)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR_WIDTH, _BAR_HEIGHT)
        self.action = QPushButton()
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(self.tr("Close"))
        self.close_button.setAccessibleName(f"{self.tr('Close')}: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.bar)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        row.addStretch(1)
        self.action.clicked.connect(self.action_chosen)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_work(self, words: str, action: str, done: int, total: int) -> None:
        """Work under way.

        :param action: text of the button that ends it.
        :param total: 0 where it is not known.
        """
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self._show(words, action, Tone.MUTED, working=True)

    def show_text(
        self, words: str, action: str = "", *, tone: Tone = Tone.MUTED, may_close: bool = False
    ) -> None:
        """Show a text; ``action`` is the button's text, empty for none."""
        self._show(words, action, tone, working=False)
        self.close_button.setVisible(may_close)

    def announce(self) -> None:
        """Have a screen reader read it out."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))

    def text(self) -> str:
        """Its text, without an ellipsis."""
        return self.label.whole_text()

    def _show(self, words: str, action: str, tone: Tone, *, working: bool) -> None:
        self.label.set_whole_text(words)
        self.label.set_tone(tone)
        self.bar.setVisible(working)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self.close_button.hide()
        self.show()
