"""Stopping recordings: the question, the profile to stop through, and what came of it.

Dialogs are imported where they are opened: the first paint need not wait for them.
"""

from functools import partial
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.fill import fill
from gui.core.recording.bulk import Bulk
from gui.core.sessions.session import Session, Target
from gui.core.sessions.stoppable import STOPPABLE, stoppable
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import ask_in_turn, by_profile, place_named, place_of_session
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gui.core.protocol.request import StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.widgets.dialogs.stop_dialog import StopDialog


_NEEDLESS: Final = frozenset({LocalFailure.DROPPED, LocalFailure.ANOTHER_SESSION})
"""Its start failed, or another row tells of its guest: nothing to stop here, and nothing to try again."""


class StopController(QObject):
    """Lives as long as the window."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._bulk = Bulk()
        self.stopped_other: tuple[str, StopRequest] | None = None
        """The last stop of a recording that is not in the list, and its profile."""
        sessions, result = window.session_list, window.stop_result
        sessions.stop_requested.connect(self._ask_to_stop)
        window.error_panel.stop_requested.connect(lambda session_id: self._ask_to_stop([session_id]))
        sessions.stop_other_requested.connect(self._ask_for_other)
        result.show_requested.connect(sessions.select)
        result.stop_again_requested.connect(self.stop)
        result.stop_asked.connect(self._ask_to_stop)
        result.break_off_requested.connect(self._break_off)
        result.copy_requested.connect(sessions.copy_for_vod)
        bridge.recordings.stop_finished.connect(self._stopped)

    def take_over(self, former: Self) -> None:
        """Go on with the stops of a former window."""
        self._bulk, self.stopped_other = former._bulk, former.stopped_other

    def _ask_to_stop(self, session_ids: list[str]) -> None:
        sessions, result = self._window.session_list, self._window.stop_result
        # What was broken off is sent no more: a stop of it from now on is a new one.
        under_way = set() if result.broken_off else set(result.awaited())
        if waiting := sum(session_id in under_way for session_id in session_ids):
            # Some wait for their turn, and look live until it comes.
            text = self.tr("{count} are being stopped already", "", waiting)
            self._window.status.say(fill(text, count=waiting))
        wanted = [session_id for session_id in session_ids if session_id not in under_way]
        meant = self._only_meant(wanted)
        found = [sessions.model.session(session_id) for session_id in meant]
        known = [session for session in found if session is not None]
        asked = {name: partial(self._question, group) for name, group in by_profile(known).items()}
        self._profiles.operators.before(lambda: ask_in_turn(asked))

    def _question(self, sessions: "Sequence[Session]") -> "StopDialog":
        """The question about recordings of one profile."""
        from gui.widgets.dialogs.stop_dialog import StopDialog

        model, targets = self._window.session_list.model, {session.target for session in sessions}
        profile = sessions[0].profile
        dialog = StopDialog(
            sessions,
            self._profiles.operator,
            self._window.messages,
            model.clock,
            self._window,
            place=place_of_session(self._bridge, sessions[0]),
            team=model.team,
            stay_live=[
                one
                for one in (() if model.shows_only else model.live_sessions())
                # Of one target there is one recording, whatever rows it has.
                if one.profile == profile and one.target not in targets
            ],
        )
        dialog.offer_profiles(self._named_ways(sessions), self._profiles.current)
        if profile != self._profiles.current and self._profiles.knows(profile):
            # Another account than the one above: the same room may be live in both, so Return cancels.
            dialog.set_default(dialog.cancel)
        dialog.confirmed.connect(lambda ids: self._send_stops(ids, dialog.through()))
        return dialog

    def _to_choose_from(self, sessions: list[Session]) -> "Mapping[tuple[str, int], tuple[str, ...]]":
        """Where a recording's own profile is gone and several others lead to its relay and app."""
        from gui.core.connection.ways_to_target import to_choose_from

        return to_choose_from(self._bridge.services.profiles, sessions) if self._bridge.ready else {}

    def _named_ways(self, sessions: "Sequence[Session]") -> "Mapping[tuple[str, int], tuple[str, ...]]":
        """What there is to choose from; on a shared screen the profile in use alone, where it leads there."""
        ways, current = self._to_choose_from(list(sessions)), self._profiles.current
        shared = self._window.session_list.model.shows_only
        return {at: (current,) if shared and current in names else names for at, names in ways.items()}

    def stop(self, session_ids: list[str]) -> None:
        """Stop sessions without a question, unless there is a profile to choose, or another one is chosen.

        Perhaps long after: no stop mixes profiles, nor is any sent elsewhere than the window shows.
        """
        found = [self._window.session_list.model.session(session_id) for session_id in session_ids]
        known = [session for session in found if session is not None]
        if self._to_choose_from(known) or any(one.profile != self._profiles.current for one in known):
            self._ask_to_stop(session_ids)
        else:
            self._profiles.operators.before(lambda: self._send_stops(session_ids, {}))

    def _send_stops(self, session_ids: list[str], through: "Mapping[str, str]") -> None:
        """A stop ends whatever its guest records now: what is over since it was asked for is left alone."""
        acted_on = self._window.session_list.model.acted_on
        if meant := [acted_on(session_id) for session_id in self._only_meant(session_ids)]:
            through = {acted_on(session_id): profile for session_id, profile in through.items()}
            self._window.stop_result.begin(meant)
            self._bridge.recordings.stop_sessions(meant, through, self._bulk)

    def left_text(self) -> str:
        """Which stops would not be sent if the panel ended now; empty for none."""
        model = self._window.session_list.model
        awaited = map(model.session, self._window.stop_result.awaited())
        # One that is sent, or about to be, has its row: its session is stopping.
        waiting = sum(one is not None and one.state in STOPPABLE for one in awaited)
        text = self.tr("Stops that wait for their turn: {count}. What is not sent by then goes on recording.")
        return fill(text, count=waiting) if waiting else ""

    def _break_off(self) -> None:
        # What is asked for from now on is wanted.
        bulk, self._bulk = self._bulk, Bulk()
        bulk.break_off()

    def _only_meant(self, session_ids: list[str]) -> list[str]:
        """Without those that are over, or whose guest a later live session records; says how many these are.

        A later start that failed changes nothing: the earlier recording may still go on.
        """
        model, latest = self._window.session_list.model, dict[Target, int]()
        for one in model.live_sessions():
            latest[one.target] = max(int(one.id), latest.get(one.target, 0))

        def meant(session_id: str) -> bool:
            session = model.session(session_id)
            return (
                session is not None
                and stoppable(session.state, session.desk)
                # One that stands for several ends the only recording there is.
                and (bool(session.apart) or int(session.id) >= latest.get(session.target, 0))
            )

        kept = [session_id for session_id in session_ids if meant(session_id)]
        if over := len(session_ids) - len(kept):
            text = self.tr("No stop sent for {count}: ended or started anew.", "", over)
            self._window.status.say(fill(text, count=over))
            self._window.stop_result.leave_out(set(session_ids) - set(kept))
        return kept

    def _ask_for_other(self) -> None:
        from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog

        profile = self._profiles.current
        if profile:
            place = place_named(self._bridge, profile)
            dialog = StopOtherDialog(place, self._window.messages, self._window)
            dialog.stop_other_requested.connect(partial(self._stop_other, profile))
            dialog.open()

    def _stop_other(self, profile: str, request: "StopRequest") -> None:
        self._profiles.operators.before(lambda: self._send_other(profile, request))

    def _send_other(self, profile: str, request: "StopRequest") -> None:
        self.stopped_other = profile, request
        self._bridge.recordings.stop_other(profile, request)

    def _stopped(self, session_id: str, result: "OperationResult") -> None:
        from gui.core.recording.unrecorded_stop import may_go_unrecorded

        shown = self._window.stop_result
        if not shown.knows(session_id):
            # A recording that was not in the list: its result stays like any other.
            shown.begin([session_id])
        shown.set_unwritten(session_id, may_go_unrecorded(result))
        word = None if result.problem is None else result.problem.word
        newer = word is LocalFailure.ANOTHER_SESSION
        shown.set_result(session_id, result.outcome, result.session, needless=word in _NEEDLESS, newer=newer)
