"""The inspector's texts: what to ask and say, the catalogue's, the service's own, and what is known."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.core.catalogue.errors import CatalogueEntry
from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.selectable_text import ExcerptText, SelectableText
from gui.widgets.controls.theme import Tone
from gui.widgets.explain.word_cards import WordCards
from gui.widgets.style.fonts import Type, font_of, set_type
from gui.widgets.style.measures import HAIR, MEDIUM, SMALL, SMALL_CONTROL

LABELS_BESIDE_FROM: Final = 400
"""Logical pixels of width from which a label stands beside its text: an inspector of 460 that scrolls."""


class TextRows(QWidget):
    """Texts with a label each: beside it where there is room, else above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[ToneLabel, QWidget]] = []
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(HAIR)
        self._grid.setColumnStretch(1, 1)

    def add_row(self, title: str, part: SelectableText | ExcerptText) -> None:
        """Add a text below the others."""
        label = ToneLabel(title, Tone.MUTED, self)
        label.setMargin(HAIR)
        label.setWordWrap(False)
        set_type(label, Type.BODY)
        label.setBuddy(part.field if isinstance(part, ExcerptText) else part)
        self._rows.append((label, part))
        self._arrange(beside=True)

    def set_title(self, part: QWidget, title: str) -> None:
        """Name a text otherwise for the eye; its accessible name stays."""
        for label, one in self._rows:
            if one is part:
                label.setText(title)

    def set_shown(self, part: QWidget, *, shown: bool) -> None:
        """Show or hide a text with its label."""
        for label, one in self._rows:
            if one is part:
                label.setVisible(shown)
                one.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(beside=event.size().width() >= LABELS_BESIDE_FROM)

    def _arrange(self, *, beside: bool) -> None:
        placed = self._beside is beside and self._grid.count() == 2 * len(self._rows)
        if placed:
            return
        self._beside = beside
        top = Qt.AlignmentFlag.AlignTop
        for number, (label, part) in enumerate(self._rows):
            self._grid.removeWidget(label)
            self._grid.removeWidget(part)
            if beside:
                self._grid.addWidget(label, 2 * number, 0, top)
                self._grid.addWidget(part, 2 * number, 1, top)
            else:
                self._grid.addWidget(label, 2 * number, 0, 1, 2, top)
                self._grid.addWidget(part, 2 * number + 1, 0, 1, 2, top)


class ErrorDetails(QWidget):
    """The cards first: they are read out on the phone.

    :param language: of the window.
    """

    copied = Signal(str)
    text_copied = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordCards(language, self)
        self.words.copied.connect(self.copied)
        self.words.text_copied.connect(self.text_copied)
        self._rows = TextRows(self)
        self.description = SelectableText(self.tr("Description"), self._rows, lines=6)
        self.solution = SelectableText(self.tr("Solution"), self._rows, lines=8)
        self.message = ExcerptText(self.tr("Service message"), self._rows, lines=5)
        self.also = SelectableText(self.tr("Also"), self._rows, lines=8)
        self.known = SelectableText(self.tr("Known"), self._rows, lines=8)
        self.files = SelectableText(self.tr("File ids"), self._rows, lines=5)
        for title, part in (
            (self.tr("Description"), self.description),
            (self.tr("Solution"), self.solution),
            (self.tr("Service message"), self.message),
            (self.tr("Also"), self.also),
            (self.tr("Known"), self.known),
            (self.tr("File ids"), self.files),
        ):
            self._rows.add_row(title, part)
        self._copy_files = CopyButton(
            self.tr("Copy bare ids, one a line"), self, label=self.tr("Copy bare ids, one a line")
        )
        self._copy_files.setFixedHeight(SMALL_CONTROL)
        self._copy_files.text_copied.connect(self.text_copied)
        self._copy_files.text_copied.connect(lambda _text: self.copied.emit("file_ids"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)
        self._column.addWidget(self.words)
        self._column.addWidget(self._rows)
        self._column.addWidget(self._copy_files, 0, Qt.AlignmentFlag.AlignRight)

    def place_below_cards(self, part: QWidget) -> None:
        """Put a widget between the cards and the texts: when it comes, nothing that is pressed moves."""
        self._column.insertWidget(1, part)

    def show_entry(
        self, entry: CatalogueEntry | None, message: str, also: str, *, of_service: bool = True
    ) -> None:
        """Show a catalogue entry, the service's own text, and what the vendor's solution leaves out.

        :param of_service: False for a text of this computer's: nobody is to look for it at the service.
        """
        served = of_service or not message
        self._rows.set_title(self.message, self.tr("Service message") if served else self.tr("Details"))
        self._set(self.description, "" if entry is None else entry.description)
        self._set(self.solution, "" if entry is None else entry.solution)
        self._set(self.also, also)
        self._set(self.message, message, shown=entry is not None)
        if entry is not None and not message:
            self.message.set_text(self.tr("(none)"))
        self._set_message_font(hostile=_is_hostile(self.message.field.text()))

    def show_known(self, known: str, file_ids: Sequence[str], exact: str = "") -> None:
        """Show what is known of a session, and its file ids.

        :param exact: its times, for who points at one.
        """
        self._set(self.known, known)
        self.known.setToolTip(exact)
        self.known.setAccessibleDescription(exact)
        self._set(self.files, "\n".join(file_ids))
        self._copy_files.setVisible(bool(file_ids))
        self._copy_files.set_copy("\n".join(file_ids))

    def _set(self, field: SelectableText | ExcerptText, text: str, *, shown: bool | None = None) -> None:
        field.set_text(text)
        self._rows.set_shown(field, shown=bool(text) if shown is None else shown)

    def _set_message_font(self, *, hostile: bool) -> None:
        """Signs that hide or steer are told apart in letters of one width."""
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font = fixed if hostile else font_of(Type.BODY)
        if font != self.message.field.font():
            self.message.field.setFont(font)


def _is_hostile(shown: str) -> bool:
    """Whether a text has markup or hidden characters, as ``visible`` writes them out."""
    return any(sign in shown for sign in ("<", "\\x", "\\u"))
