"""Which profile and operator the window works for, and the connection settings."""

from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controllers.connection_controller import ConnectionController
from gui.widgets.controllers.preset_controller import PresetController
from gui.widgets.controllers.status_controller import StatusController
from gui.widgets.controllers.welcome.credential_watch import CredentialWatch
from gui.widgets.controllers.welcome.operator_controller import OperatorController
from gui.widgets.controls.environment_badge import environment_name, place_words, profile_tone
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile

_PRACTICE_ENVIRONMENT: Final = "practice"


class ProfileController(QObject):
    """The flows around profiles. Lives as long as the window."""

    chosen = Signal()
    """The window works for ``current`` from now on."""
    team_requested = Signal()
    """The connection settings lead to the team."""

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        memory: WindowState,
        operators: OperatorController,
        practice_hint: str,
    ) -> None:
        super().__init__(window)
        self.current = ""
        self.operators = operators
        self._window = window
        self._bridge = bridge
        self._memory = memory
        self._practice_hint = practice_hint
        self._presets = PresetController(window.start_form, bridge)
        self._profiles: dict[str, Profile] = {}
        self._settings = ConnectionController(window, bridge, operators)
        self._settings.profiles_changed.connect(self._take_profiles)
        self._settings.team_requested.connect(self.team_requested)
        self._connects = 0
        self.status = StatusController(window, bridge)
        self.credential = CredentialWatch(window, bridge)
        bar = window.connection_bar
        bar.profile_chosen.connect(self.choose)
        bar.connect_account_requested.connect(lambda: self.open_settings(""))
        bar.paste_requested.connect(lambda: self._settings.open_at_credential(self.current))
        bar.codes_requested.connect(window.show_codes)
        window.profile_trouble.action_chosen.connect(lambda: self.open_settings(""))
        window.profile_trouble.other_chosen.connect(self._settings.look_again)

    @property
    def operator(self) -> str:
        """Who is at the desk; empty while nobody has said it."""
        return self.operators.name

    async def get_ready(self, profile: str | None) -> None:
        """The services are open: show the profiles, choose one, load the presets."""
        self.operators.get_ready()
        self._list_profiles()
        self._presets.load()
        self.choose(profile or self._remembered())

    async def take_over(self, former: Self) -> None:
        """Work on for the profile of a former window, listing as many accounts."""
        await self.get_ready(former.current or None)
        all_accounts = former._window.connection_bar.all_accounts.isChecked()
        self._window.connection_bar.all_accounts.setChecked(all_accounts)

    def choose(self, name: str) -> None:
        """Work for a profile; room and user belong to the old one and are emptied."""
        if name != self.current and self.current:
            self._window.start_form.clear_target()
        self.current = name if name in self._profiles else ""
        if self._bridge.profile_trouble is None:
            # What was chosen before the file broke is remembered until it is mended.
            self._memory.set("profile", self.current)
        self.chosen.emit()
        self._window.banner.hide()
        self._window.connection_bar.set_current(self.current)
        self.show_lost()
        self._name_places()
        self._show_heading()
        self.status.use(self._profiles.get(self.current))
        self.credential.use(self._profiles.get(self.current))
        why_not = self.tr("Choose a profile first.")
        self._window.start_form.set_ready(bool(self.current), why_not)
        if self.current:
            # Once more for a profile that was changed while its old form was connecting.
            self._connects += 1
            key, work = TaskKey("reach relay", (self._connects,)), self._warm_up(self.current)
            self._bridge.spawn(key, work, Activity.CONNECT, TaskLife.BROKEN_OFF)

    def knows(self, name: str) -> bool:
        """Whether there is a profile of that name."""
        return name in self._profiles

    def show_lost(self) -> None:
        """Live recordings whose profile is gone are listed under no profile: then all accounts are."""
        sessions = self._window.session_list
        if self.current and any(not self.knows(one.profile) for one in sessions.model.live_sessions()):
            sessions.show_accounts(None)

    @property
    def names(self) -> list[str]:
        """Of all profiles, in the order of the bar."""
        return list(self._profiles)

    def open_settings(self, name: str) -> None:
        """Open the connection settings at a profile; empty for a new one. They list every profile."""
        if not self._window.shared_screen.keeps_hidden():
            self._settings.open(name)

    def mend_settings(self, name: str, problem: Problem) -> None:
        """Open the connection settings at a profile, in the field that a failure of it is about."""
        from gui.core.catalogue.settings_part import settings_part

        if not self._window.shared_screen.keeps_hidden():
            self._settings.open_at(name, settings_part(problem))

    def import_profiles(self) -> None:
        """Open the connection settings, and ask for the file there."""
        if not self._window.shared_screen.keeps_hidden():
            self._settings.open_to_import()

    def export_profiles(self) -> None:
        """The same for a file to write."""
        self._settings.open_to_export()

    # The bar and the form's heading.

    def _remembered(self) -> str:
        """The profile used last, or the only real one; no guess, nor Practice once there is a real one."""
        real = [
            name for name, found in self._profiles.items() if found.environment.value != _PRACTICE_ENVIRONMENT
        ]
        if not real:
            # Where nobody knows the real ones, Practice is chosen by hand only.
            return "" if self._bridge.profile_trouble is not None else next(iter(self._profiles), "")
        remembered = self._memory.text("profile")
        if remembered in real:
            return remembered
        return real[0] if len(real) == 1 else ""

    def _take_profiles(self, saved: str) -> None:
        """The settings changed them; what was saved is what the window works for now."""
        self._list_profiles()
        if saved:
            self.choose(saved)
        elif not self.current and self._remembered():
            # Read at last.
            self.choose(self._remembered())
        elif self.current and self.current not in self._profiles:
            self.choose(self._remembered())
        elif self.current:
            self._show_heading()

    def _list_profiles(self) -> None:
        self._profiles = {profile.name: profile for profile in self._bridge.profiles()}
        named = [(name, found.environment.value) for name, found in self._profiles.items()]
        bar = self._window.connection_bar
        bar.set_colours({name: found.shown_colour or "" for name, found in self._profiles.items()})
        trouble = self._bridge.profile_trouble
        bar.set_profiles(named, whole=trouble is None)
        self._name_places()
        self._show_trouble(trouble)

    def _name_places(self) -> None:
        """A step for a session of another profile than the chosen one says where it acts."""
        places = {
            name: place_words(found.environment.value, name)
            for name, found in self._profiles.items()
            if name != self.current
        }
        self._window.error_panel.set_other_places(places)

    def _show_trouble(self, trouble: Problem | None) -> None:
        """A broken file of profiles: which one, where, and the ways on. The list goes on below it."""
        strip = self._window.profile_trouble
        if trouble is None:
            strip.hide()
            return
        entry = self._window.catalogue.of(trouble, sends=False)
        text = f"{entry.description} ({words_of(trouble, self._window.messages)}) {entry.solution}"
        strip.show_notice(
            f"▲ {visible(text)}",
            Tone.DANGER,
            self.tr("Open connection settings"),
            other=self.tr("Read it again"),
            may_close=False,
        )

    def _show_heading(self) -> None:
        form = self._window.start_form
        if not self.current:
            form.set_heading(self.tr("Choose a profile above"), Tone.WARNING)
            return
        profile = self._profiles[self.current]
        environment = profile.environment.value
        practice = environment == _PRACTICE_ENVIRONMENT
        text = self.tr("{environment} · nothing is recorded") if practice else self.tr("in {environment}")
        heading = fill(text, environment=environment_name(environment))
        form.set_heading(heading, profile_tone(environment, profile.shown_colour or ""))
        hint = fill(self.tr("Practice rooms: {rooms}"), rooms=self._practice_hint)
        form.set_practice_hint(hint if practice else "")

    async def _warm_up(self, name: str) -> None:
        """Make the profile's client ahead of the first click; the click that meets a failure reports it."""
        try:
            await self.status.reach(self._profiles[name])
        except Problem as problem:
            if name == self.current:
                self._bridge.problem_raised.emit(problem, Activity.CONNECT)
