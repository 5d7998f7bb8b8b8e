"""The page of the first start: shown once the ledger was read and has no row, gone with the first one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.settings.preferences import LANGUAGE_NAMES, THEMES
from gui.widgets.controllers.settings.settings_controller import SettingsController
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.settings.setting import told
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.start_fields import EMPTY
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.widgets.welcome.welcome_page import WelcomePage

PRACTICE_ROOM: Final = "990001"
PRACTICE_USER: Final = "alice"
"""Who is there in Practice, and can be recorded."""


class WelcomeController(QObject):
    """Lives as long as the window; the page is made where it is needed."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, profiles: ProfileController, settings: SettingsController
    ) -> None:
        super().__init__(window)
        self._window = window
        self._profiles = profiles
        self._settings = settings
        self.page: WelcomePage | None = None
        self._may_leave = self._in_team = False
        bridge.sessions_loaded.connect(self._loaded)
        bridge.session_changed.connect(self._session_changed)
        bridge.problem_raised.connect(self._problem_raised)
        settings.changed.connect(self._show_look)
        # A row that is to be chosen, such as that of a notice, has to be seen.
        window.session_list.selection_moved.connect(self._selected)

    def take_over(self, former: Self) -> None:
        """Show the page where a former window showed it, with what was typed."""
        if former._window.page.on and former.page is not None:
            self._enter(may_leave=former._may_leave)
            self._made().name.line.setText(former.page.name.line.text())

    def set_team(self, *, in_team: bool) -> None:
        """Whether this desk is in a team."""
        self._in_team = in_team
        if self.page is not None:
            self.page.show_team(in_team=in_team)

    def show_welcome(self) -> None:
        """*Help → Welcome*: bring it back; the list is one key away."""
        if self._window.shared_screen.keeps_hidden():
            return
        # No key may act on a row that is out of sight.
        self._window.session_list.table.clear()
        self._enter(may_leave=True)

    def _loaded(self, sessions: list[Session]) -> None:
        if not sessions and self._window.session_list.model.oldest() is None:
            self._enter(may_leave=False)

    def _enter(self, *, may_leave: bool) -> None:
        page, operators = self._made(), self._profiles.operators
        page.suggest(operators.name or operators.suggestion)
        self._may_leave = may_leave
        page.may_leave(may_leave)
        nothing_typed = self._window.start_form.values().account in (None, "")
        self._window.page.enter(page)
        if may_leave or (not operators.name and nothing_typed):
            # Not out of the hands of somebody who is filling in the form already.
            page.name.line.setFocus(Qt.FocusReason.OtherFocusReason)
            page.name.line.selectAll()

    def _made(self) -> "WelcomePage":
        if self.page is not None:
            return self.page
        # Not at the file's top: the first paint of a desk that is in use waits for none of it.
        from gui.widgets.welcome.welcome_page import WelcomePage

        self.page = page = WelcomePage()
        page.show_team(in_team=self._in_team)
        operators = self._profiles.operators
        page.named.connect(operators.take)
        page.practice_requested.connect(self._practise)
        page.account_requested.connect(lambda: self._profiles.open_settings(""))
        page.import_requested.connect(self._profiles.import_profiles)
        page.team_requested.connect(self._profiles.team_requested)
        page.left.connect(self._leave)
        operators.changed.connect(page.suggest)
        page.look.offer(_told_values(LANGUAGE_NAMES), _told_values(THEMES))
        self._show_look()
        page.look.language_chosen.connect(self._settings.choose_language)
        page.look.theme_chosen.connect(self._settings.choose_theme)
        return page

    def _show_look(self) -> None:
        if self.page is not None:
            self.page.look.show_choice(self._settings.language, self._settings.theme.value)

    def _practise(self) -> None:
        """One press to a recording: what Start would do with the form filled in."""
        form = self._window.start_form
        if self._profiles.current != PRACTICE_NAME:
            self._profiles.choose(PRACTICE_NAME)
        form.fill(FormValues(room=PRACTICE_ROOM, account=PRACTICE_USER, file_name=EMPTY.file_name))
        form.submit()

    def _session_changed(self, session: Session) -> None:
        # Over a list that has rows it stays until something is begun.
        if self._window.page.on and (not self._may_leave or session.state is State.STARTING):
            self._leave()

    def _problem_raised(self, _problem: Problem, activity: Activity) -> None:
        """What became of a request stands in the inspector; of the way to a relay the bar tells as well."""
        if activity not in (Activity.CONNECT, Activity.READ):
            self._leave()

    def _selected(self, session_ids: list[str]) -> None:
        if session_ids:
            self._window.page.leave()

    def _leave(self) -> None:
        focus = QApplication.focusWidget()
        within = focus is not None and self._window.page.isAncestorOf(focus)
        self._window.page.leave()
        if within:
            self._window.session_list.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _told_values(values: Mapping[str, str]) -> dict[str, str]:
    return {value: told(words) for value, words in values.items()}
