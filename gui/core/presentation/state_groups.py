"""Several sessions by what is known of them: each state once, with the guests it is true of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.presentation.shapes import Shape
from gui.core.presentation.state_shapes import shape_of
from gui.core.presentation.state_texts import StateTone, shown
from gui.core.sessions.session import Session

_MOST_NAMES: Final = 12
"""Guests that are named; of the others there is the number."""
_MOST_OPERATORS: Final = 3
_ORDER: Final = (
    Shape.ACCEPTED,
    Shape.OVERRUN,
    Shape.STOP_REFUSED,
    Shape.AS_OF_THEN,
    Shape.SAID,
    Shape.UNCONFIRMED,
    Shape.MAYBE,
    Shape.FAILED,
    Shape.STARTING,
    Shape.STOPPING,
    Shape.STOPPED,
    Shape.NO_FILES,
    Shape.PERHAPS_NEVER,
    Shape.FAILED_SEEN_TO,
)
"""What is recorded first, then what needs a look, then what is over."""
_WORD_ONLY: Final = (Shape.STARTING, Shape.STOPPING, Shape.STOPPED)
"""What is known besides differs from one to the next."""


@dataclass(slots=True)
class SameState:
    """Sessions of which the same is known.

    :ivar names: the first guests; ``rooms`` all rooms.
    """

    shape: Shape
    tone: StateTone
    title: str
    count: int = 0
    names: list[str] = field(default_factory=list)
    rooms: set[int] = field(default_factory=set)


class StateGroups:
    """Built up bit by bit, so that it can be done in slices."""

    def __init__(self, messages: Messages) -> None:
        self.rooms: set[int] = set()
        self.operators: Counter[str] = Counter()
        self._messages = messages
        self._groups: dict[tuple[Shape, str], SameState] = {}

    def take(self, session: Session, now: datetime) -> None:
        """One more session."""
        words = shown(session, self._messages, now)
        shape = shape_of(session, words.mark, None, needed=session.needs_attention(now))
        details = () if shape in _WORD_ONLY else words.details[:1]
        if shape is Shape.ACCEPTED:
            # Each was accepted at a time of its own.
            details = (self._messages.text("groups.accepted"),)
        title = " · ".join((words.short, *details))
        group = self._groups.get((shape, title))
        if group is None:
            over = session.state is State.STOPPED and words.tone is StateTone.NEUTRAL
            tone = StateTone.MUTED if over or shape is Shape.FAILED_SEEN_TO else words.tone
            group = self._groups[shape, title] = SameState(shape, tone, title)
        group.count += 1
        group.rooms.add(session.target.room)
        if len(group.names) < _MOST_NAMES:
            group.names.append(visible(session.target.account))
        self.rooms.add(session.target.room)
        self.operators[session.operator] += 1

    def groups(self) -> Sequence[SameState]:
        """What is recorded first; of the same shape the most frequent first."""
        return sorted(self._groups.values(), key=lambda one: (_ORDER.index(one.shape), -one.count))

    def guests(self, group: SameState) -> str:
        """*student07, student08 in 990007*."""
        names = named(group.names, group.count, self._messages)
        if len(group.rooms) > 1:
            return names
        return self._messages.text("groups.in_room", users=names, room=next(iter(group.rooms)))

    def origin(self) -> str:
        """*7 rooms · 11 started by Li · 1 by Mei*."""
        text, parts = self._messages.text, [self._messages.count("groups.rooms", len(self.rooms))]
        found = [(who, count) for who, count in self.operators.most_common(_MOST_OPERATORS) if who]
        for number, (who, count) in enumerate(found):
            key = "groups.by" if number else "groups.started_by"
            parts.append(text(key, count=f"{count:,}", operator=visible(who)))
        return " · ".join(parts)


def named(names: Iterable[str], count: int, messages: Messages) -> str:
    """The first names, and how many more there are."""
    shown_names = list(names)[:_MOST_NAMES]
    parts = messages.text("groups.between").join(shown_names)
    more = count - len(shown_names)
    return messages.text("groups.more", users=parts, count=f"{more:,}") if more > 0 else parts
