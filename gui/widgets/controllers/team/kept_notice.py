"""*Li has stopped a recording of yours*: what colleagues did to what this desk looks after, told quietly."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from gui.core.foundation.enums import State
from gui.core.presentation.hand_over_words import Done, done_text, is_mine
from gui.core.sessions.handing_over import same_person
from gui.core.sessions.session import EndedBy, Session
from gui.core.sessions.team_contact import TeamContact
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.theme import Tone
from gui.widgets.window.main_window import MainWindow


class KeptNotice(QObject):
    """Lives as long as the window; what came during an outage is told once it is here.

    :ivar strip: stays until somebody closes it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._messages = window.messages
        self.strip = NoticeStrip()
        window.notices.add(self.strip)
        self._kept: set[str] = set()
        self._not_started: set[str] = set()
        self._told: dict[tuple[Done, str], dict[str, Session]] = {}

    def look_at(self, sessions: Iterable[Session], contact: TeamContact) -> None:
        """Sessions as their newest rows have them."""
        fresh = False
        for session in sessions:
            mine = is_mine(session, contact)
            done = _done(session, contact, mine=mine) if session.id in self._kept else None
            if mine and session.id in self._not_started:
                done = done or _started(session, contact)
            if mine and session.accepted_at is None and session.state is not State.STOPPED:
                self._not_started.add(session.id)
            else:
                self._not_started.discard(session.id)
            if mine and session.live:
                self._kept.add(session.id)
            else:
                self._kept.discard(session.id)
            if done is not None:
                self._tell(*done, session)
                fresh = True
        if fresh:
            self._show()

    def know(self, sessions: Iterable[Session]) -> None:
        """So these were before this desk joined: what colleagues did by then is no news."""
        for session in sessions:
            self._kept.discard(session.id)
            self._not_started.discard(session.id)

    def forget(self) -> None:
        """Somebody else is at this desk: what was told was for another person."""
        self._kept.clear()
        self._not_started.clear()
        self._told.clear()
        self.strip.hide()

    def _tell(self, what: Done, by: str, session: Session) -> None:
        if not self.strip.told:
            # It was read, and closed.
            self._told.clear()
        self._told.setdefault((what, by), {})[session.id] = session

    def _show(self) -> None:
        said = [
            done_text(by, list(sessions.values()), self._messages, what)
            for (what, by), sessions in self._told.items()
        ]
        self.strip.show_notice(f"○ {self._messages.sentences(*said)}", Tone.NEUTRAL)


def _started(session: Session, contact: TeamContact) -> tuple[Done, str] | None:
    """Who started again what had not been started; None while nothing is accepted."""
    by = session.started_by
    other = session.state is State.RECORDING and by and not same_person(by, contact.own.operator)
    return (Done.STARTED, by) if other else None


def _done(session: Session, contact: TeamContact, *, mine: bool) -> tuple[Done, str] | None:
    """What became of one that was looked after here, and by whom; None for what nobody else did."""
    what, by = Done.TAKEN, session.keeper.operator
    if session.state is State.STOPPED:
        what = Done.STOPPED
        by = session.settled_by if session.ended_by is EndedBy.MARKED else session.stopped_by
    elif mine:
        return None
    return None if not by or same_person(by, contact.own.operator) else (what, by)
