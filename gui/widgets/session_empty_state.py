"""What an empty list means, in words, and what may be done about it."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.core.durations import local_time
from gui.core.messages import Messages
from gui.core.plain_text import visible
from gui.widgets.session_index import QuickFilter
from gui.widgets.theme import Tone
from gui.widgets.tone_label import ToneLabel

_SEARCH_SHOWN: Final = 40


class SessionEmptyState(QWidget):
    """Stands in the middle of the list while it shows no row."""

    start_for_requested = Signal(str)

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._room = ""
        self.headline = ToneLabel()
        self.text = ToneLabel(tone=Tone.MUTED)
        self.start = QPushButton()
        self.start.clicked.connect(lambda: self.start_for_requested.emit(self._room))
        font = self.headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.headline.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self.headline, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # On the table's own ground labels would take the table's text colour.
            label.setForegroundRole(QPalette.ColorRole.WindowText)
            column.addWidget(label)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)

    def explain(self, quick: QuickFilter, search: str, since: datetime | None, now: datetime) -> None:
        """Say what it means that nothing is shown.

        :param search: the text that was searched for; empty for none.
        :param since: when the oldest session of the list was asked for; None for a list without any.
        """
        wanted = search.strip()
        self._room = wanted if wanted.isdecimal() else ""
        self.start.setVisible(bool(self._room))
        self.start.setText(self.tr("Start for {room}…").replace("{room}", visible(wanted, _SEARCH_SHOWN)))
        self.start.setAccessibleName(self.start.text())
        if wanted:
            self._say(*self._no_hit(visible(wanted, _SEARCH_SHOWN), since, now))
        elif since is None:
            self._say(
                self.tr("No recordings yet"),
                self.tr("Fill in room, user and file name, then press Start recording. It will show here."),
            )
        else:
            self._say(self._nothing_of(quick), "")

    def _say(self, headline: str, text: str) -> None:
        self.headline.setText(headline)
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def _no_hit(self, wanted: str, since: datetime | None, now: datetime) -> tuple[str, str]:
        headline = self.tr("“{text}” is in no recording of this list").replace("{text}", wanted)
        if self._room:
            headline = self.tr("No start of {room} from this computer").replace("{room}", wanted)
            if since is not None:
                headline = (
                    self.tr("No start of {room} from this computer since {time}")
                    .replace("{room}", wanted)
                    .replace("{time}", local_time(since, now, self._messages))
                )
        return headline, self.tr("Another computer may have started it. The service can't be asked.")

    def _nothing_of(self, quick: QuickFilter) -> str:
        return {
            QuickFilter.NEEDS_ATTENTION: self.tr("Nothing needs attention"),
            QuickFilter.LIVE: self.tr("Nothing is live in this list"),
            QuickFilter.ENDED: self.tr("Nothing has ended yet"),
            QuickFilter.ALL: self.tr("No recordings yet"),
        }[quick]
