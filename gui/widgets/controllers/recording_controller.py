"""Starting recordings, and showing them: from the widgets' signals to the bridge and back.

Dialogs are imported where they are opened: the first paint need not wait for them.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Problem, is_at_another_desk
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.session_list.read_state import ReadState
from gui.core.sessions.did_you_mean import Suggestion, did_you_mean
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import place_of_session
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.ledger.rows import LedgerRow
    from gui.core.protocol.request import StartRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.core.sessions.progress import Progress
    from gui.widgets.controllers.team.colleague_notice import ColleagueNotice


class RecordingController(QObject):
    """The flows around recordings. Lives as long as the window."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._colleague: ColleagueNotice | None = None
        self._connect_widgets()
        self._connect_bridge()

    def _connect_widgets(self) -> None:
        form, sessions, panel = self._window.start_form, self._window.session_list, self._window.error_panel
        form.start_requested.connect(self._start)
        form.stop_waiting_requested.connect(self._bridge.recordings.stop_waiting)
        for line in (form.fields.room, form.fields.account, form.fields.file_name):
            line.returnPressed.connect(self._tell_the_key)
        form.retry_cancelled.connect(self._bridge.recordings.cancel_retry)
        sessions.start_for_requested.connect(self._start_for)
        sessions.session_opened.connect(self._show)
        sessions.selection_moved.connect(self._selected)
        sessions.selected_left.connect(self._forget_shown)
        panel.attempts_wanted.connect(self._bridge.reader.load_course)
        panel.retry_cancelled.connect(self._bridge.recordings.cancel_retry)
        panel.waiting_ended.connect(self._bridge.recordings.stop_waiting)
        panel.suggestion_chosen.connect(self._take_suggestion)

    def _connect_bridge(self) -> None:
        self._bridge.sessions_loaded.connect(self._sessions_loaded)
        self._bridge.complete_since.connect(self._window.session_list.set_complete_since)
        sessions, listener = self._window.session_list, self._bridge.listener
        listener.several_begin.connect(sessions.model.hold_counts)
        listener.several_ended.connect(sessions.model.tell_counts)
        listener.flood.connect(sessions.table.hold_painting)
        self._bridge.session_changed.connect(self._session_changed)
        self._bridge.progress_changed.connect(self._progress_changed)
        self._bridge.recordings.started.connect(self._started)
        self._bridge.recordings.already_live.connect(self._ask_though_live)
        self._bridge.reader.course_loaded.connect(self._course_loaded)
        self._bridge.reader.code_history_loaded.connect(self._window.set_code_history)
        self._window.codes_opened.connect(self._bridge.reader.load_code_history)

    # Starting.

    def _tell_the_key(self) -> None:
        """Return alone sends nothing: whoever expects it to start is told what does."""
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._window.status.say(fill(self.tr("{keys} starts the recording."), keys=keys))

    def _start(self, request: "StartRequest") -> None:
        profile = self._profiles.current
        self._profiles.operators.before(
            lambda: self._send(profile, request), lambda: self._window.start_form.finish_start(None)
        )

    def _send(self, profile: str, request: "StartRequest") -> None:
        if not profile or not self._bridge.recordings.start(profile, request):
            self._window.start_form.finish_start(None)

    def _ask_though_live(self, session: Session, request: "StartRequest", profile: str) -> None:
        from gui.widgets.dialogs.start_live_dialog import StartLiveDialog

        sessions = self._window.session_list
        if sessions.model.shows_only and sessions.model.row_of(session.id) is None:
            self._tell_later(session)
            return
        sessions.select([session.id])
        dialog = StartLiveDialog(
            session,
            self._window.messages,
            sessions.model.clock,
            self._window,
            place=place_of_session(self._bridge, session),
            team=sessions.model.team,
        )
        dialog.rejected.connect(lambda: self._window.start_form.finish_start(session))
        dialog.guest_came_back_confirmed.connect(
            # Not through the profile that is chosen by then.
            lambda _id: self._bridge.recordings.start(profile, request, though_live=True)
        )
        dialog.open()

    def _tell_later(self, session: Session) -> None:
        """Somebody else sees the screen, and no question may name another guest: nothing is sent."""
        self._window.start_form.finish_start(session)
        text = self.tr("No start was sent: {user} in room {room} is being recorded already.")
        words = fill(text, user=visible(session.target.account, 80), room=session.target.room)
        self._window.banner.show_notice(f"▲ {words}", Tone.WARNING)

    def show_who_is_busy(self, problem: Problem) -> bool:
        """Somebody else was quicker by a moment: their row shows what comes of it. False where it is none."""
        from gui.core.ledger.rows import Busy

        if self._show_colleague(problem):
            return True
        sessions = self._window.session_list
        session = sessions.model.session(problem.session_id) if isinstance(problem, Busy) else None
        if session is None:
            return False
        text = self.tr(
            "No start was sent: a start or stop of {user} in room {room} is on its way."
            " Its row shows the answer."
        )
        words = fill(text, user=visible(session.target.account, 80), room=session.target.room)
        self._window.banner.show_notice(f"▲ {words}", Tone.WARNING)
        if not self._at_another(session):
            sessions.select([session.id])
        return True

    def _show_colleague(self, problem: Problem | None) -> bool:
        """*Li is starting it: nothing to do*: another desk of the team was quicker. False where none was."""
        if problem is None or not is_at_another_desk(problem):
            return False
        if self._colleague is None:
            # Nothing of a team is loaded without one.
            from gui.widgets.controllers.team.colleague_notice import ColleagueNotice

            self._colleague = ColleagueNotice(self._window, self._bridge)
        self._colleague.show(problem)
        return True

    def _started(self, result: "OperationResult") -> None:
        form = self._window.start_form
        if result.session is None and self._show_colleague(result.problem):
            form.finish_start(None)
            return
        if result.session is not None and result.outcome is Outcome.ACCEPTED:
            form.show_accepted(result.session)
        else:
            form.finish_start(result.session)
        if result.session is not None and not self._at_another(result.session):
            self._window.session_list.select([result.session.id])
        if result.session is not None and result.outcome is Outcome.UNKNOWN:
            self._show_still_recording(result.session)

    def _show_still_recording(self, session: Session) -> None:
        """*Guest came back* answered 30000415: the row stays green, so the status line has the answer."""
        if session.state is State.RECORDING and session.failure is None:
            text = self.tr("{user} in room {room} is still being recorded: nothing new was started.")
            words = fill(text, user=visible(session.target.account, 80), room=session.target.room)
            self._window.status.say(words)

    def _at_another(self, session: Session) -> bool:
        """Whether staff search, or are at another recording: an answer takes nothing out of their hands.

        F8 that was meant for one guest must not ask about another, nor a reason be lost half typed.
        """
        sessions, focus = self._window.session_list, QApplication.focusWidget()
        if focus is sessions.bar.search:
            return True
        parts = (sessions, self._window.below)
        if QApplication.activeModalWidget() is None and not (
            focus is not None and any(part.isAncestorOf(focus) for part in parts)
        ):
            return False
        chosen = sessions.selected()
        return len(chosen) > 1 or any(one.target != session.target for one in chosen)

    def _start_for(self, room: str) -> None:
        """*Start for 10001…*: filled from that room's last accepted start, where there is one."""
        known = self._window.session_list.model.newest_accepted(room, self._profiles.current)
        self._window.start_form.fill(FormValues(room=room) if known is None else FormValues.of_session(known))
        self._window.start_form.focus_first()

    # What is shown.

    def _sessions_loaded(self, sessions: list[Session]) -> None:
        self._window.session_list.upsert_many(sessions)
        self._profiles.show_lost()
        self._window.session_list.set_read_state(ReadState.READ)

    def _session_changed(self, session: Session) -> None:
        self._window.session_list.upsert(session)
        self._window.start_form.learn_session(session)
        if self._window.error_panel.session_id() == session.id:
            self._explain(session)

    def _progress_changed(self, session_id: str, progress: "Progress | None") -> None:
        self._window.session_list.set_progress(session_id, progress)
        self._window.error_panel.set_progress(session_id, progress)
        if progress is None or progress.operation is Operation.START:
            self._window.start_form.show_progress(session_id, progress)

    def _course_loaded(self, session_id: str, entries: "tuple[LedgerRow, ...]") -> None:
        self._window.error_panel.set_attempts(session_id, entries)

    def _selected(self, session_ids: list[str]) -> None:
        if len(session_ids) == 1:
            self._show(session_ids[0])
        elif session_ids:
            # The text of one row must not stand beside a choice of several.
            self._window.error_panel.show_session(None)

    def _forget_shown(self, session_id: str) -> None:
        """Its row left the list, or is selected no more.

        Nobody shall read the ids of another room beside what is listed now, nor be offered a stop by a key
        that goes by the selection.
        """
        if self._window.error_panel.session_id() == session_id:
            self._window.error_panel.show_session(None)

    def _show(self, session_id: str) -> None:
        session = self._window.session_list.model.session(session_id)
        if session is not None:
            self._explain(session)

    def _explain(self, session: Session) -> None:
        model, panel = self._window.session_list.model, self._window.error_panel
        newest, later = model.is_newest(session), model.later_recording(session)
        panel.show_session(session, newest=newest, later=later)
        panel.set_progress(session.id, model.progress(session.id))
        near = () if model.shows_only else model.near(session.target)
        panel.set_suggestions(session.id, did_you_mean(session, near))

    def _take_suggestion(self, session_id: str, suggestion: Suggestion) -> None:
        """*Did you mean*: the same settings for the target that was meant, in its own profile."""
        session = self._window.session_list.model.session(session_id)
        if session is None:
            return
        if suggestion.profile != self._profiles.current:
            self._profiles.choose(suggestion.profile)
        meant = FormValues.of_session(replace(session, target=suggestion.target))
        self._window.start_form.fill(meant)
        self._window.start_form.start_button.setFocus()
