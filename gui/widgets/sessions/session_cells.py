"""The data of the session list's cells by Qt role: texts, colours, marks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from gui.core.foundation.days import day_text
from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.foundation.messages import Messages
from gui.core.presentation.list_texts import exact_times
from gui.core.presentation.shapes import Shape
from gui.core.presentation.state_shapes import shape_of
from gui.core.presentation.state_texts import Shown, shown
from gui.core.session_list.index import SessionIndex
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls import theme
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.table_cells.cell_delegate import CELL_ROLE, Ink
from gui.widgets.sessions.table_cells.row_texts import cell_text
from gui.widgets.sessions.table_cells.state_delegate import STATE_ROLE, StateCell

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress
    from gui.core.sessions.team_contact import TeamContact

Role = Qt.ItemDataRole
SESSION_ROLE: Final = Role.UserRole
"""The cell's :class:`Session`."""
_COLUMNS: Final = tuple(Column)
_NAMING: Final = frozenset({Column.PROFILE, Column.ROOM, Column.USER})
_ASIDE: Final = frozenset(
    {Column.TIME, Column.NOTE, Column.FILE_NAME, Column.OPERATOR, Column.NUMBER, Column.TEAM}
)
_MOST: Final = 512
"""Rows whose cells are cached: more than a screen shows."""


@dataclass(slots=True)
class _Row:
    """A row as it is shown; a live one is computed anew each second."""

    session: Session
    asked_at: datetime
    second: int
    practice: bool
    words: Shown | None = None
    texts: dict[Column, str] = field(default_factory=dict)


