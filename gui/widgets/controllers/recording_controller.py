"""What happens when staff start, stop, settle or copy: from the widgets' signals to the bridge and back.

Dialogs are imported where they are opened: the first paint need not wait for them.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from gui.core.catalogue.errors import LocalFailure
from gui.core.catalogue.guidance import Step
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.session_list.read_state import ReadState
from gui.core.sessions.did_you_mean import Suggestion, did_you_mean
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.core.ledger.rows import Entry
    from gui.core.protocol.request import StartRequest, StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.core.sessions.progress import Progress


class RecordingController(QObject):
    """The flows around recordings. Lives as long as the window."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self.stopped_other: tuple[str, StopRequest] | None = None
        """The last stop of a recording that is not in the list, and its profile."""
        self._connect_widgets()
        self._connect_bridge()

    def _connect_widgets(self) -> None:
        form, sessions, panel = self._window.start_form, self._window.session_list, self._window.error_panel
        form.start_requested.connect(self._start)
        form.stop_waiting_requested.connect(self._bridge.stop_waiting)
        form.retry_cancelled.connect(self._bridge.cancel_retry)
        sessions.stop_requested.connect(self._ask_to_stop)
        sessions.stop_other_requested.connect(self._ask_for_other)
        sessions.start_again_requested.connect(self._start_again)
        sessions.guest_came_back_requested.connect(self._guest_came_back)
        sessions.handled_requested.connect(self._mark_handled)
        sessions.start_for_requested.connect(self._start_for)
        sessions.session_opened.connect(self._show)
        sessions.selection_moved.connect(self._selected)
        panel.step_chosen.connect(self._take_step)
        panel.handled_requested.connect(self._bridge.mark_handled)
        panel.settle_requested.connect(self._bridge.settle)
        panel.attempts_wanted.connect(self._bridge.load_entries)
        panel.retry_cancelled.connect(self._bridge.cancel_retry)
        panel.waiting_ended.connect(self._bridge.stop_waiting)
        panel.suggestion_chosen.connect(self._take_suggestion)
        result = self._window.stop_result
        result.show_requested.connect(sessions.select)
        result.stop_again_requested.connect(self._stop)
        result.copy_requested.connect(sessions.copy_for_vod)

    def _connect_bridge(self) -> None:
        self._bridge.sessions_loaded.connect(self._sessions_loaded)
        self._bridge.complete_since.connect(self._window.session_list.set_complete_since)
        self._bridge.session_changed.connect(self._session_changed)
        self._bridge.progress_changed.connect(self._progress_changed)
        self._bridge.started.connect(self._started)
        self._bridge.already_live.connect(self._ask_though_live)
        self._bridge.stop_finished.connect(self._stopped)
        self._bridge.entries_loaded.connect(self._entries_loaded)
        self._bridge.report_saved.connect(self._report_saved)
        self._bridge.code_history_loaded.connect(self._window.set_code_history)
        self._window.codes_opened.connect(self._bridge.load_code_history)

    # Starting.

    def _start(self, request: "StartRequest") -> None:
        profile = self._profiles.current
        if not profile or not self._bridge.start(profile, request):
            self._window.start_form.finish_start(None)

    def _ask_though_live(self, session: Session, request: "StartRequest") -> None:
        from gui.widgets.dialogs.start_live_dialog import StartLiveDialog

        sessions = self._window.session_list
        sessions.select([session.id])
        dialog = StartLiveDialog(session, self._window.messages, sessions.model.clock, self._window)
        dialog.rejected.connect(lambda: self._window.start_form.finish_start(session))
        dialog.guest_came_back_confirmed.connect(
            lambda _id: self._bridge.start(
                self._profiles.current or session.profile, request, though_live=True
            )
        )
        dialog.open()

    def _started(self, result: "OperationResult") -> None:
        form = self._window.start_form
        if result.session is not None and result.outcome is Outcome.ACCEPTED:
            form.show_accepted(result.session)
        else:
            form.finish_start(result.session)
        if result.session is not None and not self._hands_in_list():
            self._window.session_list.select([result.session.id])
        if result.session is not None and result.outcome is Outcome.UNKNOWN:
            self._show_still_recording(result.session)

    def _show_still_recording(self, session: Session) -> None:
        """*Guest came back* answered 30000415: the row stays green, so the answer is shown in a strip."""
        if session.state is State.RECORDING and session.failure is None:
            text = self.tr("{user} in room {room} is still being recorded: nothing new was started.")
            words = fill(text, user=visible(session.target.account, 80), room=session.target.room)
            self._window.banner.show_notice(f"● {words}", Tone.ACCENT)

    def _hands_in_list(self) -> bool:
        """Whether staff search or have chosen several rows: an answer takes nothing out of their hands."""
        sessions, focus = self._window.session_list, QApplication.focusWidget()
        if focus is None or not sessions.isAncestorOf(focus):
            return False
        return focus is sessions.bar.search or len(sessions.selected()) > 1

    def _start_for(self, room: str) -> None:
        """*Start for 10001…*: filled from that room's last accepted start, where there is one."""
        known = self._window.session_list.model.newest_accepted(room)
        self._window.start_form.fill(FormValues(room=room) if known is None else FormValues.of_session(known))
        self._window.start_form.focus_first()

    # Stopping.

    def _ask_to_stop(self, session_ids: list[str]) -> None:
        from gui.widgets.dialogs.stop_dialog import StopDialog

        sessions = self._window.session_list
        found = [sessions.model.session(session_id) for session_id in session_ids]
        known = [session for session in found if session is not None]
        if known:
            dialog = StopDialog(
                known,
                self._profiles.operator,
                self._window.messages,
                sessions.model.clock,
                self._window,
            )
            dialog.offer_profiles(self._to_choose_from(known), self._profiles.current)
            dialog.confirmed.connect(lambda ids: self._send_stops(ids, dialog.through()))
            dialog.open()

    def _to_choose_from(self, sessions: list[Session]) -> "Mapping[tuple[str, int], tuple[str, ...]]":
        """Where a recording's own profile is gone and several others lead to its relay and app."""
        from gui.core.connection.ways_to_target import to_choose_from

        return to_choose_from(self._bridge.services.profiles, sessions) if self._bridge.ready else {}

    def _stop(self, session_ids: list[str]) -> None:
        """Without a question, unless there is a profile to choose."""
        known = [self._window.session_list.model.session(session_id) for session_id in session_ids]
        if self._to_choose_from([session for session in known if session is not None]):
            self._ask_to_stop(session_ids)
        else:
            self._send_stops(session_ids, {})

    def _send_stops(self, session_ids: list[str], through: "Mapping[str, str]") -> None:
        self._window.stop_result.begin(session_ids)
        self._bridge.stop_sessions(session_ids, through)

    def _ask_for_other(self) -> None:
        from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog

        profile = self._profiles.current
        if profile:
            dialog = StopOtherDialog(profile, self._window.messages, self._window)
            dialog.stop_other_requested.connect(partial(self._stop_other, profile))
            dialog.open()

    def _stop_other(self, profile: str, request: "StopRequest") -> None:
        self.stopped_other = profile, request
        self._bridge.stop_other(profile, request)

    def _stopped(self, session_id: str, result: "OperationResult") -> None:
        from gui.core.recording.unrecorded_stop import may_go_unrecorded

        shown = self._window.stop_result
        if not shown.knows(session_id):
            # A recording that was not in the list: its result stays like any other.
            shown.begin([session_id])
        shown.set_unwritten(session_id, may_go_unrecorded(result))
        # Its start failed, or was taken back for it: there is nothing to stop, and nothing to try again.
        needless = result.problem is not None and result.problem.word is LocalFailure.DROPPED
        shown.set_result(session_id, result.outcome, result.session, needless=needless)

    # What is shown.

    def _sessions_loaded(self, sessions: list[Session]) -> None:
        self._window.session_list.upsert_many(sessions)
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

    def _entries_loaded(self, session_id: str, entries: "tuple[Entry, ...]") -> None:
        self._window.error_panel.set_attempts(session_id, entries)

    def _selected(self, session_ids: list[str]) -> None:
        if len(session_ids) == 1:
            self._show(session_ids[0])
        elif session_ids:
            # The text of one row must not stand beside a choice of several.
            self._window.error_panel.show_session(None)

    def _show(self, session_id: str) -> None:
        session = self._window.session_list.model.session(session_id)
        if session is not None:
            self._explain(session)

    def _explain(self, session: Session) -> None:
        model, panel = self._window.session_list.model, self._window.error_panel
        panel.show_session(session, newest=model.is_newest(session))
        panel.set_progress(session.id, model.progress(session.id))
        panel.set_suggestions(session.id, did_you_mean(session, model.near(session.target)))

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

    # Next steps.

    def _take_step(self, session_id: str, step: Step) -> None:
        session = self._window.session_list.model.session(session_id)
        if step is Step.OPEN_SETTINGS:
            self._profiles.open_settings(session.profile if session is not None else self._profiles.current)
        elif session is not None:
            self._take_session_step(session, step)

    def _take_session_step(self, session: Session, step: Step) -> None:
        match step:
            case Step.EDIT_AS_NEW:
                self._edit_as_new(session)
            case Step.START_AGAIN:
                self._bridge.start_again(session.id, self._profiles.current)
            case Step.STOP_AGAIN:
                self._stop([session.id])
            case Step.GUEST_CAME_BACK:
                self._guest_came_back(session.id)
            case Step.SAVE_REPORT:
                self.ask_where_to_save(session)

    def _start_again(self, session_id: str) -> None:
        """By the list's menu. An earlier session of its target can't go on: its settings fill the form."""
        model = self._window.session_list.model
        session = model.session(session_id)
        if session is not None and not model.is_newest(session):
            self._edit_as_new(session)
        else:
            self._bridge.start_again(session_id, self._profiles.current)

    def _guest_came_back(self, session_id: str) -> None:
        self._bridge.guest_came_back(session_id, self._profiles.current)

    def _edit_as_new(self, session: Session) -> None:
        """The same settings in the form, the cursor in the field that is blamed."""
        form = self._window.start_form
        if session.profile != self._profiles.current and self._profiles.knows(session.profile):
            self._profiles.choose(session.profile)
        form.fill(FormValues.of_session(session))
        failure = session.failure
        blamed = () if failure is None else for_problem(failure.problem(), failure.operation).blamed
        if blamed:
            form.focus_field(blamed[0])
        else:
            form.focus_first()

    def _mark_handled(self, session_ids: list[str]) -> None:
        for session_id in session_ids:
            self._bridge.mark_handled(session_id, "")

    def ask_where_to_save(self, session: Session) -> None:
        """*Save report*: which file it goes into."""
        dialog = QFileDialog(self._window, self.tr("Save report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.setNameFilter(self.tr("Report (*.zip)"))
        dialog.selectFile(f"recording-{session.target.room}-{session.id}.zip")
        window = self._window
        dialog.fileSelected.connect(
            lambda path: self._bridge.save_report(session.id, path, window.messages, window.catalogue)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _report_saved(self, session_id: str, _path: str) -> None:
        panel = self._window.error_panel
        if panel.session_id() == session_id:
            panel.steps.confirm(Step.SAVE_REPORT, self.tr("Saved"))
