"""The window's life cycle: start-up and its failures, problems and bugs, and the end."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, LocalFailure, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.folder_rights import open_to_others
from gui.core.foundation.plain_text import visible
from gui.core.session_list.read_state import ReadState
from gui.widgets.controllers.about_controller import AboutController
from gui.widgets.controllers.actions.action_controller import ActionController
from gui.widgets.controllers.attention_controller import AttentionController
from gui.widgets.controllers.batch_controller import BatchController
from gui.widgets.controllers.export_controller import ExportController
from gui.widgets.controllers.file_name_controller import FileNameController
from gui.widgets.controllers.hand_over.hand_over_controller import HandOverController
from gui.widgets.controllers.help.help_controller import HelpController
from gui.widgets.controllers.history_controller import HistoryController
from gui.widgets.controllers.next_step_controller import NextStepController
from gui.widgets.controllers.notifications.announcer import Announcer
from gui.widgets.controllers.notifications.notification_controller import NotificationController
from gui.widgets.controllers.notifications.overrun_alarm import OverrunAlarm
from gui.widgets.controllers.plan.plan_controller import PlanController
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import by_profile, place_of_session
from gui.widgets.controllers.read_only_view import ReadOnlyView
from gui.widgets.controllers.recording_controller import RecordingController
from gui.widgets.controllers.retry_controller import RetryController
from gui.widgets.controllers.selection_controller import SelectionController
from gui.widgets.controllers.settings.settings_controller import SettingsController
from gui.widgets.controllers.shared_screen.shared_screen_controller import SharedScreenController
from gui.widgets.controllers.stop_controller import StopController
from gui.widgets.controllers.traces.traces_controller import TracesController
from gui.widgets.controllers.undo.undo_controller import UndoController
from gui.widgets.controllers.unrecorded_stop_controller import UnrecordedStopController
from gui.widgets.controllers.welcome.operator_controller import OperatorController
from gui.widgets.controllers.welcome.welcome_controller import WelcomeController
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.desktop_end import DesktopEnd
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact
    from gui.widgets.controllers.team.leaving_team import LeavingTeam
    from gui.widgets.controllers.team.membership_controller import MembershipController
    from gui.widgets.controllers.team.team_controller import TeamController


class WindowController(QObject):
    """Creates and connects the controllers; gui/app.py drives it.

    :param operator: who works here, empty where staff are asked; and a name to suggest then.
    :param quit_requested: set where the window is to close, by whomever.
    """

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        memory: WindowState,
        operator: tuple[str, str],
        practice_hint: str,
        quit_requested: asyncio.Event,
    ) -> None:
        super().__init__(window)
        self.quit_requested = quit_requested
        self.leaves_team = False
        """Whether the window closes so that this desk leaves its team."""
        operators = OperatorController(window, bridge, memory, *operator)
        self.profiles = ProfileController(window, bridge, memory, operators, practice_hint)
        self.settings = SettingsController(window, bridge, memory, self)
        self.welcome = WelcomeController(window, bridge, self.profiles, self.settings)
        self.file_names = FileNameController(window, bridge, self.profiles)
        self.recordings = RecordingController(window, bridge, self.profiles)
        self.stops = StopController(window, bridge, self.profiles)
        self.steps = NextStepController(window, bridge, self.profiles, self.stops)
        self.unrecorded = UnrecordedStopController(window, bridge, self.profiles, self.stops)
        self.attention = AttentionController(window, bridge, self.profiles)
        self.alarm = OverrunAlarm(window, bridge)
        self.notifications = NotificationController(window, bridge, memory)
        self.announcer = Announcer(window, bridge)
        self.history = HistoryController(window, bridge, self.profiles, self.steps)
        self.batches = BatchController(window, bridge, self.profiles)
        self.retries = RetryController(window, bridge, self.profiles)
        self.selection = SelectionController(window, bridge)
        self.exports = ExportController(window, bridge)
        self.undo = UndoController(window, bridge, self.profiles)
        self.shared_screen = SharedScreenController(window, self.notifications)
        self.traces = TracesController(window, bridge, memory.folder)
        self.desktop_end = DesktopEnd(lambda: window.remember(memory), memory.save, window)
        self.about = AboutController(window, bridge, self.traces, self.notifications)
        self.hand_over = HandOverController(window, bridge, self.profiles)
        self.plan = PlanController(window, bridge, self.profiles)
        self.help = HelpController(window, bridge)
        self._memory = memory
        window.selection_summary.export_requested.connect(self.exports.menu.selection_chosen)
        self._window = window
        self._bridge = bridge
        self.actions = ActionController(window, self)
        self._look_only = ReadOnlyView(window, bridge)
        self._team: TeamController | None = None
        self._membership: MembershipController | None = None
        self._left: LeavingTeam | None = None
        self.profiles.team_requested.connect(self.open_team)
        window.status.scope.clicked.connect(self._open_team_by_click)
        self._try_again = asyncio.Event()
        self._move_aside = asyncio.Event()
        window.close_requested.connect(self._close)
        window.trouble.action_chosen.connect(self._try_again.set)
        window.trouble.other_chosen.connect(self._ask_to_move_aside)
        window.bug.action_chosen.connect(self._copy_bug)
        bridge.problem_raised.connect(self._problem_raised)
        bridge.bug_found.connect(self.show_bug)
        self._bug = ""
        self._folder: Path | None = None
        self._quit_dialog: QuitDialog | None = None

    @property
    def ready(self) -> bool:
        """Whether the services are open."""
        return self._bridge.ready

    def held_by(self) -> str:
        """What has to be over before the window can be made anew in another language; empty for nothing."""
        if QApplication.activeModalWidget() is not None:
            return self.tr("The language changes once the open question is answered.")
        if self.batches.busy:
            return self.tr("The language changes once the batch is over and its result is closed.")
        # A list that is still being filled from a former window would lose the rest.
        if self.retries.busy or self.exports.busy or self._window.session_list.model.busy:
            return self.tr("The language changes once what is under way is over.")
        if not self._bridge.ready:
            return self.tr("The language changes once the list can be read, or at the next start.")
        return ""

    async def take_over(self, former: Self) -> None:
        """Go on where the controllers of a former window were; requests on their way are untouched."""
        await self.profiles.take_over(former.profiles)
        self.plan.load()
        self._window.take_over(former._window)
        self.welcome.take_over(former.welcome)
        self.stops.take_over(former.stops)
        self.attention.take_over(former.attention)
        self.alarm.take_over(former.alarm)
        self.notifications.take_over(former.notifications)
        self.batches.take_over(former.batches)
        self.undo.take_over(former.undo)
        self.history.take_over(former.history)
        self.traces.take_over(former.traces)
        self.shared_screen.take_over(former.shared_screen)
        if former._window.bug.told:
            self.show_bug(former._bug)
        if former._window.upgraded.told:
            self.show_upgraded()
        if former._window.open_folder.told and former._folder is not None:
            key, work = TaskKey("look at folder"), self.check_rights(former._folder)
            self._bridge.spawn(key, work, Activity.READ, TaskLife.BROKEN_OFF)
        if former._team is not None:
            self.show_team(former._team.contact)
        former.help.close()
        self.settings.take_over(former.settings)

    async def show_not_ready(self, problem: Problem, folder: Path) -> None:
        """Show why the panel can't work yet, and wait until staff try again or close the window.

        Staff may have a damaged ledger moved aside; it is left alone until they confirm.
        """
        entry = self._window.catalogue.of(problem, sends=False)
        self.unrecorded.stops.folder = folder
        found = await self._look_only.show(problem, folder)
        told = words_of(problem, self._window.messages)
        why = f"({told})" if told else ""
        text = self._window.messages.sentences(entry.description, entry.solution, found, why)
        self._window.start_form.set_ready(False, self.tr("Start waits: see below the list."))
        # It stays until it is tried again: nothing else in the window could do that.
        damaged = problem.word is LocalFailure.LEDGER_DAMAGED
        other = self.tr("Move the damaged file aside…") if damaged else ""
        self._window.trouble.show_notice(
            f"▲ {visible(text)}", Tone.DANGER, self.tr("Try again"), other=other, may_close=False
        )
        events = self._try_again, self._move_aside, self.quit_requested
        for event in events[:2]:
            event.clear()
        waiting = {asyncio.create_task(event.wait()) for event in events}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
        self._window.trouble.hide()
        self._window.session_list.set_read_state(ReadState.READING)
        self._window.start_form.set_ready(False)
        if self._move_aside.is_set():
            await self._set_aside(folder)

    def _ask_to_move_aside(self) -> None:
        ask(
            self._window,
            self.tr("Move the damaged file aside?"),
            self.tr(
                "It stays in the data folder as it is. What can still be read of it goes into a new list;"
                " recordings that were live are unconfirmed there, and a few may be missing."
            ),
            yes=self.tr("Move it aside"),
            go_on=self._move_aside.set,
            careful=True,
        )

    async def _set_aside(self, folder: Path) -> None:
        from gui.core.ledger.salvage import set_aside

        try:
            done = await asyncio.to_thread(set_aside, folder, self.profiles.operator, datetime.now(UTC))
        except Problem as problem:
            await self.show_not_ready(problem, folder)
            return
        text = self.tr(
            "The damaged file is now {file}. Recordings of which something could be read: {count}."
            " One that is missing can still be stopped: Stop a recording not in this list."
        )
        words = fill(text, file=visible(str(done.aside)), count=done.sessions)
        self._window.alarm.show_notice(f"▲ {words}", Tone.WARNING)

    async def get_ready(self, profile: str | None) -> None:
        """The services are open: choose the profile, and let Start be pressed."""
        await self.profiles.get_ready(profile)
        self.plan.load()

    async def check_rights(self, folder: Path) -> None:
        """Show it where strangers can write to the data folder."""
        self._folder = folder
        if names := await asyncio.to_thread(open_to_others, folder):
            what = ", ".join(visible(name) for name in names)
            text = self._window.messages.text("folder.open_to_others", what=what)
            self._window.open_folder.show_notice(f"▲ {text}", Tone.WARNING)

    def show_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team this desk is in; None without one. Told anew each time it changes."""
        if self._team is None and contact is not None:
            # Nothing of a team is loaded or made without one.
            from gui.widgets.controllers.team.team_controller import TeamController

            self._team = TeamController(
                self._window, self._bridge, self.profiles, self.history, self.hand_over, self._memory
            )
        self.welcome.set_team(in_team=contact is not None)
        if contact is not None and self._left is not None:
            self._left.take_back()
            self._left = None
        self.notifications.set_team(contact)
        if self._team is not None:
            self._team.show(contact)
        if self._membership is not None:
            self._membership.show(contact)

    def tell_left(self, leaving: "LeavingTeam") -> None:
        """Say what came of leaving the team, until this desk joins one."""
        self._left = leaving
        leaving.tell()

    def open_team(self) -> None:
        """Join a team, or see how the one of this desk stands."""
        if self._window.shared_screen.keeps_hidden():
            return
        if self._membership is None:
            from gui.widgets.controllers.team.membership_controller import MembershipController

            self._membership = MembershipController(self._window, self._bridge, self.profiles.operators)
            self._membership.leave_confirmed.connect(self._leave_team)
        self._membership.contact = None if self._team is None else self._team.contact
        self._membership.open()

    def _open_team_by_click(self) -> None:
        if self.ready:
            self.open_team()

    def _leave_team(self) -> None:
        """Close; whoever drives this opens the window anew outside the team."""
        if self.batches.busy or self.retries.busy or self.exports.busy:
            assert self._membership is not None
            self._membership.refuse_to_leave(self.tr("Wait until what is under way is over, then leave."))
            return
        self.leaves_team = True
        self.quit_requested.set()

    def show_upgraded(self) -> None:
        """Show that an upgrade has replaced the program's files."""
        text = self.tr(
            "The panel was updated. Please restart it: close this window, and open it again."
            " Recordings go on meanwhile."
        )
        self._window.upgraded.show_notice(f"○ {text}", Tone.NEUTRAL)

    def show_removed(self) -> None:
        """Show that the program was removed; the window goes on with what is in memory."""
        text = self.tr("The panel was removed from this computer. Close this window; recordings go on.")
        self._window.upgraded.show_notice(f"▲ {text}", Tone.WARNING)

    def show_closing(self) -> None:
        """The window goes as soon as the last answer is here: nothing new is begun in it."""
        self._take_questions_back()
        self.history.close_pages()
        self.help.close()
        self.settings.close()
        self.batches.drain()
        self.retries.drain()
        self.notifications.close()
        self._window.start_form.setEnabled(False)
        self._window.session_list.setEnabled(False)
        if self._bridge.busy:
            text = self.tr("Closing. An answer that is on its way is waited for, for 10 seconds at most.")
            self._window.trouble.show_notice(f"○ {text}", Tone.WARNING, may_close=False)

    def _take_questions_back(self) -> None:
        """The desktop's end, or a signal, waits for no answer; a question would stand without its window."""
        while isinstance(question := QApplication.activeModalWidget(), QDialog):
            # One that asks whether it may be left would ask for ever.
            question.done(QDialog.DialogCode.Rejected)
            if question is QApplication.activeModalWidget():
                return

    def show_bug(self, text: str) -> None:
        """Show that something went wrong in the panel itself.

        :param text: the traceback, for the panel's makers.
        """
        self._bug = text
        self._window.bug.show_notice(
            self.tr(
                "▲ Something went wrong in the panel itself. The list still shows what the ledger has."
                " Copy the details for whoever gave you this program."
            ),
            Tone.DANGER,
            self.tr("Copy details"),
        )

    def _copy_bug(self) -> None:
        QGuiApplication.clipboard().setText(self._bug)

    def _problem_raised(self, problem: Problem, activity: Activity) -> None:
        if activity is Activity.START:
            self._window.start_form.finish_start(None)
            if self.recordings.show_who_is_busy(problem):
                return
        self._window.error_panel.show_problem(problem, activity)

    def _close(self) -> None:
        model = self._window.session_list.model
        # Colleagues look after theirs; what this desk is at waits for its answer all the same.
        live = [
            one for one in model.live_sessions() if not one.keeper.desk or model.progress(one.id) is not None
        ]
        also = "\n".join(filter(None, (self.batches.left_text(), self.stops.left_text())))
        if self.desktop_end.near or (not live and not also):
            self.quit_requested.set()
        elif self._quit_dialog is None and not self.quit_requested.is_set():
            named = not model.shows_only
            groups = by_profile(live).values() if named else ()
            places = [place_of_session(self._bridge, group[0]) for group in groups]
            self._quit_dialog = dialog = QuitDialog(
                live, self._window.messages, self._window, also=also, places=places, named=named
            )
            dialog.quit_confirmed.connect(self.quit_requested.set)
            dialog.finished.connect(self._forget_quit_dialog)
            dialog.open()

    def _forget_quit_dialog(self) -> None:
        if self._quit_dialog is not None:
            self._quit_dialog.deleteLater()
            self._quit_dialog = None
