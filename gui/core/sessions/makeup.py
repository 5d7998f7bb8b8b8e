"""What several sessions have in common, and which of them stand out, before something is done to all."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gui.core.sessions.session import Session

_FEWEST = 3
"""Of two sessions none is the odd one."""


class Trait(StrEnum):
    """What sessions are grouped by."""

    ROOM = "room"
    TAGS = "tags"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Makeup:
    """How many sessions have each value of a trait; for each session that stands out, in what."""

    counts: dict[Trait, Counter[Hashable]] = field(default_factory=dict)
    odd: dict[str, tuple[Trait, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> "Makeup":
        """Count, and find those that differ from what more than half of them have."""
        counts = {trait: Counter(value_of(session, trait) for session in sessions) for trait in Trait}
        usual = {trait: _usual(found, len(sessions)) for trait, found in counts.items()}
        odd: dict[str, tuple[Trait, ...]] = {}
        for session in sessions:
            traits = tuple(
                trait for trait, value in usual.items() if value and value_of(session, trait) != value[0]
            )
            if traits:
                odd[session.id] = traits
        return cls(counts, odd)


def value_of(session: Session, trait: Trait) -> Hashable:
    """A session's value of a trait."""
    match trait:
        case Trait.ROOM:
            return session.target.room
        case Trait.TAGS:
            return session.settings.tags
    return session.operator


def _usual(found: Counter[Hashable], count: int) -> tuple[Hashable, ...]:
    """The value of more than half of them, or nothing."""
    if count < _FEWEST or len(found) < 2:
        return ()
    value, most = found.most_common(1)[0]
    return (value,) if most * 2 > count else ()
