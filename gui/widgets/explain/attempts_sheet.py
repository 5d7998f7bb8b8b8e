"""What was tried: a list, and the steps, the request and the answer of the chosen attempt."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from gui.core.catalogue.details import words_of
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import exact_time
from gui.core.ledger.attempt_log import AttemptRecord
from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.selectable_text import ExcerptText
from gui.widgets.controls.table_style import set_exact
from gui.widgets.style.measures import LARGE, SMALL

_MOST_ROWS_SHOWN = 6
_LONGEST_CELL = 120
_CELL_ROOM = 8
_BESIDE_FROM = 720
_ALL_COLUMNS_FROM = 400
_LESS_TELLING = (3, 4)


class AttemptsSheet(QWidget):
    """What the sheet shows. Texts of the service are plain, and cut."""

    text_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempts: tuple[AttemptRecord, ...] = ()
        self._messages = Messages()
        self._table = self._make_table()
        self._steps = self._make_text(self.tr("Timeline"))
        self._request = self._make_text(self.tr("Request"))
        self._answer = self._make_text(self.tr("Answer"))
        self._curl = CopyButton(self.tr("Copy as curl"), self, label=self.tr("Copy as curl"))
        self._curl.text_copied.connect(self.text_copied)
        self._tabs = QTabWidget(self)
        for part in (self._tabs, self._tabs.tabBar()):
            part.setAccessibleName(self.tr("Chosen attempt"))
        for text, title in (
            (self._steps, self.tr("Timeline")),
            (self._request, self.tr("Request")),
            (self._answer, self.tr("Answer")),
        ):
            self._tabs.addTab(_scrolled(text), title)
        # Beside the tabs: below the list the sheet is low.
        self._tabs.setCornerWidget(self._curl)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        self._parts.setSpacing(SMALL)
        self._parts.addWidget(self._table, 0, Qt.AlignmentFlag.AlignTop)
        self._parts.addWidget(self._tabs, 1)
        self._fit_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list beside the steps where it is wide, above them where it is narrow."""
        super().resizeEvent(event)
        wide = event.size().width() >= _BESIDE_FROM
        # The time and the answer say most; a bar for the rest would cover the one row.
        for column in _LESS_TELLING:
            self._table.setColumnHidden(column, event.size().width() < _ALL_COLUMNS_FROM)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way is not self._parts.direction():
            self._parts.setDirection(way)
            for part in (self._table, self._tabs):
                self._parts.setStretchFactor(part, 1 if wide or part is self._tabs else 0)

    def set_attempts(self, newest_first: Sequence[AttemptRecord], messages: Messages) -> None:
        """Show attempts; the newest is chosen."""
        self._attempts, self._messages = tuple(newest_first), messages
        self._table.setRowCount(len(newest_first))
        for row, one in enumerate(newest_first):
            for column, text in enumerate(self._cells(one)):
                self._table.setItem(row, column, QTableWidgetItem(visible(text, _LONGEST_CELL)))
            set_exact(self._table.item(row, 0), one.at)
        self._fit_table()
        self._table.setCurrentCell(0 if newest_first else -1, 0)
        self._show(0)

    def _make_table(self) -> QTableWidget:
        titles = (self.tr("Time"), self.tr("What"), self.tr("Answer"), self.tr("ms"), self.tr("By"))
        table = QTableWidget(0, len(titles), self)
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.tr("Attempts"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + _CELL_ROOM)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(max(map(header.fontMetrics().horizontalAdvance, titles)) + 2 * SMALL)
        table.currentCellChanged.connect(lambda row, *_: self._show(row))
        return table

    def _make_text(self, name: str) -> ExcerptText:
        text = ExcerptText(name, self, excerpt=1500, lines=16)
        text.field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        return text

    def _fit_table(self) -> None:
        rows = max(1, min(self._table.rowCount(), _MOST_ROWS_SHOWN))
        height = rows * self._table.verticalHeader().defaultSectionSize()
        frame = 2 * self._table.frameWidth()
        self._table.setFixedHeight(self._table.horizontalHeader().sizeHint().height() + height + frame)

    def _cells(self, one: AttemptRecord) -> tuple[str, ...]:
        took = "" if one.milliseconds is None else str(one.milliseconds)
        return (f"{one.at.astimezone():%H:%M:%S}", self._what(one), self._came(one), took, one.operator)

    def _what(self, one: AttemptRecord) -> str:
        if one.kind == "settled":
            recording = one.state is State.RECORDING
            return self.tr("marked as recording") if recording else self.tr("marked as ended")
        if one.kind == "handled":
            return self.tr("handled")
        if one.kind == "undone":
            return self.tr("mark undone")
        if one.kind == "overrun":
            return self.tr("too long")
        if one.kind == "restored":
            return self.tr("put back from a backup")
        asked = self.tr("Start") if one.operation is Operation.START else self.tr("Stop")
        if one.kind == "withdrawn":
            return fill(self.tr("{what} · taken back"), what=asked)
        return fill(self.tr("{what} · panel ended"), what=asked) if one.kind == "interrupted" else asked

    def _came(self, one: AttemptRecord) -> str:
        if not one.came:
            return one.reason
        if one.came == "0":
            return self.tr("accepted")
        key = f"short.{one.came}"
        came = self._messages.text(key) if key in self._messages else one.came
        told = words_of(one, self._messages)
        return f"{came} · {told}" if told else came

    def _show(self, row: int) -> None:
        one = self._attempts[row] if 0 <= row < len(self._attempts) else None
        self._steps.set_text("" if one is None else self._steps_of(one))
        self._steps.field.setToolTip("" if one is None else exact_time(one.at))
        self._request.set_text("" if one is None else one.pretty_request)
        self._answer.set_text("" if one is None else one.pretty_answer)
        self._curl.set_copy("" if one is None else one.curl)

    def _steps_of(self, one: AttemptRecord) -> str:
        lines = []
        for step in one.timeline:
            clock = f"{step.at.astimezone():%H:%M:%S}.{step.at.microsecond // 1000:03d}"
            # Times first, in columns: the texts differ in width.
            times = f"{clock}  {step.after_ms:>6} ms  {step.took_ms:>+6} ms"
            lines.append(f"{times}  {self._step_name(step.name, reused=one.reused)}")
        if one.status is not None:
            lines.append(f"HTTP {one.status}")
        if one.seq is not None:
            lines.append(f"uint32_seq {one.seq}")
        return "\n".join(lines)

    def _step_name(self, name: str, *, reused: bool) -> str:
        if name == "connected" and reused:
            return self.tr("connected (kept open from before)")
        names = {
            "queued": self.tr("queued"),
            "written": self.tr("written to the ledger"),
            "connected": self.tr("connected"),
            "sent": self.tr("sent"),
            "answered": self.tr("answered"),
        }
        return names.get(name, name)


def _scrolled(widget: QWidget) -> QScrollArea:
    page = QWidget()
    layout = QHBoxLayout(page)
    layout.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
    layout.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    page.setBackgroundRole(QPalette.ColorRole.Base)
    return RevealingScroll(page)
