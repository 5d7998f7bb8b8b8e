"""Between rows of different days: room for a thin line with the name of the day that begins below it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QLineF, QModelIndex, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from gui.core.foundation.days import day_text
from gui.core.foundation.messages import Messages
from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL
from gui.widgets.style.themes import current_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

_MINUTE_MS: Final = 60_000
_FLAGS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Dated(Protocol):
    """What the lines ask of the list's model."""

    @property
    def by_time(self) -> bool:
        """Whether the rows stand in the order of their days."""
        ...

    def day_at(self, row: int) -> date:
        """The local day of a row."""
        ...

    def day_has_changed(self) -> None:
        """Midnight has passed."""
        ...


class DayLines(QObject):
    """Makes the first row of each day but the uppermost one higher, and paints the line above it.

    Made before the table has its model; :meth:`follow` comes after.
    """

    def __init__(
        self, table: QTableView, model: "QAbstractItemModel", days: Dated, messages: Messages, row: int
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._days = table, model, days
        self._messages = messages
        self._row, self.height = row, 0
        self.take_font()
        self._any = False
        self._today = date.today()
        header = table.verticalHeader()
        header.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(row)
        # Nobody sees it; else each height that is set would make it count all rows.
        header.setUpdatesEnabled(False)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._look_at_the_calendar)
        self._minutes.start()
        # Before the header hears of it: it would keep each row that is higher through a new order.
        model.layoutAboutToBeChanged.connect(self._forget)

    def follow(self) -> None:
        """Keep the lines right from now on; the table has its model."""
        model = self._model
        model.layoutChanged.connect(self._find_all)
        model.rowsInserted.connect(lambda _parent, first, last: self._look_at(range(first, last + 2)))
        model.rowsRemoved.connect(lambda _parent, first, _last: self._look_at((first,)))
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)

    def take_font(self) -> None:
        """The table has another font; :meth:`set_row_height` comes after."""
        self._font = font_of(Type.CAPTION, self._table.font())
        self._font.setWeight(self._font.Weight.DemiBold)
        self._line = max(LARGE + 2, QFontMetrics(self._font).height() + 2)
        if not self.height:
            self.height = self._line
            """Of a line with its name."""

    def set_row_height(self, row: int) -> None:
        """Rows are another height from now on."""
        self._forget()
        self._row, self.height = row, self._line
        self._table.verticalHeader().setDefaultSectionSize(row)
        self._find_all()

    def begins(self, row: int) -> bool:
        """Whether a day's line stands above a row."""
        return self._any and self._table.rowHeight(row) > self._row

    def at(self, y: int) -> bool:
        """Whether a line is at a height of the viewport."""
        row = self._table.rowAt(y)
        return row >= 0 and self.begins(row) and y < self._table.rowViewportPosition(row) + self.height

    def named(self) -> list[tuple[date, int]]:
        """The days that are named in view, and how many pixels below the list's top each line stands."""
        table = self._table
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        rows = range(first, (self._model.rowCount() if last < 0 else last + 1)) if first >= 0 else range(0)
        return [(self._days.day_at(row), table.rowViewportPosition(row)) for row in rows if self.begins(row)]

    def paint(self, painter: QPainter, row: int, top: int) -> None:
        """The line above a row that begins a day; ``top`` is where both begin."""
        roles, width = current_theme().roles, self._table.viewport().width()
        text = day_text(self._days.day_at(row), self._today, self._messages)
        where = QRect(MEDIUM, top, width - 2 * MEDIUM, self.height)
        painter.setFont(self._font)
        painter.setPen(roles.text2)
        painter.drawText(where, _FLAGS, text)
        left = MEDIUM + QFontMetrics(self._font).horizontalAdvance(text) + SMALL
        middle = top + self.height // 2 + 0.5
        painter.setPen(roles.edge)
        painter.drawLine(QLineF(left, middle, width, middle))

    # What begins where.

    def _forget(self) -> None:
        if self._any:
            for row in self._higher():
                self._table.verticalHeader().resizeSection(row, self._row)
            self._any = False

    def _higher(self) -> list[int]:
        """All rows with a line, by how far down what is below them has come: few of many are looked at."""
        header, count, found = self._table.verticalHeader(), self._table.verticalHeader().count(), list[int]()

        def down(row: int) -> int:
            end = header.sectionPosition(row + 1) if row + 1 < count else header.length()
            return end - (row + 1) * self._row

        row, so_far, whole = 0, 0, header.length() - count * self._row
        while so_far < whole:
            last = count - 1
            while row < last:
                middle = (row + last) // 2
                row, last = (row, middle) if down(middle) > so_far else (middle + 1, last)
            found.append(row)
            so_far, row = down(row), row + 1
        return found

    def _find_all(self) -> None:
        if self._days.by_time:
            self._set(self._beginnings())

    def _beginnings(self) -> Iterable[int]:
        """First rows of days, found in steps that grow: a day has many rows."""
        row, count, day_at = 0, self._model.rowCount(), self._days.day_at
        while row < count:
            day, step = day_at(row), 1
            while row + step < count and day_at(row + step) == day:
                row, step = row + step, 2 * step
            end = min(row + step, count)
            while end - row > 1:
                middle = (row + end) // 2
                row, end = (middle, end) if day_at(middle) == day else (row, middle)
            row = end
            if row < count:
                yield row

    def _look_at(self, rows: Iterable[int]) -> None:
        """Put right the heights of rows whose neighbours have changed."""
        if not self._days.by_time:
            return
        count, day_at = self._model.rowCount(), self._days.day_at
        before, day_before = -1, None
        for row in rows:
            if not 0 <= row < count:
                continue
            day = day_at(row)
            if row and before != row - 1:
                day_before = day_at(row - 1)
            begins = row > 0 and day != day_before
            before, day_before = row, day
            if begins or self.begins(row):
                self._set((row,), begins=begins)

    def _set(self, rows: Iterable[int], *, begins: bool = True) -> None:
        header, height = self._table.verticalHeader(), self._row + (self.height if begins else 0)
        for row in rows:
            self._any = True
            header.resizeSection(row, height)

    def _moved(self, _from: QModelIndex, first: int, _last: int, _to: QModelIndex, before: int) -> None:
        now = before - (before > first)
        self._look_at({row for place in (first, now) for row in (place - 1, place, place + 1)})

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        # A clock that ticks and an operation that goes on change a single column.
        if last.column() > first.column():
            self._look_at(range(first.row(), last.row() + 2))

    def _look_at_the_calendar(self) -> None:
        if self._today != date.today():
            self._today = date.today()
            self._days.day_has_changed()
            self._table.viewport().update()
