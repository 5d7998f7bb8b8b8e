"""Says in the bar that colleagues are not reached: its place is fixed. Made where there is a team."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.connection.status.icon_mark import IconMark
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import HAIR, INDICATOR, SMALL

_PLACE: Final = HAIR
_NO_SPACE_AFTER: Final = "。"


def _in_a_row(sentences: Sequence[str]) -> str:
    """One text of them; a Chinese sentence brings its own room at its end."""
    between = "" if sentences and sentences[0].endswith(_NO_SPACE_AFTER) else " "
    return between.join(sentences)


class ContactLine(QWidget):
    """As many whole sentences as there is room for; in little room a few words, in less the icon alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[str, ...] = ()
        self._short = ""
        self.mark, self.words = IconMark("wifi-off", Tone.WARNING), ElidedLabel("", Tone.WARNING)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_sentences(self, sentences: Sequence[str], short: str, why: str) -> None:
        """Show what is to be told; nothing hides it."""
        said, self._sentences, self._short = self._sentences, tuple(sentences), short
        whole = _in_a_row(sentences)
        self.setAccessibleName(whole)
        self.setToolTip("\n".join(filter(None, (*sentences, why))))
        self.setVisible(bool(sentences))
        if whole and said[:1] != self._sentences[:1]:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, whole))

    def told(self) -> str:
        """What can be read without pointing at it."""
        return self.words.text()

    def shrink(self, room: int, others: int) -> int:
        """Say what fits into that width; returns what is taken of it.

        :param others: what the words beside it need; all sentences but the first leave them that.
        """
        width = self.words.fontMetrics().horizontalAdvance
        left = room - self.least_width() - SMALL - _PLACE
        counts = range(len(self._sentences), 1, -1)
        longer = (_in_a_row(self._sentences[:count]) for count in counts)
        said = next((words for words in longer if width(words) <= left - others), "")
        said = said or next(
            (words for words in (*self._sentences[:1], self._short) if width(words) <= left), ""
        )
        self.words.setVisible(bool(said))
        self.words.set_whole_text(said)
        taken = self.least_width() + (SMALL + width(said) + _PLACE if said else 0)
        self.setFixedWidth(taken)
        return taken

    @staticmethod
    def least_width() -> int:
        """The icon alone."""
        return INDICATOR

    def minimumSizeHint(self) -> QSize:
        """The icon alone: the words never keep a window from being narrow."""
        return QSize(self.least_width(), super().minimumSizeHint().height())
