"""The texts and buttons in place of an empty list: what it means, and what may be done about it."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.session_list.read_state import ReadState
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type

_SEARCH_SHOWN: Final = 40


class SessionEmptyState(QWidget):
    """Stands in the middle of the list while it shows no row."""

    start_for_requested = Signal(str)
    account_requested = Signal()
    """Staff want to connect an account."""
    new_requested = Signal()
    all_requested = Signal()
    """All rows, whatever the filter."""
    search_cleared = Signal()
    stop_other_requested = Signal()

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._room = ""
        self.headline = ToneLabel()
        self.text = ToneLabel(tone=Tone.MUTED)
        self.start = QPushButton()
        self.start.clicked.connect(lambda: self.start_for_requested.emit(self._room))
        self.connect_account = self._button(self.tr("Connect an account…"), self.account_requested)
        self.new_recording = self._button(self.tr("New recording"), self.new_requested)
        self.show_all = self._button(self.tr("Show all"), self.all_requested)
        self.clear_search = self._button(self.tr("Clear search"), self.search_cleared)
        self.stop_other = self._button(
            self.tr("Stop a recording not in this list…"), self.stop_other_requested
        )
        self._ways = (
            self.start,
            self.connect_account,
            self.new_recording,
            self.show_all,
            self.clear_search,
            self.stop_other,
        )
        self._without_account = self._nothing_yet = self._in_team = False
        set_type(self.headline, Type.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self.headline, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # On the table's own ground labels would take the table's text colour.
            label.setForegroundRole(QPalette.ColorRole.WindowText)
            column.addWidget(label)
        for button in self._ways:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self._offer()

    def _button(self, words: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: asked.emit())
        return button

    def offer_account(self, without: bool) -> None:
        """Whether there is no account yet: an empty list then offers to connect one."""
        self._without_account = without
        if self._nothing_yet:
            self._offer(self._first_way())

    def set_team(self, in_team: bool) -> None:
        """Whether the list has the recordings of a team; used from the next explanation on."""
        self._in_team = in_team

    def explain(
        self, quick: QuickFilter, search: str, since: datetime | None, now: datetime, *, whole: bool = True
    ) -> None:
        """Show what it means that nothing is listed.

        :param search: the text that was searched for; empty for none.
        :param since: from when on the list has every session; None for a list without any.
        :param whole: whether the ledger has none before.
        """
        self._nothing_yet = not search.strip() and (since is None or quick is QuickFilter.ALL)
        began = "" if since is None else local_time(since, now, self._messages)
        wanted = search.strip()
        self._room = wanted if wanted.isdecimal() else ""
        self.start.setText(fill(self.tr("Start for {room}…"), room=visible(wanted, _SEARCH_SHOWN)))
        self.start.setAccessibleName(self.start.text())
        self._offer(*self._ways_on(quick, wanted))
        if wanted:
            self._show_text(*self._no_hit(visible(wanted, _SEARCH_SHOWN), began, whole=whole))
        elif since is None:
            self._show_text(
                self.tr("No recordings yet"),
                self.tr("Fill in room, user and file name, then press Start recording. It will show here."),
            )
        else:
            self._show_text(self._nothing_of(quick, "" if whole else began), "")

    def explain_unread(self, state: ReadState) -> None:
        """Say that the ledger was not read: nobody knows whether it has recordings."""
        self._offer_nothing()
        if state is ReadState.READING:
            self._show_text(self.tr("Reading the list…"), "")
        else:
            self._show_text(
                self.tr("The list can't be read"),
                self.tr("Recordings may be running all the same. The notice below says what to do."),
            )

    def explain_shared(self) -> None:
        """Say that the rows are hidden, and how they come back."""
        self._offer_nothing()
        self._show_text(
            self.tr("The screen is shared"),
            self.tr("To show one recording: press Ctrl+Shift+H, choose its row, press it again."),
        )

    def _ways_on(self, quick: QuickFilter, wanted: str) -> tuple[QPushButton, ...]:
        """What may be done about it: one thing, or two where a room is searched for to be stopped."""
        if wanted:
            return (self.start, self.stop_other) if self._room else (self.clear_search,)
        if self._nothing_yet:
            return (self._first_way(),)
        return (self.stop_other,) if quick is QuickFilter.LIVE else (self.show_all,)

    def _first_way(self) -> QPushButton:
        return self.connect_account if self._without_account else self.new_recording

    def _offer(self, *ways: QPushButton) -> None:
        for button in self._ways:
            button.setVisible(button in ways)

    def _offer_nothing(self) -> None:
        self._room, self._nothing_yet = "", False
        self._offer()

    def _show_text(self, headline: str, text: str) -> None:
        self.headline.setText(headline)
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def _no_hit(self, wanted: str, began: str, *, whole: bool) -> tuple[str, str]:
        text = self.tr("“{text}” is in no recording of this list")
        if began and not whole:
            text = self.tr("“{text}” is in no recording since {time}")
        if self._room:
            text = self._no_start(since=bool(began))
        other = self.tr("Another computer may have started it. The service can't be asked.")
        if self._in_team:
            other = self.tr("Somebody outside the team may have started it. The service can't be asked.")
        return fill(text, text=wanted, room=wanted, time=began), other

    def _no_start(self, *, since: bool) -> str:
        if self._in_team:
            if since:
                return self.tr("No start of {room} by the team since {time}")
            return self.tr("No start of {room} by the team")
        if since:
            return self.tr("No start of {room} from this computer since {time}")
        return self.tr("No start of {room} from this computer")

    def _nothing_of(self, quick: QuickFilter, began: str) -> str:
        text = {
            QuickFilter.NEEDS_ATTENTION: self.tr("Nothing needs attention"),
            QuickFilter.LIVE: self.tr("Nothing is live in this list"),
            QuickFilter.ENDED: self.tr("Nothing has ended yet"),
            QuickFilter.ALL: self.tr("No recordings yet"),
        }[quick]
        if began and quick is QuickFilter.ENDED:
            text = self.tr("Of what was asked for since {time} nothing has ended yet")
        return fill(text, time=began)
