"""One durable transaction for many writes, of which none takes another along. writer.py has the writes.

A write first decides on what is there, then leaves its rows to be written with those of the others. Runs on
the ledger's thread, over the connection that database.py holds.
"""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from gui.core.catalogue.errors import Problem
from gui.core.ledger import counters
from gui.core.ledger.no_forerunners import Forerunners, NoForerunners
from gui.core.ledger.pending_rows import PendingRows
from gui.core.ledger.rows import Write, WriteResult

if TYPE_CHECKING:
    from gui.core.ledger.team_rows.forerunners import TeamForerunners

T = TypeVar("T")
_BEFORE_SENDING: Final = frozenset({"intent", "try"})
"""Kinds of rows after which a request leaves."""
_KIND: Final = 3
_BEGINNING: Final = (
    "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'entry'), EXISTS (SELECT 1 FROM own_desk)"
)
"""The highest row, and whether this folder is a desk of a team: another process may have made it one."""

log = logging.getLogger(__name__)


class Guard(Protocol):
    """Knows whether what is written now will be found again; database.py has it."""

    def in_place(self) -> None:
        """Whether the open file is the one at its path.

        :raises Problem: ``ledger_moved`` where it is not.
        """
        ...

    def before_intent(self) -> None:
        """Whether a request may be sent after this write.

        :raises OSError: where its outcome might not be written.
        """
        ...


