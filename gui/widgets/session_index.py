"""Order, filter and counts of the session list, without Qt.

One list of all rows by age, one of the shown rows in view order, kept by binary search: a change costs
microseconds at any size, a keystroke in the search field one pass over ready-made lower-case text.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from gui.core.grouping import FailureGroups
from gui.core.session import Session, Target
from gui.core.terms import State

if TYPE_CHECKING:
    from gui.core.pursuit import Progress

SortKey = int | float | str
KeyOf = Callable[[Session, bool], SortKey]
"""The value by which a session is sorted; told whether it needs attention."""


class QuickFilter(StrEnum):
    """The buttons above the list."""

    NEEDS_ATTENTION = "needs_attention"
    LIVE = "live"
    ENDED = "ended"
    ALL = "all"


class Row:
    """One session of the list with what filter and order need of it."""

    __slots__ = ("age", "attention", "haystack", "key", "live", "progress", "session", "shown")

    def __init__(self, session: Session) -> None:
        self.session = session
        self.age = session.first_row
        self.haystack = ""
        self.attention = False
        self.live = False
        self.key: SortKey = 0
        self.progress: Progress | None = None
        self.shown = False


@dataclass(frozen=True, slots=True)
class Change:
    """What one changed session means for the view. ``before`` is None where it was not shown, ``after`` where
    it no longer is; both are row numbers, ``after`` counted without the row itself."""

    row: Row
    before: int | None
    after: int | None


class SessionIndex:
    """All sessions and which of them are shown in which order.

    Changing takes two steps, so that a model can announce in between: :meth:`put` says what will change,
    :meth:`move` does it.

    :param haystack: the text that a search looks through.
    :param moment: now, as far as a session's age is concerned.
    """

    def __init__(self, haystack: Callable[[Session], str], moment: Callable[[Session], datetime]) -> None:
        self.shown: list[Row] = []
        self.live: dict[str, Row] = {}
        self.filter = QuickFilter.ALL
        self.holding = False
        self._haystack = haystack
        self._moment = moment
        self._by_id: dict[str, Row] = {}
        self._by_age: list[Row] = []
        self._attention = 0
        self._needles: tuple[str, ...] = ()
        self._key_of: KeyOf | None = None
        self._descending = False
        self._succeeded: dict[Target, int] = {}
        self._newest: dict[Target, tuple[int, str]] = {}
        self._failed: dict[Target, set[str]] = {}
        self._groups = FailureGroups()

    def __len__(self) -> int:
        return len(self._by_age)

    def find(self, session_id: str) -> Row | None:
        """The session's row, shown or not."""
        return self._by_id.get(session_id)

    def position(self, row: Row) -> int | None:
        """Where the row is shown; None where it is not."""
        return self._place(row) if row.shown else None

    def sessions(self) -> tuple[Session, ...]:
        """Every session, the oldest first."""
        return tuple(row.session for row in self._by_age)

    def newest_accepted(self, room: str) -> Session | None:
        """The newest session of a room whose start was accepted."""
        for row in reversed(self._by_age):
            if row.session.accepted_at is not None and str(row.session.target.room) == room:
                return row.session
        return None

    def oldest(self) -> Session | None:
        """The session that began first."""
        return self._by_age[0].session if self._by_age else None

    def counts(self) -> dict[QuickFilter, int]:
        """How many sessions each quick filter has."""
        every, live = len(self._by_age), len(self.live)
        return {
            QuickFilter.NEEDS_ATTENTION: self._attention,
            QuickFilter.LIVE: live,
            QuickFilter.ENDED: every - live,
            QuickFilter.ALL: every,
        }

    # One session changes.

    def put(self, session: Session) -> Change | None:
        """Take a session as its newest ledger row has it; None for one that is older than what is known."""
        row = self._by_id.get(session.id)
        if row is None:
            row = Row(session)
            self._by_id[session.id] = row
            self._insert_by_age(row)
        elif session.row < row.session.row:
            return None
        before, old_key = self.position(row), row.key
        self._refresh(row, session)
        stays = self._matches(row) or (before is not None and self.holding)
        if not stays:
            return Change(row, before, None)
        if before is None:
            return Change(row, None, self._place(row))
        return Change(row, before, before if row.key == old_key else self._new_place(row, before))

    def move(self, change: Change) -> None:
        """Do what :meth:`put` announced."""
        if change.before is not None:
            del self.shown[change.before]
        if change.after is not None:
            self.shown.insert(change.after, change.row)
        change.row.shown = change.after is not None

    def superseded(self, session: Session) -> tuple[Session, ...]:
        """Failures of its target that this session just cleared, or has come to stand for: put them again."""
        rows = (self._by_id[failed] for failed in self._failed.get(session.target, ()))
        return tuple(row.session for row in rows if row.attention != self._needs_attention(row.session))

    def times(self, session: Session) -> int:
        """In how many sessions of its target a failure came, up to this one."""
        return self._groups.times(session)

    def is_newest(self, session: Session) -> bool:
        """Whether no later session of the same target is loaded."""
        known = self._newest.get(session.target)
        return known is None or known[1] == session.id

    def aged(self) -> tuple[Session, ...]:
        """Live sessions that have come to need attention by time alone: put them again."""
        rows = self.live.values()
        return tuple(r.session for r in rows if r.attention != self._needs_attention(r.session))

    def leaving(self) -> list[int]:
        """Row numbers that are shown only because nobody has moved the selection yet, ascending."""
        return [number for number, row in enumerate(self.shown) if not self._matches(row)]

    # Everything changes.

    def load(self, sessions: Iterable[Session]) -> None:
        """Take many sessions; call :meth:`arrange` afterwards."""
        fresh = []
        for session in sessions:
            row = self._by_id.get(session.id)
            if row is None:
                row = self._by_id[session.id] = Row(session)
                fresh.append(row)
            elif session.row < row.session.row:
                continue
            self._refresh(row, session)
        self._by_age += fresh
        self._by_age.sort(key=_age)
        for failed in self._failed.values():
            for row in (self._by_id[session_id] for session_id in failed):
                self._note_attention(row)

    def set_filter(self, quick: QuickFilter, text: str) -> None:
        """A search looks at all sessions, whatever quick filter is on; all its words must be found."""
        self.filter = quick
        self._needles = tuple(text.casefold().split())

    def set_order(self, key_of: KeyOf | None, *, descending: bool) -> None:
        """Sort by a value; equals, and everything where there is none, the newest first."""
        self._key_of = key_of
        self._descending = descending
        for row in self._by_age:
            row.key = self._key(row)

    def arrange(self) -> None:
        """Fill ``shown`` anew."""
        for row in self.shown:
            row.shown = False
        self.shown = self._selected()
        if self._key_of is not None:
            self.shown.sort(key=_sort_key, reverse=self._descending)
        for row in self.shown:
            row.shown = True

    def _selected(self) -> list[Row]:
        newest_first = reversed(self._by_age)
        if self._needles:
            first, *others = self._needles
            hits = [row for row in newest_first if first in row.haystack]
            return [row for row in hits if all(needle in row.haystack for needle in others)]
        if self.filter is QuickFilter.ALL:
            return list(newest_first)
        if self.filter is QuickFilter.LIVE:
            return sorted(self.live.values(), key=_age, reverse=True)
        if self.filter is QuickFilter.NEEDS_ATTENTION:
            return [row for row in newest_first if row.attention]
        return [row for row in newest_first if not row.live]

    # One row.

    def _refresh(self, row: Row, session: Session) -> None:
        self._note_success(session)
        self._groups.put(session, row.session)
        row.session = session
        row.haystack = self._haystack(session)
        row.live = session.live
        if row.live:
            self.live[session.id] = row
        else:
            self.live.pop(session.id, None)
        self._note_attention(row)

    def _note_success(self, session: Session) -> None:
        known = self._newest.get(session.target)
        if known is None or known[0] < session.first_row:
            self._newest[session.target] = (session.first_row, session.id)
        failed = self._failed.setdefault(session.target, set()) if session.state is State.FAILED else None
        if failed is not None:
            failed.add(session.id)
            return
        self._failed.get(session.target, set()).discard(session.id)
        good = session.state in (State.RECORDING, State.STOPPED) and session.failure is None
        if good and session.confirmed_at is not None:
            self._succeeded[session.target] = max(session.row, self._succeeded.get(session.target, 0))

    def _note_attention(self, row: Row) -> None:
        needed = self._needs_attention(row.session)
        self._attention += needed - row.attention
        row.attention = needed
        row.key = self._key(row)

    def _needs_attention(self, session: Session) -> bool:
        if session.state is State.FAILED and self._succeeded.get(session.target, 0) > session.row:
            return False
        if self._groups.stands_behind(session):
            return False
        return session.needs_attention(self._moment(session))

    def _matches(self, row: Row) -> bool:
        if self._needles:
            return all(needle in row.haystack for needle in self._needles)
        if self.filter is QuickFilter.NEEDS_ATTENTION:
            return row.attention
        if self.filter is QuickFilter.ALL:
            return True
        return row.live is (self.filter is QuickFilter.LIVE)

    # Order.

    def _key(self, row: Row) -> SortKey:
        return 0 if self._key_of is None else self._key_of(row.session, row.attention)

    def _insert_by_age(self, row: Row) -> None:
        self._by_age.insert(bisect_left(self._by_age, _age(row), key=_age), row)

    def _place(self, row: Row) -> int:
        """The row's place among the shown ones, or where it would be."""
        low, high = 0, len(self.shown)
        while low < high:
            middle = (low + high) // 2
            if self._comes_before(self.shown[middle], row):
                low = middle + 1
            else:
                high = middle
        return low

    def _new_place(self, row: Row, before: int) -> int:
        """Where the row would be, counted without itself."""
        del self.shown[before]
        after = self._place(row)
        # Until the model has announced the change, the view still has the row where it was.
        self.shown.insert(before, row)
        return after

    def _comes_before(self, one: Row, other: Row) -> bool:
        if one.key != other.key:
            return (one.key > other.key) if self._descending else (one.key < other.key)  # type: ignore[operator]  # keys of one column are of one type
        return _age(one) > _age(other)


def _age(row: Row) -> tuple[int, str]:
    return row.age, row.session.id


def _sort_key(row: Row) -> SortKey:
    return row.key
