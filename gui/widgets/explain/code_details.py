"""One code of the reference: what it means, and what follows from it on a start and on a stop."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.core.catalogue.errors import CatalogueEntry
from gui.core.foundation.enums import Operation
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import exact_time
from gui.core.presentation.code_texts import Advice, advice, history_text
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.style.fonts import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.core.ledger.queries.history_queries import CodeHistory


class CodeDetails(QScrollArea):
    """Every text is a field of its own: it can be selected, and a screen reader names it.

    The names differ from the error panel's, so that nobody takes the one for the other.
    """

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._key = ""
        self._history: Mapping[str, CodeHistory] | None = None
        page = QWidget()
        self.code = SelectableText(self.tr("Listed code"), page, lines=2, kind=Type.TITLE)
        self.family = SelectableText(self.tr("Listed family"), page, lines=2)
        self.description = SelectableText(self.tr("Listed description"), page, lines=8)
        self.solution = SelectableText(self.tr("Listed solution"), page, lines=8)
        self.here = SelectableText(self.tr("Here so far"), page, lines=4)
        self.on_start = SelectableText(self.tr("On a start"), page, lines=16)
        self.on_stop = SelectableText(self.tr("On a stop"), page, lines=16)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("Description"), self.description),
            (self.tr("Solution"), self.solution),
            (self.tr("Here so far"), self.here),
            (self.tr("On a start"), self.on_start),
            (self.tr("On a stop"), self.on_stop),
        )
        for row, (title, field) in enumerate(rows):
            label = QLabel(title, page)
            label.setMargin(2)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setBuddy(field)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.code)
        column.addWidget(self.family)
        column.addSpacing(8)
        column.addLayout(grid)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def show_entry(self, entry: CatalogueEntry) -> None:
        """Show a catalogue entry, or one made on the spot."""
        self._key = entry.key
        self.code.set_text(entry.key)
        self._show_history()
        family = entry.family if entry.known else fill(self.tr("{family} · in no list"), family=entry.family)
        self.family.set_text(family)
        self.description.set_text(entry.description)
        self.solution.set_text(entry.solution)
        self.on_start.set_text(self._text(advice(entry.key, Operation.START, self._messages)))
        self.on_stop.set_text(self._text(advice(entry.key, Operation.STOP, self._messages)))
        self.verticalScrollBar().setValue(0)

    def set_history(self, history: "Mapping[str, CodeHistory] | None") -> None:
        """What happened with each code on this computer; until then, and with None, nothing is claimed."""
        self._history = history
        self._show_history()

    def _show_history(self) -> None:
        if self._history is None:
            self.here.set_text("…")
            self._show_exact("")
            return
        known = self._history.get(self._key)
        self.here.set_text(history_text(known, self._messages, datetime.now(UTC)))
        self._show_exact("" if known is None else exact_time(known.last))

    def _show_exact(self, text: str) -> None:
        self.here.setToolTip(text)
        self.here.setAccessibleDescription(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    def _text(self, found: Advice) -> str:
        steps = " → ".join(found.steps)
        lines = [
            found.effect,
            fill(self.tr("Who: {who}"), who=found.who),
            fill(self.tr("Do: {steps}"), steps=steps),
        ]
        return "\n".join([*lines, *found.notes])
