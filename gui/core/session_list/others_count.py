"""How many sessions of the list other desks of the team began, by profile."""

from collections import Counter

from gui.core.foundation.enums import LIVE_STATES
from gui.core.session_list.filter_sort import is_own
from gui.core.session_list.packed_record import RecordKind


class OthersCount:
    """Stays at nothing for a desk without a team."""

    def __init__(self) -> None:
        self._every: Counter[str] = Counter()
        self._live: Counter[str] = Counter()

    def change(self, before: RecordKind | None, now: RecordKind) -> None:
        """A session is of another kind now; ``before`` is None for a new one."""
        for kind, step in ((before, -1), (now, 1)):
            if kind is not None and not is_own(kind):
                self._every[kind.profile] += step
                self._live[kind.profile] += step if kind.state in LIVE_STATES else 0

    def of(self, profile: str | None) -> tuple[int, int]:
        """How many there are, and how many of them are live; of one profile, or of all."""
        if profile is None:
            return self._every.total(), self._live.total()
        return self._every[profile], self._live[profile]
