"""Whose recordings are: handed over to a colleague, taken over from one, offered to who is here."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.presentation.hand_over_words import (
    KeeperStep,
    is_for,
    may_be_handed,
    notice_text,
    receivers,
)
from gui.core.presentation.state_texts import user_text
from gui.core.sessions.handing_over import offer_of, same_person
from gui.core.sessions.session import Session
from gui.core.sessions.team_contact import TeamContact
from gui.widgets.controllers.hand_over.hand_over_controller import HandOverController
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import place_of_session
from gui.widgets.controllers.team.kept_notice import KeptNotice
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.hand_over_tasks import HandOverTasks
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
    from gui.widgets.dialogs.hand_over_form import HandOverForm

PUT_OFF_MS: Final = 15 * 60_000
"""After *Not now*: whoever hands them over has gone home, and nobody looks after them."""


class KeepersController(QObject):
    """Lives as long as the window, from the first word of a team on."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, profiles: ProfileController, hand_over: HandOverController
    ) -> None:
        super().__init__(window)
        self._window, self._bridge, self._profiles = window, bridge, profiles
        self.tasks = HandOverTasks(bridge)
        self.notice = NoticeStrip()
        """What a colleague hands over to who is here: it stays until it is answered."""
        window.notices.add(self.notice)
        self.done = KeptNotice(window)
        self._contact: TeamContact | None = None
        self._offered: dict[str, Session] = {}
        self._not_now: set[str] = set()
        self._again = QTimer(self, singleShot=True, interval=PUT_OFF_MS)
        self._again.timeout.connect(self._offer_again)
        self._shift = window.error_panel.shift
        self._shift.offered_requested.connect(self._offer_again)
        self._form: HandOverForm | None = None
        self._shown: tuple[str, ...] = ()
        self.notice.action_chosen.connect(self._accept_shown)
        self.notice.other_chosen.connect(self._put_off)
        window.error_panel.keeper_step_chosen.connect(self._step_chosen)
        actions = window.session_list.table.actions_of_selection
        actions.take_over_chosen.connect(self._ask_to_take_over)
        actions.hand_over_chosen.connect(hand_over.show)
        bridge.sessions_known.connect(self.done.know)
        bridge.session_changed.connect(self._session_changed)
        bridge.sessions_loaded.connect(self._look_at)
        hand_over.opened.connect(self._opened)
        self.tasks.handed.connect(self._handed)
        self.tasks.taken.connect(self._taken)

    def show(self, contact: TeamContact | None) -> None:
        """The team as it is known now, with who is at this desk."""
        before, self._contact = self._contact, contact
        if before is None or contact is None or before.own.operator != contact.own.operator:
            # Somebody else may be offered other recordings, and has put none off.
            self._offered.clear()
            self._not_now.clear()
            self.done.forget()
            self._look_at(session for session, _needs in self._window.session_list.model.open_sessions())
        elif before.reached is not contact.reached:
            self._show_offered()

    # Offered to who is here.

    def _session_changed(self, session: Session) -> None:
        self._look_at((session,))

    def _look_at(self, sessions: Iterable[Session]) -> None:
        now, contact, sessions = datetime.now(UTC), self._contact, list(sessions)
        if contact is not None:
            self.done.look_at(sessions, contact)
        for session in sessions:
            offer = offer_of(session, now)
            if contact is not None and offer is not None and is_for(offer, contact):
                self._offered[session.id] = session
            else:
                self._offered.pop(session.id, None)
                self._not_now.discard(session.id)
        self._show_offered()

    def _show_offered(self) -> None:
        """Those of one giver at a time, so that each is named."""
        waiting = [one for one in self._offered.values() if one.id not in self._not_now]
        self._shift.set_offered(len(self._offered) - len(waiting))
        first = waiting[0].offer if waiting else None
        if first is None:
            self._shown = ()
            self.notice.hide()
            return
        of_one = [one for one in waiting if one.offer is not None and same_person(one.offer.by, first.by)]
        self._shown = tuple(one.id for one in of_one)
        text, action = f"○ {notice_text(of_one, self._window.messages)}", self.tr("Take over")
        if self._contact is not None and not self._contact.reached:
            # As at its row: whether a colleague has taken it meanwhile can't be asked.
            action, waits = "", self.tr("You can take over once colleagues are reached again.")
            text = self._window.messages.sentences(text, waits)
        if self.notice.told and text == self.notice.text:
            return
        self.notice.show_notice(text, Tone.NEUTRAL, action, other=self.tr("Not now"), may_close=False)

    def _accept_shown(self) -> None:
        shown = self._shown

        def accept() -> None:
            # Somebody else may have said meanwhile that they are here: these were for another person.
            if still := [one for one in shown if one in self._offered]:
                self.tasks.take_over(still)

        self._profiles.operators.before(accept)

    def _put_off(self) -> None:
        """They stay with whoever hands them over; their rows still offer it."""
        self._not_now.update(self._shown)
        self._again.start()
        self._show_offered()

    def _offer_again(self) -> None:
        """Some time has gone by, or somebody asks for it."""
        self._not_now.clear()
        self._show_offered()

    # One row, or what is selected.

    def _step_chosen(self, session_id: str, step: KeeperStep) -> None:
        if step is KeeperStep.TAKE_OVER:
            self._ask_to_take_over([session_id])
        elif step is not KeeperStep.NOTHING:
            self._profiles.operators.before(lambda: self.tasks.take_over([session_id]))

    def _ask_to_take_over(self, session_ids: list[str]) -> None:
        self._profiles.operators.before(lambda: self._question(session_ids))

    def _question(self, session_ids: list[str]) -> None:
        model = self._window.session_list.model
        found = [one for one in map(model.session, session_ids) if one is not None]
        if not found:
            return
        keepers = list(dict.fromkeys(visible(one.keeper.operator) for one in found))
        text = self.tr("Take over {count} recordings?")
        if len(found) == 1:
            text = self.tr("Take over {user} in room {room} from {operator}?")
        headline = fill(
            text,
            count=len(found),
            user=user_text(found[0], self._window.messages),
            room=found[0].target.room,
            operator=keepers[0],
        )
        more = self.tr("You look after it from then on, and {operators} sees that. Nothing is sent.")
        ask(
            self._window,
            headline,
            fill(more, operators=self._window.messages.text("groups.between").join(keepers)),
            yes=self.tr("Take over"),
            go_on=partial(self._take_over, [one.id for one in found]),
            place=place_of_session(self._bridge, found[0]),
            sends=False,
        )

    def _take_over(self, session_ids: Sequence[str]) -> None:
        self.tasks.take_over(session_ids)

    def _taken(self, done: int, left: int) -> None:
        text = self.tr("Yours from now on: {count}")
        if done:
            self._window.say_done(fill(text, count=done))
        elif left:
            self._window.say_done(self.tr("It has ended by now: there is nothing to take over"))

    # To a colleague.

    def _opened(self, dialog: "HandOverDialog") -> None:
        contact = self._contact
        if contact is None:
            return
        if self._form is None:
            from gui.widgets.dialogs.hand_over_form import HandOverForm

            self._form = HandOverForm(dialog)
            self._form.chosen.connect(self.tasks.hand_over)
            self.tasks.failed.connect(self._form.show_failed)
            dialog.add_form(self._form, self.tr("Hand over to a colleague"))
        sessions, now = self._window.session_list, datetime.now(UTC)
        open_now = [session for session, _needs in sessions.model.open_sessions()]
        mine = [one.id for one in open_now if may_be_handed(one, contact, now)]
        # A failure that a later success has cleared is open no more, whatever it says by itself.
        known = frozenset(mine)
        selected = [one.id for one in sessions.selected() if one.id in known]
        colleagues = receivers(contact, open_now)
        self._form.offer(contact.own.operator, colleagues, mine, selected, reached=contact.reached)

    def _handed(self, to: str, done: int, left: int) -> None:
        if self._form is not None:
            self._form.show_handed(to, done, left)
        words = fill(self.tr("Handed to {to}: {count}"), to=visible(to), count=done)
        self._window.say_done(words)
