"""Values that the ledger takes and returns: rows, notes for new rows, orphaned operations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Opening

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
        ``settled``, ``handled``, ``undone``, ``overrun``, ``moved`` or ``restored``.
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
    """

    opening: Opening
    answered: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class Untouched:
    """What has to hold for a decision to be taken back: its target has no row past it.

    :param row: the decision's row.
    :param but: rows that do not count, such as those of the same decision on other sessions.
    """

    row: int
    but: frozenset[int] = frozenset()


class Busy(Problem):
    """Another operation on the same target is under way, here or in another process."""

    def __init__(self, session_id: str) -> None:
        super().__init__(Delivery.NEVER_SENT, word=LocalFailure.BUSY)
        self.session_id = session_id
