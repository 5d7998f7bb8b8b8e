"""A batch under way and its result: progress, pause, cancel, and what can be done about the rest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.core.catalogue.errors import Catalogue, LocalFailure, Problem
from gui.core.foundation.enums import Operation
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.batch.batch_result_table import BatchResultTable
from gui.widgets.batch.batch_texts import counts_text, title_text
from gui.widgets.controls.buttons import OncePressedButton, set_words_with_key
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.core.batch.results import BatchProgress, RowResult
    from gui.core.batch.run import BatchRequest


class BatchRunPage(QWidget):
    """Shows one batch at a time; buttons only emit what is wanted."""

    pause_requested = Signal()
    go_on_requested = Signal()
    cancel_requested = Signal()
    unsent_requested = Signal()
    """Send the rows that were never sent."""
    failed_requested = Signal()
    """Send those, and the refused ones."""
    export_requested = Signal()
    new_requested = Signal()

    def __init__(self, messages: Messages, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._paused = False
        self._progress: BatchProgress | None = None
        self.headline = ToneLabel()
        set_type(self.headline, Type.TITLE)
        self.file = ElidedLabel("", Tone.MUTED)
        self.counts = ToneLabel()
        self.said = ToneLabel()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the batch"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.pause, self.cancel = QPushButton(self.tr("Pause")), QPushButton()
        self.table = BatchResultTable(messages, catalogue)
        self.unsent, self.failed = OncePressedButton(), OncePressedButton()
        self.export = QPushButton(self.tr("Export result…"))
        self.copy = QPushButton(self.tr("Copy"))
        self.new = QPushButton(self.tr("Another batch…"))
        self._lay_out()
        self._connect()

    # Called by the window.

    def begin(self, wanted: "BatchRequest", place: str, results: "Iterable[RowResult]") -> None:
        """A batch runs from now on.

        :param place: environment and profile, as text.
        """
        batch = wanted.batch
        self.headline.setText(title_text(batch.operation, len(batch.rows), place))
        self.file.set_whole_text(visible(wanted.source, 500))
        if batch.operation is Operation.STOP:
            self.failed.setToolTip(self.tr("Stops that were refused, or never sent"))
        else:
            self.failed.setToolTip(self.tr("Starts that were refused, or never sent; never an unknown one"))
        self.table.model.set_rows(batch.rows)
        self.table.model.put(results)
        self.table.show_all()
        self.said.hide()
        self.cancel.setEnabled(True)
        self._set_running(True)

    def advance(self, progress: "BatchProgress", came: "Iterable[RowResult]") -> None:
        """Some rows are done."""
        self.table.model.put(came)
        self.table.refresh()
        self._progress = progress
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.counts.setText(counts_text(progress))
        self._paused = progress.paused
        self.pause.setText(self.tr("Go on") if progress.paused else self.tr("Pause"))
        self.pause.setAccessibleName(self.pause.text())

    def end(self, ended_by: Problem | None) -> None:
        """It is over."""
        self._set_running(False)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.counts.text()))
        progress = self._progress
        self._show_end(ended_by, 0 if progress is None else progress.unknown)
        if progress is not None:
            unsent, refused = progress.not_sent, progress.refused
            self._offer(self.unsent, self.tr("Send the {count} rows that were not sent", "", unsent), unsent)
            again = unsent + refused if refused else 0
            self._offer(self.failed, self.tr("Send the {count} failed rows again", "", again), again)

    def show_saved(self, path: str) -> None:
        """The export is there."""
        self._show_text(fill(self.tr("Saved: {path}"), path=visible(path, 200)))

    def show_failure(self, text: str) -> None:
        """Something did not work."""
        self._show_text(f"✕ {text}", Tone.DANGER)

    # Inside.

    def _lay_out(self) -> None:
        steering = QHBoxLayout()
        steering.addWidget(self.bar, 1)
        steering.addWidget(self.pause)
        steering.addWidget(self.cancel)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.pause, self.cancel, self.unsent, self.failed, self.export, self.copy, self.new):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        set_words_with_key(self.cancel, self.tr("&Send no more"))
        self.cancel.setToolTip(self.tr("What is on its way is finished, the rest is not sent"))
        for button in (self.failed, self.unsent, self.export, self.copy, self.new):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.headline)
        column.addWidget(self.file)
        column.addLayout(steering)
        column.addWidget(self.counts)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.pause.clicked.connect(self._pause_or_go_on)
        self.cancel.clicked.connect(self._cancel)
        for button, wanted in ((self.unsent, self.unsent_requested), (self.failed, self.failed_requested)):
            # At once: what was clicked is not there to be clicked again.
            button.clicked.connect(lambda: self._set_running(True))
            button.clicked.connect(wanted)
        self.export.clicked.connect(self.export_requested)
        self.copy.clicked.connect(self.table.copy)
        self.new.clicked.connect(self.new_requested)

    def _set_running(self, running: bool) -> None:
        for button in (self.pause, self.cancel):
            button.setVisible(running)
        for button in (self.unsent, self.failed):
            button.hide()
        for button in (self.export, self.copy, self.new):
            button.setVisible(not running)

    def _show_end(self, ended_by: Problem | None, unknown: int) -> None:
        if ended_by is not None and ended_by.word is not LocalFailure.WITHDRAWN:
            entry = self._catalogue.of(ended_by)
            self._show_text(f"✕ {entry.description} {entry.solution}", Tone.DANGER)
        elif ended_by is not None:
            self._show_text(self.tr("Broken off. What was on its way has its answer; the rest was not sent."))
        elif unknown:
            text = self.tr("Unknown rows are never sent again by themselves: look at each in the list.")
            self._show_text(f"? {text}", Tone.WARNING)

    def _offer(self, button: QPushButton, words: str, count: int) -> None:
        button.setText(fill(words, count=f"{count:,}"))
        button.setAccessibleName(button.text())
        button.setVisible(count > 0)

    def _pause_or_go_on(self) -> None:
        (self.go_on_requested if self._paused else self.pause_requested).emit()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._show_text(self.tr("Nothing more is sent; waiting for the answers that are still to come."))
        self.cancel_requested.emit()

    def _show_text(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        self.said.setText(text)
        self.said.set_tone(tone)
        self.said.show()
