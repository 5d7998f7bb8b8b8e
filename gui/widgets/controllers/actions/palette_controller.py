"""What the palette finds: actions, profiles, codes and recordings. It opens them, and sends nothing."""

import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gui.core.catalogue.code_search import CodeIndex
from gui.core.foundation.fill import fill
from gui.core.foundation.fuzzy import rank
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import comparable, search_words
from gui.core.presentation.state_texts import shown
from gui.core.session_list.store import Sessions
from gui.widgets.actions.palette.action_search import ActionSearch
from gui.widgets.actions.palette.palette_dialog import PaletteDialog
from gui.widgets.actions.palette.palette_entry import PaletteEntry, PaletteGroup
from gui.widgets.actions.window_action import InPalette, WindowAction, told, without_mnemonic
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.runtime.slices import Slices

if TYPE_CHECKING:
    from gui.core.sessions.session import Session
    from gui.widgets.actions.action_list import ActionList
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow

MOST_RECORDINGS: Final = 8
_MOST_ACTIONS: Final = 8
_MOST_CODES: Final = 5
_MOST_PROFILES: Final = 6
_LEAST_OF_CODE: Final = 4
_JUST_NOW_S: Final = 3.0
_STATES: Final = (
    "recording",
    "starting",
    "stopping",
    "stopped",
    "ended",
    "not_started",
    "maybe",
    "unconfirmed_start",
    "unconfirmed_stop",
    "stop_refused",
    "screen",
)
"""Words of ``state.*`` by which recordings are found in either language."""


class PaletteController(QObject):
    """Made when the palette is first asked for."""

    def __init__(self, window: "MainWindow", controllers: "WindowController", actions: "ActionList") -> None:
        super().__init__(window)
        self._window, self._controllers, self._actions = window, controllers, actions
        self._search, self._codes = ActionSearch(actions), CodeIndex()
        self._states = _state_words(window.messages)
        self._first: list[PaletteEntry] = []
        self._recordings: list[PaletteEntry] = []
        self._last = ("", Sessions.none(), 0.0)
        """What was searched for last, the recordings that were found, and when."""
        self._slices = Slices(self)
        self.dialog = PaletteDialog(window)
        self.dialog.text_changed.connect(self._look)
        self.dialog.finished.connect(self._slices.stop)

    def open(self) -> None:
        """Open it empty."""
        self.dialog.open_empty()

    def _look(self, text: str) -> None:
        """Recordings of a long list are found in slices: the rest is there at once."""
        self._first = [*self._found_actions(text), *self._found_profiles(text), *self._found_codes(text)]
        self._recordings = []
        self._slices.run(self._find_recordings(text), self._show)
        if self._slices.busy:
            self._show()

    def _show(self) -> None:
        self.dialog.show_entries([*self._first, *self._recordings])

    # Actions.

    def _found_actions(self, text: str) -> list[PaletteEntry]:
        found = self._search.find(text)
        return [self._of_action(action) for action in (found[:_MOST_ACTIONS] if text.strip() else found)]

    def _of_action(self, action: WindowAction) -> PaletteEntry:
        why, keys = action.needs(), self._actions.keys_of(action)
        goes = action.in_palette is InPalette.GOES and not why
        opens = action.goes if goes else partial(self._actions.run, action.name)
        area = without_mnemonic(told(action.area.value))
        title = without_mnemonic(told(action.text))
        return PaletteEntry(PaletteGroup.ACTIONS, title, why or area, opens, keys)

    # Profiles.

    def _found_profiles(self, text: str) -> list[PaletteEntry]:
        """Their settings are opened; none is switched to."""
        profiles = self._controllers.profiles
        shared, tokens = self._controllers.shared_screen.on, tuple(comparable(text).split())
        if not tokens:
            return []
        names = [name for name in profiles.names if not shared or name == profiles.current]
        # The built-in one is found by its name in the user's language, and by that of the command line.
        known = [(comparable(" ".join(dict.fromkeys((profile_name(name), name)))), name) for name in names]
        ranked = [(found, name) for words, name in known if (found := rank(tokens, words)) is not None]
        ranked.sort(key=lambda one: one[0])
        return [
            PaletteEntry(
                PaletteGroup.PROFILES,
                profile_name(name),
                self.tr("Connection settings"),
                partial(profiles.open_settings, name),
            )
            for _, name in ranked[:_MOST_PROFILES]
        ]

    # Codes.

    def _found_codes(self, text: str) -> list[PaletteEntry]:
        if not any(map(_names_a_code, comparable(text).split())):
            return []
        known = set(self._codes.keys)
        keys = [key for key in self._codes.search(text) if key in known][:_MOST_CODES]
        catalogue = self._window.catalogue
        return [
            PaletteEntry(
                PaletteGroup.CODES,
                key,
                catalogue.entry(key).description,
                partial(self._window.show_code, key),
            )
            for key in keys
        ]

    # Recordings.

    def _find_recordings(self, text: str) -> Iterator[None]:
        sessions = self._window.session_list
        if sessions.model.shows_only:
            self._recordings = [self._of_session(one) for one in sessions.selected()]
            return
        needles = [(word, *self._in_the_window_s_language(word)) for word in search_words(text).split()]
        if not needles:
            return
        newest, within = Sessions.none(), self._narrowed(text)
        for found in sessions.model.newest_found(needles, MOST_RECORDINGS, within):
            newest = found
            yield
        self._last = (text, newest, time.monotonic())
        self._recordings = [self._of_session(one) for one in newest]

    def _narrowed(self, text: str) -> Sessions | None:
        """One more letter finds nothing that was not found before it, just now, if that was all there is."""
        before, found, when = self._last
        whole = bool(before) and len(found) < MOST_RECORDINGS
        return found if whole and text.startswith(before) and time.monotonic() - when < _JUST_NOW_S else None

    def _of_session(self, session: "Session") -> PaletteEntry:
        sessions, messages = self._window.session_list, self._window.messages
        target = session.target
        words = shown(session, messages, sessions.model.clock.moment(session)).text
        return PaletteEntry(
            PaletteGroup.RECORDINGS,
            fill(self.tr("{room} · {user}"), room=target.room, user=visible(target.account)),
            " · ".join((words, profile_name(session.profile))),
            partial(sessions.find_and_select, session.id),
        )

    def _in_the_window_s_language(self, word: str) -> tuple[str, ...]:
        return tuple(own for other, own in self._states if word in other)


def _names_a_code(word: str) -> bool:
    """A letter or two are in the explanation of nearly every code."""
    return len(word) >= (_LEAST_OF_CODE if word.isascii() else 2) or word.lstrip("-").isdecimal()


def _state_words(messages: Messages) -> list[tuple[str, str]]:
    """States in another language, each with the words that the list is searched by."""
    others = [Messages(language) for language in LANGUAGES if language != messages.language]
    keys = [f"state.{name}" for name in _STATES]
    return [(comparable(other.text(key)), comparable(messages.text(key))) for other in others for key in keys]
