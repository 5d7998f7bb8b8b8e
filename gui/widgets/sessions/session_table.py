"""The table of sessions: selection, keyboard, and rows that stay while somebody attends to them."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QStyleFactory, QTableView, QWidget

from gui.core.foundation.messages import Messages
from gui.core.session_list.store import Sessions
from gui.core.sessions.stoppable import stoppable
from gui.widgets.controls.buttons import is_held_return
from gui.widgets.sessions.day_lines import DayLines
from gui.widgets.sessions.density import Density, row_height
from gui.widgets.sessions.row_stop import RowStop
from gui.widgets.sessions.rows_in_place.attended_rows import AttendedRows
from gui.widgets.sessions.rows_in_place.current_in_sight import CurrentInSight
from gui.widgets.sessions.rows_in_place.new_above import NewAbove
from gui.widgets.sessions.rows_in_place.scroll_anchor import ScrollAnchor
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_model import SessionModel
from gui.widgets.sessions.table_actions import TableActions
from gui.widgets.sessions.table_cells.row_marks import RowMarks
from gui.widgets.sessions.table_clock import TableClock
from gui.widgets.sessions.table_columns import AUTOMATIC, TableColumns
from gui.widgets.sessions.table_menus import TableMenus

_REVIEW_MS: Final = 20
"""How long changes of selected sessions are gathered before they switch the actions."""

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
    selected_left = Signal(str)
    """The one selected session is selected no more, nor any other: what is shown of it is to go, with its
    *Stop*, which F8 would not press."""
    selection_moved = Signal(list)
    """Ids of the selected sessions, in view order."""
    stoppable_changed = Signal(int)
    """How many of the selected sessions can be stopped."""

    def __init__(self, model: SessionModel, messages: Messages, parent: QWidget | None = None) -> None:
        self._made = False
        super().__init__(parent)
        self._model = model
        self._density = Density.NORMAL
        self._row = row_height(self._density, self.fontMetrics().height())
        self.days = DayLines(self, model, model, messages, self._row)
        self.actions_of_selection = TableActions(self, model.is_newest)
        self._menus = TableMenus(self, self.actions_of_selection, AUTOMATIC)
        self._clock = TableClock(self, model)
        self._releasing = QTimer(self, singleShot=True, interval=0)
        self._leaving = QTimer(self, singleShot=True, interval=0)
        self._only = ""
        self._reviewing = QTimer(self, singleShot=True, interval=_REVIEW_MS)
        self._marks = RowMarks(self, self.days, self._row)
        self.row_stop = RowStop(self.viewport())
        self.attended = AttendedRows(self)
        self.columns = TableColumns(self, model, self._row, self.row_stop, self.attended)
        self._anchor = ScrollAnchor(self, self.attended)
        self.new_above = NewAbove(self)
        self._in_sight = CurrentInSight(self)
        self._style()
        self.setModel(model)
        self.days.follow()
        self._anchor.follow()
        self.columns.shape()
        self._connect()
        self._made = True

    # For the window.

    @property
    def menus(self) -> list[QMenu]:
        """Menus that stand in the context menu behind the actions."""
        return self._menus.more

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

    def go_to(self, row: int) -> None:
        """Select a row, and take the focus: its keys work from here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectRow(row)
        self.scrollTo(self.currentIndex())

    def clear(self) -> None:
        """Select nothing; what only stayed for the selection goes."""
        self.clearSelection()
        self._model.release()

    @property
    def density(self) -> Density:
        """How close together the rows stand."""
        return self._density

    def set_density(self, density: Density) -> None:
        """Let the rows stand closer together, or further apart; the current one stays in sight."""
        if density is not self._density:
            self._density = density
            self._fit_rows()

    def last_in_view(self) -> int:
        """The last row that can be seen; -1 in an empty list."""
        last = self.rowAt(self.viewport().height() - 1)
        return self._model.rowCount() - 1 if last < 0 else last

    def stop_selected(self) -> None:
        """Ask to stop what is selected, as F8 does (:class:`TableActions`)."""
        self.actions_of_selection.stop.trigger()

    @property
    def ticking(self) -> bool:
        """Whether the clock column runs: only while it can be seen and something is live."""
        return self._clock.running

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
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)

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
        self._releasing.timeout.connect(self._model.release)
        self._leaving.timeout.connect(self._look_for_selected)
        self._reviewing.timeout.connect(self._review)
        self._marks.hovered_changed.connect(self._pointer_moved)
        self._anchor.new_above_changed.connect(self.new_above.show_count)
        self.new_above.clicked.connect(self._anchor.show_new)
        self.attended.changed.connect(self._attended)
        self.row_stop.stop_chosen.connect(lambda session_id: self.stop_requested.emit([session_id]))
        for moved in (self._model.rowsInserted, self._model.rowsRemoved, self._model.rowsMoved):
            moved.connect(self._place_stop)
        self.verticalScrollBar().valueChanged.connect(self._place_stop)
        self._model.dataChanged.connect(self._session_changed)
        self._model.arranged.connect(self._show_current)
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text has other rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._made:
            self.columns.take_font()
            self.days.take_font()
            self._fit_rows()

    def _fit_rows(self) -> None:
        self._row = row_height(self._density, self.fontMetrics().height())
        self.days.set_row_height(self._row)
        self._marks.set_row_height(self._row)
        self.columns.set_row_height(self._row)
        self.columns.fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._place_stop()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the current row, once however long it is held."""
        if is_held_return(event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._ask_for_details(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def hold_painting(self, held: bool) -> None:
        """Paint no change until it ends, and then all of them at once."""
        self.viewport().setUpdatesEnabled(not held)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above each day's first row, and what marks a row as a whole."""
        self._marks.paint_below()
        super().paintEvent(event)
        self._marks.paint_above()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """The ring of the focus goes round the whole row."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self._marks.update_row(index.row())
        self._reviewing.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The line between two days belongs to neither row."""
        if not self.days.at(int(event.position().y())):
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands at the right end goes along."""
        super().resizeEvent(event)
        self.columns.fit()
        self._in_sight.resized(event.oldSize())
        self._place_stop()
        self.new_above.stand_at_end()

    def updateGeometries(self) -> None:
        """Rows that were kept in their place may need room below the last one."""
        self._anchor.measure(super().updateGeometries)

    # Rows that stay while somebody attends to them.

    def _pointer_moved(self, row: int) -> None:
        self._anchor.hovered = row

    def _attended(self, attended: bool) -> None:
        self._model.hold(attended or self.selectionModel().hasSelection())
        if not attended and not self.selectionModel().hasSelection():
            self._releasing.start()

    def _offer_stop(self, selected: Sessions) -> None:
        """On the one row that is both current and selected, where it may still be recorded."""
        current, only = self.currentIndex(), selected[0] if len(selected) == 1 else None
        if only is not None and current.isValid() and self._model.row_of(only.id) == current.row():
            # A stop of it would end the later recording.
            may = stoppable(only.state, only.desk) and self._model.later_recording(only) is None
            self.row_stop.offer(only if may else None)
        else:
            self.row_stop.offer(None)
        self._place_stop()

    def _place_stop(self, *_what_changed: object) -> None:
        current = self.currentIndex()
        row = self._marks.row_rect(current.row()) if current.isValid() else QRect()
        inside = row.top() >= -self._row // 2 and row.bottom() <= self.viewport().height() + self._row // 2
        self.row_stop.stand_in(row if inside else QRect())

    # Selection.

    def _selection_changed(self, added: QItemSelection, removed: QItemSelection) -> None:
        # Qt also emits this, with nothing in it, when rows came in above the selection.
        if not (added.isEmpty() and removed.isEmpty()):
            self._selection_moved()

    def _selection_moved(self) -> None:
        selected = self.selected_sessions()
        self._model.hold(bool(selected) or self.attended.attended)
        # Not at once: Qt is still in the middle of the click that moved it.
        self._releasing.start()
        self._switch_actions(selected)
        if len(selected) == 1:
            self._only = selected[0].id
        elif selected:
            self._only = ""
        else:
            # Not at once: a row that is taken out is still there.
            self._leaving.start()
        self.selection_moved.emit(selected.ids())

    def _look_for_selected(self) -> None:
        if self.selectionModel().hasSelection():
            return
        gone, self._only = self._only, ""
        if gone:
            self.selected_left.emit(gone)

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
        self._offer_stop(selected)
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

    # Menus.

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected rows."""
        self._menus.open(event)
