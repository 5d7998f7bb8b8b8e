"""All codes of the catalogue, found offline as one types: by number, word, family or pasted log line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.catalogue.code_search import CodeIndex
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.messages import Messages
from gui.core.presentation.code_texts import shown_key
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.line_splitter import LineSplitter
from gui.widgets.explain.code_details import CodeDetails
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.kinds import Kind, pad, set_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.core.ledger.queries.history_queries import CodeHistory

_FIRST_SIZE = QSize(940, 600)
_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CodeReference(QDialog):
    """Not modal. Typing searches, arrows move in the list meanwhile, Esc closes.

    :param language: ``en`` or ``zh_CN``; the search finds words of both.
    """

    about_requested = Signal()
    guide_requested = Signal()

    def __init__(self, language: str = "en", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Codes"))
        self.setModal(False)
        set_first_size(self, _FIRST_SIZE)
        self._catalogue = Catalogue(language)
        self._index = CodeIndex()
        self._keys: tuple[str, ...] = ()
        self.search = QLineEdit()
        pad(self.search)
        self.search.setAccessibleName(self.tr("Search codes"))
        self.search.setPlaceholderText(self.tr("A number, a word, a family, or a whole log line"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Codes"))
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.nothing = QLabel(self.tr("No code is found. Try a part of its number, or fewer words."))
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.details = CodeDetails(Messages(language))
        self.about = QPushButton(self.tr("About this program…"))
        self.about.setAccessibleName(self.tr("About this program"))
        set_kind(self.about, Kind.GHOST)
        set_icon(self.about, "info")
        self.about.clicked.connect(self.about_requested)
        self.guide = QPushButton(self.tr("Guide"))
        self.guide.setAccessibleName(self.tr("Guide"))
        set_kind(self.guide, Kind.GHOST)
        set_icon(self.guide, "circle-question-mark")
        set_key_hint(self.guide, "Shift+F1")
        self.guide.clicked.connect(self.guide_requested)
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.list.currentRowChanged.connect(self._choose)
        self._find("")

    def show_code(self, key: str) -> None:
        """Open at a code or a local failure's word."""
        self.search.setText(key)
        self.show()
        self.raise_()

    def open_at(self, key: str) -> None:
        """Open at a code; an empty one leaves everything as it was left."""
        if key:
            self.show_code(key)
        else:
            self.show()
            self.raise_()

    def set_history(self, history: "Mapping[str, CodeHistory] | None") -> None:
        """What happened with each code on this computer, by its key; None where nothing is to be told."""
        self.details.set_history(history)

    def current(self) -> str:
        """The chosen key; empty where nothing was found."""
        row = self.list.currentRow()
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _LIST_KEYS
        ):
            # Typing goes on while the arrows move in the list.
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The dialog has no default button; Enter must not close it either.
            event.accept()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([330, 590])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(splitter, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.guide)
        foot.addStretch(1)
        foot.addWidget(self.about)
        layout.addLayout(foot)

    def _find(self, text: str) -> None:
        keys = self._index.search(text)
        if keys != self._keys:
            self._keys = keys
            self._fill()
        self.list.setVisible(bool(keys))
        self.nothing.setVisible(not keys)
        self.list.setCurrentRow(0 if keys else -1)
        self._choose(self.list.currentRow())

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for key in self._keys:
            entry = self._catalogue.entry(key)
            self.list.addItem(QListWidgetItem(f"{shown_key(key)}   {entry.description}"))
        self.list.blockSignals(False)

    def _choose(self, row: int) -> None:
        known = 0 <= row < len(self._keys)
        self.details.setVisible(known)
        if known:
            self.details.show_entry(self._catalogue.entry(self._keys[row]))
