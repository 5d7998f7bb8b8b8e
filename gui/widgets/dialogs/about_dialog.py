"""*About*: name, version, licence, and the parts of the program with the licence of each."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.foundation.fill import fill
from gui.core.foundation.licences import LicensedPart
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import PARTED, ToneLabel
from gui.widgets.controls.line_splitter import LineSplitter
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import HAIR, LARGE, SMALL, SMALL_CONTROL, TIGHT

_FIRST_SIZE: Final = QSize(860, 560)
_LIST_WIDTH: Final = 290
_COMMAND: Final = "recording-panel --licences"


class AboutDialog(QDialog):
    """Not modal; Esc closes. Reads no file: it is told the version and the parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Recording panel"))
        self.setModal(False)
        set_first_size(self, _FIRST_SIZE)
        self._texts: tuple[str, ...] = ()
        self.version = SelectableText(self.tr("Version"), lines=1)
        self.version.set_text("…")
        self.trouble = ToneLabel("", Tone.WARNING)
        self.trouble.setIndent(HAIR)
        self.trouble.hide()
        self.parts = QListWidget()
        self.parts.setAccessibleName(self.tr("Parts and their licences"))
        self.parts.setUniformItemSizes(True)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setTabChangesFocus(True)
        self.text.setPlainText(self.tr("The licences are being read…"))
        self.log_folder = QPushButton(self.tr("Open log folder"))
        self.data_folder = QPushButton(self.tr("Open data folder"))
        for button in (self.log_folder, self.data_folder):
            set_kind(button, Kind.GHOST)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.close)
        self.parts.currentRowChanged.connect(self._choose)
        self.help = ToneLabel(
            self.tr("Something is wrong? Save its report, and give it to whoever gave you this program.")
        )
        self._lay_out()
        self.parts.setFocus()

    @property
    def has_parts(self) -> bool:
        """Whether the parts are shown."""
        return bool(self._texts)

    def show_version(self, version: str) -> None:
        """Show which version runs; empty where the program is not installed."""
        words = fill(self.tr("Version {version}"), version=visible(version))
        self.version.set_text(words if version else self.tr("Not installed: it runs from its source"))

    def show_support(self, support: str) -> None:
        """Show who helps, where somebody is named."""
        if support:
            words = self.tr("Something is wrong? Save its report, and give it to: {support}")
            self.help.setText(fill(words, support=visible(support)))

    def show_parts(self, parts: Mapping[LicensedPart, str]) -> None:
        """List the parts, with their texts; the first one is chosen."""
        self._texts = tuple(parts.values())
        self.parts.clear()
        for part in parts:
            words = f"{visible(part.name)}{PARTED}{visible(part.licence)}"
            item = QListWidgetItem(words, self.parts)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, SMALL_CONTROL))
        self.parts.setCurrentRow(0)

    def show_trouble(self, text: str) -> None:
        """Say what this desktop can't do; empty where there is nothing."""
        self.trouble.setText(f"▲ {text}" if text else "")
        self.trouble.setVisible(bool(text))

    def show_unreadable(self) -> None:
        """Say that the files of the licences are not there."""
        self.text.setPlainText(
            self.tr(
                "The licences can't be read: files of the program are missing."
                " If it was just updated, restart it; else install it again."
            )
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(TIGHT)
        name = ToneLabel(self.tr("Recording panel"))
        name.setIndent(HAIR)
        set_type(name, Type.HEADING)
        layout.addWidget(name)
        layout.addWidget(self.version)
        for words in (
            self.tr("Starts and stops cloud recordings, and explains what became of them."),
            self.tr("This program is free software under the MIT licence."),
            self.tr(
                "It uses Qt under the LGPL, version 3: Qt's libraries are separate files and may be replaced."
                " The entry Qt below says where to get its source."
            ),
        ):
            label = ToneLabel(words)
            # In one line with the version, which is a field.
            label.setIndent(HAIR)
            layout.addWidget(label)
        self.help.setIndent(HAIR)
        layout.addWidget(self.help)
        layout.addWidget(self.trouble)
        layout.addSpacing(SMALL)
        layout.addWidget(self._list_and_text(), 1)
        layout.addSpacing(SMALL)
        foot = QHBoxLayout()
        hint = ToneLabel(fill(self.tr("On the command line: {command}"), command=_COMMAND), Tone.MUTED)
        set_type(hint, Type.CAPTION)
        foot.addWidget(hint, 1)
        for button in (self.log_folder, self.data_folder, self.close_button):
            foot.addWidget(button)
        layout.addLayout(foot)

    def _list_and_text(self) -> LineSplitter:
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for part, margins in ((self.parts, (0, 0, SMALL, 0)), (self.text, (SMALL, 0, 0, 0))):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(*margins)
            column.addWidget(part)
            splitter.addWidget(side)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, _FIRST_SIZE.width() - _LIST_WIDTH])
        return splitter

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._texts):
            self.text.setPlainText(self._texts[row])
