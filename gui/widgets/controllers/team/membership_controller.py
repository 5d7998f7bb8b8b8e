"""*Team…*: joins the team of an invitation, and goes to work in it at once; or shows the team there is.

Board, files and keychain are the core's, off the thread of the window: here it is put in order.
"""

import asyncio
import importlib
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.paths import UnusablePath, given_path
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time, wall_now
from gui.core.presentation.state_texts import user_text
from gui.core.presentation.team_texts import (
    board_remarks,
    contact_sentences,
    desk_rows,
    other_code_text,
    refusal_text,
    scope_text,
    why_text,
)
from gui.widgets.connection.team.joining_page import JoinWish
from gui.widgets.connection.team.team_dialog import TeamDialog
from gui.widgets.connection.team.team_facts import TeamFacts
from gui.widgets.controllers.welcome.operator_controller import OperatorController
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact
    from gui.core.team.invitation import Invitation
    from gui.core.team.settings import TeamSettings

_LARGE: Final = ("joining", "board_status", "invitation", "team_at_work")
_NAMED: Final = 5
"""So many recordings are told by name."""
_PATH_STARTS: Final = ("/", "~", "file://")


class MembershipController(QObject):
    """Made when *Team…* is first asked for, or where there is a team.

    :ivar leave_confirmed: staff want to leave it; answered by :meth:`refuse_to_leave`, or the window closes.
    :ivar contact: the team at work, as it was last told; None without one.
    """

    leave_confirmed = Signal()

    def __init__(self, window: MainWindow, bridge: Bridge, operators: OperatorController) -> None:
        super().__init__(window)
        self.contact: TeamContact | None = None
        self._window, self._bridge, self._operators = window, bridge, operators
        self._dialog: TeamDialog | None = None
        self._invitation: Invitation | None = None
        self._joins = False
        self._number = 0

    def open(self) -> None:
        """Open the dialog, above whatever asks for it."""
        if self._dialog is not None:
            return
        dialog = TeamDialog(self._window.messages, QApplication.activeModalWidget() or self._window)
        self._dialog = dialog
        dialog.invitation.text_given.connect(self._read_text)
        dialog.invitation.file_given.connect(self._read_path)
        dialog.joining.join_requested.connect(self._join)
        dialog.member.work_requested.connect(self._work)
        dialog.member.leave_requested.connect(self._offer_to_leave)
        dialog.finished.connect(self._forget)
        dialog.open()
        self._spawn("look at the team", self._show_what_is(), TaskLife.BROKEN_OFF)

    def show(self, contact: "TeamContact | None") -> None:
        """The team as it is known now."""
        self.contact = contact
        if self._dialog is None or contact is None:
            return
        messages, now = self._window.messages, wall_now()
        takes = contact.reached and not contact.refused
        if takes and contact.since is not None:
            since = local_time(contact.since, now, messages)
            words = fill(self.tr("Reached since {time}"), time=since) + " · " + scope_text(contact, messages)
        else:
            why = why_text(contact, messages, self._window.catalogue)
            words = messages.sentences(
                *contact_sentences(contact, messages, self._window.catalogue, now), why
            )
        own = contact.own
        self._dialog.member.show_contact(own.code, own.operator, words, reached=takes)
        self._dialog.member.desks.show_desks(desk_rows(contact, messages, now))

    # An invitation.

    def _read_text(self) -> None:
        assert self._dialog is not None
        given = self._dialog.invitation.take_text()
        if given.strip().startswith(_PATH_STARTS) and "\n" not in given.strip():
            # A copied file is pasted as its address.
            self._read_path(given.strip())
            return

        def read() -> "Invitation":
            from gui.core.team.invitation import read_invitation

            return read_invitation(given)

        self._spawn("read an invitation", self._read(read), TaskLife.BROKEN_OFF)

    def _read_path(self, given: str) -> None:
        path = QUrl(given).toLocalFile() if given.startswith("file://") else given

        def read() -> "Invitation":
            from gui.core.team.invitation import read_invitation_file

            return read_invitation_file(given_path(path))

        self._spawn("read an invitation", self._read(read), TaskLife.BROKEN_OFF)

    async def _read(self, read: "Callable[[], Invitation]") -> None:
        await asyncio.to_thread(_load)
        try:
            # A file may be on a slow disk.
            self._invitation = invitation = await asyncio.to_thread(read)
        except Problem as problem:
            self._refuse(problem)
        except UnusablePath as err:
            if self._dialog is not None:
                self._dialog.show_refused(visible(str(err)))
        else:
            if self._dialog is not None:
                self._dialog.show_invitation(_facts(invitation.settings), self._operators.name)

    # Joining.

    def _join(self, wish: JoinWish) -> None:
        if self._invitation is not None:
            self._spawn("join a team", self._joined(self._invitation, wish), TaskLife.BACKGROUND)

    async def _joined(self, invitation: "Invitation", wish: JoinWish) -> None:
        self._joins = True
        try:
            await self._go_in(invitation, wish)
        except Problem as problem:
            if self._dialog is None:
                # Whoever closed it meanwhile is told in the window.
                raise
            self._refuse(problem)
        finally:
            self._joins = False
            if self._dialog is not None:
                self._dialog.set_busy("")

    async def _go_in(self, invitation: "Invitation", wish: JoinWish) -> None:
        from gui.core.team import joining
        from gui.core.team.board_status import team_status

        self._operators.take(wish.operator)
        self._busy(self.tr("Joining…"))
        services = self._bridge.services
        ledger = services.ledger
        folder, everything = ledger.folder, wish.everything
        entered = await joining.enter(
            folder, ledger, invitation, everything=everything, operator=wish.operator
        )
        self._invitation = None
        self._bridge.sessions_known.emit(entered.known)
        await self._go_to_work()
        found = await team_status(folder, invitation.settings, ledger)
        messages = self._window.messages
        other = other_code_text(found.code, invitation.code, messages)
        if self._dialog is None:
            said = fill(self.tr("Joined: this desk is {code}"), code=visible(found.code, 20))
            self._window.say_done(" · ".join(filter(None, (said, other))))
            return
        self._show_member(replace(_facts(invitation.settings), code=found.code))
        kept = self.tr("The invitation is used up: this desk has its own password, in the keychain alone.")
        if not entered.kept:
            kept = messages.text("cli.team.not_kept")
        remarks = board_remarks(found.clock_off_s, found.hears_wake_ups, messages)
        done = self.tr("✓ Joined. What colleagues do shows in the list from now on.")
        self._dialog.say(
            Tone.LIVE, [done, *filter(None, (other,)), kept, *(f"▲ {words}" for words in remarks)]
        )

    async def _go_to_work(self) -> None:
        await self._bridge.services.work_in_team()
        self._spawn("tell the team", self._tell_the_rest(), TaskLife.BROKEN_OFF)

    async def _tell_the_rest(self) -> None:
        """What was under way as this desk joined ends without a word to the team: its rows follow then."""
        await self._bridge.operations_over()
        if (team := self._bridge.services.team) is not None:
            await team.changed()

    # The team there is.

    async def _show_what_is(self) -> None:
        if self._joins:
            self._busy(self.tr("Joining…"))
            return
        try:
            settings = await self._settings()
        except Problem as problem:
            self._refuse(problem)
            return
        if settings is not None and self._dialog is not None and not self._joins:
            self._show_member(_facts(settings))

    async def _settings(self) -> "TeamSettings | None":
        from gui.core.services import TEAM_FILE

        folder = self._bridge.services.ledger.folder
        if not await asyncio.to_thread((folder / TEAM_FILE).exists):
            return None
        await asyncio.to_thread(_load)
        from gui.core.team.settings import joined_team

        return await asyncio.to_thread(joined_team, folder)

    def _show_member(self, facts: TeamFacts) -> None:
        if self._dialog is not None:
            self._dialog.show_member(facts, at_work=self._bridge.services.team is not None)
            self.show(self.contact)

    def _work(self) -> None:
        self._spawn("work in the team", self._begin_work(), TaskLife.BACKGROUND)

    async def _begin_work(self) -> None:
        """It was joined by a command while the window was open."""
        try:
            await self._go_to_work()
        except Problem as problem:
            self._refuse(problem)
            return
        if self._dialog is not None:
            self._dialog.set_busy("")
            self._dialog.say(Tone.LIVE, [self.tr("✓ The window works in the team.")])
            self._dialog.member.set_at_work(self._bridge.services.team is not None)

    def _offer_to_leave(self) -> None:
        """Ask; an open window holds the list, so the window is opened anew."""
        parts = [
            self.tr(
                "What this desk did stays in its list; what colleagues did goes from it. The list as it was"
                " is kept beside it, in the data folder. The team keeps what this desk shared."
            ),
            self._live_text(),
            self._unseen_text(),
            self.tr(
                "The window closes, and opens again outside the team. Recordings go on."
                " To join again you need a new invitation."
            ),
        ]
        ask(
            self._dialog or self._window,
            self.tr("Leave the team?"),
            "\n\n".join(filter(None, parts)),
            yes=self.tr("Leave team"),
            go_on=self.leave_confirmed.emit,
            careful=True,
        )

    def refuse_to_leave(self, words: str) -> None:
        """Something else has to be over before."""
        self._say(f"▲ {words}", Tone.WARNING)

    def _live_text(self) -> str:
        """Which recordings go on, and are looked after here alone from then on."""
        live = [one for one in self._window.session_list.model.live_sessions() if not one.desk]
        if not live:
            return ""
        whom = self.tr("{user} in room {room}")
        messages = self._window.messages
        names = [fill(whom, user=user_text(one, messages), room=one.target.room) for one in live[:_NAMED]]
        if len(live) > _NAMED:
            names.append(fill(self.tr("and {count} more"), count=len(live) - _NAMED))
        text = self.tr(
            "These are being recorded; colleagues do not hear any more what becomes of them: {names}."
        )
        return fill(text, names=messages.text("groups.between").join(names))

    def _unseen_text(self) -> str:
        unseen = 0 if self.contact is None else self.contact.others_do_not_see
        return self._window.messages.count("colleagues.not_seen", unseen) if unseen else ""

    # What is said.

    def _busy(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(words)

    def _say(self, text: str, tone: Tone) -> None:
        if self._dialog is not None:
            self._dialog.say(tone, [text])

    def _refuse(self, problem: Problem) -> None:
        if self._dialog is None:
            return
        window = self._window
        self._dialog.show_refused(refusal_text(problem, window.messages, window.catalogue))

    def _forget(self) -> None:
        self._dialog = None
        if not self._joins:
            self._invitation = None

    def _spawn(self, work: str, coroutine: Coroutine[object, object, None], life: TaskLife) -> None:
        self._number += 1
        subject = () if life is TaskLife.BACKGROUND else (self._number,)
        self._bridge.spawn(TaskKey(work, subject), coroutine, Activity.CONNECT, life)


def _load() -> None:
    """On a thread: the board's library is large."""
    for name in _LARGE:
        importlib.import_module(f"gui.core.team.{name}")


def _facts(settings: "TeamSettings") -> TeamFacts:
    from gui.core.protocol.endpoint import is_loopback

    address = settings.address
    return TeamFacts(
        team=address.database,
        server=address.server,
        code=settings.code,
        authority=bool(settings.authority),
        here=is_loopback(settings.host),
    )
