"""Alerts that staff did not ask for: recordings that got too old, sessions left open by an earlier panel."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.presentation.state_texts import user_text
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import ask_in_turn, by_profile, place_of_session
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.widgets.dialogs.settle_dialog import SettleDialog


class AttentionController(QObject):
    """The overrun alarm, what is found again after a restart, and settling several at once."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self.silent = False
        """Nothing is announced: somebody else sees the screen."""
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._overran: dict[str, Session] = {}
        self._found: list[str] = []
        self._tray: QSystemTrayIcon | None = None
        bridge.overran.connect(self._show_overrun)
        bridge.sessions_loaded.connect(self._show_found)
        window.alarm.action_chosen.connect(lambda: self._show(window.alarm, list(self._overran)))
        window.found_again.action_chosen.connect(lambda: self._show(window.found_again, self._found))
        window.session_list.settle_requested.connect(self._ask_to_settle)

    def take_over(self, former: Self) -> None:
        """Tell once more what a former window still told."""
        if former._window.alarm.told:
            self._overran = dict(former._overran)
            self._tell_overrun()
        if former._window.found_again.told:
            known = map(self._window.session_list.model.session, former._found)
            self._show_found([session for session in known if session is not None])

    # The overrun alarm.

    def _show_overrun(self, sessions: Sequence[Session]) -> None:
        if not self._window.alarm.told:
            self._overran.clear()
        self._overran.update((session.id, session) for session in sessions)
        text = self._tell_overrun()
        if not self.silent:
            QApplication.alert(self._window)
            self._notify(text)

    def _tell_overrun(self) -> str:
        text = self._overrun_text(tuple(self._overran.values()))
        self._window.alarm.show_notice(f"▲ {text}", Tone.WARNING, self._show_text(len(self._overran)))
        return text

    def _overrun_text(self, sessions: Sequence[Session]) -> str:
        if len(sessions) > 1:
            text = self.tr(
                "{count} recordings run for longer than their limit, or nobody watched them for so long."
                " Stop them, or mark them as handled if they are meant to go on."
            )
            return fill(text, count=len(sessions))
        (session,) = sessions
        text = self.tr(
            "Room {room}, {user}: recording for more than {hours} h, or nobody watched it for so long."
            " Stop it, or mark it as handled if it is meant to go on."
        )
        user = user_text(session, self._window.messages)
        return fill(text, room=session.target.room, user=user, hours=session.overrun_hours)

    def _notify(self, text: str) -> None:
        """By the desktop as well, where it takes messages: the window may lie under others."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.bring_to_front)
        self._tray.show()
        self._tray.showMessage(self._window.windowTitle(), text, QSystemTrayIcon.MessageIcon.Warning, 15_000)

    # After a restart.

    def _show_found(self, sessions: Sequence[Session]) -> None:
        """As the list was when the panel opened: outcomes that nobody knows, starts that were never sent."""
        unknown = [session.id for session in sessions if session.state is State.UNKNOWN]
        never_sent = [session.id for session in _never_sent(sessions)]
        self._found = [*unknown, *never_sent]
        if not self._found:
            return
        texts = (
            self._unknown_text(len(unknown)),
            self._never_sent_text(len(never_sent)),
            self._way_on(len(unknown), len(never_sent)),
        )
        words = " ".join(filter(None, texts))
        self._window.found_again.show_notice(f"? {words}", Tone.WARNING, self._show_text(len(self._found)))

    def _unknown_text(self, count: int) -> str:
        """Empty for none."""
        if count == 1:
            # Two sentences in Chinese, too, which has no plural.
            return self.tr("One recording is unconfirmed since earlier: it may be running.")
        text = self.tr("{count} recordings are unconfirmed since earlier: they may be running.")
        return fill(text, count=count) if count else ""

    def _never_sent_text(self, count: int) -> str:
        """Empty for none."""
        text = self.tr("{count} starts were never sent: the panel ended first.", "", count)
        return fill(text, count=count) if count else ""

    def _way_on(self, unknown: int, never_sent: int) -> str:
        if unknown and never_sent:
            return self.tr("Show them, then decide below the list.")
        if unknown:
            return self.tr("Show them, then choose below the list what you know of them.", "", unknown)
        if never_sent > 1:
            return self.tr("Show them, and start again those that are still wanted.")
        return self.tr("Show it, and start it again if it is still wanted.")

    def _show_text(self, count: int) -> str:
        return self.tr("Show them", "", count)

    def _show(self, strip: NoticeStrip, session_ids: list[str]) -> None:
        strip.hide()
        sessions = self._window.session_list
        sessions.bar.search.clear()
        sessions.bar.set_filter(QuickFilter.NEEDS_ATTENTION)
        sessions.show_accounts_of(session_ids)
        known = [found for found in session_ids if sessions.model.row_of(found) is not None]
        sessions.select(known)
        sessions.table.setFocus()

    # Several at once.

    def _ask_to_settle(self, session_ids: list[str], state: State) -> None:
        model = self._window.session_list.model
        found = [model.session(session_id) for session_id in session_ids]
        known = [session for session in found if session is not None]
        groups = by_profile(known)
        ask_in_turn({name: partial(self._question, group, state) for name, group in groups.items()})

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
