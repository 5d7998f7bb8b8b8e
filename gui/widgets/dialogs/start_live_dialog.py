"""Asks when a start is for somebody who is recording here already."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import clock_text
from gui.core.presentation.list_texts import exact_times
from gui.core.presentation.state_texts import shown, user_text
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact


class StartLiveDialog(AskDialog):
    """Nothing is sent unless *Guest came back* is pressed; Return and Escape cancel.

    :param session: the live session of the start's target. *Guest came back* is for one that is recording.
    :param team: the team as it is known now.
    """

    guest_came_back_confirmed = Signal(str)
    """The session's id."""

    def __init__(
        self,
        session: Session,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
        *,
        place: Place | None = None,
        team: "TeamContact | None" = None,
    ) -> None:
        super().__init__(parent)
        self._team = team
        if place is not None:
            self.show_places(place)
        self._id = session.id
        self.ask(self.tr("Already live"), self._headline(session, messages), self.tr("Guest came back"))
        self.state = ToneLabel(self._state(session, messages, clock))
        self.state.setToolTip(exact_times(session, messages))
        self.state.setAccessibleDescription(self.state.toolTip())
        self.advice = ToneLabel(
            self.tr(
                "A recording does not go on by itself when its guest left and came back. "
                "If that happened, press Guest came back: it sends a start for the same room and user."
            ),
            Tone.MUTED,
        )
        recording = session.state is State.RECORDING
        self.yes.setVisible(recording)
        self.advice.setVisible(recording)
        self.body.addWidget(self.state)
        self.body.addWidget(self.advice)
        self.set_default(self.cancel)

    def accept(self) -> None:
        """The guest came back."""
        super().accept()
        self.guest_came_back_confirmed.emit(self._id)

    def _headline(self, session: Session, messages: Messages) -> str:
        text = self.tr("{user} in room {room} is live in this list already")
        if session.state is State.RECORDING:
            text = self.tr("{user} in room {room} is being recorded already")
            if self._team is not None and self._team.is_stale(session):
                # A colleague may have stopped it: nobody hears of them.
                text = self.tr("{user} in room {room} was being recorded when colleagues were last heard of")
        return fill(text, room=session.target.room, user=user_text(session, messages))

    def _state(self, session: Session, messages: Messages, clock: ElapsedClock) -> str:
        parts = [shown(session, messages, clock.moment(session)).text]
        seconds = clock.seconds(session)
        if self._team is not None:
            from gui.core.presentation.team_texts import as_of_text

            parts.append(as_of_text(session, self._team, messages, clock.moment(session)))
            seconds = self._team.seconds(session, seconds)
        if seconds is not None:
            parts.append(fill(self.tr("{elapsed} so far"), elapsed=clock_text(seconds)))
        parts.append(fill(self.tr("begun by {name}"), name=visible(session.operator)))
        return " · ".join(filter(None, parts))
