"""The window of a batch: its first page chooses and checks the file, its second runs it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Catalogue, Problem
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.batch.batch_file_page import BatchFilePage
from gui.widgets.batch.batch_run_page import BatchRunPage
from gui.widgets.batch.batch_texts import place_text
from gui.widgets.controls.first_size import set_first_size

if TYPE_CHECKING:
    from gui.core.batch.earlier_results import CutBatch
    from gui.core.batch.results import RowResult
    from gui.core.batch.run import BatchRequest
    from gui.core.protocol.endpoint import Limits

FIRST_SIZE: Final = QSize(940, 560)


class BatchDialog(QDialog):
    """Not modal: the panel stays usable. Closed while a batch runs it only hides; the batch goes on."""

    hidden = Signal()
    template_chosen = Signal(str)
    """Where the template goes."""
    export_chosen = Signal(str)
    """Where the result goes."""

    def __init__(self, messages: Messages, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Batch"))
        self.setModal(False)
        self.setAcceptDrops(True)
        self._messages = messages
        self._catalogue = catalogue
        self._place = ("other", "")
        self.file_page = BatchFilePage(messages)
        self.run_page = BatchRunPage(messages, catalogue)
        self.pages = QStackedWidget()
        for page in (self.file_page, self.run_page):
            self.pages.addWidget(page)
        buttons = QDialogButtonBox()
        self.close_button = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.close_button.setAutoDefault(False)
        self.close_button.setAccessibleName(self.close_button.text())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.pages, 1)
        column.addWidget(buttons)
        self.file_page.template_requested.connect(self._ask_for_template)
        self.run_page.export_requested.connect(self._ask_for_export)
        set_first_size(self, FIRST_SIZE)

    # Called by the window.

    def open_for(self, environment: str, profile: str, limits: "Limits | None", colour: str = "") -> None:
        """Ask for a file that goes through a profile."""
        self._place = (environment, profile)
        self.file_page.set_place(environment, profile, limits, colour)
        self.pages.setCurrentWidget(self.file_page)
        self.come_up()
        self.file_page.file.setFocus()

    def come_up(self) -> None:
        """Into sight and to the keyboard."""
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def profile(self) -> str:
        """The profile that a batch of this window goes through."""
        return self._place[1]

    def is_about(self, profile: str) -> bool:
        """Whether it is open, and would ask for nothing else if it were opened for a profile."""
        return self.isVisible() and (self.pages.currentWidget() is self.run_page or self.profile == profile)

    def expect(self, cut: "CutBatch | None") -> None:
        """The batch that is to go on; None for any."""
        self.file_page.expect(cut)

    def begin(self, wanted: "BatchRequest", results: "tuple[RowResult, ...]") -> None:
        """A batch runs from now on."""
        self.pages.setCurrentWidget(self.run_page)
        self.run_page.begin(wanted, place_text(*self._place), results)
        self.close_button.setText(self.tr("Close, and go on in the background"))
        self.close_button.setAccessibleName(self.close_button.text())

    def end(self, ended_by: Problem | None) -> None:
        """The batch is over; one that did not even begin is reported where its file was chosen."""
        self.close_button.setText(self.tr("Close"))
        self.close_button.setAccessibleName(self.close_button.text())
        if self.pages.currentWidget() is self.run_page:
            self.run_page.end(ended_by)
        elif ended_by is not None:
            self.refuse(ended_by)

    def refuse(self, problem: Problem) -> None:
        """A file could not be checked, or its batch could not begin."""
        self.file_page.show_trouble(self._text(problem))

    def show_saved(self, path: str) -> None:
        """A template or a result is there."""
        if self.pages.currentWidget() is self.run_page:
            self.run_page.show_saved(path)
        else:
            self.file_page.show_saved(path)

    def show_not_saved(self, problem: Problem) -> None:
        """A template or a result could not be written."""
        words = self._text(problem)
        if self.pages.currentWidget() is self.run_page:
            self.run_page.show_failure(words)
        else:
            self.file_page.show_trouble(words)

    # Dropping a file anywhere in the window.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pages.currentWidget() is self.file_page and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            self.file_page.file.set_path(path)
            event.acceptProposedAction()

    def reject(self) -> None:
        """Escape, and the frame's own button too."""
        super().reject()
        self.hidden.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in the file field must not press a button that sends."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _text(self, problem: Problem) -> str:
        entry = self._catalogue.of(problem)
        told = visible(words_of(problem, self._messages), 200)
        return self._messages.sentences(entry.description, entry.solution, told)

    # Where files go.

    def _ask_for_template(self) -> None:
        self._ask(self.tr("Save template"), "batch-template.csv", self.template_chosen.emit)

    def _ask_for_export(self) -> None:
        self._ask(self.tr("Export result"), "batch-result.csv", self.export_chosen.emit)

    def _ask(self, title: str, name: str, go_on: Callable[[str], object]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilter(self.tr("Table (*.csv)"))
        dialog.selectFile(name)
        dialog.fileSelected.connect(go_on)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _dropped(event: QDropEvent) -> str:
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
