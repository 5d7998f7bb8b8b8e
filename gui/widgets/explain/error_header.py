"""The top of the inspector: what happened in one sentence, the code, the facts, and who can fix it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.core.presentation.explanation import Explanation
from gui.core.presentation.shapes import Shape
from gui.widgets.controls import theme
from gui.widgets.controls.chip import Chip
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.controls.state_mark import state_pixmap
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, HAIR, SMALL

_ROOM_BESIDE: Final = 6
_MARK: Final = 20
_LONGEST_BESIDE: Final = 12
"""Characters of a code that has the facts beside it; words have them below."""


class StateIcon(QWidget):
    """A state's shape in its tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._tone = Shape.FAILED, Tone.NEUTRAL
        self.setFixedSize(_MARK, _MARK + HAIR)

    def show_state(self, shape: Shape, tone: Tone) -> None:
        """Show another one."""
        if (shape, tone) != (self._shape, self._tone):
            self._shape, self._tone = shape, tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        picture = state_pixmap(self._shape, self._tone, self.devicePixelRatio(), _MARK)
        painter.drawPixmap(0, HAIR, picture)
        painter.end()


class FactsLine(ElidedLabel):
    """One line, cut where there is no room; several where all of it has to be read."""

    def be_whole(self, whole: bool) -> None:
        """Whether it goes on in a further line."""
        if whole is not self.wordWrap():
            self.setWordWrap(whole)
            self.updateGeometry()

    def fitted(self, text: str, width: int) -> str:
        """All of it where it goes on."""
        return text if self.wordWrap() else super().fitted(text, width)


class ErrorHeader(QWidget):
    """One sentence in the state's tone; below it the code and the facts, then who can fix it."""

    handled_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL
        self.icon = StateIcon(self)
        self.headline = SelectableText(self.tr("What happened"), self, lines=4, kind=Type.TITLE)
        self.code = QLineEdit(self)
        self.code.setAccessibleName(self.tr("Error code"))
        self.code.setReadOnly(True)
        self.code.setFrame(False)
        set_type(self.code, Type.STRONG)
        # As high as the line beside it.
        self.code.setFixedHeight(self.code.fontMetrics().height() + HAIR)
        # One line each, whatever stands in them: an answer must not move the steps below.
        self.facts, self.origin = FactsLine("", Tone.MUTED, self), ElidedLabel("", Tone.MUTED, self)
        for line in (self.facts, self.origin):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.setContentsMargins(HAIR, 0, 0, 0)
        self.who = Chip(Tone.ACCENT, "wrench", self)
        self.handled = SteadyButton(Footing(self), self)
        self.handled.setText(self.tr("Handled…"))
        set_kind(self.handled, Kind.GHOST)
        set_icon(self.handled, "check")
        self.handled.clicked.connect(self.handled_pressed)
        self._lay_out()

    def show_explained(self, explained: Explanation, *, may_handle: bool) -> None:
        """Show what was made of a session or a problem."""
        tone = Tone(explained.tone.value)
        self._tone = Tone.PRACTICE if explained.practice else tone
        self.icon.show_state(explained.shape, tone)
        self.headline.set_text(explained.headline)
        failed = explained.entry is not None
        self.code.setVisible(failed)
        if failed:
            self._set_code(explained.title)
        self.facts.be_whole(explained.facts_whole)
        lines = (self.facts, explained.facts, explained.exact), (self.origin, explained.origin, "")
        for line, text, explanation in lines:
            line.set_whole_text(text, explanation)
            line.setVisible(bool(text))
        self.who.set_text(explained.fix)
        self.handled.setVisible(may_handle)
        self._fixes.setVisible(may_handle or bool(explained.fix))
        self._place_handled()
        self.repaint_tone()

    def repaint_tone(self) -> None:
        """Take the headline's colour of the present theme."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, theme.tone_color(self._tone))
        self.headline.setPalette(palette)
        self.icon.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_handled()

    def _lay_out(self) -> None:
        # The field has a frame of its own, and a line edit space before its text.
        self._coded = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._coded.setSpacing(0)
        self._coded.addWidget(self.code)
        self._coded.addWidget(self.facts, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.headline)
        words.addLayout(self._coded)
        words.addWidget(self.origin)
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self._fixes = QWidget(self)
        self._fixing = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._fixes)
        self._fixing.setContentsMargins(0, 0, 0, 0)
        self._fixing.setSpacing(SMALL)
        # As high without the button as with it.
        self._fixing.addStrut(CONTROL)
        self._fixing.addWidget(self.who, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fixing.addStretch(1)
        self._fixing.addWidget(self.handled, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HAIR)
        layout.addLayout(top)
        layout.addWidget(self._fixes)

    def _place_handled(self) -> None:
        """At the right of the chip; below it where both are too wide."""
        needed = self.who.sizeHint().width() + SMALL + self.handled.sizeHint().width()
        beside = not self.handled.isVisibleTo(self) or needed <= self.width()
        self._fixing.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _set_code(self, code: str) -> None:
        if code == self.code.text():
            return
        self.code.setText(code)
        self.code.setCursorPosition(0)
        beside = len(code) <= _LONGEST_BESIDE
        self._coded.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        metrics = self.code.fontMetrics()
        width = metrics.horizontalAdvance(code) + metrics.averageCharWidth() + _ROOM_BESIDE
        self.code.setMinimumWidth(width if beside else 0)
        self.code.setMaximumWidth(width if beside else _ANY)
        # Where no facts stand beside it, it would be in the middle of their place.
        self._coded.setAlignment(self.code, Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag(0))


_ANY: Final = 16_777_215
"""What Qt takes for no limit."""
