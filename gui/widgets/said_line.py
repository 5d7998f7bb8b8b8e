"""One line below a form that tells what came of a click, also to a screen reader."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from gui.core.plain_text import visible
from gui.widgets.theme import Tone
from gui.widgets.tone_label import ToneLabel

_MOST_LINES: Final = 8
"""What it stands below must stay in sight."""


class SaidLine(ToneLabel):
    """Hidden while there is nothing to tell."""

    def say_lines(self, tone: Tone, lines: Iterable[str]) -> None:
        """Tell several things; of very many the first few, and how many more there are."""
        found = [visible(line) for line in lines]
        if len(found) > _MOST_LINES:
            more = self.tr("… and {number} more").replace("{number}", str(len(found) - _MOST_LINES))
            found = [*found[:_MOST_LINES], more]
        self.say(tone, "\n".join(found))

    def say(self, tone: Tone, text: str) -> None:
        """Tell it; empty takes it back."""
        self.set_tone(tone)
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
