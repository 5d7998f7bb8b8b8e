"""The table of sessions: selection, keyboard, columns, and a clock that ticks for the visible cells only."""

from typing import Final

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QStyleFactory, QTableView, QWidget

from gui.core.foundation.messages import Messages
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.session_list.store import Sessions
from gui.widgets.sessions.clock_delegate import ClockDelegate
from gui.widgets.sessions.columns_menu import fill_columns
from gui.widgets.sessions.day_gutter import DayGutter
from gui.widgets.sessions.row_marks import RowMarks
from gui.widgets.sessions.scroll_anchor import ScrollAnchor
from gui.widgets.sessions.second_ticker import SecondTicker
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_model import SessionModel
from gui.widgets.sessions.state_delegate import StateDelegate
from gui.widgets.sessions.table_actions import TableActions
from gui.widgets.style.measures import MEDIUM, ROW, SMALL

_STATE_VERSION: Final = b"1\n"
_OVERRUN_EVERY: Final = 60
_REVIEW_MS: Final = 20
"""How long changes of selected sessions are gathered before they switch the actions."""
_SAMPLES: Final = {
    Column.ROOM: "4294967295",
    Column.USER: "a-guest-room",
    Column.SINCE: "before 10:00",
    Column.FILES: "Files ▲",
    Column.NOTE: "Wang · #10000",
    Column.PROFILE: "Production",
    Column.FILE_NAME: "10001_alice_20251122_100000",
}
"""Texts for which the columns have room at first."""
_STATE_SAMPLE: Final = ("Recording", "stop refused 30000404")

_Index = QModelIndex | QPersistentModelIndex


