"""Asks before recordings are stopped: which ones, how long they have been going on, and whose they are."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.presentation.list_texts import elapsed_text, time_text
from gui.core.presentation.state_texts import shown, since_text, user_text
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.sessions_dialog import SessionsDialog
from gui.widgets.style.kinds import Kind, set_kind

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact

_NAMES_SHOWN: Final = 3


class StopDialog(SessionsDialog):
    """Return stops, but not many and not others' recordings; Escape cancels.

    :param stay_live: live recordings of the same profile that are not stopped.
    """

    confirmed = Signal(list)
    """Ids of the sessions to stop."""

    def __init__(
        self,
        sessions: Sequence[Session],
        operator: str,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
        *,
        place: Place | None = None,
        stay_live: Sequence[Session] = (),
        team: "TeamContact | None" = None,
    ) -> None:
        super().__init__(sessions, place, operator, messages, clock, parent, team)
        set_kind(self.yes, Kind.FILLED_DANGER)
        self.choices: dict[tuple[str, int], NoWheelCombo] = {}
        self._ask_for(len(self.sessions))
        self.about = ToneLabel(self._about())
        self.about.setVisible(bool(self.about.text()))
        if len(self.sessions) == 1:
            self.tell_exactly(self.about)
        self.staying = ToneLabel(self._staying(stay_live), Tone.MUTED)
        self.staying.setVisible(bool(self.staying.text()))
        self.body.addWidget(self.about)
        self.add_groups()
        self.body.addWidget(self.others)
        if len(self.sessions) > 1:
            heads = [self.tr("Room"), self.tr("User"), self.tr("Time"), self.tr("Elapsed")]
            self.add_list(self.tr("Recordings to stop"), heads)
        self.body.addWidget(self.staying)
        self.set_default(self.cancel if self.careful else self.yes)

    def offer_profiles(self, ways: Mapping[tuple[str, int], tuple[str, ...]], current: str) -> None:
        """Have a profile chosen for recordings whose own is gone.

        :param ways: the profiles to choose from, by relay host and app.
        :param current: chosen first, where it is among them.
        """
        for (host, app), names in ways.items():
            choice = NoWheelCombo(self.tr("Profile"))
            choice.addItems(names)
            choice.setCurrentIndex(max(0, choice.findText(current)))
            text = self.tr("Its profile is gone. Stop it at {host}, app {app}, through:")
            label = ToneLabel(fill(text, host=visible(host), app=app), Tone.WARNING)
            label.setBuddy(choice)
            self.body.insertWidget(0, choice)
            self.body.insertWidget(0, label)
            self.choices[host, app] = choice

    def through(self) -> dict[str, str]:
        """The profiles that were chosen, by the ids of the sessions that need one."""
        chosen = {where: choice.currentText() for where, choice in self.choices.items()}
        needed = {s.id: (s.target.host, s.target.sdk_app_id) for s in self.sessions}
        return {name: chosen[where] for name, where in needed.items() if where in chosen}

    def accept(self) -> None:
        """Return, or the button."""
        super().accept()
        self.confirmed.emit([session.id for session in self.sessions])

    def cells(self, session: Session) -> tuple[str, ...]:
        """Since when, and how long, as in the list."""
        now, seconds = self.clock.moment(session), self.seconds(session)
        return time_text(session, self.messages, now), elapsed_text(session, seconds)

    def notes(self, session: Session) -> list[str]:
        """What it is now, where that is not *recording*."""
        notes = super().notes(session)
        if session.state is State.UNKNOWN:
            notes.insert(0, shown(session, self.messages, self.clock.moment(session)).text)
        return notes

    def _ask_for(self, count: int) -> None:
        question, words = self.tr("Stop the recording of {who}?"), self.tr("Stop recording")
        question = fill(question, who=self.one(self.sessions[0]))
        follows = self.tr("It ends for good; a new recording has to be started.")
        if count > 1:
            question = fill(self.tr("Stop these {count} recordings?"), count=f"{count:,}")
            words = fill(self.tr("Stop {count} recordings"), count=f"{count:,}")
            follows = self.tr("They end for good; new recordings have to be started.")
        self.ask(self.tr("Stop recording"), question, words, follows)

    def _about(self) -> str:
        """Of a single one: what a list of one row would say."""
        if len(self.sessions) > 1:
            return ""
        (session,) = self.sessions
        state = shown(session, self.messages, self.clock.moment(session)).text
        return f"{state} · {self._since(session)}"

    def _since(self, session: Session) -> str:
        now, seconds = self.clock.moment(session), self.seconds(session)
        return since_text(session, self.messages, now, seconds)

    def _staying(self, stay_live: Sequence[Session]) -> str:
        count = len(stay_live)
        if not count:
            return (
                self.tr("No other recording of this profile is live in this list.")
                if len(self.sessions) > 1
                else ""
            )
        named = [user_text(session, self.messages) for session in stay_live[:_NAMES_SHOWN]]
        names = self.messages.text("groups.between").join([*named, "…"] if count > _NAMES_SHOWN else named)
        return fill(self.tr("{count} stay live: {names}", "", count), count=f"{count:,}", names=names)
