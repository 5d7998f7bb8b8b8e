"""What an operation is doing, second by second, and the button that ends it."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.core.sessions.progress import Phase, Progress
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.time_bar import TimeBar
from gui.widgets.style.measures import CONTROL, LINE, RADIUS, SMALL, TIGHT
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import current_theme

_TICK_MS: Final = 200


class _Words(QLabel):
    """Stands where the first step will stand, and looks like a button that can't be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumHeight(CONTROL)
        self.setContentsMargins(SMALL, 0, SMALL, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its box, then the words."""
        painter, roles = QPainter(self), current_theme().roles
        paint_box(painter, self.rect(), Box(RADIUS, roles.sunken, roles.line, LINE))
        painter.end()
        super().paintEvent(event)


class ProgressLine(QWidget):
    """Hidden while nothing is under way. A bar runs out until the next try, or the end of waiting."""

    cancelled = Signal()
    waiting_ended = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._progress: Progress | None = None
        self._words: Callable[[Progress], str] | None = None
        self._label = _Words(self)
        self._bar = TimeBar(self)
        self._footing = Footing(self)
        self.button = SteadyButton(self._footing, self)
        self.button.set_texts([self.tr("Cancel the retry"), self.tr("Cancel"), self.tr("Stop waiting")])
        self.button.clicked.connect(self._on_clicked)
        told = QVBoxLayout()
        told.setSpacing(TIGHT)
        told.addWidget(self._label)
        told.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addLayout(told, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show)
        self.hide()

    def set_progress(self, progress: "Progress | None", words: "Callable[[Progress], str]") -> None:
        """Follow an operation; None hides the line."""
        if progress is not None and self._progress is not None and progress.phase is not self._progress.phase:
            # The button does something else from now on.
            self._footing.restart()
        self._progress = progress
        self._words = words
        self.setVisible(progress is not None)
        self._show()

    def text(self) -> str:
        """What is shown."""
        return self._label.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _show(self) -> None:
        progress = self._progress
        if progress is None or self._words is None:
            return
        self._label.setText(self._words(progress))
        self._bar.set_part(self._part_left(progress))
        labels = {Phase.RETRY: self.tr("Cancel the retry"), Phase.QUEUED: self.tr("Cancel")}
        label = labels.get(progress.phase) or self.tr("Stop waiting")
        if self.button.text() != label:
            self.button.setText(label)

    def _part_left(self, progress: Progress) -> float:
        if progress.phase is Phase.QUEUED:
            return 0.0
        whole = progress.until - progress.since
        return (progress.until - self._monotonic()) / whole if whole > 0 else 0.0

    def _on_clicked(self) -> None:
        if self._progress is not None and self._progress.phase is not Phase.ANSWER:
            self.cancelled.emit()
        else:
            self.waiting_ended.emit()
