"""What happens as several rows are selected: their summary takes the error panel's place."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.foundation.plain_text import visible
from gui.core.presentation.state_groups import StateGroups, named
from gui.core.presentation.state_texts import shown
from gui.core.reports.text_formats import safe_cell
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.bulk_retry import Summary
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import Session
from gui.widgets.controllers.questions import place_of_session
from gui.widgets.controls.profile_chip import Place
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.sessions.selection_parts import AccountChoice, BulkStep
from gui.widgets.window.main_window import MainWindow

SLICE: Final = 150
"""Selected sessions that are counted in one slice: some milliseconds."""
MOST_COPIED: Final = 5000
_AGAIN_MS: Final = 150
"""After a change of a selected session the summary is made again, once for all changes within this time."""


class SelectionController(QObject):
    """Lives as long as the window."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._ids: frozenset[str] = frozenset()
        self._selected: Sequence[Session] = ()
        self._done = 0
        self._accounts: dict[str, AccountChoice] = {}
        self._slice = QTimer(self, interval=0)
        self._slice.timeout.connect(self._take_slice)
        self._again = QTimer(self, interval=_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._begin)
        sessions, summary = window.session_list, window.selection_summary
        actions = sessions.table.actions_of_selection
        sessions.selection_moved.connect(self._selection_moved)
        sessions.session_opened.connect(lambda _id: self._show_panel())
        bridge.problem_raised.connect(self._show_panel)
        bridge.session_changed.connect(self._session_changed)
        summary.start_again_requested.connect(actions.start_again.trigger)
        summary.handled_requested.connect(actions.mark_handled.trigger)
        summary.recording_requested.connect(actions.it_is_recording.trigger)
        summary.ended_requested.connect(actions.mark_as_ended.trigger)
        summary.of_account_requested.connect(self._decide)
        summary.select_requested.connect(sessions.select)
        summary.copy_requested.connect(self._copy)
        summary.copy_file_ids_requested.connect(actions.copy_for_vod.trigger)
        summary.stop_requested.connect(actions.stop.trigger)
        shift = window.error_panel.shift
        sessions.model.counts_changed.connect(lambda _counts: self._show_counts())
        sessions.model.live_elsewhere_changed.connect(lambda _live: self._show_counts())
        sessions.known_changed.connect(lambda _known: self._show_counts())
        self._show_counts()
        shift.attention_requested.connect(lambda: sessions.bar.set_filter(QuickFilter.NEEDS_ATTENTION))
        shift.live_requested.connect(lambda: sessions.bar.set_filter(QuickFilter.LIVE))

    def _show_counts(self) -> None:
        model = self._window.session_list.model
        if not self._window.session_list.known:
            self._window.error_panel.shift.show_no_counts()
            return
        counts = model.counts()
        self._window.error_panel.shift.set_counts(
            counts[QuickFilter.NEEDS_ATTENTION], counts[QuickFilter.LIVE], model.live_elsewhere()
        )

    def _selection_moved(self, session_ids: list[str]) -> None:
        self._ids = frozenset(session_ids) if len(session_ids) > 1 else frozenset()
        if self._ids:
            self._again.stop()
            self._begin()
        else:
            self._show_panel()

    def _session_changed(self, session: Session) -> None:
        # A problem that is shown meanwhile must not be hidden by a row that changes.
        if session.id in self._ids and self._window.selection_summary.isVisible():
            self._again.start()

    def _show_panel(self) -> None:
        self._slice.stop()
        self._again.stop()
        self._window.below.setCurrentWidget(self._window.error_panel)

    def _begin(self) -> None:
        """Count what is selected, slice by slice: the window goes on meanwhile."""
        self._selected = self._window.session_list.selected()
        self._done, self._accounts = 0, {}
        self._take_slice()

    def _take_slice(self) -> None:
        chosen = self._selected[self._done : self._done + SLICE]
        self._done += len(chosen)
        clock = self._window.session_list.model.clock
        for session in chosen:
            account = self._accounts.get(session.profile)
            if account is None:
                account = self._accounts[session.profile] = self._new_account(session)
            account.summary.take((session,))
            account.states.take(session, clock.moment(session))
        if self._done < len(self._selected):
            self._slice.start()
            return
        self._slice.stop()
        self._show()

    def _show(self) -> None:
        sessions, below = self._window.session_list, self._window.selection_summary
        file_ids = sessions.table.actions_of_selection.copy_file_ids.isEnabled()
        for name, account in self._accounts.items():
            account.may = {**self._may(name, account.summary), "file_ids": int(file_ids)}
            account.stay_live = self._stay_live(name)
        if len(self._accounts) > 1:
            # Practice last: what nothing is recorded of can wait.
            named_last = sorted(self._accounts, key=lambda name: name == PRACTICE_NAME)
            below.show_accounts([self._accounts[name] for name in named_last], file_ids=file_ids)
        else:
            for name, one in self._accounts.items():
                practice = name == PRACTICE_NAME and sessions.model.lists_several_profiles
                below.show_summary(one.summary, one.may, one.states, one.stay_live, practice=practice)
        self._window.below.setCurrentWidget(below)

    def _may(self, profile: str, summary: Summary) -> dict[str, int]:
        actions = self._window.session_list.table.actions_of_selection
        return {
            BulkStep.START_AGAIN: summary.states[State.FAILED],
            BulkStep.HANDLED: actions.markable_count(profile),
            BulkStep.RECORDING: actions.settleable_count(State.RECORDING, profile),
            BulkStep.ENDED: actions.settleable_count(State.STOPPED, profile),
        }

    def _decide(self, decision: BulkStep, profile: str) -> None:
        """What is asked for the rows of one account."""
        actions = self._window.session_list.table.actions_of_selection
        match decision:
            case BulkStep.START_AGAIN:
                actions.start_again_in(profile)
            case BulkStep.HANDLED:
                actions.mark_handled_in(profile)
            case BulkStep.RECORDING:
                actions.settle_in(profile, State.RECORDING)
            case BulkStep.ENDED:
                actions.settle_in(profile, State.STOPPED)

    def _stay_live(self, profile: str) -> str:
        """*1 stays live: student06*: of the same profile, what these leave alone."""
        model, messages = self._window.session_list.model, self._window.messages
        if model.shows_only:
            return ""
        others = [
            visible(one.target.account)
            for one in model.live_sessions()
            if one.id not in self._ids and one.profile == profile
        ]
        if not others:
            return ""
        users = named(others, len(others), messages)
        return messages.count("groups.stay_live", len(others), users=users)

    def _new_account(self, session: Session) -> AccountChoice:
        messages = self._window.messages
        # Not before the services are there: what it needs is not loaded either.
        ready = self._bridge.ready
        place = place_of_session(self._bridge, session) if ready else Place("other", session.profile)
        return AccountChoice(place, Summary(messages, self._window.catalogue), StateGroups(messages))

    def _copy(self) -> None:
        """The selected rows as a table to paste, with what each one means."""
        lines = ["\t".join(map(safe_cell, self._cells(one))) for one in self._selected[:MOST_COPIED]]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _cells(self, session: Session) -> tuple[str, ...]:
        messages, model = self._window.messages, self._window.session_list.model
        found = problem_of(session)
        description = "" if found is None else self._window.catalogue.of(found[0]).description
        state = shown(session, messages, model.clock.moment(session)).text
        return str(session.target.room), visible(session.target.account), state, description
