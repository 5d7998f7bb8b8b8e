"""Loads older sessions on demand; opens a session's page, and carries out what is asked for on it."""

from datetime import date
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QLocale, QObject, QTimer

from gui.core.foundation.days import wanted
from gui.core.foundation.fill import fill
from gui.core.sessions.session import Session
from gui.widgets.controllers.next_step_controller import NextStepController
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.history_loader import HistoryProgress
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.ledger.rows import LedgerRow
    from gui.core.sessions.team_contact import TeamContact
    from gui.widgets.explain.session_page import SessionPage

TYPING_MS: Final = 300
"""A search loads older sessions once nobody types."""
_ROWS_LEFT: Final = 30
"""The list asks for more when this many rows are left before the end of what is complete."""


class HistoryController(QObject):
    """Lives as long as the window."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, profiles: ProfileController, steps: NextStepController
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._steps = steps
        self._loader = bridge.history
        self._stopped = False
        self._had = 0
        self._pages: dict[str, SessionPage] = {}
        self._team: TeamContact | None = None
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._search)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._scrolled)
        self._connect()

    def _connect(self) -> None:
        sessions, loader, bridge = self._window.session_list, self._loader, self._bridge
        loader.page_loaded.connect(self._take_page)
        loader.progressed.connect(self._progressed)
        sessions.history.action_chosen.connect(self._press)
        sessions.bar.filter_changed.connect(self._filter_changed)
        bar = sessions.table.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        sessions.details_requested.connect(self.open_page)
        bridge.session_changed.connect(self._session_changed)
        bridge.reader.course_loaded.connect(self._course_loaded)
        bridge.reader.report_saved.connect(self._report_saved)

    # Older sessions.

    def _take_page(self, page: "list[Session]") -> None:
        self._window.session_list.take_page(page, self._loader.page_taken)

    def take_over(self, former: Self) -> None:
        """Show how much is loaded, and the pages that a former window had open."""
        self._show(self._loader.progress)
        for session_id in former._pages:
            self.open_page(session_id)

    def _progressed(self, progress: HistoryProgress) -> None:
        self._show(progress)
        grew, self._had = progress.loaded > self._had, progress.loaded
        if grew and not progress.loading:
            # A filter that takes little of a page leaves the list short of rows still.
            self._soon.start()

    def _show(self, progress: HistoryProgress) -> None:
        line = self._window.session_list.history
        here = QLocale()
        loaded, total = here.toString(progress.loaded), here.toString(progress.total)
        if progress.loading:
            text = self.tr("Loading older sessions… {loaded} of {total}")
            words = fill(text, loaded=loaded, total=total)
            line.show_work(words, self.tr("Stop"), progress.loaded, progress.total)
        elif progress.complete or not progress.total or not self._window.session_list.bar.reaches_back():
            line.hide()
        else:
            text = self.tr("The newest {loaded} of {total} sessions, and all that need attention")
            if self._searched():
                text = self.tr("Searched: the newest {loaded} of {total} sessions")
            line.show_text(fill(text, loaded=loaded, total=total), self.tr("Load older…"))

    def _press(self) -> None:
        """The line's one button."""
        self._stopped = self._loader.progress.loading
        if self._stopped:
            # Nor what was typed a moment ago begins anew.
            self._typing.stop()
            self._loader.stop()
        elif self._searched():
            self._loader.load_all()
        else:
            self._loader.load_page()

    def _filter_changed(self) -> None:
        self._stopped = False
        self._loader.rest()
        self._show(self._loader.progress)
        self._typing.start()

    def _search(self) -> None:
        """Whoever searches means all sessions; back to the day that was asked for is enough."""
        if self._searched():
            text = self._window.session_list.bar.search.text()
            self._loader.load_all(wanted(text, date.today()).since or date.min)
        else:
            self._scrolled()

    def _scrolled(self) -> None:
        """Near the end of what is complete there is more to come."""
        sessions = self._window.session_list
        wanted_now = not self._stopped and not self._searched() and sessions.bar.reaches_back()
        if wanted_now and sessions.shows_gap(_ROWS_LEFT):
            self._loader.load_page()

    def _searched(self) -> bool:
        return bool(self._window.session_list.bar.search.text().strip())

    # A session's page.

    def open_page(self, session_id: str) -> None:
        """Open a session's page, or bring it to the front."""
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.explain.session_page import SessionPage

        session = self._window.session_list.model.session(session_id)
        page = self._pages.get(session_id)
        if page is None and session is not None:
            page = self._pages[session_id] = SessionPage(session, self._window.messages, self._window)
            page.finished.connect(lambda _result: self._pages.pop(session_id, None))
            page.start_again_requested.connect(self._fill_form)
            page.report_requested.connect(self._save_report)
            page.set_team(self._team)
            self._bridge.reader.load_course(session_id)
        if page is not None:
            page.show()
            page.raise_()
            page.activateWindow()

    def set_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team; None without one."""
        self._team = contact
        for page in self._pages.values():
            page.set_team(contact)

    @property
    def open_pages(self) -> frozenset[str]:
        """The ids of the sessions whose pages are open."""
        return frozenset(self._pages)

    def close_pages(self) -> None:
        """The panel closes."""
        for page in list(self._pages.values()):
            page.reject()

    def _session_changed(self, session: Session) -> None:
        page = self._pages.get(session.id)
        if page is not None:
            page.set_session(session)
            self._bridge.reader.load_course(session.id)

    def _course_loaded(self, session_id: str, entries: "tuple[LedgerRow, ...]") -> None:
        page = self._pages.get(session_id)
        if page is not None:
            page.set_entries(entries)

    def _fill_form(self, session_id: str) -> None:
        """*Start again with these settings*: in its own profile; nothing is sent until Start is pressed."""
        session = self._pages[session_id].session
        if session.profile != self._profiles.current:
            self._profiles.choose(session.profile)
        self._window.start_form.fill(FormValues.of_session(session))
        self._window.bring_to_front()
        self._window.start_form.start_button.setFocus()

    def _save_report(self, session_id: str) -> None:
        self._steps.ask_where_to_save(self._pages[session_id].session)

    def _report_saved(self, session_id: str, path: str) -> None:
        page = self._pages.get(session_id)
        if page is not None:
            page.confirm_saved(path)
