"""The sheet of keys (Ctrl+/): all keys by area, to be read, copied and printed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.actions.key_groups import KeyGroup, as_text
from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL, TIGHT

_FIRST_SIZE: Final = QSize(860, 600)


class KeysSheet(QDialog):
    """Not modal; Esc closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setModal(False)
        set_first_size(self, _FIRST_SIZE)
        self.sheet = QScrollArea()
        self.sheet.setAccessibleName(self.tr("Keys"))
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        # The arrows move what does not fit.
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy = CopyButton(self.tr("Copy all keys"), label=self.tr("Copy all"))
        self.copy.setAutoDefault(False)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(foot)

    def show_keys(self, groups: Sequence[KeyGroup]) -> None:
        """Open it, or bring it to the front, with these keys."""
        text = as_text(groups)
        self.copy.set_copy(text)
        self.sheet.setWidget(_in_two_columns(groups))
        # What stands in labels is one text to a screen reader.
        self.sheet.setAccessibleDescription(text)
        self.show()
        self.raise_()
        self.activateWindow()
        self.sheet.setFocus()


def _in_two_columns(groups: Sequence[KeyGroup]) -> QWidget:
    """As even as whole groups can be."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * LARGE)
    half = sum(len(group.lines) + 2 for group in groups) / 2
    left: list[KeyGroup] = []
    for group in groups:
        if sum(len(one.lines) + 2 for one in left) + len(group.lines) / 2 > half:
            break
        left.append(group)
    for some in (left, groups[len(left) :]):
        row.addWidget(_column(some), 1)
    return whole


def _column(groups: Sequence[KeyGroup]) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(MEDIUM)
    grid.setVerticalSpacing(TIGHT)
    grid.setColumnStretch(1, 1)
    at = 0
    for group in groups:
        title = ToneLabel(group.title)
        set_type(title, Type.TITLE)
        title.setContentsMargins(0, 0 if at == 0 else MEDIUM, 0, 0)
        grid.addWidget(title, at, 0, 1, 2)
        for line in group.lines:
            at += 1
            grid.addWidget(_key(line.keys), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(ToneLabel(line.words), at, 1)
        at += 1
    grid.setRowStretch(at, 1)
    return column


def _key(words: str) -> ToneLabel:
    key = ToneLabel(words, Tone.NEUTRAL)
    key.setWordWrap(False)
    set_type(key, Type.STRONG)
    key.setAutoFillBackground(True)
    key.setBackgroundRole(QPalette.ColorRole.AlternateBase)
    key.setContentsMargins(SMALL, 1, SMALL, 1)
    return key
