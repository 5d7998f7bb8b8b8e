"""The left side of the connection settings: the profiles, a new one, export and import, and the team."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.connection.profile_list import ProfileList

_WIDTH = 176
_FILE_NAME = "recording-panel-profiles.json"


class ProfilePane(QWidget):
    """Emits what was asked for; reads and writes no file.

    :ivar export_requested: with the path of the file to write.
    :ivar import_requested: with the path of the file to read.
    """

    connect_requested = Signal()
    export_requested = Signal(str)
    import_requested = Signal(str)
    team_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ProfileList()
        self.connect_button = self._button(self.tr("Connect an account…"))
        self.import_button = self._button(self.tr("Import…"))
        self.import_button.setAccessibleName(self.tr("Import profiles"))
        self.export_button = self._button(self.tr("Export…"))
        self.export_button.setAccessibleName(self.tr("Export all profiles"))
        self.export_button.setToolTip(self.tr("All profiles, without their secrets, for another computer"))
        self.team_button = self._button(self.tr("Team…"))
        self.team_button.setToolTip(self.tr("One list for several desks: join a team, or see how it stands"))
        self.team_button.clicked.connect(lambda _checked=False: self.team_requested.emit())
        self.connect_button.clicked.connect(self.connect_requested)
        self.import_button.clicked.connect(lambda _checked=False: self._choose_import())
        self.export_button.clicked.connect(lambda _checked=False: self._choose_export())
        self._lay_out()

    def _choose_import(self) -> None:
        dialog = self._file_dialog(self.tr("Import profiles"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_requested)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = self._file_dialog(self.tr("Export all profiles"))
        # It asks before a file is replaced.
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(_FILE_NAME)
        dialog.fileSelected.connect(self.export_requested)
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        kinds = fill(self.tr("Profiles ({kinds});;All files (*)"), kinds="*.json")
        dialog = QFileDialog(self, title, "", kinds)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        # Return in a field saves.
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        transfer = QHBoxLayout()
        transfer.setSpacing(8)
        transfer.addWidget(self.import_button)
        transfer.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.connect_button)
        layout.addLayout(transfer)
        layout.addWidget(self.team_button)
        both = self.import_button.sizeHint().width() + self.export_button.sizeHint().width() + 8
        self.setFixedWidth(max(_WIDTH, self.connect_button.sizeHint().width(), both))
