"""What came of a stop, of one recording or many; stays until it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.session import Session
from gui.core.terms import Outcome
from gui.widgets.theme import Tone
from gui.widgets.tone_label import ToneLabel


@dataclass(frozen=True, slots=True)
class _Done:
    outcome: Outcome
    file_ids: int


class StopResult(QFrame):
    """A bar below the list: first the progress, then the sum, with what can be done about the rest."""

    show_requested = Signal(list)
    stop_again_requested = Signal(list)
    copy_requested = Signal(list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results: dict[str, _Done | None] = {}
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Result of the stop"))
        self.summary = ToneLabel()
        self.summary.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.summary.font()
        font.setBold(True)
        self.summary.setFont(font)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress of the stop"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.show_rest, self.stop_again = QPushButton(), QPushButton()
        self.copy = QPushButton(self.tr("Copy for VOD"))
        self.copy.setAccessibleName(self.copy.text())
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(self.tr("Close the result of the stop"))
        self.close_button.setToolTip(self.tr("Close"))
        self._lay_out()
        self.show_rest.clicked.connect(lambda: self.show_requested.emit(self._rest()))
        self.stop_again.clicked.connect(lambda: self.stop_again_requested.emit(self._rest()))
        self.copy.clicked.connect(lambda: self.copy_requested.emit(self._stopped()))
        self.close_button.clicked.connect(self._close)
        self.hide()

    def begin(self, session_ids: Iterable[str]) -> None:
        """A stop of these sessions is under way.

        Those that are part of the result already go on in it; a finished result of others gives way.
        """
        ids = list(session_ids)
        goes_on = self.under_way or any(session_id in self._results for session_id in ids)
        if not goes_on:
            self._results.clear()
        self._results.update(dict.fromkeys(ids))
        self._show()

    def set_result(self, session_id: str, outcome: Outcome, session: Session | None) -> None:
        """One stop is over. Sessions that no :meth:`begin` named are ignored.

        :param session: as it is now; None where the stop did not come as far as the list.
        """
        if session_id not in self._results:
            return
        self._results[session_id] = _Done(outcome, 0 if session is None else len(session.file_ids))
        self._show()
        if not self.under_way:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.summary.text()))

    def knows(self, session_id: str) -> bool:
        """Whether a session is part of what is shown."""
        return session_id in self._results

    @property
    def under_way(self) -> bool:
        """Whether a stop is still without its result."""
        return any(done is None for done in self._results.values())

    # Inside.

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        row, buttons = QHBoxLayout(), QHBoxLayout(self._buttons)
        for button in (self.show_rest, self.stop_again, self.copy):
            buttons.addWidget(button)
        row.addWidget(self.summary, 1)
        row.addWidget(self._buttons)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        for layout in (row, buttons):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(6)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.progress)

    def _show(self) -> None:
        every = len(self._results)
        done = sum(result is not None for result in self._results.values())
        rest = len(self._rest())
        self.progress.setRange(0, max(1, every))
        self.progress.setValue(done)
        self.progress.setVisible(self.under_way)
        self._buttons.setVisible(not self.under_way)
        self.summary.setText(self._progress_words(done, every) if self.under_way else self._sum())
        self.summary.set_tone(Tone.WARNING if rest and not self.under_way else Tone.NEUTRAL)
        for button, words in (
            (self.show_rest, self.tr("Show {count}")),
            (self.stop_again, self.tr("Stop {count} again")),
        ):
            button.setText(words.replace("{count}", str(rest)))
            button.setAccessibleName(button.text())
            button.setVisible(rest > 0)
        self.copy.setVisible(bool(self._stopped()))
        self.setVisible(True)

    def _progress_words(self, done: int, every: int) -> str:
        text = self.tr("Stopping: {done} of {every}")
        return text.replace("{done}", str(done)).replace("{every}", str(every))

    def _sum(self) -> str:
        stopped = self._of(Outcome.ACCEPTED)
        files = sum(done.file_ids for done in stopped)
        without = sum(done.file_ids == 0 for done in stopped)
        parts = []
        if stopped:
            one = files == 1
            text = (
                self.tr("{count} stopped, 1 file id") if one else self.tr("{count} stopped, {files} file ids")
            )
            parts.append(text.replace("{count}", str(len(stopped))).replace("{files}", str(files)))
        for count, text in (
            (without if files else 0, self.tr("{count} without file ids")),
            (len(self._of(Outcome.REFUSED)), self.tr("{count} refused")),
            (len(self._of(Outcome.UNKNOWN)), self.tr("{count} unconfirmed")),
            (len(self._of(Outcome.NOT_SENT)), self.tr("{count} not sent")),
        ):
            if count:
                parts.append(text.replace("{count}", str(count)))
        return " · ".join(parts)

    def _of(self, outcome: Outcome) -> list[_Done]:
        return [done for done in self._results.values() if done is not None and done.outcome is outcome]

    def _stopped(self) -> list[str]:
        return [
            session_id
            for session_id, done in self._results.items()
            if done is not None and done.outcome is Outcome.ACCEPTED
        ]

    def _rest(self) -> list[str]:
        """What may still be recording, in the order in which it was to stop."""
        return [
            session_id
            for session_id, done in self._results.items()
            if done is not None and done.outcome is not Outcome.ACCEPTED
        ]

    def _close(self) -> None:
        self._results.clear()
        self.hide()
        self.closed.emit()
