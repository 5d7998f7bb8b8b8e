"""The flows behind the connection settings: save, remove, check, read files, import and export."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, LocalFailure, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.connection.remove_profile_dialog import RemoveProfileDialog
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.connection.certificate_check import CertificateFiles
    from gui.core.connection.preflight import Finding
    from gui.core.connection.profile_setup import GivenSecrets
    from gui.core.profiles.profiles import Profile
    from gui.core.sessions.session import Session
    from gui.widgets.connection.connection_dialog import ConnectionDialog
    from gui.widgets.connection.connection_form import ProfileDraft

Work = Callable[[], Coroutine[object, object, None]]


class ConnectionController(QObject):
    """Opens the dialog, does what it asks for, and shows the result in it.

    :ivar profiles_changed: they are others now; with the name of the one that was saved, else empty.
    """

    profiles_changed = Signal(str)

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._dialog: ConnectionDialog | None = None
        self._number = 0
        self._check_number = 0
        self._look_number = 0
        self._turn = asyncio.Lock()

    def open(self, name: str) -> None:
        """Open the dialog at a profile; empty for a new one."""
        dialog = self._made()
        dialog.set_profiles(self._bridge.profiles())
        dialog.open()
        dialog.edit(name or None)
        self._spawn(
            "_check surroundings", self._with_problems_shown(dialog, lambda: self._look_around(dialog))
        )

    def _made(self) -> "ConnectionDialog":
        if self._dialog is not None:
            return self._dialog
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.connection.connection_dialog import ConnectionDialog

        dialog = ConnectionDialog(self._window.messages, self._window)
        turn = self._in_turn
        dialog.saved.connect(lambda draft: turn(dialog, lambda: self._save(dialog, draft)))
        dialog.removed.connect(lambda name: turn(dialog, lambda: self._remove(dialog, name)))
        dialog.check_requested.connect(lambda draft: self._check(dialog, draft))
        dialog.form.files.look_wanted.connect(lambda files: self._look(dialog, files))
        dialog.pane.export_requested.connect(lambda path: turn(dialog, lambda: self._export(dialog, path)))
        dialog.pane.import_requested.connect(lambda path: turn(dialog, lambda: self._import(dialog, path)))
        dialog.put_aside_requested.connect(lambda: turn(dialog, lambda: self._put_aside(dialog)))
        self._dialog = dialog
        return dialog

    async def _look_around(self, dialog: "ConnectionDialog") -> None:
        """What another process made meanwhile, and what this computer has."""
        from gui.core.security import keychain

        await self._read_again()
        dialog.set_profiles(self._bridge.profiles())
        self._show_trouble(dialog)
        _show_surroundings(dialog, there=await keychain.is_there())

    def look_again(self) -> None:
        """Somebody may have mended the file of profiles."""
        self._number += 1
        self._spawn(f"_check profiles {self._number}", self._read_again())

    async def _read_again(self) -> None:
        async with self._turn:
            await asyncio.to_thread(self._bridge.services.profiles.load_if_possible)
        self.profiles_changed.emit("")

    def _show_trouble(self, dialog: "ConnectionDialog") -> None:
        trouble = self._bridge.profile_trouble
        if trouble is None:
            dialog.set_trouble("")
            return
        entry = self._window.catalogue.of(trouble, sends=False)
        dialog.set_trouble(f"{entry.description} ({words_of(trouble, self._window.messages)})")

    async def _put_aside(self, dialog: "ConnectionDialog") -> None:
        """On request only: the broken file gets another name, and profiles can be made again."""
        profiles = self._bridge.services.profiles
        aside = await asyncio.to_thread(profiles.put_aside, datetime.now(UTC))
        dialog.set_profiles(self._bridge.profiles())
        self._show_trouble(dialog)
        self.profiles_changed.emit("")
        if aside != profiles.path:
            text = self.tr("The broken file is now {file}. Profiles can be made or imported again.")
            dialog.show_transfer(Tone.NEUTRAL, [fill(text, file=visible(str(aside)))])

    # Saving and removing.

    async def _save(self, dialog: "ConnectionDialog", draft: "ProfileDraft") -> None:
        from gui.core.connection.profile_setup import save_profile
        from gui.core.profiles.profiles import new_profile

        profile = await asyncio.to_thread(new_profile, draft.values)
        services = self._bridge.services
        if stranded := await self._stranded_by(profile):
            text = self.tr(
                "Not saved: {count} live recordings of this profile are at the relay and app of before."
                " Stop them first, or save the new connection under another name.",
                "",
                stranded,
            )
            dialog.show_problem(fill(text, count=stranded))
            return
        unkept = await save_profile(services.profiles, services.connections, profile, _secrets(draft))
        dialog.set_profiles(self._bridge.profiles())
        dialog.show_saved()
        if unkept is not None:
            self._show_unkept(dialog, unkept)
        self.profiles_changed.emit(profile.name)

    async def _stranded_by(self, profile: "Profile") -> int:
        """How many live recordings the profile would no longer lead to once it is saved."""
        known = next((one for one in self._bridge.profiles() if one.name == profile.name), None)
        if known is None or (known.host, known.sdk_app_id) == (profile.host, profile.sdk_app_id):
            return 0
        there = (known.host, known.sdk_app_id)
        live = await self._live_of(profile.name)
        return sum((session.target.host, session.target.sdk_app_id) == there for session in live)

    def _show_unkept(self, dialog: "ConnectionDialog", problem: Problem) -> None:
        session_only = self.tr("The profile is saved. Its secret is used for this session only:")
        why = {
            LocalFailure.CREDENTIAL: self.tr("this computer offers no keychain."),
            LocalFailure.KEYCHAIN_LOCKED: self.tr("the keychain is locked. Unlock it, then give it again."),
            LocalFailure.KEYCHAIN_SLOW: self.tr(
                "the keychain did not answer. Look for a window that asks for its password."
            ),
        }
        broken = self.tr("the keychain does not work.")
        dialog.show_problem(f"{session_only} {why.get(problem.word or LocalFailure.KEYCHAIN, broken)}")
        if problem.word is LocalFailure.CREDENTIAL:
            _show_surroundings(dialog, there=False)

    async def _remove(self, dialog: "ConnectionDialog", name: str) -> None:
        """Ask first where live recordings hang on it."""
        from gui.core.connection.ways_to_target import leading_to

        services = self._bridge.services
        live = await self._live_of(name)
        if not live:
            await self._remove_for_good(dialog, name)
            return
        others = leading_to(services.profiles, (session.target for session in live))
        who = [f"{session.target.room} {session.target.account}" for session in live]
        question = RemoveProfileDialog(name, who, [other for other in others if other != name], dialog)
        question.stop_chosen.connect(
            lambda: self._in_turn(dialog, lambda: self._stop_and_remove(dialog, name))
        )
        question.move_chosen.connect(
            lambda to: self._in_turn(dialog, lambda: self._move_and_remove(dialog, name, to))
        )
        question.open()

    async def _live_of(self, name: str) -> "tuple[Session, ...]":
        from gui.core.connection.ways_to_target import live_of

        return live_of(await self._bridge.services.ledger.open_sessions(), name)

    async def _stop_and_remove(self, dialog: "ConnectionDialog", name: str) -> None:
        dialog.show_transfer(Tone.MUTED, [self.tr("Stopping the recordings of this profile…")])
        await asyncio.gather(*(self._bridge.stop_one(session.id) for session in await self._live_of(name)))
        await self._remove_if_free(dialog, name)

    async def _move_and_remove(self, dialog: "ConnectionDialog", name: str, to: str) -> None:
        for session in await self._live_of(name):
            with contextlib.suppress(Problem):
                # One with an operation under way is found live below.
                await self._bridge.services.recorder.move_to_profile(session.id, to)
        await self._remove_if_free(dialog, name)

    async def _remove_if_free(self, dialog: "ConnectionDialog", name: str) -> None:
        if left := len(await self._live_of(name)):
            text = self.tr("{count} recordings of this profile may still be running, so it stays.", "", left)
            dialog.show_problem(fill(text, count=left))
            return
        await self._remove_for_good(dialog, name)

    async def _remove_for_good(self, dialog: "ConnectionDialog", name: str) -> None:
        from gui.core.connection.profile_setup import remove_profile

        services = self._bridge.services
        kept = await remove_profile(services.profiles, services.connections, name)
        dialog.set_profiles(self._bridge.profiles())
        self.profiles_changed.emit("")
        if kept is not None and kept.word is not LocalFailure.CREDENTIAL:
            dialog.show_problem(
                self.tr("The profile is removed, its secret perhaps not: the keychain did not answer.")
            )

    # Reading files and trying out.

    def _look(self, dialog: "ConnectionDialog", files: "CertificateFiles") -> None:
        from gui.core.connection.certificate_check import look_at

        self._look_number += 1
        number = self._look_number

        async def work() -> None:
            seen = await asyncio.to_thread(look_at, files)
            # Others may stand in the form by now.
            if number == self._look_number and dialog.form.files.files() == files:
                dialog.form.files.show_look(seen)

        self._spawn(f"_check files {number}", work())

    def _check(self, dialog: "ConnectionDialog", draft: "ProfileDraft") -> None:
        self._check_number += 1
        number = self._check_number

        async def work() -> None:
            try:
                async with aclosing(self._findings(draft)) as findings:
                    async for finding in findings:
                        if number != self._check_number:
                            return
                        self._show_finding(dialog, finding)
            finally:
                if number == self._check_number:
                    dialog.set_checking(False)

        self._spawn(f"_check {number}", self._with_problems_shown(dialog, work))

    async def _findings(self, draft: "ProfileDraft") -> "AsyncGenerator[Finding]":
        from gui.core.connection.profile_setup import try_out
        from gui.core.profiles.profiles import new_profile

        services = self._bridge.services
        profile = await asyncio.to_thread(new_profile, draft.values)
        trying = try_out(profile, _secrets(draft), services.connections.credentials, services.ledger.folder)
        async with aclosing(trying) as findings:
            async for finding in findings:
                yield finding

    def _show_finding(self, dialog: "ConnectionDialog", finding: "Finding") -> None:
        from gui.widgets.connection.preflight_lines import preflight_line

        dialog.add_check_line(preflight_line(finding, self._window.messages, self._window.catalogue))
        if finding.problem is not None and dialog.check_list.running:
            dialog.form.files.mark_passphrase(finding.problem)

    # To another computer and from there.

    async def _export(self, dialog: "ConnectionDialog", path: str) -> None:
        from gui.core.profiles.credentials import known_secrets
        from gui.core.profiles.transfer import export_profiles

        real = [profile for profile in self._bridge.profiles() if profile.environment.value != "practice"]
        secrets = await known_secrets(real)
        own = self._bridge.services.ledger.folder
        await asyncio.to_thread(export_profiles, Path(path), real, secrets, own)
        dialog.show_transfer(
            Tone.LIVE,
            [
                self.tr("✓ Exported, without any secret."),
                self.tr("Certificate files are copied by hand; usersig, key and passphrase are given anew."),
            ],
        )

    async def _import(self, dialog: "ConnectionDialog", path: str) -> None:
        from gui.core.profiles.transfer import InvalidImport, complaint_lines, import_profiles, note_lines

        messages = self._window.messages
        try:
            notes = await asyncio.to_thread(import_profiles, Path(path), self._bridge.services.profiles)
        except InvalidImport as err:
            lines = complaint_lines(err.complaints, messages, Path(path).name)
            dialog.show_transfer(Tone.DANGER, [self.tr("✕ Nothing was imported."), *lines])
            return
        dialog.set_profiles(self._bridge.profiles())
        self.profiles_changed.emit("")
        dialog.show_transfer(Tone.LIVE, note_lines(notes, messages))

    # How work is run.

    def _in_turn(self, dialog: "ConnectionDialog", work: Work) -> None:
        """Changes run one by one: a slow keychain must not lose the next one."""

        async def waiting() -> None:
            async with self._turn:
                await work()

        self._number += 1
        self._spawn(f"_profile {self._number}", self._with_problems_shown(dialog, waiting))

    async def _with_problems_shown(self, dialog: "ConnectionDialog", work: Work) -> None:
        """Work whose problems are shown in the dialog."""
        from gui.core.profiles.profiles import InvalidProfile

        try:
            await work()
        except InvalidProfile as err:
            dialog.show_refused(err.complaints)
        except Problem as problem:
            entry = self._window.catalogue.of(problem, sends=False)
            told = words_of(problem, self._window.messages)
            why = f"({told})" if told else ""
            dialog.show_problem(" ".join(part for part in (entry.description, why, entry.solution) if part))

    def _spawn(self, key: str, work: Coroutine[object, object, None]) -> None:
        self._bridge.spawn(key, work, Activity.CONNECT)


def _secrets(draft: "ProfileDraft") -> "GivenSecrets":
    from gui.core.connection.profile_setup import GivenSecrets

    return GivenSecrets(
        credential=draft.credential,
        passphrase=draft.passphrase,
        keep=draft.keep,
        keep_passphrase=draft.keep_passphrase,
    )


def _show_surroundings(dialog: "ConnectionDialog", *, there: bool) -> None:
    from gui.core.profiles.credentials import from_environment, passphrase_of_environment

    credential, passphrase = from_environment() is not None, passphrase_of_environment()
    dialog.set_surroundings(keychain=there, environment=credential, passphrase=passphrase)
