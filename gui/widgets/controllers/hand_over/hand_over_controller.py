"""*Hand over…*: puts together what is open, for the next shift."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.plain_text import visible
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.connection.expiry import Expiry
    from gui.widgets.dialogs.hand_over_dialog import HandOverDialog

_AT_ONCE: Final = 50
"""Recordings that are put together before the window's events are handled again."""


class HandOverController(QObject):
    """One window for it; it is made anew each time that it is asked for."""

    opened = Signal(object)
    """The dialog, each time that it is shown."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._dialog: HandOverDialog | None = None
        window.error_panel.shift.hand_over_requested.connect(self.show)

    def show(self) -> None:
        """Open it, or bring it to the front with what is open now; it says who hands over."""
        self._profiles.operators.before(self._open)

    def _open(self) -> None:
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.dialogs.hand_over_dialog import HandOverDialog

        if self._dialog is None:
            self._dialog = HandOverDialog(self._window.messages.language, self._window)
        dialog = self._dialog
        dialog.show_reading()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        self.opened.emit(dialog)
        self._bridge.spawn(TaskKey("hand over"), self._read(dialog), Activity.READ, TaskLife.BROKEN_OFF)

    async def _read(self, dialog: "HandOverDialog") -> None:
        from gui.core.presentation.hand_over import accounts, hand_over_text

        found: list[tuple[Session, bool]] = []
        for one in self._window.session_list.model.open_sessions():
            found.append(one)
            if len(found) % _AT_ONCE == 0:
                await asyncio.sleep(0)
        by_account = accounts(found)
        ending = await self._endings()
        now, operator = datetime.now(UTC), self._profiles.operator
        texts: dict[str, str] = {}
        written = partial(hand_over_text, called=await self._called([one for one, _needs in found]))
        for language in LANGUAGES:
            messages = Messages(language)
            endings = [self._ending_line(name, one, messages, now) for name, one in ending]
            texts[language] = await asyncio.to_thread(written, by_account, endings, messages, operator, now)
        dialog.show_texts(texts)

    async def _called(self, sessions: list[Session]) -> Callable[[Session], str] | None:
        """What everyone in the team calls them: this list's number is another recording's elsewhere."""
        if self._window.session_list.model.team is None:
            return None
        from gui.core.reports.team_fields import names_of

        names = await names_of(self._bridge.services.ledger, sessions)
        return None if names is None else names.shown

    async def _endings(self) -> "list[tuple[str, Expiry]]":
        """What of any profile ends within days; a profile that can't be read is told of elsewhere."""
        from gui.core.connection.expiry import Urgency, expiries

        services, now = self._bridge.services, datetime.now(UTC).timestamp()
        found: list[tuple[str, Expiry]] = []
        for profile in self._bridge.profiles():
            if profile.name == PRACTICE_NAME:
                continue
            try:
                endings = await expiries(profile, services.connections)
            except Problem:
                continue
            found += [(profile.name, one) for one in endings if one.urgency(now) is not Urgency.CALM]
        return found

    @staticmethod
    def _ending_line(profile: str, ending: "Expiry", messages: Messages, now: datetime) -> str:
        from gui.core.connection.expiry import short_text

        text = short_text(ending, messages, now.timestamp())
        return fill("{profile}: {text}", profile=visible(profile), text=text)