class SessionTable(QTableView):
    """Rows of a :class:`SessionModel`. What is selected, focused and in view stays so whatever changes."""

    stop_requested = Signal(list)
    start_again_requested = Signal(str)
    guest_came_back_requested = Signal(str)
    vod_requested = Signal(list)
    handled_requested = Signal(list)
    settle_requested = Signal(list, object)
    session_opened = Signal(str)
    """A click on a row, selected or not."""
    details_requested = Signal(str)
    """Double click or Return on a row."""
    selection_moved = Signal(list)
    """Ids of the selected sessions, in view order."""
    stoppable_changed = Signal(int)
    """How many of the selected sessions can be stopped."""

    def __init__(self, model: SessionModel, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.menus: list[QMenu] = []
        """Menus that stand in the context menu behind the actions."""
        self.days = DayGutter(model, model, messages, self)
        self._ticks = 0
        self.actions_of_selection = TableActions(self)
        self._ticker = SecondTicker(self)
        self._releasing = QTimer(self, singleShot=True, interval=0)
        self._reviewing = QTimer(self, singleShot=True, interval=_REVIEW_MS)
        self._marks = RowMarks(self)
        self._states = StateDelegate(self)
        self._style()
        self.setModel(model)
        self._shape_columns()
        self._connect()

    # For the window.

    def selected_sessions(self) -> Sessions:
        """The selected sessions, in view order; each is made when it is asked for."""
        # By ranges: a list of a hundred thousand selected rows is a handful of them.
        ranges = {(part.top(), part.bottom() + 1) for part in self.selectionModel().selection().toList()}
        return self._model.sessions_at(range(*ends) for ends in sorted(ranges))

    def select_sessions(self, session_ids: list[str]) -> None:
        """Select those of the sessions that are shown, and go to the first."""
        rows = sorted(row for row in map(self._model.row_of, session_ids) if row is not None)
        selection = QItemSelection()
        for row in rows:
            selection.select(self._model.index(row, 0), self._model.index(row, len(Column) - 1))
        flags = self.selectionModel().SelectionFlag
        if rows:
            first = self._model.index(rows[0], Column.STATE)
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first)
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def last_in_view(self) -> int:
        """The last row that can be seen; -1 in an empty list."""
        last = self.rowAt(self.viewport().height() - 1)
        return self._model.rowCount() - 1 if last < 0 else last

    def stop_selected(self) -> None:
        """Ask to stop what is selected, as F8 does (:class:`TableActions`)."""
        self.actions_of_selection.stop.trigger()

    def columns_state(self) -> QByteArray:
        """Order, widths, visibility and sorting of the columns, to be kept."""
        return QByteArray(_STATE_VERSION) + self.horizontalHeader().saveState()

    def restore_columns(self, state: QByteArray) -> bool:
        """Take a kept state; False (and nothing changed) for one that is not ours."""
        if not state.startsWith(QByteArray(_STATE_VERSION)):
            return False
        return self.horizontalHeader().restoreState(state.sliced(len(_STATE_VERSION)))

    @property
    def ticking(self) -> bool:
        """Whether the clock column runs: only while it can be seen and something is live."""
        return self._ticker.active

    # Appearance.

    def _style(self) -> None:
        self.setAccessibleName(self.tr("Live sessions"))
        # The panel's own style draws no cell otherwise, but asks Python about each of them.
        plain = QStyleFactory.create("Fusion")
        plain.setParent(self)
        self.setStyle(plain)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegateForColumn(Column.STATE, self._states)
        self.setItemDelegateForColumn(Column.SINCE, ClockDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(self.days)
        self.days.setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 8))

    def _shape_columns(self) -> None:
        header = self.horizontalHeader()
        # On the table's own they would ask each cell whether it is selected: 2 s for 100,000 selected rows.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        self.days.setSelectionModel(QItemSelectionModel(self._model, self.days))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setAccessibleName(self.tr("Columns"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, sample in _SAMPLES.items():
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(sample) + MEDIUM)
        self.setColumnWidth(Column.STATE, self._states.width_of(*_STATE_SAMPLE) + SMALL)
        self.setColumnHidden(Column.FILE_NAME, True)
        self.setSortingEnabled(True)

    def _connect(self) -> None:
        actions = self.actions_of_selection
        actions.details_chosen.connect(self.details_requested)
        actions.stop_chosen.connect(self.stop_requested)
        actions.start_again_chosen.connect(self.start_again_requested)
        actions.guest_came_back_chosen.connect(self.guest_came_back_requested)
        actions.vod_chosen.connect(self.vod_requested)
        actions.handled_chosen.connect(self.handled_requested)
        actions.settle_chosen.connect(self.settle_requested)
        self.clicked.connect(self._open_again)
        # Not "activated": where one click opens things, it would come with each.
        self.doubleClicked.connect(self._ask_for_details)
        self._ticker.ticked.connect(self._tick)
        self._releasing.timeout.connect(self._model.release)
        self._reviewing.timeout.connect(self._review)
        ScrollAnchor(self)
        self._model.counts_changed.connect(self._switch_clock)
        self._model.dataChanged.connect(self._session_changed)
        self._model.arranged.connect(self._show_current)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.horizontalHeader().customContextMenuRequested.connect(self._choose_columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._ask_for_details(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above each day's first row, and what marks a row as a whole."""
        self._marks.paint_below()
        super().paintEvent(event)
        self._marks.paint_above()
        self.days.draw_lines(self)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """The ring of the focus goes round the whole row."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self._marks.update_row(index.row())

    # Selection.

    def _selection_changed(self, added: QItemSelection, removed: QItemSelection) -> None:
        # Qt also emits this, with nothing in it, when rows came in above the selection.
        if not (added.isEmpty() and removed.isEmpty()):
            self._selection_moved()

    def _selection_moved(self) -> None:
        selected = self.selected_sessions()
        self._model.hold(bool(selected))
        # Not at once: Qt is still in the middle of the click that moved it.
        self._releasing.start()
        self._switch_actions(selected)
        self.selection_moved.emit(selected.ids())

    def _session_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """What a selected session allows may have changed with it; a tick of the clock changes nothing."""
        if first.column() == Column.STATE and last.column() != Column.STATE:
            rows = range(first.row(), last.row() + 1)
            if any(self.selectionModel().isRowSelected(row, QModelIndex()) for row in rows):
                self._reviewing.start()

    def _review(self) -> None:
        self._switch_actions(self.selected_sessions())

    def _switch_actions(self, selected: Sessions) -> None:
        self.actions_of_selection.set_selected(selected)
        self.stoppable_changed.emit(self.actions_of_selection.stoppable_count())

    def _show_current(self) -> None:
        """After a new filter or order: keep the current row in sight; what is selected may be less now."""
        current = self.currentIndex()
        if current.isValid():
            self.scrollTo(current)
        else:
            self.scrollToTop()
        self._selection_moved()

    def _open(self, index: QModelIndex) -> None:
        self.session_opened.emit(self._model.session_at(index.row()).id)

    def _ask_for_details(self, index: QModelIndex) -> None:
        self.details_requested.emit(self._model.session_at(index.row()).id)

    def _open_again(self, index: QModelIndex) -> None:
        """A click on the row that is selected already: the error panel may show something else by now."""
        if len(self.selectionModel().selectedRows()) == 1:
            self._open(index)

    # The clock column.

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while it can be seen."""
        super().showEvent(event)
        self._switch_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        """And rests while it can't."""
        super().hideEvent(event)
        self._switch_clock()

    def _switch_clock(self) -> None:
        self._ticker.set_active(self.isVisible() and self._model.counts()[QuickFilter.LIVE] > 0)

    def _tick(self) -> None:
        self._model.tick(self.rowAt(0), self.last_in_view())
        self._ticks += 1
        if self._ticks % _OVERRUN_EVERY == 0:
            self._model.notice_overrun()

    # Menus.

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse at the pointer, by keyboard at the current row."""
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu = self._new_menu()
        self.actions_of_selection.fill(menu)
        for more in self.menus:
            menu.addMenu(more)
        fill_columns(menu.addMenu(self.tr("Columns")), self)
        menu.popup(at)

    def _choose_columns(self, at: QPoint) -> None:
        menu = self._new_menu()
        fill_columns(menu, self)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
