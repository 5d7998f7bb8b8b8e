"""A recording's file ids: one is copied, or all of them, a line each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gui.core.plain_text import visible
from gui.widgets.copy_button import CopyButton
from gui.widgets.theme import Tone
from gui.widgets.tone_label import ToneLabel

_MOST_SHOWN = 4
_ROW_ROOM = 6


class FileIds(QWidget):
    """A list with two buttons, or words that there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("File ids"))
        self.list.setUniformItemSizes(True)
        self.list.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.none = ToneLabel(self.tr("No file ids"), Tone.MUTED)
        self.copy_one = CopyButton(self.tr("Copy the chosen file id"), label=self.tr("Copy"))
        self.copy_all = CopyButton(self.tr("Copy all file ids"), label=self.tr("Copy all"))
        width = max(self.copy_one.width(), self.copy_all.width())
        for button in (self.copy_one, self.copy_all):
            button.setFixedWidth(width)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.copy_one)
        buttons.addWidget(self.copy_all)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(buttons)
        self.list.currentRowChanged.connect(self._choose)

    def set_ids(self, file_ids: Sequence[str]) -> None:
        """Show file ids; the first one is chosen, or the one that was."""
        if self._ids == tuple(file_ids) and self.list.count():
            return
        chosen = max(0, self.list.currentRow())
        self._ids = tuple(file_ids)
        self.list.clear()
        self.list.addItems([visible(file_id) for file_id in file_ids])
        row = self.list.sizeHintForRow(0) if self._ids else 0
        shown = min(len(self._ids), _MOST_SHOWN)
        self.list.setFixedHeight(max(shown, 2) * row + 2 * self.list.frameWidth() + _ROW_ROOM)
        for part in (self.list, self.copy_one, self.copy_all):
            part.setVisible(bool(self._ids))
        self.none.setVisible(not self._ids)
        self.copy_all.set_copy("\n".join(visible(file_id) for file_id in self._ids))
        self.list.setCurrentRow(min(chosen, len(self._ids) - 1))
        self._choose(self.list.currentRow())

    def _choose(self, row: int) -> None:
        self.copy_one.set_copy(visible(self._ids[row]) if 0 <= row < len(self._ids) else "")
