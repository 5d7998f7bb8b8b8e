"""The connection settings: opens the dialog, runs what it asks for, and shows problems in it."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controllers.connection_check import ConnectionCheck
from gui.widgets.controllers.profile_changes import ProfileChanges, show_surroundings
from gui.widgets.controllers.profile_transfer import ProfileTransfer
from gui.widgets.controllers.welcome.operator_controller import OperatorController
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.catalogue.settings_part import SettingsPart
    from gui.core.connection.certificate_check import CertificateFiles
    from gui.widgets.connection.connection_dialog import ConnectionDialog
    from gui.widgets.connection.connection_form import ProfileDraft

Work = Callable[[], Coroutine[object, object, None]]


class ConnectionController(QObject):
    """Opens the dialog, does what it asks for, and shows the result in it.

    :ivar profiles_changed: they are others now; with the name of the one that was saved, else empty.
    """

    profiles_changed = Signal(str)
    team_requested = Signal()

    def __init__(self, window: MainWindow, bridge: Bridge, operators: OperatorController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._dialog: ConnectionDialog | None = None
        self._number = 0
        self._turn = asyncio.Lock()
        self._changes = ProfileChanges(bridge, operators, self._in_turn, self)
        self._transfer = ProfileTransfer(bridge, window.messages, self)
        self._checks = ConnectionCheck(bridge, window.messages, window.catalogue)
        self._changes.changed.connect(self.profiles_changed)
        self._transfer.changed.connect(self.profiles_changed)

    def open(self, name: str) -> None:
        """Open the dialog at a profile; empty for a new one."""
        dialog = self._made()
        dialog.set_profiles(self._bridge.profiles())
        dialog.open()
        dialog.edit(name or None)
        work = self._with_problems_shown(dialog, lambda: self._look_around(dialog))
        self._spawn(TaskKey("look around"), work, TaskLife.BROKEN_OFF)

    def open_at_credential(self, name: str) -> None:
        """Open the dialog at a profile that has no credential, in the field to paste one into."""
        self.open(name)
        self._made().ask_for_credential()

    def open_to_import(self) -> None:
        """Open the dialog, and in it the question for the file to read profiles from."""
        self.open("")
        self._made().pane.import_button.click()

    def open_to_export(self) -> None:
        """Open the dialog, and in it the question for the file to write profiles to."""
        self.open("")
        self._made().pane.export_button.click()

    def _made(self) -> "ConnectionDialog":
        if self._dialog is not None:
            return self._dialog
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.connection.connection_dialog import ConnectionDialog

        dialog = ConnectionDialog(self._window.messages, self._window)
        changes, transfer = self._changes, self._transfer
        dialog.saved.connect(lambda draft: self._change(dialog, lambda: changes.save(dialog, draft)))
        dialog.removed.connect(lambda name: self._change(dialog, lambda: changes.remove(dialog, name)))
        dialog.check_requested.connect(lambda draft: self._check(dialog, draft))
        dialog.form.files.look_wanted.connect(lambda files: self._look(dialog, files))
        pane = dialog.pane
        pane.export_requested.connect(
            lambda path: self._change(dialog, lambda: transfer.export(dialog, path))
        )
        pane.import_requested.connect(
            lambda path: self._change(dialog, lambda: transfer.import_from(dialog, path))
        )
        pane.team_requested.connect(self.team_requested)
        dialog.done_saying.connect(self._window.say_done)
        dialog.accepted.connect(self._go_on)
        dialog.put_aside_requested.connect(lambda: self._change(dialog, lambda: self._put_aside(dialog)))
        self._dialog = dialog
        return dialog

    def _go_on(self) -> None:
        """What is typed next is the room; whoever came from a recording's step is back at that."""
        if self._window.focusWidget() not in self._window.below.findChildren(QWidget):
            self._window.start_form.focus_first()

    async def _look_around(self, dialog: "ConnectionDialog") -> None:
        """What another process made meanwhile, and what this computer has."""
        from gui.core.security import keychain

        await self._read_again()
        dialog.set_profiles(self._bridge.profiles())
        self._show_trouble(dialog)
        show_surroundings(dialog, there=await keychain.is_there())

    def open_at(self, name: str, part: "SettingsPart") -> None:
        """Open the dialog at a profile, in the field that a failure is about."""
        self.open(name)
        self._made().go_to(part)

    def look_again(self) -> None:
        """Somebody may have mended the file of profiles."""
        self._number += 1
        self._spawn(TaskKey("read profiles", (self._number,)), self._read_again(), TaskLife.BROKEN_OFF)

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

    # Reading files and trying out.

    def _look(self, dialog: "ConnectionDialog", files: "CertificateFiles") -> None:
        self._number += 1
        key = TaskKey("read certificate files", (self._number,))
        self._spawn(key, self._checks.look(dialog, files)(), TaskLife.BROKEN_OFF)

    def _check(self, dialog: "ConnectionDialog", draft: "ProfileDraft") -> None:
        self._number += 1
        work = self._with_problems_shown(dialog, self._checks.check(dialog, draft))
        self._spawn(TaskKey("check connection", (self._number,)), work, TaskLife.BROKEN_OFF)

    # How work is run.

    def _change(self, dialog: "ConnectionDialog", work: Work) -> None:
        """A change that sends nothing."""
        self._in_turn(dialog, work, TaskLife.BACKGROUND)

    def _in_turn(self, dialog: "ConnectionDialog", work: Work, life: TaskLife) -> None:
        """Changes run one by one: a slow keychain must not lose the next one."""

        async def waiting() -> None:
            async with self._turn:
                await work()

        self._number += 1
        key = TaskKey("change profiles", (self._number,))
        self._spawn(key, self._with_problems_shown(dialog, waiting), life)

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
            dialog.show_problem(self._window.messages.sentences(entry.description, why, entry.solution))

    def _spawn(self, key: TaskKey, work: Coroutine[object, object, None], life: TaskLife) -> None:
        self._bridge.spawn(key, work, Activity.CONNECT, life)
