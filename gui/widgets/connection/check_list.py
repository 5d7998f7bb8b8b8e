"""What a check of a connection found: one line each, with a shape, a word and a remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import icon_pixmap

_MARKS: Final = {Tone.LIVE: "circle-check", Tone.WARNING: "triangle-alert", Tone.DANGER: "circle-x"}
_MARK_SIZE: Final = 16
_NOT_DONE: Final = "minus"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was checked.

    :param tone: ``LIVE`` is good, ``WARNING`` needs attention, ``DANGER`` failed; any other: not done.
    :param title: what was checked and what was found, short.
    :param detail: the remedy or the particulars; may be empty.
    :param field: of the form, where what failed is mended; empty where it is not known.
    """

    tone: Tone
    title: str
    detail: str = ""
    field: str = ""


class CheckList(QWidget):
    """Nothing at all until the first check; while one runs, lines may come one after the other."""

    shown = Signal(bool)
    """Whether there is something to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[CheckLine, ...] = ()
        self._running = False
        self._stale = False
        self.summary = ToneLabel()
        set_type(self.summary, Type.STRONG)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(6)
        self.busy.setAccessibleName(self.tr("The connection is being checked"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.busy)
        layout.addLayout(self._rows)
        self._show()

    @property
    def lines(self) -> tuple[CheckLine, ...]:
        """What is shown."""
        return self._lines

    @property
    def stale(self) -> bool:
        """Whether what was checked has been changed since."""
        return self._stale

    @property
    def failed(self) -> bool:
        """Whether something that was checked does not work."""
        return any(line.tone is Tone.DANGER for line in self._lines)

    @property
    def running(self) -> bool:
        """Whether a check is under way."""
        return self._running

    def set_lines(self, lines: Iterable[CheckLine]) -> None:
        """Show these in place of the earlier ones."""
        self._lines = tuple(lines)
        # Lines of a check under way are of what was entered when it began.
        self._stale = self._stale and self._running
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in self._lines:
            self._rows.addWidget(_LineRow(line, self._word(line.tone)))
        self._show()

    def set_running(self, running: bool) -> None:
        """A check begins, without lines; or it is over, and the first line sums it up."""
        if running:
            self._stale = False
            self.set_lines(())
        self._running = running
        self._show()
        if self.summary.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.summary.text()))

    def set_stale(self) -> None:
        """Show that what was checked has been changed since."""
        if self._lines or self._running:
            self._stale = True
            self._show()

    def _show(self) -> None:
        self.setVisible(self._running or bool(self._lines))
        self.busy.setVisible(self._running)
        tone, words = self._sum_up()
        self.summary.set_tone(tone)
        self.summary.setText(words)
        self.shown.emit(self._running or bool(self._lines))

    def _sum_up(self) -> tuple[Tone, str]:
        tones = [line.tone for line in self._lines]
        if self._running:
            return Tone.NEUTRAL, self.tr("Checking the connection…")
        if not tones:
            return Tone.NEUTRAL, ""
        if self._stale:
            return Tone.MUTED, self.tr("Something was changed after this check. Check once more.")
        if Tone.DANGER in tones:
            return Tone.DANGER, self.tr("This connection does not work yet. See what failed.")
        if Tone.WARNING in tones:
            return Tone.WARNING, self.tr("The connection works. Something needs a look soon.")
        return Tone.LIVE, self.tr("The connection works.")

    def _word(self, tone: Tone) -> str:
        words = {
            Tone.LIVE: self.tr("Good"),
            Tone.WARNING: self.tr("Look at this"),
            Tone.DANGER: self.tr("Failed"),
        }
        return words.get(tone, self.tr("Not checked"))


class _LineRow(QWidget):
    def __init__(self, line: CheckLine, word: str) -> None:
        super().__init__()
        self._tone = line.tone if line.tone in _MARKS else Tone.MUTED
        self._mark = QLabel()
        self._mark.setFixedSize(_MARK_SIZE, _MARK_SIZE)
        said = ToneLabel(word, self._tone)
        said.setWordWrap(False)
        set_type(said, Type.STRONG)
        title = ToneLabel(visible(line.title))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(said, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(head, 0, 1)
        if line.detail:
            detail = ToneLabel("\n".join(visible(part) for part in line.detail.splitlines()), Tone.MUTED)
            # A host name or an answer in it may be needed elsewhere.
            detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(detail, 1, 1)
        self.setAccessibleName(f"{word}: {line.title}")
        self.setAccessibleDescription(line.detail)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        name, ratio = _MARKS.get(self._tone, _NOT_DONE), self.devicePixelRatioF()
        self._mark.setPixmap(icon_pixmap(name, tone_color(self._tone), _MARK_SIZE, ratio))
