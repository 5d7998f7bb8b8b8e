"""The page that chooses a file of starts or stops, and shows its check: only a sound file is sent."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.enums import PRACTICE_NAME, Operation, Outcome
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.batch.batch_check_table import BatchCheckTable
from gui.widgets.batch.batch_preview_table import BatchPreviewTable
from gui.widgets.batch.batch_texts import (
    button_text,
    form_text,
    known_text,
    pace_text,
    title_text,
    wrong_text,
)
from gui.widgets.batch.drop_area import DropArea
from gui.widgets.batch.rows_to_send import RowsToSend
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.buttons import PrimaryButton, SegmentButton
from gui.widgets.controls.environment_badge import EnvironmentBadge
from gui.widgets.controls.fields.file_field import FileField
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.core.batch.earlier_results import CutBatch
    from gui.core.batch.file_format import BatchComplaint
    from gui.core.batch.precheck import Checked
    from gui.core.protocol.endpoint import Limits

_WARNINGS_SHOWN: Final = 4
_LOW: Final = 460
"""On a page that is lower, the rows that are sent would have no space beside four warnings."""
_WARNINGS_SHOWN_LOW: Final = 2
_MANY: Final = 10
"""From so many rows on Return does not start over."""
TYPING_MS: Final = 300
"""A path that is being typed is read once it is unchanged for this long."""


class BatchFilePage(QWidget):
    """:meth:`show_checked` takes what was found; signals report what is wanted."""

    check_requested = Signal(str, object)
    """A path and the operation."""
    encoding_chosen = Signal(str, object, str)
    """A path, the operation, and the encoding that a person said."""
    start_requested = Signal(object, object)
    """A sound :class:`Checked`, and the :class:`Choice` of its rows."""
    template_requested = Signal()

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = Place("other", "")
        self._checked: Checked | None = None
        self._has_complaints = False
        self._asked = False
        self._cut: CutBatch | None = None
        self.badge, self.place, self.pace = EnvironmentBadge(), ToneLabel(), ToneLabel("", Tone.MUTED)
        self.start, self.stop = SegmentButton(self.tr("Start")), SegmentButton(self.tr("Stop"))
        self.file = FileField(self.tr("Batch file"), self.tr("Tables (*.csv *.txt *.tsv);;All files (*)"))
        self.template = QPushButton(self.tr("Save template…"))
        self.again = QPushButton(self.tr("Read again"))
        self.found, self.form_line, self.more = ToneLabel(), ToneLabel("", Tone.MUTED), ToneLabel()
        self.choice = RowsToSend(self.tr("Rows to send"))
        self.encoding = NoWheelCombo(self.tr("Encoding of the file"))
        self.encoding.setPlaceholderText(self.tr("Which of these reads right?"))
        self.table = BatchCheckTable(messages)
        self.go = PrimaryButton("")
        self.rows, self.drop, self._room = BatchPreviewTable(), DropArea(), QWidget()
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self.clear()

    # Called by the window.

    def set_place(self, environment: str, profile: str, limits: "Limits | None", colour: str = "") -> None:
        """Where the batch goes.

        :param limits: None where the profile is gone.
        :param colour: the profile's own.
        """
        self._where = Place(environment, profile, colour)
        self.badge.set_environment(environment, colour)
        self.place.setText(visible(profile, 80))
        # The badge says the same.
        self.place.setVisible(profile != PRACTICE_NAME)
        self.pace.setText("" if limits is None else pace_text(limits))

    def clear(self) -> None:
        """No file yet."""
        self._checked, self._asked = None, False
        self._show_text("", Tone.NEUTRAL)
        self.drop.show_columns(self.operation())
        self._show_found(())

    def expect(self, cut: "CutBatch | None") -> None:
        """The batch that is to go on; None for any."""
        self._cut = cut
        if cut is not None:
            (self.start if cut.run.operation is Operation.START else self.stop).setChecked(True)
            self.file.set_path(cut.run.source)

    def operation(self) -> Operation:
        """What the file is for."""
        return Operation.STOP if self.stop.isChecked() else Operation.START

    def show_checked(self, checked: "Checked") -> None:
        """What was found in the file that was asked about last."""
        if not self._asked:
            # Another path is being typed: it must not be taken for what was found in this one.
            return
        self._checked = checked
        self._show_found(checked.complaints, checked.warnings)
        self._fill_encodings(checked)
        if checked.offers and checked.form is None:
            asked = self.tr(
                "▲ It is not certain how this file is to be read. Choose the line that reads right."
            )
            self._show_text(asked, Tone.WARNING)
            self._show_found(())
            self.encoding.show()
        elif checked.batch is None:
            words = wrong_text(checked, self._cut)
            self._show_text(f"✕ {words}", Tone.DANGER, form_text(checked.form))
        else:
            self._show_sound(checked)

    def show_trouble(self, text: str) -> None:
        """The file could not be checked."""
        self._checked = None
        self._show_text(f"✕ {text}", Tone.DANGER)
        self._show_found(())
        self.again.setVisible(bool(self.file.path()))

    def show_saved(self, path: str) -> None:
        """The template is there: fill it in, then choose it."""
        text = self.tr("Saved: {path}. Fill it in, then choose it here.")
        self._show_text("", Tone.NEUTRAL, fill(text, path=visible(path, 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has fewer warnings in sight, and more of the rows."""
        super().resizeEvent(event)
        self.table.limit_rows(self._most_found())

    # What was found.

    def _most_found(self) -> int:
        if self._has_complaints:
            return 0
        return _WARNINGS_SHOWN_LOW if self.height() < _LOW else _WARNINGS_SHOWN

    def _show_sound(self, checked: "Checked") -> None:
        assert checked.batch is not None
        place = self._where.words()
        title = title_text(checked.batch.operation, len(checked.batch.rows), place)
        self._show_text(title, Tone.NEUTRAL, form_text(checked.form))
        self.choice.offer(checked)
        tone, known = known_text(checked, self._cut)
        self.more.setText(known)
        self.more.set_tone(tone)
        self.more.setVisible(bool(known))
        self._show_button()
        self.rows.show_rows(checked.batch.rows)
        self.rows.show()
        self._room.hide()

    def _fill_encodings(self, checked: "Checked") -> None:
        self.encoding.clear()
        for offer in checked.offers:
            self.encoding.addItem(f"{offer.label}: {visible(offer.row, 120)}", offer.name)
        self.encoding.setCurrentIndex(self.encoding.findData(checked.encoding))
        self.encoding.setVisible(bool(checked.offers))

    # Inside.

    def _lay_out(self) -> None:
        set_type(self.place, Type.STRONG)
        set_type(self.found, Type.TITLE)
        where, what, segments = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        segments.setSpacing(0)
        for button in (self.start, self.stop):
            segments.addWidget(button)
        for widget, stretch in ((self.badge, 0), (self.place, 0), (self.pace, 1)):
            where.addWidget(widget, stretch)
        where.addWidget(self.template)
        what.addLayout(segments)
        what.addWidget(self.file, 1)
        below = QHBoxLayout()
        below.addWidget(self.choice, 3)
        below.addWidget(self.again)
        below.addStretch(1)
        below.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(where)
        column.addLayout(what)
        for line in (self.found, self.form_line, self.encoding, self.more):
            column.addWidget(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.rows, 1)
        column.addWidget(self.drop, 1)
        column.addWidget(self._room, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for button in (self.start, self.stop):
            group.addButton(button)
        self.start.setChecked(True)
        for push in (self.template, self.again):
            push.setAutoDefault(False)
            push.setAccessibleName(push.text())
        group.buttonToggled.connect(lambda _button, on: self._ask() if on else None)
        self.file.changed.connect(self._path_changed)
        self._typing.timeout.connect(self._ask)
        self.template.clicked.connect(self.template_requested)
        self.again.clicked.connect(self._ask)
        self.choice.currentIndexChanged.connect(lambda _index: self._show_button())
        self.encoding.activated.connect(self._ask_in_encoding)
        self.go.clicked.connect(self._go)

    def _path_changed(self) -> None:
        # What is known of the file before must not be sent for this one.
        self.clear()
        self._typing.start()

    def _ask(self) -> None:
        self._typing.stop()
        path = self.file.path()
        self.clear()
        if path:
            self._asked = True
            self._show_text(self.tr("Reading the file…"), Tone.MUTED)
            self.check_requested.emit(path, self.operation())

    def _ask_in_encoding(self, index: int) -> None:
        name, path = self.encoding.itemData(index), self.file.path()
        self.clear()
        self._asked = True
        self._show_text(self.tr("Reading the file…"), Tone.MUTED)
        self.encoding_chosen.emit(path, self.operation(), name)

    def _go(self) -> None:
        from gui.core.batch.run import Choice

        checked = self._checked
        if checked is None or not self.choice.rows_of(self._checked):
            return
        if checked.earlier and self.choice.chosen() is Choice.AGAIN:
            self._ask_to_start_over(checked)
        else:
            self._send()

    def _ask_to_start_over(self, checked: "Checked") -> None:
        """Rows that were accepted before would be sent once more."""
        rows, answered = self.choice.rows_of(self._checked), checked.count(Outcome.ACCEPTED, Outcome.REFUSED)
        more = self.tr("Rows that have their answer already, and are sent once more: {count}.")
        ask(
            self,
            fill(self.tr("Send all {count} rows from the first?", "", rows), count=f"{rows:,}"),
            fill(more, count=f"{answered:,}"),
            yes=button_text(self.operation(), rows),
            go_on=self._send,
            place=self._where,
            title=self.tr("Start over"),
            careful=rows >= _MANY,
        )

    def _send(self) -> None:
        # A question that was open for long may be about another file by now.
        if self._checked is not None and self.choice.rows_of(self._checked):
            self.go.setEnabled(False)
            self.start_requested.emit(self._checked, self.choice.chosen())

    def _show_button(self) -> None:
        rows = self.choice.rows_of(self._checked)
        self.go.setText(button_text(self.operation(), rows) if rows else self.tr("Nothing left to send"))
        self.go.setAccessibleName(self.go.text())
        self.go.setVisible(True)
        self.go.setEnabled(rows > 0)

    def _show_text(self, text: str, tone: Tone, more: str = "") -> None:
        self.found.setText(text)
        self.found.set_tone(tone)
        self.found.setVisible(bool(text))
        self.form_line.setText(more)
        self.form_line.setVisible(bool(more))

    def _show_found(
        self, complaints: "Sequence[BatchComplaint]", warnings: "Sequence[BatchComplaint]" = ()
    ) -> None:
        # Warnings stop nothing: the rows that are sent have most of the space.
        self._has_complaints = bool(complaints)
        self.table.show_found(complaints, warnings, most=self._most_found())
        self.table.setVisible(bool(complaints or warnings))
        no_file = not self.file.path()
        self.drop.setVisible(no_file)
        self._room.setVisible(not (complaints or warnings or no_file))
        self.again.setVisible(self._checked is not None)
        for widget in (self.more, self.choice, self.go, self.rows, self.encoding):
            widget.hide()
