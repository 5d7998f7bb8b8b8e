"""Values that the ledger takes and returns: rows, notes for new rows, orphaned operations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Opening

Accounts = Mapping[tuple[str, int], Sequence[str]]
"""What a data folder calls the accounts of a relay's host and app: its profiles that lead there."""
Along = Callable[[Session, Session, Session], Session | None]
"""By a session before a decision and after it: what becomes of another one of its target, if anything."""
Write = Callable[[], object]
WriteResult = tuple[object, Exception | None]
"""What a write returned, or what it failed with."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger. ``detail`` is what the kind of row needs to keep, as JSON text."""

    row: int
    session_id: str
    at: str
    kind: str
    operator: str
    reason: str
    detail: str
    session: Session


@dataclass(frozen=True, slots=True)
class Note:
    """Who adds a row, and why.

    :param kind: ``queued``, ``intent``, ``try``, ``retry``, ``answer``, ``withdrawn``, ``interrupted``,
        ``settled``, ``handled``, ``undone``, ``overrun``, ``moved``, ``restored``, ``shared``, ``left`` or
        ``handed_over``.
    :param detail: packets and times of the attempt; no secrets.
    """

    kind: str
    operator: str
    at: datetime
    reason: str = ""
    detail: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """An operation whose process is gone.

    :param answered: its last try had been answered, and the next one had not left.
    :param waiting: it waited for its profile's rate limiter: nothing of it was sent.
    :param process: as that process's rows name it.
    """

    opening: Opening
    answered: bool
    waiting: bool
    process: str


@dataclass(frozen=True, slots=True)
class Untouched:
    """What has to hold for a decision to be taken back: its target has no row past it.

    :param row: the decision's row.
    :param but: rows that do not count, such as those of the same decision on other sessions.
    """

    row: int
    but: frozenset[int] = frozenset()


class Busy(Problem):
    """Another operation on the same target is under way: here, in another process, or at another desk.

    :param session_id: empty where that has no session here yet.
    :param detail: who is at it, of another desk.
    """

    def __init__(self, session_id: str, detail: Detail | None = None) -> None:
        super().__init__(Delivery.NEVER_SENT, word=LocalFailure.BUSY, detail=detail)
        self.session_id = session_id
