"""Where a batch file is dropped, before there is one: what it looks like, by an example."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.core.foundation.enums import Operation
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import icon_pixmap
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL

_ICON: Final = 32
_HEADS: Final = ("room", "account", "file_name", "tags")
_ROWS: Final = (
    ("990001", "alice", "lesson_1_alice", "maths"),
    ("990002", "carol", "lesson_1_carol", "maths; autumn"),
)
_STOP_COLUMNS: Final = 2


class DropArea(QWidget):
    """The words of the columns are those of the file: they are the same in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title = ToneLabel(self.tr("Drag a table file here, or choose one above"))
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_type(self.title, Type.TITLE)
        self.hint = ToneLabel(
            self.tr("A header, then a row for each recording. CSV or tab-separated, UTF-8 or GB 18030."),
            Tone.MUTED,
        )
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        example = QWidget()
        self._grid = QGridLayout(example)
        self._grid.setHorizontalSpacing(LARGE)
        self._grid.setVerticalSpacing(SMALL)
        self._cells: list[list[ToneLabel]] = []
        for row, texts in enumerate((_HEADS, *_ROWS)):
            cells = [ToneLabel(text, Tone.NEUTRAL if row == 0 else Tone.MUTED) for text in texts]
            for column, cell in enumerate(cells):
                cell.setWordWrap(False)
                set_type(cell, Type.STRONG if row == 0 else Type.BODY)
                self._grid.addWidget(cell, row, column)
            self._cells.append(cells)
        whole = QVBoxLayout(self)
        whole.setSpacing(MEDIUM)
        whole.addStretch(1)
        for widget in (self._mark, self.title, self.hint):
            whole.addWidget(widget)
        whole.addWidget(example, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self._draw()

    def show_columns(self, operation: Operation) -> None:
        """A stop needs room and account alone."""
        for cells in self._cells:
            for cell in cells[_STOP_COLUMNS:]:
                cell.setVisible(operation is Operation.START)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(icon_pixmap("upload", tone_color(Tone.MUTED), _ICON, ratio))
