"""Reads what the team calls a recording: its number in this list is another one at each desk."""

import re
from typing import Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity
from gui.core.foundation.text_cleaning import search_words
from gui.core.sessions.team_contact import TeamContact
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

_MOST: Final = 500
"""Names that are kept; they are read again by need."""
_NAME: Final = re.compile(r"(.+)-([0-9]{1,18})")


class NamesController(QObject):
    """Lives as long as the window, from the first word of a team on."""

    named = Signal()
    """One more is known."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._codes: dict[str, str] = {}
        self.known: dict[str, str] = {}
        self._found: dict[str, str] = {}
        """The ids of recordings by their names that were searched for."""
        self._missing = False
        """Whether a name that is searched for is no recording's that is here."""
        self._search = window.session_list.bar.search
        self._search.textChanged.connect(self._look_for)
        bridge.session_changed.connect(self._look_once_more)
        window.session_list.selection_moved.connect(self._look)

    def use(self, contact: TeamContact) -> None:
        """A desk may have got another code, and with it another name for each of its recordings."""
        codes = {"": contact.own.code} | {one: desk.code for one, desk in contact.desks.items()}
        if codes != self._codes:
            self._codes, self.known, self._found = codes, {}, {}
            self._window.session_list.model.find_by({})
            self._look_for(self._search.text())
            self._look([self._window.error_panel.session_id()])

    def _look(self, session_ids: list[str]) -> None:
        """Of a single row: its number stands beside it."""
        if len(session_ids) == 1 and session_ids[0] and session_ids[0] not in self.known:
            key = TaskKey("read a recording's name", (session_ids[0],))
            self._bridge.spawn(key, self._read(session_ids[0]), Activity.READ, TaskLife.BROKEN_OFF)

    def _look_for(self, text: str) -> None:
        """*LI-17*, as a colleague says it on the phone."""
        self._missing = False
        desks = {code.casefold(): desk for desk, code in self._codes.items()}
        for word in search_words(text).split():
            name = _NAME.fullmatch(word)
            if name is not None and name[1] in desks and word not in self._found:
                self._missing = True
                work = self._find(word, desks[name[1]], int(name[2]))
                key = TaskKey("find a recording by its name", (word,))
                self._bridge.spawn(key, work, Activity.READ, TaskLife.BROKEN_OFF)

    def _look_once_more(self, _session: object) -> None:
        """It may have come just now."""
        if self._missing:
            self._look_for(self._search.text())

    async def _find(self, word: str, desk: str, number: int) -> None:
        from gui.core.ledger.travelling_row import SessionName

        codes, ledger = self._codes, self._bridge.services.ledger
        own = await ledger.desk()
        found = await ledger.session_id_of(SessionName(desk or own.id, number)) if own is not None else None
        if found is not None and codes is self._codes:
            self._found = dict([*self._found.items(), (word, found)][-_MOST:])
            self._window.session_list.model.find_by(self._found)

    async def _read(self, session_id: str) -> None:
        # Not at the file's top: it is wanted once a row of a team is selected.
        from gui.core.reports.team_fields import names_of

        codes, session = self._codes, self._window.session_list.model.session(session_id)
        names = None if session is None else await names_of(self._bridge.services.ledger, [session])
        if names is None or session is None or codes is not self._codes:
            return
        self.known = dict([*self.known.items(), (session_id, names.shown(session))][-_MOST:])
        self.named.emit()
