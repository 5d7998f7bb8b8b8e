"""Which profile and operator the window works for, its presets, and the connection settings."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from gui.core.errands import Errand
from gui.core.errors import Delivery, Problem
from gui.widgets.bridge import Bridge
from gui.widgets.environment_badge import environment_word
from gui.widgets.main_window import MainWindow
from gui.widgets.theme import Tone
from gui.widgets.validity_watch import ValidityWatch
from gui.widgets.window_memory import WindowMemory

if TYPE_CHECKING:
    from gui.core.presets import Preset
    from gui.core.profiles import Profile
    from gui.widgets.connection_dialog import ConnectionDialog, ProfileDraft

PRACTICE: Final = "practice"
BALANCE_USED_UP: Final = 2
"""The code after which a banner tells that other starts will fail as well."""
_TONES: Final = {"production": Tone.PRODUCTION, PRACTICE: Tone.PRACTICE, "test": Tone.ACCENT}


class ProfileActions(QObject):
    """The flows around profiles. Lives as long as the window."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, memory: WindowMemory, operator: str, practice_hint: str
    ) -> None:
        super().__init__(window)
        self.current = ""
        self.operator = memory.text("operator") or operator
        self._window = window
        self._bridge = bridge
        self._memory = memory
        self._practice_hint = practice_hint
        self._preset_changes = 0
        self._preset_turn = asyncio.Lock()
        self._profiles: dict[str, Profile] = {}
        self._dialog: ConnectionDialog | None = None
        self._answered: float | None = None
        self._validity = ValidityWatch(window, bridge)
        self._show_operators()
        bar, form = window.connection_bar, window.start_form
        bar.profile_chosen.connect(self.choose)
        bar.connect_account_requested.connect(lambda: self.open_settings(""))
        bar.operator_chosen.connect(self._choose_operator)
        bar.codes_requested.connect(window.show_codes)
        form.preset_saved.connect(self._save_preset)
        form.preset_removed.connect(self._remove_preset)
        self._age = QTimer(self, interval=1000)
        self._age.timeout.connect(self._show_age)
        self._age.start()

    async def get_ready(self, profile: str | None) -> None:
        """The services are open: show the profiles, choose one, load the presets."""
        self._bridge.set_operator(self.operator)
        self._list_profiles()
        self._change_presets(self._bridge.load_presets)
        self.choose(profile or self._remembered())

    def choose(self, name: str) -> None:
        """Work for a profile; room and user belong to the old one and are emptied."""
        if name != self.current and self.current:
            self._window.start_form.clear_target()
        self.current = name if name in self._profiles else ""
        self._answered = None
        self._validity.forget()
        self._memory.set("profile", self.current)
        self._window.banner.hide()
        self._window.connection_bar.set_current(self.current)
        self._show_heading()
        self._show_age()
        why_not = self.tr("Start can be pressed once a profile is chosen.")
        self._window.start_form.set_ready(bool(self.current), why_not)
        if self.current:
            self._bridge.spawn(f"_warm {self.current}", self._warm_up(self.current), Errand.CONNECT)

    def note_answer(self, problem: Problem | None) -> None:
        """Something came back for the profile in use; code 2 leaves a banner."""
        if problem is None or problem.delivery is Delivery.ANSWERED:
            self._answered = time.monotonic()
            self._show_age()
        if problem is not None and problem.code == BALANCE_USED_UP:
            entry = self._window.catalogue.of(problem)
            self._window.banner.show_notice(f"▲ {entry.description} {entry.solution}", Tone.WARNING)

    def open_settings(self, name: str) -> None:
        """Open the connection settings at a profile; empty for a new one."""
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.connection_dialog import ConnectionDialog

        if self._dialog is None:
            self._dialog = ConnectionDialog(self._window.messages, self._window)
            self._dialog.saved.connect(self._save)
            self._dialog.removed.connect(self._remove)
            self._dialog.check_requested.connect(self._check)
            from gui.core.credentials import from_environment

            self._dialog.set_surroundings(keychain=True, environment=from_environment() is not None)
        self._dialog.set_profiles(self._profiles.values())
        self._dialog.open()
        self._dialog.edit(name or None)

    # The bar and the form's heading.

    def _remembered(self) -> str:
        """The profile used last, or the only real one; no guess, nor Practice once there is a real one."""
        real = [name for name, found in self._profiles.items() if found.environment.value != PRACTICE]
        if not real:
            return next(iter(self._profiles), "")
        remembered = self._memory.text("profile")
        if remembered in real:
            return remembered
        return real[0] if len(real) == 1 else ""

    def _list_profiles(self) -> None:
        self._profiles = {profile.name: profile for profile in self._bridge.profiles()}
        named = [(name, found.environment.value) for name, found in self._profiles.items()]
        self._window.connection_bar.set_profiles(named)

    def _show_heading(self) -> None:
        form = self._window.start_form
        if not self.current:
            form.set_heading(self.tr("Choose a profile above"), Tone.WARNING)
            return
        environment = self._profiles[self.current].environment.value
        heading = self.tr("New recording") + f" · {environment_word(environment)}"
        form.set_heading(heading, _TONES.get(environment, Tone.NEUTRAL))
        hint = self.tr("Practice rooms: {rooms}").replace("{rooms}", self._practice_hint)
        form.set_practice_hint(hint if environment == PRACTICE else "")

    def _show_age(self) -> None:
        age = None if self._answered is None else time.monotonic() - self._answered
        self._window.connection_bar.set_last_answer(age, self._validity.words())

    async def _warm_up(self, name: str) -> None:
        """Make the profile's client ahead of the first click; trouble is told by the click that meets it."""
        try:
            client = await self._bridge.services.connections.client(name)
            await client.prove()
        except Problem as problem:
            if name == self.current:
                self._bridge.problem_raised.emit(problem, Errand.CONNECT)
        if name == self.current:
            await self._validity.read(self._profiles[name])
            self._show_age()

    def _show_operators(self) -> None:
        bar = self._window.connection_bar
        bar.set_operators([self.operator, *self._memory.texts("operators")])
        bar.set_operator(self.operator)

    def _choose_operator(self, name: str) -> None:
        self.operator = name
        known = [name, *(other for other in self._memory.texts("operators") if other != name)]
        self._memory.set("operators", known[:20])
        self._memory.set("operator", name)
        if self.current:
            self._bridge.set_operator(name)

    # Presets.

    def _save_preset(self, name: str, preset: "Preset") -> None:
        self._change_presets(lambda: self._bridge.put_preset(name, preset))

    def _remove_preset(self, name: str) -> None:
        self._change_presets(lambda: self._bridge.remove_preset(name))

    def _change_presets(self, change: Callable[[], "Awaitable[Mapping[str, Preset]]"]) -> None:
        """Changes take turns; what an earlier one found must not take a later one back on the screen."""
        self._preset_changes += 1
        number = self._preset_changes

        async def work() -> None:
            async with self._preset_turn:
                presets = await change()
            if number == self._preset_changes:
                self._window.start_form.set_presets(presets)

        self._bridge.spawn(f"_presets {number}", work(), Errand.SAVE)

    # Connection settings.

    def _save(self, draft: "ProfileDraft") -> None:
        self._in_dialog("_profile", self._save_now(draft))

    async def _save_now(self, draft: "ProfileDraft") -> None:
        from gui.core.account_setup import save_profile
        from gui.core.profiles import new_profile

        profile = await asyncio.to_thread(new_profile, draft.values)
        unkept = await save_profile(self._bridge.services, profile, draft.credential, keep=draft.keep)
        self._list_profiles()
        self._tell_saved(unkept)
        self.choose(profile.name)

    def _tell_saved(self, unkept: Problem | None) -> None:
        if self._dialog is None:
            return
        self._dialog.set_profiles(self._profiles.values())
        self._dialog.show_saved()
        if unkept is not None:
            from gui.core.credentials import from_environment

            self._dialog.set_surroundings(keychain=False, environment=from_environment() is not None)
            self._dialog.show_problem(
                self.tr(
                    "The profile is saved, but no keychain kept its secret: it is used for this session only."
                )
            )

    def _remove(self, name: str) -> None:
        self._in_dialog("_profile", self._remove_now(name))

    async def _remove_now(self, name: str) -> None:
        from gui.core.account_setup import remove_profile

        await remove_profile(self._bridge.services, name)
        self._list_profiles()
        if self._dialog is not None:
            self._dialog.set_profiles(self._profiles.values())
        if name == self.current:
            self.choose(self._remembered())

    def _check(self, draft: "ProfileDraft") -> None:
        self._in_dialog("_check", self._check_now(draft))

    async def _check_now(self, draft: "ProfileDraft") -> None:
        from gui.core.account_setup import try_out
        from gui.core.profiles import new_profile
        from gui.widgets.preflight_lines import preflight_line

        dialog = self._dialog
        if dialog is None:
            return
        dialog.set_checking(True)
        try:
            lines = []
            services = self._bridge.services
            profile = await asyncio.to_thread(new_profile, draft.values)
            async for finding in try_out(profile, draft.credential, services.journal.folder):
                lines.append(preflight_line(finding, self._window.messages, self._window.catalogue))
                dialog.set_check_lines(lines)
        finally:
            dialog.set_checking(False)

    def _in_dialog(self, key: str, work: Coroutine[object, object, None]) -> None:
        """Run work whose problems are told in the dialog."""

        async def told() -> None:
            from gui.core.profiles import InvalidProfile

            try:
                await work
            except InvalidProfile as err:
                if self._dialog is not None:
                    self._dialog.show_refused(err.complaints)
            except Problem as problem:
                entry = self._window.catalogue.of(problem)
                if self._dialog is not None:
                    self._dialog.show_problem(f"{entry.description} {entry.solution}")

        if not self._bridge.spawn(key, told(), Errand.CONNECT):
            work.close()
