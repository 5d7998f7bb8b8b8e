"""The part of the error panel that is read from a metre away: headline, code, family, who."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.core.presentation.explanation import Explanation
from gui.core.presentation.state_texts import StateTone
from gui.widgets.controls import theme
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind

_ROOM_BESIDE = 6


class ErrorHeader(QWidget):
    """Headline in the state's tone; below it the code, its family, and who can fix it."""

    handled_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = StateTone.NEUTRAL
        self.headline = SelectableText(self.tr("What happened"), self, lines=3, kind=Type.TITLE)
        self.code = QLineEdit(self)
        self.code.setAccessibleName(self.tr("Error code"))
        self.code.setReadOnly(True)
        self.code.setFrame(False)
        set_type(self.code, Type.TITLE)
        self.family = self._label()
        self.who = self._label(bold=True)
        self.handled = QPushButton(self.tr("Handled…"), self)
        self.handled.setAutoDefault(True)
        set_kind(self.handled, Kind.GHOST)
        set_icon(self.handled, "check")
        self.handled.clicked.connect(self.handled_pressed)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.who)
        beside.addWidget(self.family)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.code)
        row.addLayout(beside, 1)
        top = QHBoxLayout()
        top.addWidget(self.headline, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.handled, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addLayout(row)

    def show_explained(self, explained: Explanation, *, may_handle: bool) -> None:
        """Show what was made of a session or a problem."""
        self._tone = explained.tone
        self.headline.set_text(explained.headline)
        entry = explained.entry
        for part in (self.code, self.family, self.who):
            part.setVisible(entry is not None)
        self.handled.setVisible(may_handle)
        if entry is not None:
            self._set_code(explained.title)
            self.family.setText(entry.family)
            self.who.setText(fill(self.tr("Who: {who}"), who=explained.who))
        self.repaint_tone()

    def repaint_tone(self) -> None:
        """Take the headline's colour of the present theme."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, theme.tone_color(theme.Tone(self._tone.value)))
        self.headline.setPalette(palette)

    def _set_code(self, code: str) -> None:
        if code == self.code.text():
            return
        self.code.setText(code)
        self.code.setCursorPosition(0)
        width = self.code.fontMetrics().horizontalAdvance(code)
        self.code.setFixedWidth(width + self.code.fontMetrics().averageCharWidth() + _ROOM_BESIDE)

    def _label(self, *, bold: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_type(label, Type.STRONG if bold else Type.BODY)
        return label
