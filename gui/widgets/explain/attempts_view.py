"""What was tried: a sheet with a list, and the steps, the request and the answer of the chosen attempt."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QStyleOptionToolButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QWidget,
)

from gui.core.catalogue.details import words_of
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.ledger.attempt_log import AttemptRecord
from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.selectable_text import ExcerptText
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, INDICATOR, LARGE, LINE, SMALL, TIGHT
from gui.widgets.style.themes import current_theme

_MOST_ROWS_SHOWN = 6
_LONGEST_CELL = 120
_CELL_ROOM = 8
_BESIDE_FROM = 720
_LEAST_TOGGLE = 60
_BESIDE_WORDS = INDICATOR + 4 * TIGHT
_BETWEEN = " · "


class FootToggle(QToolButton):
    """Opens and closes the sheet; its words are cut where the stop beside it needs the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFixedHeight(CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_kind(self, Kind.GHOST)
        set_icon(self, "chevron-right")

    def minimumSizeHint(self) -> QSize:
        """The arrow and the first word."""
        return QSize(_LEAST_TOGGLE, super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Cut the words to the room that there is."""
        super().initStyleOption(option)
        room = self.width() - _BESIDE_WORDS
        # Whole words first: the sheet has all of them.
        while option.fontMetrics.horizontalAdvance(option.text) > room and _BETWEEN in option.text:
            option.text = option.text.rpartition(_BETWEEN)[0]
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)


class AttemptsView(QWidget):
    """Closed at first; :attr:`toggle` stands elsewhere. Texts of the service are plain, and cut."""

    opened = Signal(bool)
    text_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempts: tuple[AttemptRecord, ...] = ()
        self._messages = Messages()
        self.toggle = FootToggle()
        # Pressed by a screen reader it only toggles, without a click.
        self.toggle.toggled.connect(self._open)
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
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.hide()
        self.set_attempts((), self._messages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list beside the steps where it is wide, above them where it is narrow."""
        super().resizeEvent(event)
        wide = event.size().width() >= _BESIDE_FROM
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way is not self._parts.direction():
            self._parts.setDirection(way)
            for part in (self._table, self._tabs):
                self._parts.setStretchFactor(part, 1 if wide or part is self._tabs else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above: it lies over what is behind it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), LINE, current_theme().roles.line)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.toggle.setChecked(False)
            self.toggle.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def set_attempts(self, attempts: Sequence[AttemptRecord], messages: Messages) -> None:
        """Show attempts, the newest first; the newest is chosen."""
        newest_first = tuple(reversed(tuple(attempts)))
        self._messages = messages
        count = sum(1 for one in attempts if one.came)
        self.toggle.setText(fill(self.tr("Attempts ({count}) · Timeline · Request · Answer"), count=count))
        self.toggle.setAccessibleName(self.toggle.text())
        self.toggle.setEnabled(bool(attempts))
        if not attempts:
            self.toggle.setChecked(False)
        if newest_first == self._attempts:
            return
        self._attempts = newest_first
        self._table.setRowCount(len(newest_first))
        for row, one in enumerate(newest_first):
            for column, text in enumerate(self._cells(one)):
                self._table.setItem(row, column, QTableWidgetItem(visible(text, _LONGEST_CELL)))
        self._fit_table()
        self._table.setCurrentCell(0 if newest_first else -1, 0)
        self._show(0)

    def timeline(self) -> str:
        """The steps of the chosen attempt, as they are shown."""
        return self._steps.field.text()

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

    def _open(self, is_open: bool) -> None:
        set_icon(self.toggle, "chevron-down" if is_open else "chevron-right")
        self.setVisible(is_open)
        if is_open:
            self.raise_()
        self.opened.emit(is_open)

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
