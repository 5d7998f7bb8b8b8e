"""A field for the path of a file, typed, dropped or chosen."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.style.kinds import pad


class FileField(QWidget):
    """Others check whether the file exists; nothing is read here.

    :param file_filter: of the file dialog, as ``Kind (*.a *.b);;Other (*)``.
    """

    changed = Signal()

    def __init__(self, name: str, file_filter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._filter = file_filter
        self.line = _DropLine()
        self.line.setAccessibleName(name)
        pad(self.line)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setAccessibleName(fill(self.tr("Browse for: {name}"), name=name))
        # Return in a field saves; it must not open this.
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.browse)
        self.setFocusProxy(self.line)

    def path(self) -> str:
        """The path as given; a ``file://`` address and quotation marks around it are undone."""
        text = self.line.text().strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
            text = text[1:-1]
        return QUrl(text).toLocalFile() if text.startswith("file://") else text

    def set_path(self, path: str) -> None:
        """Show a path; empty for none."""
        self.line.setText(path)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._name, self.path(), self._filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.set_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _DropLine(QLineEdit):
    """A dropped file becomes its path, in place of what was there."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _dropped_file(event):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped_file(event):
            self.setText(path)
            event.acceptProposedAction()
        else:
            super().dropEvent(event)


def _dropped_file(event: QDropEvent) -> str:
    """The one local file of a drop, or nothing."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
