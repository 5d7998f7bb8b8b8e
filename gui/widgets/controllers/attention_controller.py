"""What an earlier panel left open, told without being asked for; and settling several at once."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.sessions.session import Session
from gui.widgets.controllers.notifications.way_to_rows import show_rows
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import ask_in_turn, by_profile, place_of_session
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.widgets.dialogs.settle_dialog import SettleDialog


class AttentionController(QObject):
    """What is found again after a restart, and settling several at once."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._found: list[str] = []
        bridge.sessions_loaded.connect(self._show_found)
        window.found_again.action_chosen.connect(self._show_rows)
        window.session_list.settle_requested.connect(self._ask_to_settle)

    def take_over(self, former: Self) -> None:
        """Tell once more what a former window still told."""
        if former._window.found_again.told:
            known = map(self._window.session_list.model.session, former._found)
            self._show_found([session for session in known if session is not None])

    # After a restart.

    def _show_found(self, sessions: Sequence[Session]) -> None:
        """As the list was when the panel opened: outcomes that nobody knows, starts that were never sent."""
        # Of those that contradict each other one row stands for all.
        model = self._window.session_list.model
        listed = (one for one in sessions if not one.apart or model.is_newest(one))
        unknown = [one.id for one in listed if one.state is State.UNKNOWN]
        never_sent = [session.id for session in _never_sent(sessions)]
        self._found = [*unknown, *never_sent]
        if not self._found:
            return
        texts = (
            self._unknown_text(len(unknown)),
            self._never_sent_text(len(never_sent)),
            self._way_on(len(unknown), len(never_sent)),
        )
        words = self._window.messages.sentences(*texts)
        show = self.tr("Show them", "", len(self._found))
        self._window.found_again.show_notice(f"? {words}", Tone.WARNING, show)

    def _unknown_text(self, count: int) -> str:
        """Empty for none."""
        if count == 1:
            # Two sentences in Chinese, too, which has no plural.
            return self.tr("One recording is unconfirmed since earlier: it may be running.")
        text = self.tr("{count} recordings are unconfirmed since earlier: they may be running.")
        return fill(text, count=f"{count:,}") if count else ""

    def _never_sent_text(self, count: int) -> str:
        """Empty for none."""
        text = self.tr("{count} starts were never sent: the panel ended first.", "", count)
        return fill(text, count=f"{count:,}") if count else ""

    def _way_on(self, unknown: int, never_sent: int) -> str:
        if unknown:
            # Not where: what can be done stands beside the list, in a narrow window below it.
            return self.tr("Show them, then decide for each.", "", unknown + never_sent)
        if never_sent > 1:
            return self.tr("Show them, and start again those that are still wanted.")
        return self.tr("Show it, and start it again if it is still wanted.")

    def _show_rows(self) -> None:
        self._window.found_again.hide()
        show_rows(self._window, self._found)

    # Several at once.

    def _ask_to_settle(self, session_ids: list[str], state: State) -> None:
        model = self._window.session_list.model
        found = [model.session(session_id) for session_id in session_ids]
        known = [session for session in found if session is not None]
        groups = by_profile(known)
        asked = {name: partial(self._question, group, state) for name, group in groups.items()}
        self._profiles.operators.before(lambda: ask_in_turn(asked))

    def _question(self, sessions: Sequence[Session], state: State) -> "SettleDialog":
        """The question about sessions of one profile."""
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.dialogs.settle_dialog import SettleDialog

        dialog = SettleDialog(
            sessions,
            state,
            self._profiles.operator,
            self._window.messages,
            self._window.session_list.model.clock,
            self._window,
            place=place_of_session(self._bridge, sessions[0]),
        )
        dialog.confirmed.connect(self._settle)
        return dialog

    def _settle(self, session_ids: list[str], state: State, reason: str) -> None:
        self._bridge.recordings.settle_all(session_ids, state, reason)


def _never_sent(sessions: Sequence[Session]) -> list[Session]:
    """Starts that the panel ended before they were sent, and for which nothing else stands by now."""
    ended = [one for one in sessions if _ended_unsent(one)]
    keys = {one.target.key for one in ended}
    newest: dict[str, int] = {}
    for one in sessions if ended else ():
        if (key := one.target.key) in keys:
            newest[key] = max(newest.get(key, 0), int(one.id))
    return [one for one in ended if newest[one.target.key] == int(one.id)]


def _ended_unsent(session: Session) -> bool:
    failure = session.failure
    unsent = failure is not None and failure.word is LocalFailure.PANEL_ENDED
    return unsent and session.state is State.FAILED and not session.handled
