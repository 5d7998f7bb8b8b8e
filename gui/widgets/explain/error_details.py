"""The error panel's text fields: the catalogue's, the service's own, what is known, and what to say."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget

from gui.core.catalogue.errors import CatalogueEntry
from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.selectable_text import ExcerptText, SelectableText


class CustomerTexts(QWidget):
    """Two rows: *Say* and *Ask*; an empty text hides its row."""

    copied = Signal(str)
    text_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(4)
        self._layout.setColumnStretch(1, 1)
        self.say, self._say_row = self._add_row("say", self.tr("Say"), self.tr("Copy what to say"))
        self.ask, self._ask_row = self._add_row("ask", self.tr("Ask"), self.tr("Copy what to ask"))

    def set_texts(self, say: str, ask: str) -> None:
        """Show a sentence for the customer, and a question for the guest."""
        for field, row, text in ((self.say, self._say_row, say), (self.ask, self._ask_row, ask)):
            field.set_text(text)
            row[-1].set_copy(text)
            for part in (field, *row):
                part.setVisible(bool(text))
        self.setVisible(bool(say or ask))

    def _add_row(
        self, what: str, title: str, copy_name: str
    ) -> tuple[SelectableText, tuple[QLabel, CopyButton]]:
        row = self._layout.rowCount()
        label = QLabel(title, self)
        label.setMargin(2)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        field = SelectableText(title, self, lines=4)
        button = CopyButton(copy_name, self)
        button.text_copied.connect(self.text_copied)
        button.text_copied.connect(lambda _text: self.copied.emit(what))
        top = Qt.AlignmentFlag.AlignTop
        self._layout.addWidget(label, row, 0, top)
        self._layout.addWidget(field, row, 1, top)
        self._layout.addWidget(button, row, 2, top)
        return field, (label, button)


TWO_COLUMNS_FROM = 700
"""Logical pixels of width from which the texts stand in two columns."""


class ErrorDetails(QWidget):
    """Two columns where there is space: the catalogue's texts; what the service sent, and what to say."""

    copied = Signal(str)
    text_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[QWidget, QLabel] = {}
        left, right = QWidget(self), QWidget(self)
        self._catalogue_column = left
        self.description = SelectableText(self.tr("Description"), left, lines=6)
        self.solution = SelectableText(self.tr("Solution"), left, lines=8)
        self.also = SelectableText(self.tr("Also"), left, lines=8)
        self._fill(
            left,
            (self.tr("Description"), self.description),
            (self.tr("Solution"), self.solution),
            (self.tr("Also"), self.also),
        )
        self.message = ExcerptText(self.tr("Service message"), right)
        self.known = SelectableText(self.tr("Known"), right, lines=8)
        self.files = SelectableText(self.tr("File ids"), right, lines=5)
        self._copy_files = CopyButton(self.tr("Copy file ids only"), right)
        self._copy_files.text_copied.connect(self.text_copied)
        self._copy_files.text_copied.connect(lambda _text: self.copied.emit("file_ids"))
        grid = self._fill(
            right,
            (self.tr("Service message"), self.message),
            (self.tr("Known"), self.known),
            (self.tr("File ids"), self.files),
        )
        grid.addWidget(self._copy_files, 2, 2, Qt.AlignmentFlag.AlignTop)
        self.words = CustomerTexts(right)
        self.words.copied.connect(self.copied)
        self.words.text_copied.connect(self.text_copied)
        grid.addWidget(self.words, 3, 0, 1, 3)
        grid.setRowStretch(3, 0)
        grid.setRowStretch(4, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._columns.addWidget(left, 11)
        self._columns.addWidget(right, 9)

    def show_entry(self, entry: CatalogueEntry | None, message: str, also: str) -> None:
        """Show a catalogue entry, the service's own text, and what the vendor's solution leaves out."""
        self._catalogue_column.setVisible(entry is not None)
        self._set(self.description, "" if entry is None else entry.description)
        self._set(self.solution, "" if entry is None else entry.solution)
        self._set(self.also, also)
        self._set(self.message, message, shown=entry is not None)
        if entry is not None and not message:
            self.message.set_text(self.tr("(none)"))

    def show_known(self, known: str, file_ids: Sequence[str]) -> None:
        """Show what is known of a session, and its file ids."""
        self._set(self.known, known)
        self._set(self.files, "\n".join(file_ids))
        self._copy_files.setVisible(bool(file_ids))
        self._copy_files.set_copy("\n".join(file_ids))

    def minimumSizeHint(self) -> QSize:
        # The wide direction must not keep the panel from being made narrow.
        return QSize(260, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction is not self._columns.direction():
            self._columns.setDirection(direction)
            self._columns.setSpacing(16 if wide else 4)

    def _fill(self, column: QWidget, *rows: tuple[str, SelectableText | ExcerptText]) -> QGridLayout:
        grid = QGridLayout(column)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (title, field) in enumerate(rows):
            label = QLabel(title, column)
            label.setMargin(2)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setBuddy(field.field if isinstance(field, ExcerptText) else field)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)
            self._rows[field] = label
        grid.setRowStretch(len(rows), 1)
        return grid

    def _set(self, field: SelectableText | ExcerptText, text: str, *, shown: bool | None = None) -> None:
        field.set_text(text)
        visible = bool(text) if shown is None else shown
        field.setVisible(visible)
        self._rows[field].setVisible(visible)
