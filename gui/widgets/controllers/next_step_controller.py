"""Carries the next steps out: those of the error panel, and those of the list's menu."""

from typing import assert_never

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from gui.core.catalogue.guidance import Step
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.fill import fill
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.stop_controller import StopController
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.window.main_window import MainWindow


class NextStepController(QObject):
    """Lives as long as the window."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, profiles: ProfileController, stops: StopController
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._stops = stops
        sessions, panel = window.session_list, window.error_panel
        sessions.start_again_requested.connect(self._start_again)
        sessions.guest_came_back_requested.connect(self._guest_came_back)
        sessions.handled_requested.connect(self._mark_handled)
        panel.step_chosen.connect(self._take_step)
        panel.steps.focus_lost.connect(sessions.table.setFocus)
        panel.questions.focus_lost.connect(sessions.table.setFocus)
        before, recordings = profiles.operators.before, bridge.recordings
        panel.handled_requested.connect(
            lambda found, note: before(lambda: recordings.mark_handled(found, note))
        )
        panel.settle_requested.connect(
            lambda found, state, why: before(lambda: recordings.settle(found, state, why))
        )
        bridge.reader.report_saved.connect(self._report_saved)

    def _take_step(self, session_id: str, step: Step) -> None:
        session = self._window.session_list.model.session(session_id)
        if session is not None:
            self._take_session_step(session, step)
        elif step is Step.OPEN_SETTINGS:
            self._open_settings(self._profiles.current)

    def _take_session_step(self, session: Session, step: Step) -> None:
        match step:
            case Step.OPEN_SETTINGS:
                self._open_settings(session.profile)
            case Step.EDIT_AS_NEW:
                self._edit_as_new(session)
            case Step.START_AGAIN:
                self._send_again(session.id)
            case Step.STOP_AGAIN:
                self._stops.stop([session.id])
            case Step.GUEST_CAME_BACK:
                self._guest_came_back(session.id)
            case Step.SAVE_REPORT:
                self.ask_where_to_save(session)
            case Step.IT_IS_RECORDING | Step.MARK_AS_ENDED:
                pass  # The error panel asks why, then emits `settle_requested`.
            case Step.COPY_QUESTION | Step.COPY_ADMIN_REQUEST | Step.COPY_REPORT | Step.COPY_FOR_VOD:
                pass  # The error panel copies the text.
            case _:
                assert_never(step)

    def _open_settings(self, profile: str) -> None:
        """At what the failure is about, so that a usersig that is pasted at once lands where it is hidden."""
        problem = self._window.error_panel.problem()
        if problem is None:
            self._profiles.open_settings(profile)
        else:
            self._profiles.mend_settings(profile, problem)

    def _start_again(self, session_id: str) -> None:
        """By the list's menu. An earlier session of its target can't go on: its settings fill the form."""
        model = self._window.session_list.model
        session = model.session(session_id)
        if session is not None and not model.is_newest(session):
            self._edit_as_new(session)
        else:
            self._send_again(session_id)

    def _send_again(self, session_id: str) -> None:
        recordings, current = self._bridge.recordings, self._profiles.current
        self._profiles.operators.before(lambda: recordings.start_again(session_id, current))

    def _guest_came_back(self, session_id: str) -> None:
        recordings, current = self._bridge.recordings, self._profiles.current
        self._profiles.operators.before(lambda: recordings.guest_came_back(session_id, current))

    def _edit_as_new(self, session: Session) -> None:
        """The same settings in the form, the cursor in the field that is blamed."""
        form, before = self._window.start_form, self._profiles.current
        switched = session.profile != before and self._profiles.knows(session.profile)
        if switched:
            self._profiles.choose(session.profile)
        form.fill(FormValues.of_session(session))
        if switched:
            text = self.tr("Now in {profile}")
            if before:
                text = self.tr("Now in {profile}, no longer in {before}")
            now = profile_name(session.profile, 40)
            form.say_account(fill(text, profile=now, before=profile_name(before, 40)))
        failure = session.failure
        blamed = () if failure is None else for_problem(failure.problem(), failure.operation).blamed
        if blamed:
            form.focus_field(blamed[0])
        else:
            form.focus_first()

    def _mark_handled(self, session_ids: list[str]) -> None:
        recordings = self._bridge.recordings
        self._profiles.operators.before(lambda: recordings.mark_all_handled(session_ids, ""))

    def ask_where_to_save(self, session: Session) -> None:
        """*Save report*: which file it goes into."""
        if self._window.shared_screen.keeps_hidden():
            return
        dialog = QFileDialog(self._window, self.tr("Save report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.setNameFilter(self.tr("Report (*.zip)"))
        dialog.selectFile(f"recording-{session.target.room}-{session.id}.zip")
        window = self._window
        dialog.fileSelected.connect(
            lambda path: self._bridge.reader.save_report(session.id, path, window.messages, window.catalogue)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _report_saved(self, session_id: str, _path: str) -> None:
        panel = self._window.error_panel
        if panel.session_id() == session_id:
            panel.steps.confirm(Step.SAVE_REPORT, self.tr("Saved"))
