"""Plain-text labels: in one of the theme's tones, cut with an ellipsis, or hidden while empty."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.measures import HAIR

PARTED: Final = " · "
"""Between the parts of a line."""


class ToneLabel(QLabel):
    """Wraps long text; follows the palette from light to dark and back."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._tone = tone
        # On another ground Qt would take another role, whose colour is not this label's.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self._colour()

    def set_tone(self, tone: Tone) -> None:
        """Change the tone of the colour."""
        self._tone = tone
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone's colour of the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        color = tone_color(self._tone)
        palette = self.palette()
        # Setting a palette is itself a change of palette.
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)


class ElidedLabel(ToneLabel):
    """One line that can shrink: an ellipsis replaces what does not fit, the whole text is its tool tip."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__("", tone, parent)
        self._mode = mode
        self._whole = ""
        self._explanation = ""
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_whole_text(text)

    def set_whole_text(self, text: str, explanation: str = "") -> None:
        """Show a text as far as there is space.

        :param explanation: what the tool tip adds to it.
        """
        if (text, explanation) == (self._whole, self._explanation):
            # Some callers set it each second: a new layout each time would be work for nothing.
            return
        self._whole, self._explanation = text, explanation
        self.setAccessibleName(text)
        self.setAccessibleDescription(explanation)
        self._elide()
        self.updateGeometry()

    def whole_text(self) -> str:
        """The text without an ellipsis."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Space for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """An ellipsis is enough."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new width."""
        super().resizeEvent(event)
        self._elide()

    def fitted(self, text: str, width: int) -> str:
        """What is shown of a text in that width."""
        return self.fontMetrics().elidedText(text, self._mode, width)

    def _elide(self) -> None:
        shown = self.fitted(self._whole, self.width())
        self.setText(shown)
        tips = (self._whole if shown != self._whole else "", self._explanation)
        self.setToolTip("\n".join(tip for tip in tips if tip))


class PartsLabel(ElidedLabel):
    """Shows as many whole parts of its text as there is room for, the first ones; none is cut in a word."""

    _keeps_first = False

    def keep_first(self, keep: bool) -> None:
        """Have room for the first part in any case; else it may show nothing."""
        if keep is not self._keeps_first:
            self._keeps_first = keep
            self.updateGeometry()

    def first_width(self) -> int:
        """Pixels that the first part needs; 0 while there is no text."""
        first = self.whole_text().split(PARTED)[0]
        return self.fontMetrics().horizontalAdvance(first) + HAIR if first else 0

    def minimumSizeHint(self) -> QSize:
        """Room for the first part, or none."""
        return QSize(self.first_width() if self._keeps_first else 0, super().minimumSizeHint().height())

    def fitted(self, text: str, width: int) -> str:
        """The parts that fit."""
        parts = text.split(PARTED)
        for count in range(len(parts), 0, -1):
            shown = PARTED.join(parts[:count])
            if self.fontMetrics().horizontalAdvance(shown) <= width:
                return shown
        return ""


_MOST_LINES: Final = 8
"""What it stands below must stay in sight."""


class ResultLine(ToneLabel):
    """Hidden while there is nothing to show."""

    def show_lines(self, tone: Tone, lines: Iterable[str]) -> None:
        """Show several texts; of very many the first few, and how many more there are."""
        found = [visible(line) for line in lines]
        if len(found) > _MOST_LINES:
            more = fill(self.tr("… and {number} more"), number=len(found) - _MOST_LINES)
            found = [*found[:_MOST_LINES], more]
        self.show_text(tone, "\n".join(found))

    def show_text(self, tone: Tone, text: str) -> None:
        """Show a text; empty takes it back."""
        self.set_tone(tone)
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
