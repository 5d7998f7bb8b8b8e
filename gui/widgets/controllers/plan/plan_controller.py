"""*Plan of the day…*: reads and keeps what is pasted, and shows where each line stands."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import wall_now
from gui.widgets.controllers.plan.plan_watch import PlanWatch
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import place_named
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.plan.plan_entry import PlanEntry
    from gui.core.plan.plan_file import PlanFile, Plans
    from gui.core.plan.plan_standing import Planned
    from gui.core.plan.plan_table import PlanReading
    from gui.widgets.plan.plan_dialog import PlanDialog

_LOOKED_AT: Final = 1000
"""The newest recordings that may count for a line."""
_MOST_BYTES: Final = 1024 * 1024


class PlanController(QObject):
    """Lives as long as the window. It starts and stops nothing: a press fills the form, or goes to a row."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._dialog: PlanDialog | None = None
        self._number = 0
        self._turn = asyncio.Lock()
        self.watch = PlanWatch(bridge, self)
        self.watch.changed.connect(self._show)
        window.error_panel.shift.plan_requested.connect(self.open)
        window.session_list.planned.first_chosen.connect(self._open_needing)
        window.session_list.accounts_changed.connect(lambda _account: self._show())
        profiles.chosen.connect(self._follow_profile)

    def load(self) -> None:
        """Read the plans that are kept."""
        self._change(lambda file: file.tidy(wall_now()), Activity.READ)

    def open(self) -> None:
        """Open it for the profile in use, or bring it to the front."""
        self._open(self._profiles.current)

    def _open(self, account: str) -> None:
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.plan.plan_dialog import PlanDialog

        if not account or self._window.shared_screen.keeps_hidden():
            return
        if self._dialog is None:
            self._dialog = PlanDialog(self._window.messages, self._window)
            self._dialog.read_requested.connect(self._read)
            self._dialog.file_dropped.connect(self._read_file)
            self._dialog.chosen.connect(self._go_to)
            self._dialog.removed.connect(self._remove)
        dialog = self._dialog
        dialog.show_account(place_named(self._bridge, account))
        self._show_in(dialog)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        (dialog.table if self.watch.standing(account) else dialog.text).setFocus()

    def _open_needing(self) -> None:
        """The plan of the profile in use, unless only others need attention."""
        needing = self.watch.needing()
        current = self._profiles.current
        self._open(current if current in needing else next(iter(needing), current))

    def _follow_profile(self) -> None:
        if self._dialog is not None and self._dialog.isVisible() and self._profiles.current:
            self._dialog.show_account(place_named(self._bridge, self._profiles.current))
            self._show_in(self._dialog)

    # What is shown.

    def _show(self) -> None:
        sessions, now = self._window.session_list, wall_now()
        needing, listed = self.watch.needing(), sessions.model.profile
        if listed != PRACTICE_NAME:
            # What is in Practice waits for nobody.
            needing.pop(PRACTICE_NAME, None)
        counted = sum(len(plan) for account, plan in needing.items() if listed in (None, account))
        sessions.bar.set_planned(counted)
        self._window.error_panel.shift.set_planned(counted)
        text = ""
        if needing:
            from gui.core.plan.plan_texts import attention_text

            text = attention_text(needing, listed, self._window.messages, now)
        if text != sessions.planned.text():
            sessions.planned.show_words(text)
        if self._dialog is not None:
            self._show_in(self._dialog)

    def _show_in(self, dialog: "PlanDialog") -> None:
        dialog.show_plan(self.watch.standing(dialog.account), wall_now())

    # What a press does.

    def _go_to(self, planned: "Planned") -> None:
        if self._dialog is None or self._window.shared_screen.keeps_hidden():
            return
        account, session = self._dialog.account, planned.session
        self._window.activateWindow()
        if session is not None and session.live:
            self._window.session_list.select([session.id])
            self._window.session_list.table.setFocus()
            return
        switched = account != self._profiles.current and self._profiles.knows(account)
        if switched:
            self._profiles.choose(account)
        form = self._window.start_form
        form.fill(FormValues(room=str(planned.entry.room), account=planned.entry.account))
        if switched:
            form.say_account(fill(self.tr("Now in {profile}"), profile=profile_name(account, 40)))
        form.start_button.setFocus()

    # What is kept.

    def _read(self, text: str, replaces: bool) -> None:
        if self._dialog is not None and self._bridge.ready:
            account = self._dialog.account
            self._spawn(self._take(account, text, replaces=replaces), Activity.SAVE)

    async def _take(self, account: str, text: str, *, replaces: bool) -> None:
        from gui.core.plan.plan_table import read_plan

        now = wall_now()
        reading = await asyncio.to_thread(read_plan, text, now)
        if reading.entries:
            # What could not be read must not cost the lines that were there.
            whole = replaces and not reading.complaints
            async with self._turn:
                file = self._file()
                change = file.replace if whole else file.add
                await self._use(await asyncio.to_thread(change, account, reading.entries, now))
        self._show_reading(account, reading)

    def _show_reading(self, account: str, reading: "PlanReading") -> None:
        from gui.core.plan.plan_table import plan_complaint_text

        if self._dialog is not None and self._dialog.account == account:
            messages = self._window.messages
            told = [plan_complaint_text(one, messages) for one in reading.complaints]
            self._dialog.show_read(len(reading.entries), told, reading.rest)

    def _read_file(self, path: str) -> None:
        self._spawn(self._take_file(path), Activity.READ)

    async def _take_file(self, path: str) -> None:
        from gui.core.batch.file_format import InvalidBatch, complaint_text
        from gui.core.plan.plan_table import decoded

        dialog, messages = self._dialog, self._window.messages
        if dialog is None:
            return
        try:
            dialog.take_text(await asyncio.to_thread(lambda: decoded(_content(Path(path)))))
        except InvalidBatch as err:
            dialog.show_trouble(complaint_text(err.complaints[0], messages))
        except OSError as err:
            dialog.show_trouble(
                messages.text("batch.unreadable", path=visible(path), why=visible(err.strerror or ""))
            )

    def _remove(self, entry: "PlanEntry") -> None:
        if self._dialog is not None:
            account = self._dialog.account
            self._change(lambda file: file.remove(account, entry, wall_now()), Activity.SAVE)

    def _change(self, change: "Callable[[PlanFile], Plans]", activity: Activity) -> None:
        """Off the window's thread, one change after the other."""

        async def in_turn() -> None:
            async with self._turn:
                await self._use(await asyncio.to_thread(change, self._file()))

        self._spawn(in_turn(), activity)

    async def _use(self, plans: "Plans") -> None:
        ledger = self._bridge.services.ledger
        sessions = (*await ledger.open_sessions(), *await ledger.sessions(limit=_LOOKED_AT)) if plans else ()
        self.watch.set_plans(plans, sessions)

    def _spawn(self, work: Coroutine[object, object, None], activity: Activity) -> None:
        # A key of its own each time: nothing that was asked for gets lost beside another change.
        self._number += 1
        self._bridge.spawn(TaskKey("plan", (self._number,)), work, activity, TaskLife.BACKGROUND)

    def _file(self) -> "PlanFile":
        from gui.core.plan.plan_file import PlanFile

        return PlanFile(self._bridge.services.ledger.folder)


def _content(path: Path) -> bytes:
    """A dropped file; of a longer one only its beginning, which is too long for a plan."""
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)
