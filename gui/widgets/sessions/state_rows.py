"""The selected rows by state: mark, words, number and guests, as in the list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.core.presentation.shapes import Shape
from gui.core.presentation.state_groups import SameState, StateGroups
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.state_mark import state_pixmap
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import HAIR, INDICATOR, LINE, MEDIUM, TIGHT
from gui.widgets.style.themes import current_theme

_MOST: Final = 13
"""Each shape about once; more is told by the list itself."""


class StateRows(QWidget):
    """One row for each state; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[StateRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_groups(self, states: StateGroups, *, practice: bool = False) -> None:
        """Show what is known of the selected sessions.

        :param practice: they are of Practice, beside others: violet whole, as in the list.
        """
        groups = states.groups()[:_MOST]
        while len(self._rows) < len(groups):
            row = StateRow(self)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(groups))
            if number < len(groups):
                row.show_group(groups[number], states.guests(groups[number]), practice=practice)
        self.setVisible(bool(groups))

    def rows(self) -> Sequence["StateRow"]:
        """The rows that are shown."""
        return [row for row in self._rows if not row.isHidden()]


class StateRow(QWidget):
    """*Recording, accepted 5*, and below it whom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark, self.title = _Mark(self), ToneLabel()
        self.count, self.guests = ToneLabel(), ElidedLabel("", Tone.MUTED)
        for label in (self.title, self.count):
            set_type(label, Type.STRONG)
        self.count.setWordWrap(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, TIGHT, 0, TIGHT + LINE)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(HAIR)
        grid.addWidget(self.mark, 0, 0)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.count, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.guests, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def show_group(self, group: SameState, guests: str, *, practice: bool) -> None:
        """Show a state, and whom it is true of."""
        tone = Tone.PRACTICE if practice else Tone(group.tone.value)
        self.mark.show_shape(group.shape, tone)
        self.title.setText(group.title)
        self.title.set_tone(tone)
        self.count.setText(f"{group.count:,}")
        self.guests.set_whole_text(guests)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - LINE, self.width(), LINE, current_theme().roles.line)
        painter.end()


class _Mark(QWidget):
    """The state's shape, as the list has it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape, self._tone = Shape.STOPPED, Tone.MUTED
        self.setFixedSize(QSize(INDICATOR, INDICATOR))

    def show_shape(self, shape: Shape, tone: Tone) -> None:
        """Show a state's shape in its tone."""
        self._shape, self._tone = shape, tone
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, state_pixmap(self._shape, self._tone, self.devicePixelRatioF()))
        painter.end()
