"""The lines of the plan: start, end, room, user, and where each one stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.plan.plan_entry import PlanEntry
from gui.core.plan.plan_standing import Planned, Standing
from gui.core.plan.plan_texts import clock_of, standing_text
from gui.core.presentation.state_texts import NOTHING
from gui.widgets.controls.buttons import is_held_return
from gui.widgets.controls.table_style import style_table
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.measures import SMALL

_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
START, END, ROOM, USER, STATE = range(5)
_SAMPLES: Final = ("00:00____", "00:00____", "990001____", "student01____")
_LOOKS: Final = {
    Standing.AHEAD: ("○", Tone.NEUTRAL),
    Standing.DUE: ("○", Tone.ACCENT),
    Standing.LATE: ("▲", Tone.WARNING),
    Standing.LIVE: ("●", Tone.NEUTRAL),
    Standing.STOP: ("▲", Tone.WARNING),
    Standing.OVER: ("–", Tone.MUTED),
    Standing.STOPPED: ("■", Tone.MUTED),
}


class PlanModel(QAbstractTableModel):
    """Is told all lines each time; what did not change is not painted again."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._plan: list[Planned] = []
        self._cells: list[tuple[str, ...]] = []

    def show_plan(self, plan: Sequence[Planned], now: datetime) -> bool:
        """Show the lines as they stand; True where other lines are shown than before."""
        cells = [self._texts(one, now) for one in plan]
        if [one.entry for one in plan] != [one.entry for one in self._plan]:
            self.beginResetModel()
            self._plan, self._cells = list(plan), cells
            self.endResetModel()
            return True
        before, self._plan, self._cells = self._cells, list(plan), cells
        for row, (old, new) in enumerate(zip(before, cells, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, START), self.index(row, STATE))
        return False

    def planned(self, row: int) -> Planned | None:
        """The line that stands in a row."""
        return self._plan[row] if 0 <= row < len(self._plan) else None

    def row_of(self, entry: PlanEntry) -> int | None:
        """Where a line stands."""
        return next((row for row, one in enumerate(self._plan) if one.entry.same(entry)), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._plan)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else STATE + 1

    def data(self, index: _Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self._cells[index.row()][index.column()]
        standing = self._plan[index.row()].standing
        if role == Role.ForegroundRole and (index.column() == STATE or _LOOKS[standing][1] is Tone.MUTED):
            return tone_color(_LOOKS[standing][1])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or role != Role.DisplayRole:
            return None
        heads = (self.tr("Start"), self.tr("End"), self.tr("Room"), self.tr("User"), self.tr("State"))
        return heads[section]

    def _texts(self, one: Planned, now: datetime) -> tuple[str, ...]:
        entry, mark = one.entry, _LOOKS[one.standing][0]
        end = NOTHING if entry.end is None else clock_of(entry.end, self._messages, now)
        state = standing_text(one, self._messages, now)
        start = clock_of(entry.start, self._messages, now)
        return start, end, str(entry.room), visible(entry.account), f"{mark} {state}"


class PlanTable(QTableView):
    """A click or Return chooses a line; Delete takes it out."""

    chosen = Signal(object)
    """A Planned."""
    removed = Signal(object)
    """A PlanEntry."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = PlanModel(messages, self)
        self.setModel(self.plan)
        style_table(self, self.tr("Plan of the day"))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()
        self.clicked.connect(lambda _index: self._choose())

    def show_plan(self, plan: Sequence[Planned], now: datetime) -> None:
        """Show the lines; the chosen one stays chosen."""
        chosen = self.current()
        if not self.plan.show_plan(plan, now):
            return
        self._fit()
        row = None if chosen is None else self.plan.row_of(chosen.entry)
        if row is not None:
            self.selectRow(row)

    def current(self) -> Planned | None:
        """The chosen line."""
        rows = self.selectionModel().selectedRows()
        return self.plan.planned(rows[0].row()) if rows else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Delete are for the chosen line."""
        found = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not is_held_return(event):
                self._choose()
        elif event.key() == Qt.Key.Key_Delete and found is not None:
            event.accept()
            self.removed.emit(found.entry)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """As wide as the texts need; the state has what is left."""
        for column, sample in enumerate(_SAMPLES):
            least = self.fontMetrics().horizontalAdvance(sample)
            self.setColumnWidth(column, max(least, self.sizeHintForColumn(column) + SMALL))

    def _choose(self) -> None:
        if (found := self.current()) is not None:
            self.chosen.emit(found)
