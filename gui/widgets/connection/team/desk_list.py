"""The desks of the team: what each is called, who is at it, and whether it is heard of."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import LARGE, TIGHT

_LONGEST: Final = 80
DeskRow = tuple[str, str, str, bool]
"""Code, operator, whether it is heard of in words, and whether it is."""


class DeskList(QWidget):
    """Hidden while nobody knows of any desk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[DeskRow, ...] = ()
        self._labels: list[ToneLabel] = []
        heading = ToneLabel(self.tr("Desks of the team"), Tone.MUTED)
        set_type(heading, Type.CAPTION)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(LARGE)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(heading, 0, 0, 1, 3)
        self.hide()

    def show_desks(self, rows: Sequence[DeskRow]) -> None:
        """Show these, and no others."""
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        for old in self._labels:
            self._grid.removeWidget(old)
            old.deleteLater()
        self._labels = []
        for number, (code, operator, words, here) in enumerate(rows, 1):
            tone = Tone.NEUTRAL if here else Tone.MUTED
            for column, text in enumerate((code, operator, words)):
                label = ToneLabel(visible(text, _LONGEST), tone, self)
                label.setWordWrap(False)
                self._grid.addWidget(label, number, column)
                label.show()
                self._labels.append(label)
        self.setVisible(bool(rows))

    def texts(self) -> list[str]:
        """What is shown, a line each."""
        return [" · ".join(filter(None, row[:3])) for row in self._shown]
