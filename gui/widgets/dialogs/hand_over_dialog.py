"""*Hand over*: what is open, as text for the next shift, to be read over and copied in either language."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.messages import LANGUAGES
from gui.widgets.controls.buttons import CopyButton, SegmentButton
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import LARGE, SMALL

_FIRST_SIZE: Final = QSize(720, 520)
_NAMES: Final = {"en": "English", "zh_CN": "中文"}


class HandOverDialog(QDialog):
    """Not modal; Esc closes. Is told the text in each language.

    :param language: the one that is shown first.
    """

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand over"))
        self.setModal(False)
        set_first_size(self, _FIRST_SIZE)
        self._texts: dict[str, str] = {}
        self._language = language
        self._keeps_focus = False
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("What the next shift must know"))
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setTabChangesFocus(True)
        self.languages = {one: SegmentButton(_NAMES[one]) for one in LANGUAGES}
        for one, button in self.languages.items():
            button.setAutoExclusive(True)
            button.setChecked(one == language)
            button.clicked.connect(lambda _checked, chosen=one: self._choose(chosen))
        self.copy = CopyButton(self.tr("Copy what the next shift must know"))
        set_kind(self.copy, Kind.PRIMARY)
        self.copy.setDefault(True)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.close)
        self._lay_out()
        self.show_reading()

    def add_form(self, form: QWidget, title: str) -> None:
        """Hand over to a colleague first, where there is a team; the text is still there, below."""
        heading = ToneLabel(title)
        set_type(heading, Type.HEADING)
        self._column.insertWidget(0, heading)
        self._column.insertWidget(1, form)
        self._column.insertSpacing(2, SMALL)
        set_kind(self.copy, Kind.SECONDARY)
        self.copy.setDefault(False)
        self._keeps_focus = True

    def show_reading(self) -> None:
        """It is being put together."""
        self._texts = {}
        self.copy.set_copy("")
        self.text.setPlainText(self.tr("What is open is being put together…"))

    def show_texts(self, texts: dict[str, str]) -> None:
        """Show it, by language; staff may copy it from now on."""
        self._texts = texts
        self._choose(self._language)
        if not self._keeps_focus:
            self.copy.setFocus()

    def _choose(self, language: str) -> None:
        self._language = language
        if text := self._texts.get(language):
            self.text.setPlainText(text)
            self.copy.set_copy(text)

    def _lay_out(self) -> None:
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(SMALL)
        title = ToneLabel(self.tr("What the next shift must know"))
        set_type(title, Type.HEADING)
        layout.addWidget(title)
        layout.addWidget(
            ToneLabel(
                self.tr("As the list is now: paste it into your chat or mail. Practice is left out."),
                Tone.MUTED,
            )
        )
        layout.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        for button in self.languages.values():
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)
