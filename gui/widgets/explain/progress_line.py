"""What an operation is doing, second by second, and the button that ends it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.core.sessions.progress import Phase, Progress

_TICK_MS = 200


class ProgressLine(QWidget):
    """Hidden while nothing is under way."""

    cancelled = Signal()
    waiting_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._words: Callable[[Progress], str] | None = None
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(self)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._on_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        layout.addWidget(self.button)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show)
        self.hide()

    def set_progress(self, progress: "Progress | None", words: "Callable[[Progress], str]") -> None:
        """Follow an operation; None hides the line."""
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
        if self._progress is None or self._words is None:
            return
        self._label.setText(self._words(self._progress))
        labels = {Phase.RETRY: self.tr("Cancel the retry"), Phase.QUEUED: self.tr("Cancel")}
        label = labels.get(self._progress.phase) or self.tr("Stop waiting")
        if self.button.text() != label:
            self.button.setText(label)

    def _on_clicked(self) -> None:
        if self._progress is not None and self._progress.phase is not Phase.ANSWER:
            self.cancelled.emit()
        else:
            self.waiting_ended.emit()
