"""The main window: its layout, shortcuts and saved state. The flows are in gui/widgets/controllers."""

import asyncio
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.messages import Messages
from gui.core.session_list.read_state import ReadState
from gui.widgets.connection.status.connection_bar import ConnectionBar
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.line_splitter import LineSplitter
from gui.widgets.controls.notice_strip import NoticeStrip
from gui.widgets.controls.shared_screen_strip import SharedScreenStrip
from gui.widgets.controls.undo_link import UndoLink
from gui.widgets.dialogs.retry_result import RetryResult
from gui.widgets.dialogs.stop_result import StopResult
from gui.widgets.explain.error_panel import ErrorPanel
from gui.widgets.sessions.selection_summary import SelectionSummary
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.start_form.start_form import StartForm
from gui.widgets.window.window_state import WindowState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.core.ledger.queries.history_queries import CodeHistory
    from gui.widgets.explain.code_reference import CodeReference

FIRST_SIZE: Final = (1280, 720)
FRAME: Final = QSize(16, 48)
"""Room for the border and the title bar: how large they are is known only once the window is shown."""
FORM_WIDTH: Final = 360


class MainWindow(QMainWindow):
    """Holds the widgets; emits ``close_requested`` instead of closing."""

    close_requested = Signal()
    codes_opened = Signal()

    def __init__(self, language: str, memory: WindowState) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Recording panel"))
        self.messages = Messages(language)
        self.catalogue = Catalogue(language)
        self.connection_bar = ConnectionBar()
        self.start_form = StartForm(self.messages)
        self.session_list = SessionList(self.messages)
        self.session_list.set_read_state(ReadState.READING)
        self.stop_result, self.retry_result = StopResult(), RetryResult()
        self.error_panel = ErrorPanel(self.messages, self.catalogue)
        self.selection_summary = SelectionSummary(self.messages)
        self.trouble, self.banner, self.bug = NoticeStrip(), NoticeStrip(), NoticeStrip()
        self.alarm, self.found_again, self.balance = NoticeStrip(), NoticeStrip(), NoticeStrip()
        self.batch_strip, self.cut_strip, self.open_folder = NoticeStrip(), NoticeStrip(), NoticeStrip()
        self.profile_trouble = NoticeStrip()
        self.undo_link, self.shared_screen = UndoLink(), SharedScreenStrip()
        self.done = ElidedLabel()
        self._reference: CodeReference | None = None
        self._painted = asyncio.Event()
        self._lay_out()
        self._add_shortcuts()
        self._restore(memory)
        self.start_form.focus_first()

    async def painted(self) -> None:
        """Wait until the window was painted once."""
        await self._painted.wait()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Emit that the window is there."""
        super().paintEvent(event)
        self._painted.set()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never close by itself: work is drained first."""
        event.ignore()
        self.close_requested.emit()

    def bring_to_front(self) -> None:
        """Bring it to the front and give it the focus, whatever lies over it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    def say_done(self, text: str) -> None:
        """What was just done, in the status bar."""
        self.done.set_whole_text(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.done, text))

    def show_codes(self) -> None:
        """Open the code reference, made when first asked for, at the code that the error panel shows."""
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.explain.code_reference import CodeReference

        if self._reference is None:
            self._reference = CodeReference(self.messages.language, self)
        self._reference.open_at(self.error_panel.code_key())
        self._reference.activateWindow()
        self.codes_opened.emit()

    def set_code_history(self, history: "Mapping[str, CodeHistory]") -> None:
        """What happened with each code here, for the code reference."""
        if self._reference is not None:
            # It names rooms and users.
            self._reference.set_history({} if self.session_list.model.shows_only else history)

    @property
    def code_reference(self) -> "CodeReference | None":
        """The code reference, once it was opened."""
        return self._reference

    @property
    def private(self) -> tuple[QWidget, ...]:
        """What names or counts recordings beside list and panel: hidden while the screen is shared."""
        return self.start_form, self.notices, self.results, self.undo_link

    def remember(self, memory: WindowState) -> None:
        """Put sizes and columns into the memory."""
        memory.set("window", self.saveGeometry())
        memory.set("columns", self._across.saveState())
        memory.set("rows", self._down.saveState())
        memory.set("table", self.session_list.state())

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.session_list, 1)
        self.results = _stacked(self.retry_result, self.stop_result)
        column.addWidget(self.results)
        self._down = LineSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(right)
        self.below = QStackedWidget()
        self.below.addWidget(self.error_panel)
        self.below.addWidget(self.selection_summary)
        self._down.addWidget(self.below)
        self._across = LineSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.start_form)
        self._across.addWidget(self._down)
        self._across.setStretchFactor(1, 1)
        self._down.setStretchFactor(0, 1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.shared_screen)
        rows.addWidget(self.connection_bar)
        for strip in (self.bug, self.trouble, self.profile_trouble, self.open_folder):
            rows.addWidget(strip)
        # What names recordings: hidden as a whole while the screen is shared.
        notices = (self.balance, self.alarm, self.found_again, self.cut_strip, self.batch_strip, self.banner)
        self.notices = _stacked(*notices)
        rows.addWidget(self.notices)
        rows.addWidget(self._across, 1)
        self.setCentralWidget(whole)
        self.statusBar().addWidget(self.done, 1)
        self.statusBar().addPermanentWidget(self.undo_link, 1)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("F1", self.show_codes),
            ("Ctrl+F", self.session_list.focus_search),
            ("Ctrl+N", self.start_form.focus_first),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _restore(self, memory: WindowState) -> None:
        if not self.restoreGeometry(memory.state("window")):
            available = self.screen().availableSize() - FRAME
            self.resize(QSize(*FIRST_SIZE).boundedTo(available))
        if not self._across.restoreState(memory.state("columns")):
            self._across.setSizes([FORM_WIDTH, FIRST_SIZE[0] - FORM_WIDTH])
        if not self._down.restoreState(memory.state("rows")):
            self._down.setSizes([380, 300])
        self.session_list.restore_state(memory.state("table"))


def _stacked(*widgets: QWidget) -> QWidget:
    """One above the other, to be hidden together."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return whole
