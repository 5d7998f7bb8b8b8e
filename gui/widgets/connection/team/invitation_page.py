"""Takes an invitation: pasted, chosen, or dropped on the dialog. Nothing of its text is ever shown."""

from typing import Final

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.connection.secret_field import SecretField
from gui.widgets.connection.team.drop_place import DropPlace
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import pad
from gui.widgets.style.measures import MEDIUM, SMALL

_LONGEST: Final = 512 * 1024 + 1
"""One more than an invitation may have: what is longer is refused, not cut."""
_PAUSE_MS: Final = 150
"""After the last letter; a paste is one."""


class InvitationPage(QWidget):
    """Reads nothing: others take what was given.

    :ivar text_given: carries no text, since a signal is seen by whoever listens: see :meth:`take_text`.
    :ivar file_given: the path of a file.
    """

    text_given = Signal()
    file_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SecretField(self.tr("Invitation"))
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText(self.tr("Paste it here"))
        # What is dropped is the dialog's, wherever on it.
        self.field.setAcceptDrops(False)
        pad(self.field)
        self.choose = QPushButton(self.tr("Choose a file…"))
        self.choose.setAccessibleName(self.choose.text())
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(lambda _checked=False: self._choose())
        self.drop = DropPlace(self.tr("… or drop its file here"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._give)
        self.field.secret_changed.connect(self._edit)
        self.field.returnPressed.connect(self._give)
        self._lay_out()

    def take_text(self) -> str:
        """What was pasted, once: the field is empty from then on."""
        text = self.field.text()
        self.field.wipe()
        return text

    def give_text(self, text: str) -> None:
        """A text was dropped."""
        self.field.setText(text)
        self._give()

    def _edit(self) -> None:
        if self.field.text():
            self._pause.start()
        else:
            self._pause.stop()

    def _give(self) -> None:
        self._pause.stop()
        if self.field.text().strip():
            self.text_given.emit()

    def _choose(self) -> None:
        kinds = fill(self.tr("Invitations ({kinds});;All files (*)"), kinds="*.json")
        # It came by mail or chat, and lies where those leave files.
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self, self.tr("Choose an invitation"), folder, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.file_given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SMALL)
        line.addWidget(self.field, 1)
        line.addWidget(self.choose)
        row.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        intro = self.tr(
            "A team has one list: everybody in it sees who records what, and can stop it."
            " You join by an invitation, which your administrator makes for this desk. It works once."
        )
        column.addWidget(ToneLabel(intro, Tone.MUTED))
        column.addWidget(HeadedField(self.tr("Invitation"), row, self.field))
        column.addWidget(self.drop, 1)
        after = self.tr("It is read here at first: nothing is sent before you have seen what it says.")
        column.addWidget(ToneLabel(after, Tone.MUTED))