class NotWritten(Exception):  # noqa: N818 - it names what happened
    """Rows that writes had left could not be written: the whole transaction is rolled back."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class DurableWrites:
    """Carries writes out together; the writes themselves are its subclass's.

    :ivar own: what the write that is carried out leaves to be written.
    :ivar row: the highest row of the ledger by now.
    :ivar forerunners: what is kept of the rows that a row follows.
    """

    def __init__(self, database: sqlite3.Connection, guard: Guard) -> None:
        self._db = database
        self._guard = guard
        self._pending = PendingRows()
        self._number: int | None = None
        self._beside: list[str] = []
        self._may_send = False
        self._alone_here = NoForerunners(database.execute)
        self._of_a_team: type[TeamForerunners] | None = None
        self.own = PendingRows()
        self.row = 0
        self.forerunners: Forerunners = self._alone_here

    def together(self, writes: Sequence[Write]) -> list[WriteResult]:
        """Carry the writes out, in their order, in one durable transaction.

        :param writes: methods of the subclass with their arguments. Each may fail by itself, and then
            leaves nothing behind.
        :raises sqlite3.Error: where the file can't be written now; then none of them is.
        :raises Problem: ``ledger_moved`` where it is not at its place; then none of them is either.
        """
        intents: list[bool] = []
        try:
            done = self._in_transaction(lambda: [self._one(write, intents) for write in writes])
            return self._unless_moved_since(done, intents)
        except NotWritten as err:
            if isinstance(err.cause, sqlite3.OperationalError):
                raise err.cause from None
            if len(writes) == 1:
                return [(None, err.cause)]
            # A row that can't be written at any time: alone, it takes no other along.
            return [self._alone(write) for write in writes]

    def _unless_moved_since(self, done: list[WriteResult], intents: Sequence[bool]) -> list[WriteResult]:
        """What was committed, but for intents that a move of the file between look and commit took along.

        An outcome that was taken along lies where its intent does: it stands.
        """
        try:
            self._guard.in_place()
        except (Problem, OSError) as err:
            return [(None, err) if intent else one for one, intent in zip(done, intents, strict=True)]
        return done

    def _alone(self, write: Write) -> WriteResult:
        try:
            return self.together([write])[0]
        except sqlite3.Error as err:
            # Those before it are written by now: this failure is its own.
            return None, err

    def alone(self, work: Callable[[], T], *, durable: bool = True) -> T:
        """Do some work, and write the rows that it leaves, in a durable transaction of its own.

        :param durable: off for what can be had again should the power go before the next durable one.
        :raises sqlite3.Error: where the file can't be written; what the work raises likewise.
        """
        if not durable:
            self._db.execute("PRAGMA synchronous = NORMAL")
        try:
            return self._in_transaction(work)
        except NotWritten as err:
            raise err.cause from None
        finally:
            # Within a transaction that can't be ended it would fail, and so does every later write.
            if not durable:
                self._db.execute("PRAGMA synchronous = FULL")

    def _in_transaction(self, work: Callable[[], T]) -> T:
        self._pending, self.own, self._number = PendingRows(), PendingRows(), None
        self._beside, self._may_send = [], False
        self._db.execute("BEGIN IMMEDIATE")
        try:
            row, in_a_team = self._db.execute(_BEGINNING).fetchone()
            self.row = row or 0
            self.forerunners = self._kept_in_a_team() if in_a_team else self._alone_here
            done = work()
            self.write_pending()
            if self._beside:
                self._merge_what_lies_beside()
            self._guard.in_place()
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return done

    def _one(self, write: Write, intents: list[bool]) -> WriteResult:
        row, number = self.row, self._number
        self.own = PendingRows()
        intents.append(False)
        try:
            done = write()
            if any(values[_KIND] in _BEFORE_SENDING for values in self.own.entries):
                intents[-1] = True
                self._get_ready_to_send()
        except NotWritten:
            raise
        except Exception as err:
            self.row, self._number = row, number
            return None, err
        self._pending.add(self.own)
        return done, None

    def _get_ready_to_send(self) -> None:
        """Once for all intents of a transaction.

        :raises OSError: where the outcome of a request might not be written.
        """
        if not self._may_send:
            self._guard.before_intent()
            self._may_send = True

    def look_at(self, *keys: str) -> None:
        """Before a target or session is read: what earlier writes of this transaction left to be written."""
        self.own.touched.update(keys)
        if not self._pending.touched.isdisjoint(keys):
            self.write_pending()

    def write_pending(self) -> None:
        """Write what was left so far.

        :raises NotWritten: where that can't be done.
        """
        pending, self._pending = self._pending, PendingRows()
        try:
            if not self._db.in_transaction:
                # An error while something was read may end a transaction: nothing is written outside of one.
                raise sqlite3.OperationalError("the transaction was broken off")
            if pending.followed:
                self._beside += self.forerunners.follow(pending.followed)
            pending.write(self._db.execute)
        except Exception as err:
            raise NotWritten(err) from err

    def go_on_in_a_team(self) -> None:
        """This folder has become a desk of a team in this very transaction."""
        self.forerunners = self._kept_in_a_team()

    def _kept_in_a_team(self) -> Forerunners:
        """For one transaction; loaded by the first one of a desk of a team."""
        if self._of_a_team is None:
            from gui.core.ledger.team_rows.forerunners import TeamForerunners

            self._of_a_team = TeamForerunners
        return self._of_a_team(self._db.execute)

    def leave(self) -> None:
        """What was done so far outside of a write of its own is to be written."""
        self._pending.add(self.own)
        self.own = PendingRows()

    def merge(self, targets: Sequence[str]) -> object:
        """Leave rows for what follows from rows on these targets that lie beside each other."""
        raise NotImplementedError

    def _merge_what_lies_beside(self) -> None:
        """Rows of one's own are written, whatever other desks wrote."""
        targets, row = tuple(dict.fromkeys(self._beside)), self.row
        self._db.execute("SAVEPOINT merge")
        try:
            self.own = PendingRows()
            self.merge(targets)
            self.leave()
            self.write_pending()
        except Exception:
            log.exception("rows of the team can't be merged")
            self.row, self._pending = row, PendingRows()
            self._db.execute("ROLLBACK TO merge")
        self._db.execute("RELEASE merge")

    def last_row(self) -> int:
        """See Ledger.last_row."""
        return counters.last_row(self._db.execute)

    def next_number(self) -> int:
        """The number of a new session."""
        if self._number is None:
            self._number = counters.last_number(self._db.execute)
        self._number += 1
        return self._number
