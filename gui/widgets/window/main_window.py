"""The main window: its layout and saved state. The flows are in gui/widgets/controllers."""

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.core.foundation.messages import Messages
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.session_list.read_state import ReadState
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.widgets.connection.status.connection_bar import ConnectionBar
from gui.widgets.controls.notices.bottom_stack import BottomStack
from gui.widgets.controls.notices.notice_slot import NoticeSlot
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.shared_screen_strip import SharedScreenStrip
from gui.widgets.controls.undo_link import UndoLink
from gui.widgets.sessions.density import Density
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.start_form.start_form import StartForm
from gui.widgets.style.icons import set_icon
from gui.widgets.style.measures import LINE
from gui.widgets.style.text_size import kept_text_size
from gui.widgets.window.later_parts import LaterParts
from gui.widgets.window.list_and_inspector import ListAndInspector
from gui.widgets.window.page_in_place import PageInPlace
from gui.widgets.window.status_line import StatusLine
from gui.widgets.window.window_state import WindowState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.core.catalogue.errors import Catalogue
    from gui.core.ledger.queries.history_queries import CodeHistory
    from gui.widgets.dialogs.retry_result import RetryResult
    from gui.widgets.dialogs.stop_result import StopResult
    from gui.widgets.explain.code_reference import CodeReference
    from gui.widgets.explain.error_panel import ErrorPanel
    from gui.widgets.sessions.selection_summary import SelectionSummary
    from gui.widgets.window.areas import WindowAreas
    from gui.widgets.window.window_text import WindowText

FIRST_SIZE: Final = (1280, 720)
FRAME: Final = QSize(16, 40)
"""Room for the border and the title bar: how large they are is known only once the window is shown."""
_COUNT_MS: Final = 150
_DENSITY: Final = "density"
_TEXT_SIZE: Final = "text_size"
_ROOMY: Final = (1280, 760)
"""Where less than this is left of a screen, the window takes all of it."""


