"""The data of the session list's cells by Qt role: texts, colours, marks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from gui.core.foundation.days import day_text
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_shapes import shape_of
from gui.core.presentation.state_texts import NOTHING, Shown, shown
from gui.core.session_list.index import SessionIndex
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.controls import theme
from gui.widgets.sessions.clock_delegate import CLOCK_ROLE
from gui.widgets.sessions.session_columns import Column, cell_text
from gui.widgets.sessions.state_delegate import STATE_ROLE, StateCell
from gui.widgets.style.fonts import Type, font_of

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress

Role = Qt.ItemDataRole
SESSION_ROLE: Final = Role.UserRole
"""The cell's :class:`Session`."""
_COLUMNS: Final = tuple(Column)
_MOST: Final = 512
"""Rows whose cells are cached: more than a screen shows."""


@dataclass(slots=True)
class _Row:
    """A row as it is shown; a live one is computed anew each second."""

    session: Session
    asked_at: datetime
    second: int
    words: Shown | None = None
    texts: dict[Column, str] = field(default_factory=dict)


class SessionCells:
    """Qt asks for each visible cell about ten times at each painting: the result is cached."""

    def __init__(self, messages: Messages, clock: ElapsedClock, index: SessionIndex) -> None:
        self.progress: dict[int, Progress] = {}
        """What the operations of slots are doing."""
        self._messages = messages
        self._clock = clock
        self._index = index
        self._rows: dict[int, _Row] = {}
        self._second = 0
        self._strong = font_of(Type.STRONG)
        self._answers: dict[int, Callable[[int, Column], object]] = {
            int(Role.DisplayRole): self.text,
            int(Role.ToolTipRole): self._whole_text,
            int(Role.AccessibleTextRole): self._whole_text,
            int(Role.ForegroundRole): self._color,
            int(Role.FontRole): self._font,
            int(STATE_ROLE): lambda slot, _column: self._state_cell(slot),
            int(CLOCK_ROLE): lambda slot, _column: (self.text(slot, Column.SINCE), self._quiet(slot)),
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

    def _whole_text(self, slot: int, column: Column) -> str:
        """A cell's text for those who point at it or hear it: the time since a start has its day."""
        text = self.text(slot, column)
        if column is not Column.SINCE:
            return text
        asked = self.asked_at(slot)
        day = day_text(asked.date(), date.today(), self._messages)
        key = "day.started" if text == NOTHING else "day.started_since"
        return self._messages.text(key, day=day, clock=f"{asked:%H:%M}", since=text)

    def _text(self, slot: int, row: _Row, column: Column) -> str:
        session = row.session
        times = self._index.attention.times(session) if column is Column.STATE else 0
        if times > 1:
            return (
                f"{self._state_text(slot, row).text} · {self._messages.text('headline.count', count=times)}"
            )
        if column is Column.STATE:
            return self._state_text(slot, row).text
        now, seconds = self._clock.moment(session), self._clock.seconds(session)
        return cell_text(column, session, self._messages, now, seconds)

    def _color(self, slot: int, column: Column) -> object:
        row = self._row(slot)
        if column is Column.STATE:
            return theme.tone_color(self._tone(slot, row))
        quiet = column in (Column.NOTE, Column.PROFILE) or self._quiet(slot)
        return theme.tone_color(theme.Tone.MUTED) if quiet else None

    def _font(self, slot: int, column: Column) -> object:
        """Room and user of what is live, or needs attention, stand out."""
        if column not in (Column.ROOM, Column.USER):
            return None
        return None if self._quiet(slot) else self._strong

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
        return StateCell(words.short, detail, self._tone(slot, row), shape)

    def _tone(self, slot: int, row: _Row) -> theme.Tone:
        if row.session.state is State.FAILED and not self._index.store.needed[slot]:
            # Cleared by a later success, or a later failure like it stands for it.
            return theme.Tone.MUTED
        tone = theme.Tone(self._state_text(slot, row).tone.value)
        over = row.session.state is State.STOPPED and tone is theme.Tone.NEUTRAL
        return theme.Tone.MUTED if over else tone

    def _state_text(self, slot: int, row: _Row) -> Shown:
        if row.words is None:
            moment = self._clock.moment(row.session)
            row.words = shown(row.session, self._messages, moment, self.progress.get(slot))
        return row.words

    def _row(self, slot: int) -> _Row:
        row = self._rows.get(slot)
        if row is None:
            if len(self._rows) > _MOST:
                self._rows.clear()
            session = self._index.store.session(slot)
            row = _Row(session, session.asked_at.astimezone(), self._clock.second())
            self._rows[slot] = row
        elif slot in self.progress or (row.session.live and row.second != self._clock.second()):
            # A countdown goes by a clock of its own.
            row.words, row.second = None, self._clock.second()
            row.texts.clear()
        return row
