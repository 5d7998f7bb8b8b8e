"""Saves and removes profiles for the connection settings, with regard to their live recordings."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.fill import fill
from gui.widgets.connection.remove_profile_dialog import RemoveProfileDialog
from gui.widgets.controllers.questions import place_named
from gui.widgets.controllers.welcome.operator_controller import OperatorController
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskLife

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile
    from gui.core.sessions.session import Session
    from gui.widgets.connection.connection_dialog import ConnectionDialog
    from gui.widgets.connection.connection_form import ProfileDraft

Work = Callable[[], Coroutine[object, object, None]]
InTurn = Callable[["ConnectionDialog", Work, TaskLife], None]


class ProfileChanges(QObject):
    """Its methods are work that the controller runs, one at a time.

    :param in_turn: runs work after the changes that are under way, and shows its problems in the dialog.
    :ivar changed: the profiles are others now; with the name of the one that was saved, else empty.
    """

    changed = Signal(str)

    def __init__(
        self, bridge: Bridge, operators: OperatorController, in_turn: InTurn, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._operators = operators
        self._in_turn = in_turn

    # Saving and removing.

    async def save(self, dialog: "ConnectionDialog", draft: "ProfileDraft") -> None:
        """Save what was typed, unless live recordings would lose their way.

        :raises InvalidProfile: for values that no profile can have.
        :raises Problem: where the file of profiles can't be written.
        """
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
        unkept = await save_profile(services.profiles, services.connections, profile, draft.secrets())
        dialog.set_profiles(self._bridge.profiles())
        dialog.show_saved(whole=unkept is None)
        if unkept is not None:
            self._show_unkept(dialog, unkept)
        self.changed.emit(profile.name)

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
            show_surroundings(dialog, there=False)

    async def remove(self, dialog: "ConnectionDialog", name: str) -> None:
        """Remove a profile; ask first where live recordings hang on it.

        :raises Problem: where the file of profiles can't be written.
        """
        from gui.core.connection.ways_to_target import leading_to

        services = self._bridge.services
        live = await self._live_of(name)
        if not live:
            await self._remove_for_good(dialog, name)
            return
        others = leading_to(services.profiles, (session.target for session in live))
        who = [f"{session.target.room} {session.target.account}" for session in live]
        question = RemoveProfileDialog(
            place_named(self._bridge, name), who, [other for other in others if other != name], dialog
        )

        def begin(work: Work) -> None:
            self._operators.before(lambda: self._in_turn(dialog, work, TaskLife.OPERATION))

        question.stop_chosen.connect(lambda: begin(lambda: self._stop_and_remove(dialog, name)))
        question.move_chosen.connect(lambda to: begin(lambda: self._move_and_remove(dialog, name, to)))
        question.open()

    async def _live_of(self, name: str) -> "tuple[Session, ...]":
        from gui.core.connection.ways_to_target import live_of

        return live_of(await self._bridge.services.ledger.open_sessions(), name)

    async def _stop_and_remove(self, dialog: "ConnectionDialog", name: str) -> None:
        dialog.show_transfer(Tone.MUTED, [self.tr("Stopping the recordings of this profile…")])
        await asyncio.gather(
            *(self._bridge.recordings.stop_one(session.id) for session in await self._live_of(name))
        )
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
        self.changed.emit("")
        if kept is not None and kept.word is not LocalFailure.CREDENTIAL:
            dialog.show_problem(
                self.tr("The profile is removed, its secret perhaps not: the keychain did not answer.")
            )


def show_surroundings(dialog: "ConnectionDialog", *, there: bool) -> None:
    """Show where a secret of this computer would come from; ``there``: whether it has a keychain."""
    from gui.core.profiles.credentials import from_environment, passphrase_of_environment

    credential, passphrase = from_environment() is not None, passphrase_of_environment()
    dialog.set_surroundings(keychain=there, environment=credential, passphrase=passphrase)
