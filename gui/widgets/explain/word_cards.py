"""What to ask the guest and what to say to the customer: two cards, to be copied in both languages."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import paint_icon
from gui.widgets.style.measures import CARD_RADIUS, HAIR, INDICATOR, LINE, MEDIUM, SMALL, SMALL_CONTROL, TIGHT
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import current_theme

OTHER_LANGUAGE: Final = {"en": "zh_CN", "zh_CN": "en"}
_OWN_NAMES: Final = {"en": "English", "zh_CN": "中文"}
"""Languages by the names that their speakers give them."""
_ICONS_FROM: Final = 360
_NARROWEST: Final = 240
_SIDE: Final = MEDIUM - HAIR


class WordCard(QWidget):
    """One sentence with *Copy*, and *Copy* in the other language.

    :param names: what a screen reader says: of the sentence, of *Copy*, of *Copy* in the other language.
    :param other: the name of the other language.
    """

    def __init__(
        self, title: str, icon: str, names: tuple[str, str, str], other: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        head = ElidedLabel(title, Tone.NEUTRAL, self)
        set_type(head, Type.STRONG)
        self.copy = CopyButton(names[1], self)
        self.copy_other = CopyButton(names[2], self, label=other)
        self.field = SelectableText(names[0], self, lines=4)
        row = QHBoxLayout()
        row.setContentsMargins(INDICATOR + SMALL - HAIR, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head, 1)
        for button in (self.copy, self.copy_other):
            button.setFixedHeight(SMALL_CONTROL)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, TIGHT, TIGHT, SMALL)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.field)

    def set_texts(self, text: str, other: str) -> None:
        """Show a sentence; ``other`` is the same in the other language."""
        self.field.set_text(text)
        self.copy.set_copy(text)
        self.copy_other.set_copy(other)
        self.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:
        """The narrow look's; the wide one must not keep the inspector from being made narrow."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icons of the buttons out where there is little room."""
        super().resizeEvent(event)
        for button in (self.copy, self.copy_other):
            button.show_icon(event.size().width() >= _ICONS_FROM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and its icon."""
        painter, theme = QPainter(self), current_theme()
        edge = theme.roles.edge if theme.framed_fills else None
        paint_box(painter, self.rect(), Box(CARD_RADIUS, theme.roles.sunken, edge, LINE))
        where = QRect(_SIDE, TIGHT, INDICATOR, SMALL_CONTROL)
        paint_icon(painter, self._icon, theme.roles.text2, where, INDICATOR - 2)
        painter.end()


class WordCards(QWidget):
    """The question goes first: its answer decides. An empty text hides its card.

    :param language: of the window.
    """

    copied = Signal(str)
    text_copied = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        other = _OWN_NAMES[OTHER_LANGUAGE[language]]
        names = (
            self.tr("Ask"),
            self.tr("Copy what to ask"),
            self.tr("Copy what to ask in the other language"),
        )
        self._ask = WordCard(self.tr("Ask the guest"), "message-circle", names, other, self)
        names = (
            self.tr("Say"),
            self.tr("Copy what to say"),
            self.tr("Copy what to say in the other language"),
        )
        self._say = WordCard(self.tr("Say to the customer"), "headset", names, other, self)
        self.practice = ToneLabel("", Tone.PRACTICE, self)
        self.practice.setText(
            self.tr("Practice: nothing is recorded. For a real guest choose a real profile above.")
        )
        set_type(self.practice, Type.STRONG)
        for card, what in ((self._ask, "ask"), (self._say, "say")):
            for button in (card.copy, card.copy_other):
                self._connect(button, what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        # Before the question: nobody is to ask a real guest about a practice room.
        for part in (self.practice, self._ask, self._say):
            column.addWidget(part)

    @property
    def ask(self) -> SelectableText:
        """The question for the guest."""
        return self._ask.field

    @property
    def say(self) -> SelectableText:
        """The sentence for the customer."""
        return self._say.field

    def set_texts(self, say: tuple[str, str], ask: tuple[str, str], *, practice: bool) -> None:
        """Show a sentence for the customer and a question for the guest, each in both languages."""
        self._say.set_texts(*say)
        self._ask.set_texts(*ask)
        self.practice.setVisible(practice)
        self.setVisible(bool(say[0] or ask[0] or practice))

    def _connect(self, button: CopyButton, what: str) -> None:
        button.text_copied.connect(self.text_copied)
        button.text_copied.connect(lambda _text: self.copied.emit(what))
