"""Keeps the rows that somebody looks at in their place on the screen while others come, go and move."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QTableView

from gui.widgets.sessions.rows_in_place.attended_rows import AttendedRows


class ScrollAnchor(QObject):
    """Holds the row under the pointer, else the current one, else the uppermost one in view.

    A list that stands at its top stays there, so that what is new is seen at once; but not while it is
    attended: what comes is then counted, and seen once nobody attends to the list any more.

    Made before the table has its model; :meth:`follow` comes after.
    """

    new_above_changed = Signal(int)

    def __init__(self, table: QTableView, rows: AttendedRows) -> None:
        super().__init__(table)
        self._table, self._rows = table, rows
        self.hovered = -1
        """The row under the pointer; -1 for none."""
        self._anchor = QPersistentModelIndex()
        self._top = 0
        self._was_at = 0
        self._new = 0
        self._holding = self._following = False
        self._held_at = 0
        """How far it has to be possible to scroll."""

    def follow(self) -> None:
        """Hold rows from now on; the table has its model."""
        model = self._table.model()
        model.rowsAboutToBeInserted.connect(lambda *_: self._hold(-1, -1))
        model.rowsAboutToBeRemoved.connect(lambda _parent, first, last: self._hold(first, last))
        model.rowsAboutToBeMoved.connect(lambda _from, first, last, *_: self._hold(first, last))
        model.rowsInserted.connect(self._inserted)
        for done in (model.rowsRemoved, model.rowsMoved):
            done.connect(self._keep)
        model.layoutChanged.connect(self.let_go)
        self._table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._rows.changed.connect(self._attended)

    def let_go(self) -> None:
        """Nothing is counted, and there is no room beyond the last row."""
        self._held_at, self._following = 0, False
        self._set_new(0)

    def show_new(self) -> None:
        """Go to what has come above."""
        self.let_go()
        self._table.updateGeometries()
        self._table.scrollToTop()

    def measure(self, anew: Callable[[], None]) -> None:
        """Measure the list anew: it stays at its place, even where that is farther than its rows go."""
        bar, holding = self._table.verticalScrollBar(), self._holding
        at, self._holding = bar.value(), True
        anew()
        if self._held_at > bar.maximum():
            bar.setMaximum(self._held_at)
            bar.setValue(at)
        self._holding = holding

    def _hold(self, first: int, last: int) -> None:
        """Remember what stands where; rows from first to last are about to leave their places."""
        self._anchor = QPersistentModelIndex()
        table = self._table
        offset, top = table.verticalScrollBar().value(), table.rowAt(0)
        if top < 0 or (offset == 0 and not self._rows.attended):
            return
        row = self._row_to_hold(top)
        if first <= row <= last:
            row = top
        if first <= row <= last:
            row = last + 1
        self._was_at = row
        self._anchor = QPersistentModelIndex(table.model().index(row, 0))
        self._top = table.rowViewportPosition(row)
        self._holding = True
        self._following = self._following or offset == 0

    def _row_to_hold(self, top: int) -> int:
        if self.hovered >= 0:
            return self.hovered
        current, bottom = (
            self._table.currentIndex().row(),
            self._table.rowAt(self._table.viewport().height() - 1),
        )
        return current if top <= current and (bottom < 0 or current <= bottom) else top

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        # In another order than the newest first, what is new stands anywhere, and not at the top.
        at_top = self._table.horizontalHeader().sortIndicatorSection() < 0
        above = at_top and self._anchor.isValid() and first <= self._was_at
        came = last - first + 1 if above else 0
        self._keep()
        if came:
            self._set_new(self._new + came)

    def _keep(self) -> None:
        """Scroll so that it stands there again."""
        if self._anchor.isValid():
            table, row = self._table, self._anchor.row()
            wanted = table.verticalHeader().sectionPosition(row) - self._top
            bar = table.verticalScrollBar()
            self._held_at = max(0, wanted) if self._rows.attended else 0
            table.updateGeometries()
            bar.setValue(wanted)
        self._anchor = QPersistentModelIndex()
        self._holding = False

    def _scrolled(self, value: int) -> None:
        """By hand: whoever goes to the top has seen what is new, and elsewhere nothing is followed."""
        if not self._holding:
            self._following = False
            had_room, self._held_at = self._held_at, min(self._held_at, value)
            if value == 0:
                self._set_new(0)
                if had_room:
                    # A short list needs no bar any more.
                    self._table.updateGeometries()

    def _attended(self, attended: bool) -> None:
        if attended:
            return
        if self._following and self._new:
            self.show_new()
        elif self._held_at:
            self._held_at = 0
            self._table.updateGeometries()

    def _set_new(self, new: int) -> None:
        if new != self._new:
            self._new = new
            self.new_above_changed.emit(new)