class MainWindow(QMainWindow):
    """Holds the widgets; emits ``close_requested`` instead of closing."""

    close_requested = Signal()
    codes_opened = Signal()
    about_requested = Signal()
    guide_requested = Signal()
    """The guide, at the page that belongs to where the focus is."""

    def __init__(self, language: str, memory: WindowState, clock: ElapsedClock | None = None) -> None:
        """:param clock: of a former window, whose recordings go on."""
        super().__init__()
        self.setWindowTitle(self.tr("Recording panel"))
        self.messages = Messages(language)
        self.connection_bar = ConnectionBar()
        self.start_form = StartForm(self.messages)
        self.session_list = SessionList(self.messages, clock)
        self.session_list.set_read_state(ReadState.READING)
        self.trouble, self.banner, self.bug = NoticeStrip(), NoticeStrip(), NoticeStrip()
        self.alarm, self.found_again, self.balance = NoticeStrip(), NoticeStrip(), NoticeStrip()
        self.batch_strip, self.cut_strip, self.open_folder = NoticeStrip(), NoticeStrip(), NoticeStrip()
        self.profile_trouble, self.upgraded = NoticeStrip(), NoticeStrip()
        self.newer_settings = NoticeStrip()
        self.undo_link, self.shared_screen = UndoLink(), SharedScreenStrip()
        self._reference: CodeReference | None = None
        self._painted = asyncio.Event()
        self._lay_out()
        self._connect()
        self._restore(memory)
        self.start_form.focus_first()

    async def painted(self) -> None:
        """Wait until the window was painted once."""
        await self._painted.wait()

    async def make_later_parts(self) -> None:
        """Make what the first paint did not show, bit by bit; what is asked for sooner is made at once."""
        await self._later.make_all()

    @property
    def catalogue(self) -> "Catalogue":
        """The error codes in the window's language."""
        return self._later.catalogue

    @property
    def error_panel(self) -> "ErrorPanel":
        """The inspector of one row."""
        return self._later.error_panel

    @property
    def selection_summary(self) -> "SelectionSummary":
        """The inspector of several rows."""
        return self._later.selection_summary

    @property
    def stop_result(self) -> "StopResult":
        """What came of stopping several, below the list."""
        return self._later.stop_result

    @property
    def retry_result(self) -> "RetryResult":
        """What came of starting several again, below the list."""
        return self._later.retry_result

    def paintEvent(self, event: QPaintEvent) -> None:
        """Emit that the window is there."""
        super().paintEvent(event)
        self._painted.set()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never close by itself: work is drained first."""
        event.ignore()
        self.close_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from whatever is beside or below the list back to it."""
        focus, parts = QApplication.focusWidget(), (self.below, self.results)
        leaves = focus is not None and any(part.isAncestorOf(focus) for part in parts)
        if leaves and event.key() == Qt.Key.Key_Escape:
            self.session_list.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def bring_to_front(self) -> None:
        """Bring it to the front and give it the focus, whatever lies over it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    def say_done(self, text: str) -> None:
        """What was just done, in the status bar."""
        self.status.say(text)

    def show_codes(self) -> None:
        """Open the code reference at the code that the error panel shows."""
        self.show_code(self.error_panel.code_key())

    def show_code(self, key: str) -> None:
        """Open the code reference, made when first asked for, at a code; empty leaves it as it was left."""
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.explain.code_reference import CodeReference

        if self._reference is None:
            self._reference = CodeReference(self.messages.language, self)
            self._reference.about_requested.connect(self.about_requested)
            self._reference.guide_requested.connect(self.guide_requested)
        if self.session_list.model.shows_only:
            # What it had before names rooms and users.
            self._reference.set_history(None)
        self._reference.open_at(key)
        self._reference.activateWindow()
        self.codes_opened.emit()

    def set_code_history(self, history: "Mapping[str, CodeHistory]") -> None:
        """What happened with each code here, for the code reference."""
        if self._reference is not None:
            # It names rooms and users.
            self._reference.set_history(None if self.session_list.model.shows_only else history)

    @property
    def code_reference(self) -> "CodeReference | None":
        """The code reference, once it was opened."""
        return self._reference

    @property
    def private(self) -> tuple[QWidget, ...]:
        """What names or counts recordings beside list and panel: hidden while the screen is shared."""
        facts = self.error_panel.shift.facts
        return (
            self.start_form,
            self.session_list.bar.batch,
            self.notices,
            self.results,
            self.undo_link,
            self.status.counts,
            self.done,
            facts,
        )

    @cached_property
    def areas(self) -> "WindowAreas":
        """What F6 goes round; made once the window is painted."""
        from gui.widgets.window.areas import WindowArea, WindowAreas

        areas = WindowAreas(
            (
                WindowArea((self.start_form,), self.start_form.focus_first),
                WindowArea((self.page,)),
                WindowArea((self.session_list,), self.session_list.focus_table),
                WindowArea((self.below,)),
                WindowArea((self.results, self.undo_link, self.status)),
            ),
            self,
        )
        self.session_list.selection_moved.connect(lambda _ids: areas.forget(self.below))
        return areas

    @cached_property
    def text(self) -> "WindowText":
        """The size of all text; made when it is to be another than the usual."""
        from gui.widgets.window.window_text import WindowText

        return WindowText(self, self._whole, lambda: self._arrangement.fit(self.size()))

    def remember(self, memory: WindowState) -> None:
        """Put sizes and columns into the memory."""
        memory.set("window", self.saveGeometry())
        memory.set("table", self.session_list.state())
        memory.set(_TEXT_SIZE, kept_text_size())
        memory.set(_DENSITY, self.session_list.table.density.value)
        self._arrangement.remember(memory)

    def take_over(self, former: Self) -> None:
        """Go on where another window was, which told everything in another language."""
        self.session_list.take_over(former.session_list)
        self.start_form.take_over(former.start_form)
        self.error_panel.take_over(former.error_panel)
        self.stop_result.take_over(former.stop_result)
        self.retry_result.take_over(former.retry_result)
        reference = former.code_reference
        if reference is not None and reference.isVisible():
            self.show_code(former.error_panel.code_key())

    def take_focus_of(self, former: Self) -> None:
        """To the part that stands where that with the focus stood; once the window is shown."""
        focus = _focus_of(former)
        if focus is None:
            return
        # Not those that can't be seen: parts are made as they are needed, one by one in each window.
        before, now = (_seen_as(focus, window) for window in (former, self))
        if len(before) != len(now):
            return
        twin = now[before.index(focus)]
        twin.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(focus, QLineEdit) and isinstance(twin, QLineEdit):
            twin.deselect()
            twin.setCursorPosition(focus.cursorPosition())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The inspector stands where there is room for it."""
        super().resizeEvent(event)
        self._arrangement.fit(self.size())

    def _lay_out(self) -> None:
        trouble = (self.bug, self.trouble, self.profile_trouble, self.open_folder, self.connection_bar.ending)
        work = (self.balance, self.alarm, self.found_again, self.cut_strip, self.batch_strip, self.banner)
        self.notices = NoticeSlot((*trouble, *work, self.upgraded, self.newer_settings))
        self.results = BottomStack((self.notices, self.start_form.pending))
        self.below = QStackedWidget()
        last = (self.session_list.bar.stop_other, self.undo_link.button)
        self._later = LaterParts(self.messages, self.below, self.results, last)
        self.page = PageInPlace((self.session_list, self.below))
        listed = QWidget()
        column = QVBoxLayout(listed)
        for part in (self.session_list, self.page):
            column.addWidget(part, 1)
        column.addWidget(self.results)
        self._arrangement = ListAndInspector(listed, self.below, self.start_form)
        self.status = StatusLine()
        self.done = self.status.done
        self.connection_bar.add_button(self.session_list.bar.batch, "layers")
        set_icon(self.session_list.bar.stop_other, "circle-stop")
        self.status.add_button(self.session_list.bar.stop_other)
        self.status.add_right(self.undo_link)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.addWidget(self.shared_screen)
        rows.addWidget(self.connection_bar)
        rows.addWidget(_hairline())
        rows.addWidget(self.start_form)
        rows.addWidget(_hairline())
        rows.addWidget(self._arrangement, 1)
        rows.addWidget(_hairline())
        rows.addWidget(self.status)
        for layout in (column, rows):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._whole = whole
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        model = self.session_list.model
        self._count = QTimer(self, interval=_COUNT_MS, singleShot=True)
        self._count.timeout.connect(self._show_counts)
        # Once for many answers: each new text is a new layout.
        for changed in (
            model.counts_changed,
            model.live_elsewhere_changed,
            self.session_list.selection_moved,
            self.session_list.bar.filter_changed,
            self.session_list.known_changed,
        ):
            changed.connect(lambda _what: self._count.isActive() or self._count.start())
        self._show_counts()
        self.page.left.connect(lambda: self._arrangement.fit(self.size()))
        bar = self.connection_bar
        self.session_list.accounts_changed.connect(self._accounts_shown)
        self.session_list.empty.account_requested.connect(bar.connect_account_requested)
        self.session_list.empty.new_requested.connect(self.start_form.focus_first)
        bar.all_accounts_changed.connect(lambda _all: self._show_accounts())
        bar.profile_shown.connect(lambda _name: self._show_accounts())
        # A letter or an arrow that is meant for the form must not choose yet another account.
        bar.profile.picked_from_list.connect(self.start_form.focus_first)

    def _show_accounts(self) -> None:
        """The rows of the profile in use, or those of all."""
        bar = self.connection_bar
        self.session_list.empty.offer_account(bar.without_account)
        shown = None if bar.all_accounts.isChecked() else bar.current or None
        for result in (self.stop_result, self.retry_result):
            result.show_account(shown)
        self.session_list.set_account(bar.current)
        self.session_list.show_accounts(shown)

    def _accounts_shown(self, profile: str | None) -> None:
        """The list may show all rows by itself, to select one of another profile."""
        self.connection_bar.all_accounts.setChecked(profile is None and bool(self.connection_bar.current))

    def _show_counts(self) -> None:
        model = self.session_list.model
        if not self.session_list.known:
            self.status.show_no_counts()
            return
        searched = bool(self.session_list.bar.search.text().strip())
        listed = model.rowCount() if searched else model.counts()[QuickFilter.ALL]
        self.status.show_counts(
            listed, len(self.session_list.selected()), model.live_elsewhere(), found=searched
        )

    def go_to_search(self) -> None:
        """Go to the search field, whatever stands in place of the list."""
        self.page.leave()
        self.session_list.focus_search()

    def _restore(self, memory: WindowState) -> None:
        self._arrangement.restore(memory)
        if not self.restoreGeometry(memory.state("window")):
            available = self.screen().availableSize()
            self.resize(QSize(*FIRST_SIZE).boundedTo(available - FRAME))
            if available.width() < _ROOMY[0] or available.height() < _ROOMY[1]:
                self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)
        self.session_list.restore_state(memory.state("table"))
        if memory.text(_TEXT_SIZE) != kept_text_size():
            self.text.restore(memory.text(_TEXT_SIZE))
        kept = memory.text(_DENSITY)
        if kept in set(Density):
            self.session_list.table.set_density(Density(kept))


def _hairline() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFixedHeight(LINE)
    return line


def _seen_as(one: QWidget, window: QWidget) -> list[QWidget]:
    """What is of the same kind in a window, and not hidden there."""
    return [part for part in window.findChildren(type(one)) if part.isVisibleTo(window)]


def _focus_of(window: QWidget) -> QWidget | None:
    """What has the focus within a window, or had it last."""
    return window.focusWidget()
