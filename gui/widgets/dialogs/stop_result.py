"""What came of a stop, of one recording or many; stays until it is closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import Outcome
from gui.core.foundation.fill import fill
from gui.widgets.controls.copied_sign import CopiedSign
from gui.widgets.dialogs.bulk_result import BulkResult


class StopResult(BulkResult):
    """What may still be recording can be shown, or stopped again; what was stopped, copied."""

    stop_again_requested = Signal(list)
    stop_asked = Signal(list)
    """The same by Return: the question comes first."""
    copy_requested = Signal(list)
    unrecorded_requested = Signal(list)
    """Stops that could not be written down are to be sent without a record."""
    tells_of_one = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unwritten: set[str] = set()
        self.stop_again, self.copy, self.unrecorded = (self.new_button() for _ in range(3))
        self.add_buttons(self.stop_again, self.unrecorded, self.copy)
        self.name_parts(
            self.tr("Result of the stop"),
            self.tr("Progress of the stop"),
            self.tr("Close the result of the stop"),
        )
        self.copy.setText(self.tr("Copy file ids"))
        self.copy.setAccessibleName(self.copy.text())
        self.copy.setToolTip(self.tr("A table with heads: file id, room, user, name and times"))
        self.stop_again.clicked.connect(self._stop_rest)
        self.stop_again.keep_return_apart()
        self.stop_again.return_pressed.connect(lambda: self.stop_asked.emit(self.rest()))
        self.unrecorded.setText(self.tr("Stop without a record…"))
        self.unrecorded.setAccessibleName(self.unrecorded.text())
        self.unrecorded.clicked.connect(lambda: self.unrecorded_requested.emit(self.unwritten()))
        self.copy.clicked.connect(lambda: self.copy_requested.emit(self.of(Outcome.ACCEPTED)))
        CopiedSign(self.copy)

    def show_buttons(self) -> None:
        """*Stop 3 again*, or *Stop 3* of those that were broken off; *Copy file ids*."""
        unsent = self.broken_off and not self.of(Outcome.REFUSED, Outcome.UNKNOWN)
        words = self.tr("Stop {count}") if unsent else self.tr("Stop {count} again")
        self.name(self.stop_again, words, len(self.rest()))
        self.copy.setVisible(bool(self.of(Outcome.ACCEPTED)))
        self.unrecorded.setVisible(bool(self.unwritten()))

    def set_unwritten(self, session_id: str, unwritten: bool) -> None:
        """Whether a stop was not sent only because it can't be written down; call it before its result."""
        if unwritten:
            self._unwritten.add(session_id)
        else:
            self._unwritten.discard(session_id)

    def unwritten(self) -> list[str]:
        """Those that can be sent without a record."""
        return [key for key in self.of(Outcome.NOT_SENT) if key in self._unwritten]

    def _stop_rest(self) -> None:
        """What was broken off was not wanted then: it is asked about; what was refused was wanted."""
        asks = self.broken_off and bool(self.of(Outcome.NOT_SENT))
        (self.stop_asked if asks else self.stop_again_requested).emit(self.rest())

    def progress_text(self, done: int, every: int) -> str:
        """*Stopping: 12 of 30*."""
        text = self.tr("Stopping: {done} of {every}")
        return fill(text, done=done, every=every)

    def sum_text(self) -> str:
        """*28 stopped, 41 file ids · 2 refused · 1 unconfirmed*."""
        stopped = [found for key in self.of(Outcome.ACCEPTED) if (found := self.results[key]) is not None]
        files = sum(done.file_ids for done in stopped)
        without = sum(done.file_ids == 0 for done in stopped)
        parts = []
        if stopped:
            text = self.tr("{count} stopped, {files} file ids", "", files)
            parts.append(fill(text, count=f"{len(stopped):,}", files=f"{files:,}"))
        refused = self.of(Outcome.REFUSED)
        again = self.tr("{count} refused again") if self.all_again(refused) else ""
        for count, text in (
            (without if files else 0, self.tr("{count} without file ids")),
            (len(refused), again or self.tr("{count} refused")),
            (len(self.of(Outcome.UNKNOWN)), self.tr("{count} unconfirmed")),
            (len(self.of(Outcome.NOT_SENT)), self.tr("{count} not sent")),
            (self.needless(), self.tr("{count} had not started")),
            (self.newer(), self.tr("{count} not sent: a newer row")),
        ):
            if count:
                parts.append(fill(text, count=f"{count:,}"))
        return " · ".join(parts)
