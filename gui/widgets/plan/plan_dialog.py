"""*Plan of the day*: the lines as they stand, and a field into which a table is pasted or dropped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.messages import Messages
from gui.core.plan.plan_standing import NEEDING, Planned
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ResultLine, ToneLabel
from gui.widgets.controls.profile_chip import Place, ProfileChip
from gui.widgets.controls.theme import Tone
from gui.widgets.plan.plan_table_view import PlanTable
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL

_FIRST_SIZE: Final = QSize(640, 560)
_PASTE_LINES: Final = 5
_LEAST_LINES: Final = 3
"""Where the screen is low."""


class PlanDialog(QDialog):
    """Not modal; Esc closes. Of one account at a time. It sends nothing."""

    read_requested = Signal(str, bool)
    """A pasted text, and whether it takes the place of the plan."""
    file_dropped = Signal(str)
    chosen = Signal(object)
    """A Planned."""
    removed = Signal(object)
    """A PlanEntry."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Plan of the day"))
        self.setModal(False)
        self.setAcceptDrops(True)
        set_first_size(self, _FIRST_SIZE)
        self.account = ""
        self.chip = ProfileChip(Place("other", ""), self)
        self.table = PlanTable(messages)
        self.hint = ToneLabel("", Tone.MUTED)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Table to read"))
        self.text.setPlaceholderText(
            self.tr("Paste or drop a line for each guest: room, user, start, end")
            + "\n990007, alice, 20:00, 21:00\n990002, bob, 8:30 pm"
        )
        self.text.setTabChangesFocus(True)
        # A file that is dropped here is for the whole window.
        self.text.setAcceptDrops(False)
        height = self.text.fontMetrics().lineSpacing()
        self.text.setMinimumHeight(height * _LEAST_LINES)
        self.text.setMaximumHeight(height * _PASTE_LINES)
        self.taken, self.told = ResultLine(), ResultLine()
        for line in (self.taken, self.told):
            line.hide()
        self.add, self.replace = QPushButton(), QPushButton(self.tr("Replace the plan"))
        set_kind(self.add, Kind.PRIMARY)
        self.remove = QPushButton(self.tr("Remove line"))
        self.remove.setToolTip(self.tr("Take the chosen line out of the plan (Del)"))
        self.close_button = QPushButton(self.tr("Close"))
        for button in (self.add, self.replace, self.remove, self.close_button):
            # Return belongs to the lines and to the field.
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._refresh()

    def show_account(self, place: Place) -> None:
        """Be about another account; what stood in the field was meant for the one before."""
        if place.profile != self.account:
            self.text.clear()
            self._tell("", ())
        self.account = place.profile
        self.chip.show_place(place)

    def show_plan(self, plan: Sequence[Planned], now: datetime) -> None:
        """Show the lines as they stand."""
        self.table.show_plan(plan, now)
        needing = sum(one.standing in NEEDING for one in plan)
        if not plan:
            words = self.tr("Nothing is planned yet. Nothing starts or stops by itself.")
        elif needing:
            words = self.tr("%n need attention. Nothing starts or stops by itself.", "", needing)
        else:
            words = self.tr("A press fills the form, or goes to the live recording. Nothing is sent.")
        self.hint.set_tone(Tone.WARNING if needing else Tone.MUTED)
        self.hint.setText(words)
        self._refresh()

    def show_read(self, taken: int, complaints: Sequence[str], rest: str) -> None:
        """What came of a text: what could not be read stays in the field, to be corrected."""
        self.text.setPlainText(rest)
        self._tell(self.tr("%n lines taken.", "", taken) if taken else "", complaints)
        if complaints:
            self.text.setFocus()
        elif taken:
            self.table.setFocus()

    def show_trouble(self, words: str) -> None:
        """A file that could not be read."""
        self._tell("", [words])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or a text."""
        if event.mimeData().hasText() or len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped; where there is a plan, it is added to it."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            self.file_dropped.emit(urls[0].toLocalFile())
        elif event.mimeData().hasText():
            self.take_text(event.mimeData().text())
        event.acceptProposedAction()

    def take_text(self, text: str) -> None:
        """Put a text into the field, and read it."""
        self.text.setPlainText(text)
        self.read_requested.emit(text, False)

    def _tell(self, taken: str, complaints: Sequence[str]) -> None:
        self.taken.show_text(Tone.NEUTRAL, taken)
        self.told.show_lines(Tone.DANGER, complaints)

    def _refresh(self) -> None:
        planned = self.table.plan.rowCount() > 0
        typed = bool(self.text.toPlainText().strip())
        self.add.setText(self.tr("Add to the plan") if planned else self.tr("Take as the plan"))
        self.replace.setVisible(planned)
        for button in (self.add, self.replace):
            button.setEnabled(typed)
        self.remove.setEnabled(self.table.current() is not None)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._refresh)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._refresh())
        self.table.plan.modelReset.connect(self._refresh)
        self.table.chosen.connect(self.chosen)
        self.table.removed.connect(self.removed)
        self.add.clicked.connect(lambda: self.read_requested.emit(self.text.toPlainText(), False))
        self.replace.clicked.connect(lambda: self.read_requested.emit(self.text.toPlainText(), True))
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.close)

    def _remove(self) -> None:
        if (found := self.table.current()) is not None:
            self.removed.emit(found.entry)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(SMALL)
        head = QHBoxLayout()
        head.setSpacing(MEDIUM)
        title = ToneLabel(self.tr("Plan of the day"))
        title.setWordWrap(False)
        set_type(title, Type.HEADING)
        head.addWidget(title)
        head.addWidget(self.chip)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.text)
        layout.addWidget(self.taken)
        layout.addWidget(self.told)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self.add)
        foot.addWidget(self.replace)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)