class SessionCells:
    """Qt asks for each visible cell about ten times at each painting: the result is cached."""

    def __init__(self, messages: Messages, clock: ElapsedClock, index: SessionIndex) -> None:
        self.progress: dict[int, Progress] = {}
        """What the operations of slots are doing."""
        self.at_it: dict[int, str] = {}
        """Colleagues who are stopping recordings, by slots."""
        self.seen: dict[int, int] = {}
        """Of slots, the rows that somebody has read here, however late they came."""
        self.team: TeamContact | None = None
        self.several_profiles = False
        """Whether rows of several profiles are listed: those of Practice then stand out as a whole."""
        self._messages = messages
        self._clock = clock
        self._index = index
        self._rows: dict[int, _Row] = {}
        self._second = 0
        self._answers: dict[int, Callable[[int, Column], object]] = {
            int(Role.DisplayRole): self.text,
            int(Role.ToolTipRole): self._tip,
            int(Role.AccessibleTextRole): self._whole_text,
            int(Role.AccessibleDescriptionRole): self._exact,
            int(STATE_ROLE): lambda slot, _column: self._state_cell(slot),
            int(CELL_ROLE): self._cell,
            int(SESSION_ROLE): lambda slot, _column: self._row(slot).session,
        }

    def answers(self, role: int) -> bool:
        """Whether there is an answer for an aspect at all."""
        return role in self._answers

    def answer(self, slot: int, column: int, role: int) -> object:
        """Qt's question for one aspect of one cell; one of those for which there is an answer."""
        return self._answers[role](slot, _COLUMNS[column])

    def forget(self, slot: int) -> None:
        """A session, or what is done with it, has changed."""
        self._rows.pop(slot, None)

    def forget_all(self) -> None:
        """Anything may have changed."""
        self._rows.clear()

    def text(self, slot: int, column: Column) -> str:
        """What stands in a cell."""
        row = self._row(slot)
        text = row.texts.get(column)
        if text is None:
            text = self._text(slot, row, column)
            # How often a failure came changes with sessions of other rows.
            if column is not Column.STATE:
                row.texts[column] = text
        return text

    def asked_at(self, slot: int) -> datetime:
        """When a session was asked for, in this computer's time zone."""
        return self._row(slot).asked_at

    def _tip(self, slot: int, column: Column) -> str:
        """What a cell says, whole; a time is told in UTC as well."""
        lines = (self._whole_text(slot, column), self._exact(slot, column))
        return "\n".join(line for line in lines if line)

    def _exact(self, slot: int, column: Column) -> str:
        return exact_times(self._row(slot).session, self._messages) if column is Column.TIME else ""

    def _whole_text(self, slot: int, column: Column) -> str:
        """A cell's text for those who point at it or hear it: the time since a start has its day."""
        text = self.text(slot, column)
        if column is not Column.TIME:
            return text
        asked, session = self.asked_at(slot), self._row(slot).session
        day, clock = day_text(asked.date(), date.today(), self._messages), f"{asked:%H:%M}"
        if session.accepted_at is not None and session.state is not State.FAILED:
            text = self._messages.text("state.accepted", time=text)
        elif text == self._messages.text("since.asked", time=clock):
            return self._messages.text("day.started", day=day, clock=clock)
        return self._messages.text("day.started_since", day=day, clock=clock, since=text)

    def _text(self, slot: int, row: _Row, column: Column) -> str:
        session = row.session
        times = self._index.attention.times(session) if column is Column.STATE else 0
        if times > 1:
            return (
                f"{self._state_text(slot, row).text} · {self._messages.text('headline.count', count=times)}"
            )
        if column is Column.STATE:
            return self._state_text(slot, row).text
        if column is Column.TEAM:
            return self._who(session)
        now, seconds = self._clock.moment(session), self._seconds(session)
        return cell_text(column, session, self._messages, now, seconds)

    def _who(self, session: Session) -> str:
        if self.team is None:
            return ""
        # Not at the file's top: a desk without a team never asks.
        from gui.core.presentation.team_texts import who_text

        return who_text(session, self.team, self._messages)

    def _seconds(self, session: Session) -> float | None:
        """How long it goes on; a colleague's clock stands while nobody hears of them."""
        seconds, team = self._clock.seconds(session), self.team
        return seconds if team is None else team.seconds(session, seconds)

    def _cell(self, slot: int, column: Column) -> tuple[str, Ink]:
        text = self.text(slot, column)
        if column is Column.ELAPSED or column not in _NAMING:
            return text, Ink.QUIET if column in _ASIDE or self._quiet(slot) else Ink.PLAIN
        practice = self._row(slot).practice
        if column is Column.PROFILE:
            return text, Ink.CHIP if practice else Ink.QUIET
        # Room and user of what is live, or needs attention, stand out.
        if self._quiet(slot):
            return text, Ink.PRACTICE if practice else Ink.QUIET
        return text, Ink.STRONG_PRACTICE if practice else Ink.STRONG

    def _quiet(self, slot: int) -> bool:
        """Whether a session is over, and nobody has to look at it."""
        return not (self._row(slot).session.live or self._index.store.needed[slot])

    def _state_cell(self, slot: int) -> StateCell:
        """The state's text in two parts, its tone and its shape."""
        row = self._row(slot)
        words, text = self._state_text(slot, row), self.text(slot, Column.STATE)
        detail = text.removeprefix(words.short).removeprefix(" · ").strip()
        needed = bool(self._index.store.needed[slot])
        shape = shape_of(row.session, words.mark, self.progress.get(slot), needed=needed)
        stale = self.team is not None and self.team.is_stale(row.session)
        if stale and not needed and slot not in self.progress:
            shape = Shape.AS_OF_THEN
        return StateCell(words.short, detail, self._tone(slot, row), shape, words.brief)

    def _tone(self, slot: int, row: _Row) -> theme.Tone:
        if row.practice and self.several_profiles:
            return theme.Tone.PRACTICE
        if row.session.state is State.FAILED and not self._index.store.needed[slot]:
            # Cleared by a later success, or a later failure like it stands for it.
            return theme.Tone.MUTED
        tone = theme.Tone(self._state_text(slot, row).tone.value)
        over = row.session.state is State.STOPPED and tone is theme.Tone.NEUTRAL
        return theme.Tone.MUTED if over else tone

    def _state_text(self, slot: int, row: _Row) -> Shown:
        if row.words is None:
            moment = self._clock.moment(row.session)
            at_it = self.at_it.get(slot, "") if row.session.state is State.STOPPING else ""
            words = shown(row.session, self._messages, moment, self.progress.get(slot), by=at_it)
            if self.team is not None and slot not in self.progress:
                from gui.core.presentation.team_texts import in_team

                seen = self.seen.get(slot) == row.session.row
                words = in_team(words, row.session, self.team, self._messages, moment, seen=seen)
            row.words = words
        return row.words

    def _row(self, slot: int) -> _Row:
        row = self._rows.get(slot)
        if row is None:
            if len(self._rows) > _MOST:
                self._rows.clear()
            session = self._index.store.session(slot)
            asked, practice = session.asked_at.astimezone(), session.profile == PRACTICE_NAME
            row = _Row(session, asked, self._clock.second(), practice)
            self._rows[slot] = row
        elif slot in self.progress or (row.session.live and row.second != self._clock.second()):
            # A countdown goes by a clock of its own.
            row.words, row.second = None, self._clock.second()
            row.texts.clear()
        return row
