"""The list of sessions with its bar: finds, selects, and emits what staff ask for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.core.foundation.days import wanted
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import wall_now
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.session_list.read_state import ReadState
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.theme import Tone
from gui.widgets.sessions.list_line import ListLine
from gui.widgets.sessions.loading_line import LoadingLine
from gui.widgets.sessions.session_empty_state import SessionEmptyState
from gui.widgets.sessions.session_filter_bar import SessionFilterBar
from gui.widgets.sessions.session_model import TAKEN_AT_ONCE, SessionModel
from gui.widgets.sessions.session_table import SessionTable
from gui.widgets.style.measures import MEDIUM, SMALL, TIGHT

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress
    from gui.core.sessions.team_contact import TeamContact


class SessionList(QWidget):
    """Bar, table, and the text that is shown where the table is empty."""

    stop_requested = Signal(list)
    """Ids of selected sessions that may still be recording."""
    stop_other_requested = Signal()
    start_again_requested = Signal(str)
    guest_came_back_requested = Signal(str)
    handled_requested = Signal(list)
    settle_requested = Signal(list, object)
    """Ids of selected sessions, and the state that staff give them."""
    start_for_requested = Signal(str)
    """A room that was searched for in vain."""
    session_opened = Signal(str)
    """A click on a row."""
    details_requested = Signal(str)
    """Double click or Return on a row."""
    selection_moved = Signal(list)
    selected_left = Signal(str)
    """The one selected session is selected no more, nor any other."""
    known_changed = Signal(bool)
    accounts_changed = Signal(object)
    """The profile whose rows are listed from now on; None: those of all."""
    filtered = Signal(object, str, bool)
    """Quick filter and search text as they are now, and whether staff chose them: a row that is to be
    selected may have done so as well."""

    def __init__(
        self, messages: Messages, clock: ElapsedClock | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._complete_since: datetime | None = None
        self._read_state = ReadState.READ
        self._to_select: list[str] = []
        self._first_hit = False
        self._chosen = True
        self._in_team = False
        self.model = SessionModel(messages, clock, self)
        self.bar = SessionFilterBar()
        self.table = SessionTable(self.model, messages)
        self.history, self.saving = LoadingLine(self.tr("Older sessions")), LoadingLine(self.tr("Export"))
        self.held = ListLine(Tone.WARNING, self.tr("Show all rows"), self.tr("Unselect"))
        """Rows that the filter no longer fits, and that stay for now."""
        self.elsewhere = ListLine(Tone.WARNING, self.tr("Show"))
        """What needs attention in profiles whose rows are not listed."""
        self.planned = ListLine(Tone.WARNING, self.tr("Show the plan"))
        """What needs attention in the plan of the day."""
        self.empty = SessionEmptyState(messages, self.table.viewport())
        over_table = QVBoxLayout(self.table.viewport())
        over_table.setContentsMargins(0, 0, 0, 0)
        over_table.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        # In line with the composer's fields above; the rows go from edge to edge.
        bar = QHBoxLayout()
        bar.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        bar.addWidget(self.bar)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self._below = QWidget()
        lines = QVBoxLayout(self._below)
        lines.setContentsMargins(TIGHT, 0, TIGHT, 0)
        for line in (self.held, self.planned, self.elsewhere, self.history, self.saving):
            lines.addWidget(line)
        column.addWidget(self._below)
        self._connect()
        self.bar.set_counts(self.model.counts())
        self._explain()

    # For the window.

    def set_account(self, profile: str) -> None:
        """The profile in use; empty for none. Hits of a search that are of another one say so."""
        self.model.set_home(profile)

    def show_accounts(self, profile: str | None) -> None:
        """List the rows of one profile; None: of all accounts, each with its profile."""
        self.bar.set_practice(profile == PRACTICE_NAME)
        if profile != self.model.profile:
            self.model.show_profile(profile)
            self.accounts_changed.emit(profile)

    def show_accounts_of(self, session_ids: list[str]) -> None:
        """List all accounts where one of the sessions is of another than the one that is listed."""
        found = (self.model.session(session_id) for session_id in session_ids)
        if any(one is not None and one.profile != self.model.profile for one in found):
            self.show_accounts(None)

    def show_only(self, session_ids: Iterable[str] | None) -> None:
        """Hide all other sessions and whatever counts them; None shows everything again."""
        self.model.show_only(session_ids)
        for counting in (self.bar, self._below):
            counting.setVisible(session_ids is None)
        self._explain()

    def set_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team; None without one. Nothing of it is shown then."""
        there = contact is not None
        self.model.set_team(contact)
        if there is not self._in_team:
            self._in_team = there
            self.bar.show_team(there)
            self.table.columns.show_team(there)
            self.empty.set_team(there)
            self._explain()
        away = contact is not None and not contact.reached
        self.table.actions_of_selection.set_team(there=there, away=away)

    def upsert(self, session: Session) -> None:
        """Show a session as its newest ledger row has it."""
        self.model.upsert(session)

    def upsert_many(self, sessions: Iterable[Session]) -> None:
        """Show several sessions at once."""
        self.model.upsert_many(sessions)

    def take_page(self, sessions: Iterable[Session], taken: Callable[[], None]) -> None:
        """Show older sessions, by and by; ``taken`` is called once they are all there."""
        self.model.take_by_and_by(sessions, taken)

    def set_progress(self, session_id: str, progress: "Progress | None") -> None:
        """Show what a session's operation is doing."""
        self.model.set_progress(session_id, progress)

    def select(self, session_ids: list[str]) -> None:
        """Select sessions; shows all of the list first where the filter hides one of them."""
        if self.model.shows_only:
            return
        if self._hidden_by_filter(session_ids):
            self._chosen = False
            self._show_anyway()
            self.show_accounts_of(session_ids)
            self._chosen = True
        self._to_select = session_ids
        self._first_hit = False
        if not self.model.arranging:
            self._select_wanted()

    def _hidden_by_filter(self, session_ids: list[str]) -> bool:
        """Whether one of them is hidden, or will be: a row that is only held goes as the selection moves."""
        chosen = self.selected()
        stays = len(chosen) == len(session_ids) and all(
            session.id == session_id for session, session_id in zip(chosen, session_ids, strict=True)
        )
        return any(
            self.model.row_of(session_id) is None or (not stays and self.model.is_held(session_id))
            for session_id in session_ids
        )

    def find_and_select(self, session_id: str) -> None:
        """Go to a session because staff chose it: what hides it is cleared, and can be had back by undo."""
        if not self.model.shows_only and self.model.row_of(session_id) is None:
            self._show_anyway()
        self.select([session_id])
        self.focus_table()

    def selected(self) -> Sequence[Session]:
        """The selected sessions, in view order."""
        return self.table.selected_sessions()

    def request_stop(self) -> None:
        """Ask to stop what is selected."""
        self.table.stop_selected()

    def focus_search(self) -> None:
        """Go to the search field (Ctrl+F)."""
        self.bar.focus_search()

    def focus_table(self) -> None:
        """Go to the rows."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy_for_vod(self, session_ids: list[str]) -> None:
        """Put the text of *Copy file ids* into the clipboard."""
        # Not at the file's top: the first paint need not wait for it.
        from gui.core.presentation.vod_table import vod_text

        found = (self.model.session(session_id) for session_id in session_ids)
        text = vod_text((session for session in found if session is not None), self._messages)
        QGuiApplication.clipboard().setText(text)

    def set_complete_since(self, when: datetime | None) -> None:
        """From when on the list has every session of the ledger; None: it has all of them."""
        self._complete_since = when
        self.bar.set_complete(when is None)
        self._explain()

    def set_read_state(self, state: ReadState) -> None:
        """Whether the ledger was read: until then the list claims nothing. Rows that are there stay."""
        self._read_state = state if self.model.oldest() is None else ReadState.READ
        self.bar.set_read_state(self._read_state)
        self._explain()
        self.known_changed.emit(self.known)

    @property
    def known(self) -> bool:
        """Whether the ledger was read; until then no count of the list is told."""
        return self._read_state is ReadState.READ

    @property
    def complete(self) -> bool:
        """Whether the list has every session of the ledger."""
        return self._complete_since is None

    def shows_gap(self, rows: int) -> bool:
        """Whether older sessions are missing in what is in view, or that many rows below.

        What needs attention is in the list however old it is: between such rows others may be missing.
        """
        if self._complete_since is None or self.model.shows_only:
            return False
        last = self.table.last_in_view() + rows
        if last >= self.model.rowCount():
            return True
        return self.model.by_time and self.model.session_at(last).asked_at < self._complete_since

    def state(self) -> QByteArray:
        """The columns, to be kept."""
        return self.table.columns.state()

    def restore_state(self, state: QByteArray) -> bool:
        """Take kept columns; False for a state that is not ours."""
        return self.table.columns.restore(state)

    def take_over(self, former: Self) -> None:
        """Show what another list showed, which told it in another language."""
        chosen, top = former.selected(), former.table.verticalScrollBar().value()
        self._chosen = False
        self.show_accounts(former.model.profile)
        self.bar.set_filter(former.bar.filter())
        self.bar.search.setText(former.bar.search.text())
        self._chosen = True
        # What can be seen first; whatever is older comes by and by.
        pending = (session for session, _needs in former.model.open_sessions())
        self.upsert_many(chain(chosen, pending, reversed(former.model.sessions())))
        for session in former.model.live_sessions():
            self.set_progress(session.id, former.model.progress(session.id))
        self.set_complete_since(former._complete_since)
        self.set_read_state(former._read_state)
        arranging = self.model.arranging
        self._to_select = [
            one.id for one in chosen[:TAKEN_AT_ONCE] if arranging or self.model.row_of(one.id) is not None
        ]
        if not self.model.arranging:
            self._select_wanted()
        QTimer.singleShot(0, self, lambda: self.table.verticalScrollBar().setValue(top))

    # Inside.

    def _select_wanted(self) -> None:
        """A long list is arranged in slices: what is to be selected may be shown only later."""
        wanted, self._to_select = self._to_select, []
        if wanted:
            self.table.select_sessions(wanted)

        elif self._first_hit and self.model.rowCount():
            self.table.go_to(0)
        self._first_hit = False

    def _go_to_first_hit(self) -> None:
        self._first_hit = True
        if not self.model.arranging:
            self._select_wanted()

    def _show_held(self, rows: int) -> None:
        self.held.show_words(
            self.tr("%Ln no longer match the filter: kept for now", "", rows) if rows else ""
        )

    def _tell_elsewhere(self, needing: dict[str, int]) -> None:
        words = self.tr("%Ln need attention in {profile}", "", sum(needing.values()))
        self.elsewhere.show_words(
            fill(words, profile=", ".join(map(profile_name, needing))) if needing else ""
        )

    def _show_elsewhere(self) -> None:
        self.bar.search.clear()
        self.bar.set_filter(QuickFilter.NEEDS_ATTENTION)
        self.show_accounts(None)

    def _show_anyway(self) -> None:
        """Show all: what is selected stays so."""
        self.bar.show_all()

    def _connect(self) -> None:
        self.bar.search.first_hit_wanted.connect(self._go_to_first_hit)
        self.model.held_changed.connect(self._show_held)
        self.held.first_chosen.connect(self._show_anyway)
        self.held.second_chosen.connect(self.table.clear)
        self.model.elsewhere_changed.connect(self._tell_elsewhere)
        self.elsewhere.first_chosen.connect(self._show_elsewhere)
        self.table.selected_left.connect(self.selected_left)
        self.bar.filter_changed.connect(self._filter)
        self.bar.mine_changed.connect(self.model.show_mine)
        self.bar.stop_requested.connect(self.request_stop)
        self.bar.stop_other_requested.connect(self.stop_other_requested)
        self.model.counts_changed.connect(self.bar.set_counts)
        self.model.arranged.connect(self._select_wanted)
        for changed in (self.model.rowsInserted, self.model.rowsRemoved, self.model.layoutChanged):
            changed.connect(self._explain)
        self.table.stop_requested.connect(self.stop_requested)
        self.table.start_again_requested.connect(self.start_again_requested)
        self.table.guest_came_back_requested.connect(self.guest_came_back_requested)
        self.table.handled_requested.connect(self.handled_requested)
        self.table.settle_requested.connect(self.settle_requested)
        self.table.vod_requested.connect(self.copy_for_vod)
        self.table.session_opened.connect(self.session_opened)
        self.table.details_requested.connect(self.details_requested)
        self.table.selection_moved.connect(self.selection_moved)
        self.table.stoppable_changed.connect(self.bar.set_stoppable)
        empty = self.empty
        empty.start_for_requested.connect(self.start_for_requested)
        empty.stop_other_requested.connect(self.stop_other_requested)
        empty.all_requested.connect(self._show_anyway)
        empty.search_cleared.connect(self.bar.search.clear)

    def _filter(self, quick: QuickFilter, text: str) -> None:
        self.model.set_filter(quick, wanted(text, date.today()).text)
        self.filtered.emit(quick, text, self._chosen)

    def _explain(self) -> None:
        nothing = self.model.rowCount() == 0
        self.empty.setVisible(nothing)
        if nothing:
            oldest = self.model.oldest()
            since = None if oldest is None else (self._complete_since or oldest.asked_at)
            whole = self._complete_since is None
            search, now = self.bar.search.text(), wall_now()
            if self.model.shows_only:
                self.empty.explain_shared()
            elif self._read_state is ReadState.READ:
                self.empty.explain(self.model.quick_filter, search, since, now, whole=whole)
            else:
                self.empty.explain_unread(self._read_state)
