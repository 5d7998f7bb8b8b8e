"""Base of the questions about sessions of one profile: what they have in common, and a list of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.presentation.list_texts import exact_times
from gui.core.presentation.state_texts import NOTHING, user_text
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.makeup import Makeup, Trait
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.session_groups import SessionGroups
from gui.widgets.dialogs.session_summary_table import SessionSummaryTable

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact

MANY: Final = 10
"""From so many on Return cancels."""
_NAMES_SHOWN: Final = 3
_WIDTH: Final = 88
"""With a list, in average characters."""


class SessionsDialog(AskDialog):
    """One profile, one question. Sessions that stand out are listed first, in amber.

    :param place: the profile of all of them.
    :param operator: who is at the desk; sessions that others look after are named.
    :param team: the team as it is known now.
    :ivar careful: many, or others' recordings: Return cancels.
    """

    def __init__(
        self,
        sessions: Sequence[Session],
        place: Place | None,
        operator: str,
        messages: Messages,
        clock: ElapsedClock,
        parent: QWidget | None = None,
        team: "TeamContact | None" = None,
    ) -> None:
        super().__init__(parent)
        self.sessions = tuple(sessions)
        self.messages = messages
        self.clock = clock
        self.operator = operator
        self._team = team
        self.table: SessionSummaryTable | None = None
        self.groups: SessionGroups | None = None
        self.makeup = Makeup.of(self.sessions)
        theirs = self._others()
        self.others = ToneLabel(theirs or self._taken_here(), Tone.WARNING if theirs else Tone.NEUTRAL)
        self.others.setVisible(bool(self.others.text()))
        self.careful = len(self.sessions) >= MANY or bool(theirs)
        if place is not None:
            self.show_places(place)

    def shorten(self) -> bool:
        """The list shows a row less."""
        return self.table is not None and self.table.shorten()

    def kept_by_other(self, session: Session) -> str:
        """Who looks after it: who began it, or took it over; empty where that is who is at the desk."""
        # At another desk of the team somebody of the same name may be at it.
        keeper = session.keeper
        own = keeper.operator == self.operator and not keeper.desk
        return "" if own else visible(keeper.operator)

    def seconds(self, session: Session) -> float | None:
        """How long it goes on, as in the list."""
        counted = self.clock.seconds(session)
        return counted if self._team is None else self._team.seconds(session, counted)

    def one(self, session: Session) -> str:
        """*alice in room 10001*."""
        text = self.tr("{user} in room {room}")
        return fill(text, user=user_text(session, self.messages), room=session.target.room)

    def add_groups(self) -> None:
        """What they have in common; nothing for a single one."""
        if len(self.sessions) > 1:
            self.groups = SessionGroups(self.makeup, self.operator)
            self.body.addWidget(self.groups)

    def add_list(self, name: str, heads: Sequence[str], most: int = 0) -> None:
        """The list, those that stand out first; a line for a single one.

        :param most: of so many rows; 0 for all.
        """
        if len(self.sessions) == 1:
            (session,) = self.sessions
            parts = (self.one(session), *(cell for cell in self.cells(session) if cell != NOTHING))
            line = ToneLabel(" · ".join(parts))
            self.tell_exactly(line)
            self.body.addWidget(line)
            return
        self.table = table = SessionSummaryTable(name, [*heads, self.tr("Note")])
        odd_first = sorted(self.sessions, key=lambda session: not self.notes(session))
        for session in odd_first[:most] if most else odd_first:
            notes = self.notes(session)
            cells = (str(session.target.room), user_text(session, self.messages), *self.cells(session))
            tone, exact = Tone.WARNING if notes else None, exact_times(session, self.messages)
            table.add((*cells, " · ".join(notes)), tone, exact)
        self.body.addWidget(table)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH)

    def tell_exactly(self, line: ToneLabel) -> None:
        """Give a line about the one session its times in UTC as well, for who points at it."""
        exact = exact_times(self.sessions[0], self.messages)
        line.setToolTip(exact)
        line.setAccessibleDescription(exact)

    def notes(self, session: Session) -> list[str]:
        """In what a session stands out."""
        odd = self.makeup.odd.get(session.id, ())
        notes = []
        if other := self.kept_by_other(session):
            text = self.tr("begun by {name}")
            if session.taken_by is not None:
                text = self.tr("taken over by {name}")
            notes.append(fill(text, name=other))
        if session.taken_by is not None and session.taken_by.note:
            notes.append(self._note(session))
        if Trait.ROOM in odd:
            notes.append(self.tr("another room"))
        if Trait.TAGS in odd:
            notes.append(self.tr("other tags"))
        return notes

    def cells(self, session: Session) -> tuple[str, ...]:
        """What a row of the list has between the user and the note."""
        raise NotImplementedError

    def _of_colleague(self, session: Session) -> str:
        """*Li is recording this since 10:00.*; *Li was recording this at 10:02.* while nobody hears of Li."""
        from gui.core.presentation.team_texts import heard_text

        if session.apart:
            return self.messages.text("colleagues.leave_it")
        now = self.clock.moment(session)
        heard = heard_text(session, self._team, self.messages, now)
        text = self.tr("{what}. A colleague began it, not you.")
        if session.taken_by is not None:
            text = self.tr("{what}. A colleague looks after it, not you.")
        told = fill(text, what=heard)
        return self.messages.sentences(told, self._note(session))

    def _taken_here(self) -> str:
        """*Begun by Wang; you took it over at 10:12.* with what was said then; nothing for several."""
        if len(self.sessions) > 1 or self.sessions[0].taken_by is None:
            return ""
        from gui.core.presentation.team_texts import at_it_text

        (session,) = self.sessions
        at_it = at_it_text(session, self.messages, self.clock.moment(session))
        return self.messages.sentences(fill(self.tr("{what}."), what=at_it), self._note(session))

    def _note(self, session: Session) -> str:
        """What was said as it was handed over."""
        if session.taken_by is None:
            return ""
        from gui.core.presentation.hand_over_words import quoted

        return quoted(session.taken_by.note, self.messages)

    def _others(self) -> str:
        if len(self.sessions) == 1 and self.sessions[0].apart:
            return self._of_colleague(self.sessions[0])
        kept = [one for one in self.sessions if self.kept_by_other(one)]
        names = list(dict.fromkeys(map(self.kept_by_other, kept)))
        if not names:
            return ""
        shown = [*names[:_NAMES_SHOWN], "…"] if len(names) > _NAMES_SHOWN else names
        listed = self.messages.text("groups.between").join(shown)
        text = self.tr("{count} of them: begun by {names}, not by you.")
        if any(one.taken_by is not None for one in kept):
            text = self.tr("{count} of them: {names} look after them, not you.")
        if len(self.sessions) == 1:
            if self.sessions[0].keeper.desk:
                return self._of_colleague(self.sessions[0])
            text = self.tr("Begun by {names}, not by you.")
            if self.sessions[0].taken_by is not None:
                text = self.tr("Taken over by {names}, not by you.")
        return fill(text, count=len(kept), names=listed)
