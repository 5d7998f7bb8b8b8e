"""At the left of the session list: each row's day, named once for the rows of that day that are in view."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QEvent, QLineF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from gui.core.foundation.days import day_text, widest_day_text
from gui.core.foundation.messages import Messages
from gui.widgets.controls.theme import Tone, tone_color

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

_PADDING: Final = 6
_QUIET: Final = 0.5
_FONT: Final = 0.92
"""Of the table's own size."""
_MINUTE_MS: Final = 60_000


class Dated(Protocol):
    """What the gutter asks of the list's model."""

    @property
    def by_time(self) -> bool:
        """Whether the rows stand in the order of their days."""
        ...

    def day_at(self, row: int) -> date:
        """The local day of a row's session."""
        ...


@dataclass(frozen=True, slots=True)
class _DayInView:
    """Rows of one day that are in view; top and bottom in pixels of the viewport.

    :param begins: whether its top row is the day's first.
    """

    day: date
    top: int
    bottom: int
    begins: bool


class DayGutter(QHeaderView):
    """A vertical header that reads the rows in view only, and never a cell.

    :param days: the model of the list, which has the days.
    """

    def __init__(
        self, model: "QAbstractItemModel", days: Dated, messages: Messages, table: QTableView
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._days = days
        self._messages = messages
        self._today = date.today()
        self._width = 0
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _FONT)
        self.setFont(font)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Days"))
        self._midnight = QTimer(self, interval=_MINUTE_MS)
        self._midnight.timeout.connect(self._look_at_the_calendar)
        for changed in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.layoutChanged):
            changed.connect(self._redraw)
        # The topmost day stays in its place: of a picture that was scrolled nothing holds.
        table.verticalScrollBar().valueChanged.connect(self._redraw)

    def sizeHint(self) -> QSize:
        """Wide enough for every day of the year."""
        if not self._width:
            metrics = self.fontMetrics()
            widest = max(metrics.horizontalAdvance(text) for text in widest_day_text(self._messages))
            self._width = widest + 2 * _PADDING
        return QSize(self._width, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Another font asks for another width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._width = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The days in view, each at its first row; the topmost stays in sight."""
        painter = QPainter(self.viewport())
        whole = self.viewport().rect()
        painter.fillRect(whole, self.palette().color(QPalette.ColorRole.Base))
        for day, top in self.named():
            where = QRect(_PADDING, top, whole.width() - 2 * _PADDING, self.defaultSectionSize())
            painter.setPen(tone_color(Tone.NEUTRAL if day == self._today else Tone.MUTED))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(where, flags, day_text(day, self._today, self._messages))
        self._draw_lines(painter, whole.width())
        painter.setPen(self._line_color())
        painter.drawLine(QLineF(whole.width() - 0.5, 0, whole.width() - 0.5, whole.height()))

    def named(self) -> list[tuple[date, int]]:
        """The days that are named now, and how many pixels below the top of the list each stands.

        The topmost stays in sight until the next one pushes it out.
        """
        height = self.defaultSectionSize()
        return [(group.day, min(max(group.top, 0), group.bottom - height)) for group in self._groups()]

    def draw_lines(self, table: QTableView) -> None:
        """Above each day's first row, across the table."""
        painter = QPainter(table.viewport())
        self._draw_lines(painter, table.viewport().width())

    def showEvent(self, event: QShowEvent) -> None:
        """*Today* is another day after midnight."""
        super().showEvent(event)
        self._midnight.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._midnight.stop()

    def _draw_lines(self, painter: QPainter, width: int) -> None:
        if not self._days.by_time:
            return
        painter.setPen(self._line_color())
        for group in self._groups():
            if group.begins and group.top > 0:
                # Within the row: what is scrolled into sight is painted row by row.
                painter.drawLine(QLineF(0, group.top + 0.5, width, group.top + 0.5))

    def _line_color(self) -> QColor:
        color = self.palette().color(QPalette.ColorRole.Mid)
        color.setAlphaF(_QUIET)
        return color

    def _groups(self) -> Iterator[_DayInView]:
        first, end = self.logicalIndexAt(0), self.viewport().height()
        if first < 0:
            return
        last = self.logicalIndexAt(end - 1)
        last = self.count() - 1 if last < 0 else last
        day = self._days.day_at(first)
        top, begins = self.sectionViewportPosition(first), first == 0 or self._days.day_at(first - 1) != day
        for row in range(first + 1, last + 1):
            other = self._days.day_at(row)
            if other != day:
                bottom = self.sectionViewportPosition(row)
                yield _DayInView(day, top, bottom, begins)
                day, top, begins = other, bottom, True
        yield _DayInView(day, top, self.sectionViewportPosition(last) + self.sectionSize(last), begins)

    def _redraw(self, *_what_changed: object) -> None:
        self.viewport().update()

    def _look_at_the_calendar(self) -> None:
        if self._today != date.today():
            self._today = date.today()
            self._redraw()
