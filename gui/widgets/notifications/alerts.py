"""Which recordings the desktop is told of: failures, unknown outcomes and overruns, each of them once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.sessions.session import Session


class AlertKind(StrEnum):
    """Why somebody has to look."""

    NOT_STARTED = "not_started"
    UNCONFIRMED = "unconfirmed"
    STOP_REFUSED = "stop_refused"
    OVERRUN = "overrun"


def kind_of(session: Session) -> AlertKind | None:
    """Why staff are to be fetched for a session; None where they are not.

    Not for Practice, where nothing is recorded; not for what they took back themselves; and not for missing
    file ids, which lose nothing by waiting.
    """
    if session.profile == PRACTICE_NAME or session.taken_back:
        return None
    if session.state is State.UNKNOWN:
        return AlertKind.UNCONFIRMED
    if session.handled or session.state not in (State.FAILED, State.RECORDING):
        return None
    if session.failure is not None:
        return AlertKind.NOT_STARTED if session.state is State.FAILED else AlertKind.STOP_REFUSED
    return AlertKind.OVERRUN if session.overrun_at is not None else None


class Alerts:
    """What came to need attention, and what of it nobody has seen yet."""

    def __init__(self) -> None:
        self._standing: dict[str, tuple[AlertKind, int]] = {}
        """By id, the newest last: why, and after how many requests."""
        self._unseen: dict[str, AlertKind] = {}

    def know(self, sessions: Iterable[Session]) -> None:
        """These were so when the panel opened: the window says so itself."""
        for session in sessions:
            if (kind := kind_of(session)) is not None:
                self._standing[session.id] = kind, session.attempts

    def take(self, session: Session, *, attended: bool = False) -> bool:
        """A session as it is now; True where it is something to be told.

        What is marked and unmarked by hand stays known: it is no news.

        :param attended: somebody is at the desk that it is of, and is told there.
        """
        kind = kind_of(session)
        if kind is None:
            self._unseen.pop(session.id, None)
            return False
        known = self._standing.get(session.id)
        if known == (kind, session.attempts):
            return False
        self._standing.pop(session.id, None)
        self._standing[session.id] = kind, session.attempts
        if attended:
            return False
        self._unseen[session.id] = kind
        return True

    def see(self) -> None:
        """Somebody looks at the window."""
        self._unseen.clear()

    def unseen(self, stands: Callable[[str], bool]) -> Sequence[str]:
        """Ids of what nobody has seen, the oldest first.

        :param stands: whether a session needs attention still.
        """
        return [session_id for session_id in self._unseen if stands(session_id)]

    def kinds(self, session_ids: Iterable[str]) -> Counter[AlertKind]:
        """How many of these there are of each kind."""
        return Counter(self._standing[session_id][0] for session_id in session_ids)

    def newest(self, stands: Callable[[str], bool]) -> Iterator[str]:
        """Ids of what needs attention still, the newest first."""
        return (session_id for session_id in reversed(self._standing) if stands(session_id))
