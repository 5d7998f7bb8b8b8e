"""What the window shows of the team: whose recordings they are, and whether colleagues are reached.

The rows come as those of another process do; what else is known comes as one :class:`TeamContact`.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity
from gui.core.foundation.enums import Field, Source, State
from gui.core.foundation.times import wall_now
from gui.core.presentation.team_texts import (
    contact_sentences,
    heard_text,
    scope_text,
    short_contact,
    why_text,
)
from gui.core.sessions.session import Session, Target
from gui.core.sessions.team_contact import TeamContact
from gui.widgets.controllers.hand_over.hand_over_controller import HandOverController
from gui.widgets.controllers.history_controller import HistoryController
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.team.clock_notice import ClockNotice
from gui.widgets.controllers.team.keepers_controller import KeepersController
from gui.widgets.controllers.team.names_controller import NamesController
from gui.widgets.controllers.team.one_row import OneRow
from gui.widgets.controllers.team.presence_controller import PresenceController
from gui.widgets.controllers.team.read_late import ReadLate
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASKING: Final = frozenset({"queued", "intent", "try", "retry"})
"""Kinds of rows that say who is at a recording."""


class TeamController(QObject):
    """Lives as long as the window, from the first word of a team on."""

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        profiles: ProfileController,
        history: HistoryController,
        hand_over: HandOverController,
        memory: WindowState,
    ) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._profiles, self._history = profiles, history
        self.contact: TeamContact | None = None
        self.keepers = KeepersController(window, bridge, profiles, hand_over)
        self.clock = ClockNotice(window)
        self._presence = PresenceController(window, bridge, history)
        self._one_row = OneRow(window, bridge)
        self._names = NamesController(window, bridge)
        self._names.named.connect(self._show_names)
        self._account = window.start_form.fields.rows[Field.ACCOUNT]
        window.start_form.fields.changed.connect(self._look_at_form)
        profiles.chosen.connect(self._look_at_form)
        profiles.operators.changed.connect(lambda _name: self.show(self.contact))
        bridge.session_changed.connect(self._session_changed)
        bridge.sessions_loaded.connect(self._look_who_stops)
        self._late = ReadLate(window, bridge, memory)

    def show(self, contact: TeamContact | None) -> None:
        """Show the team as it is known now; None: there is none any more."""
        if contact is not None and self._profiles.operator:
            # Who is here is known here first.
            own = replace(contact.own, operator=self._profiles.operator)
            contact = replace(contact, own=own)
        if contact is not None:
            self._names.use(contact)
            contact = replace(contact, names=self._names.known)
        before, self.contact = self.contact, contact
        first = before is None
        if before is not None and before.why is not None:
            # Right after the window opens they are not reached either, and nothing is amiss.
            self._say_reached(before, contact)
        window, now = self._window, wall_now()
        messages = window.messages
        window.session_list.set_team(contact)
        window.error_panel.set_team(contact)
        self._history.set_team(contact)
        self.keepers.show(contact)
        self.clock.show(contact)
        if contact is None:
            window.status.show_scope("")
            window.connection_bar.show_contact((), "")
        else:
            window.status.show_scope(scope_text(contact, messages))
            why = why_text(contact, messages, window.catalogue)
            sentences, short = (
                contact_sentences(contact, messages, window.catalogue, now),
                short_contact(contact, messages, now),
            )
            window.connection_bar.show_contact(sentences, short, why)
        if first:
            self._look_who_stops(window.session_list.model.live_sessions())
        self._look_at_form()

    def _say_reached(self, before: TeamContact, contact: TeamContact | None) -> None:
        """The words in the bar go without a word: what was as of then is so no more."""
        if contact is not None and contact.reached and not before.reached and not contact.refused:
            self._window.say_done(self.tr("The team is reached again"))

    def _show_names(self) -> None:
        """What is shown of one recording says what the team calls it."""
        if self.contact is not None:
            self.contact = replace(self.contact, names=self._names.known)
            self._window.error_panel.set_team(self.contact)
            self._history.set_team(self.contact)

    # Who is at a recording.

    def _session_changed(self, session: Session) -> None:
        self._look_who_stops((session,))
        self._look_at_form()

    def _look_who_stops(self, sessions: "Iterable[Session]") -> None:
        """The session itself tells who began it; who stops it is in its newest row."""
        model = self._window.session_list.model
        for session in sessions:
            if session.state is not State.STOPPING:
                model.set_at_it(session.id, "")
            elif self.contact is not None and model.progress(session.id) is None:
                key = TaskKey("read who stops", (session.id,))
                self._bridge.spawn(key, self._read_at_it(session.id), Activity.READ, TaskLife.BROKEN_OFF)

    async def _read_at_it(self, session_id: str) -> None:
        entries = await self._bridge.services.ledger.entries(session_id)
        asked = [entry.operator for entry in entries if entry.kind in _ASKING]
        if asked and entries[-1].session.state is State.STOPPING:
            self._window.session_list.model.set_at_it(session_id, asked[-1])
            self._look_at_form()

    # While staff type.

    def _look_at_form(self) -> None:
        """Say at the user's field that a colleague has a recording of them under way."""
        target, model = self._target(), self._window.session_list.model
        session = None if target is None or self.contact is None else model.live_on(target)
        words = ""
        if session is not None:
            by = model.at_it(session.id)
            if session.desk or by:
                words = heard_text(session, self.contact, self._window.messages, wall_now(), by)
        if words != self._account.notice:
            self._account.show_notice(words)

    def _target(self) -> Target | None:
        """Whom the form is about; None while that is not typed yet."""
        values, name = self._window.start_form.values(), self._profiles.current
        room, account = (values.room or "").strip(), (values.account or "").strip()
        if not (self._bridge.ready and name and account and room.isascii() and room.isdecimal()):
            return None
        profile = next((one for one in self._bridge.profiles() if one.name == name), None)
        if profile is None:
            return None
        source = values.source or Source.CAMERA
        return Target(profile.host, profile.sdk_app_id, int(room), account, source)
