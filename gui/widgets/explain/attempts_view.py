"""What was tried: a sheet with a list, and the steps, the request and the answer of the chosen attempt."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, INDICATOR, LINE, TIGHT
from gui.widgets.style.themes import current_theme

_LEAST_TOGGLE = 60
_BESIDE_WORDS = INDICATOR + 4 * TIGHT
_BETWEEN = " · "

if TYPE_CHECKING:
    from gui.core.ledger.attempt_log import AttemptRecord
    from gui.widgets.explain.attempts_sheet import AttemptsSheet


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
        # They stand at the left however many there are.
        taken = option.rect
        taken.setWidth(min(taken.width(), option.fontMetrics.horizontalAdvance(option.text) + _BESIDE_WORDS))
        option.rect = taken


class AttemptsView(QWidget):
    """A sheet, closed at first; :attr:`toggle` stands elsewhere.

    What it shows is made when it is first opened: neither the window's first paint nor a click on a row waits
    for it.
    """

    opened = Signal(bool)
    text_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempts: tuple[AttemptRecord, ...] = ()
        self._messages = Messages()
        self._sheet: AttemptsSheet | None = None
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.toggle = FootToggle()
        # Pressed by a screen reader it only toggles, without a click.
        self.toggle.toggled.connect(self._open)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.hide()
        self.set_attempts((), self._messages)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the sheet, the first time."""
        if self._sheet is None:
            # Not at the file's top: the window's first paint waits for neither the sheet nor its file.
            from gui.widgets.explain.attempts_sheet import AttemptsSheet

            self._sheet = AttemptsSheet(self)
            self._sheet.text_copied.connect(self.text_copied)
            self._place.addWidget(self._sheet)
            self._sheet.set_attempts(self._attempts, self._messages)
        super().showEvent(event)

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

    def set_attempts(self, attempts: "Sequence[AttemptRecord]", messages: Messages) -> None:
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
        if self._sheet is not None:
            self._sheet.set_attempts(newest_first, messages)

    def _open(self, is_open: bool) -> None:
        set_icon(self.toggle, "chevron-down" if is_open else "chevron-right")
        self.setVisible(is_open)
        if is_open:
            self.raise_()
        self.opened.emit(is_open)
