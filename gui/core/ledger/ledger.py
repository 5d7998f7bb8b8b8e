"""The write-ahead ledger: awaitables over the ledger's file, which lives on one thread of its own.

Every row is durable before its method returns; writers that come together share one commit.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from gui.core.catalogue.errors import Problem
from gui.core.ledger.database import LedgerDatabase, as_problem, closed
from gui.core.ledger.group_commit import GroupCommit
from gui.core.ledger.queries import batch_queries, file_name_queries, session_queries
from gui.core.ledger.queries.batch_queries import BatchAttempt
from gui.core.ledger.queries.history_queries import CodeHistory
from gui.core.ledger.queries.session_queries import CHANGED_ON
from gui.core.ledger.rows import Accounts, Along, LedgerRow, Note, Orphan, Untouched, Write, WriteResult
from gui.core.ledger.session_json import get_ready
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Opening, Plan

if TYPE_CHECKING:
    from gui.core.ledger.desk_identity import DeskIdentity
    from gui.core.ledger.team_rows.team_side import TeamSide
    from gui.core.ledger.travelling_row import SessionName, TravellingRow

P = ParamSpec("P")
T = TypeVar("T")


class Ledger:
    """The ledger of one data folder. Make it, ``await open()``, and ``await close()`` at the end.

    Methods raise Problem: ``ledger_locked`` where another program holds the file, else ``ledger``.

    :param brief: it is closed after a few sessions: what is quicker with many of them need not be loaded.
    :ivar accounts: asked for where rows of other desks come: those have names of their own for profiles.
    """

    def __init__(self, folder: Path, *, brief: bool = False) -> None:
        self.folder = folder
        self._brief = brief
        self.accounts: Callable[[], Accounts] = dict
        self._file = LedgerDatabase(folder)
        thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._thread: ThreadPoolExecutor | None = thread
        self._commits = GroupCommit(thread, self._commit)

    async def open(self) -> None:
        """Open or make the ledger, back it up before a migration, and take this process's own lock."""
        await self._on_thread(self._open)

    def _open(self) -> None:
        if not self._brief:
            get_ready()
        self._file.open()

    async def close(self) -> None:
        """Close the ledger and end its thread. Does no harm when called twice."""
        thread, self._thread = self._thread, None
        # An opening that waits for another process ends now.
        self._file.given_up.set()
        if thread is not None:
            await asyncio.get_running_loop().run_in_executor(thread, self._file.close)
            thread.shutdown(wait=False)

    async def begin(self, target_key: str, plan: Plan, note: Note, *, live_first: bool = False) -> Opening:
        """Decide on the target's newest session and write the intent, in one durable transaction.

        :param live_first: decide on its newest live session, where it has one.
        :raises Busy: where an operation on the target is under way.
        :raises ValueError: where the plan does.
        """
        return await self._write(lambda: self._file.writer.begin(target_key, plan, note, live_first))

    async def add(self, session: Session, note: Note, *, answered: bool | None = None) -> Session:
        """Add a row for a session; ``answered``: whether its operation's last try had an answer."""
        return await self._write(lambda: self._file.writer.add(session, note, answered))

    async def change(
        self,
        session_id: str,
        change: Callable[[Session], Session],
        note: Note,
        untouched: Untouched | None = None,
    ) -> Session:
        """Decide on a session as its newest row has it, and add the row, in one durable transaction.

        :param untouched: refuse where its target has a later row.
        :raises Busy: where an operation on it is under way.
        :raises ValueError: where the change does, there is no such session, or its target was touched.
        """
        return (await self.change_all(session_id, change, note, untouched))[-1]

    async def change_all(
        self,
        session_id: str,
        change: Callable[[Session], Session],
        note: Note,
        untouched: Untouched | None = None,
        along: Along | None = None,
    ) -> tuple[Session, ...]:
        """As :meth:`change`, with rows for other sessions of its target that the same decision is about.

        :return: those, and the session itself last.
        """
        return await self._write(lambda: self._file.writer.change(session_id, change, note, untouched, along))

    async def end(self, sessions: Sequence[Session], note: Note) -> tuple[Session, ...]:
        """Add the outcome's rows (a successor's too) and end the operation, in one transaction."""
        return await self._write(lambda: self._file.writer.end(tuple(sessions), note))

    async def in_place(self) -> None:
        """Look whether the open file is still the one at its path.

        :raises Problem: ``ledger_moved`` where it is not.
        """
        await self._on_thread(self._file.in_place)

    async def orphans(self) -> tuple[Orphan, ...]:
        """Operations of processes that are gone, taken over; the caller concludes each with :meth:`end`."""
        return await self._on_thread(self._file.orphans)

    async def owner(self) -> str:
        """This process, as the owner of what it begins; its rows name it by the part before the dot."""
        return await self._on_thread(self._file.owner)

    async def has_ended(self, owner: str) -> bool:
        """Whether the process that is called so by :meth:`owner`, in this ledger, is gone."""
        return await self._on_thread(self._file.has_ended, owner)

    async def session(self, session_id: str) -> Session | None:
        """The session as its newest row has it."""
        return await self._on_thread(self._file.session, session_id)

    async def newest_of(self, target_key: str) -> Session | None:
        """The target's newest session."""
        return await self._on_thread(self._file.newest_of, target_key)

    async def changed_on(self, target_key: str, row: int) -> tuple[Session, ...]:
        """The target's sessions with rows past ``row``, the oldest first."""
        return await self._on_thread(self._file.query, CHANGED_ON, (target_key, row))

    async def open_sessions(self) -> tuple[Session, ...]:
        """All sessions that are live or may need attention, oldest first."""
        return await self._on_thread(self._file.query, session_queries.WHERE_OPEN, ())

    async def sessions(self, *, limit: int = -1, before: int | None = None) -> tuple[Session, ...]:
        """Sessions by when they were asked for, the newest first; ``before``, a number, pages on."""
        return await self._on_thread(self._file.read, session_queries.newest_first, limit, before)

    async def sessions_of(self, session_ids: Sequence[str]) -> tuple[Session, ...]:
        """The sessions with these ids, in this order, a few hundred at a time; unknown ids are left out."""
        return await self._on_thread(self._file.read, session_queries.sessions_of, tuple(session_ids))

    async def count(self) -> int:
        """How many sessions the ledger has."""
        return await self._on_thread(self._file.read, session_queries.count)

    async def changed_since(self, row: int) -> tuple[Session, ...]:
        """Sessions with rows past ``row``, by this or another process, in the rows' order."""
        return await self._on_thread(self._file.query, "WHERE newest.row > ? ORDER BY newest.row", (row,))

    async def entries(self, session_id: str) -> tuple[LedgerRow, ...]:
        """Every row of one session, in order."""
        return await self._on_thread(self._file.entries, session_id)

    async def shown_before(self, session: Session, row: int) -> Session | None:
        """What was shown of a session before a row of it was written; None where there never was a team."""
        return await self._on_thread(self._file.shown_before, session, row)

    async def course(self, session_id: str) -> tuple[LedgerRow, ...]:
        """A session's rows behind those of the failed sessions that led up to it on the same target."""
        return await self._on_thread(self._file.course, session_id)

    async def code_history(self) -> dict[str, CodeHistory]:
        """What happened with each code on this computer, by its catalogue key."""
        return await self._on_thread(self._file.code_history)

    async def last_row(self) -> int:
        """The number of the ledger's newest row; 0 where it is empty."""
        return await self._on_thread(self._file.last_row)

    async def own_rows_after(self, row: int, limit: int = 500) -> "tuple[TravellingRow, ...]":
        """Rows that this desk wrote past a row, in order, for the other desks of its team."""
        return await self._of_team(lambda team: team.own_rows_after(row, limit))

    async def take_rows(self, rows: "Sequence[TravellingRow]", *, more: bool = False) -> tuple[Session, ...]:
        """Write rows of other desks, each at most once, durably, with what follows from them.

        :param more: others follow at once, which these wait for the disk with. Where the power goes before,
            neither they nor the cursors that tell of them are here, and they are fetched again.
        :return: the sessions whose newest row changed.
        :raises Problem: where a row is here already with another content; nothing is written then.
        :raises ValueError: where this folder is no desk of a team.
        """
        accounts = self.accounts()
        return await self._of_team(lambda team: team.take_rows(tuple(rows), accounts, more=more))

    async def skip_rows(self, cursors: dict[str, int]) -> None:
        """Rows of other desks up to these are not fetched: nothing waits for them."""
        await self._of_team(lambda team: team.skip_rows(cursors))

    async def cursors(self) -> dict[str, int]:
        """For each other desk the highest of its rows that is here."""
        return await self._of_team(lambda team: team.cursors())

    async def desk(self) -> "DeskIdentity | None":
        """Who this folder is in its team; None before it joined one, and once its ledger was restored."""
        return await self._on_thread(self._file.desk)

    async def former_desks(self) -> tuple[str, ...]:
        """The ids of the desks that this folder was, before it was found to be restored or a copy."""
        return await self._of_team(lambda team: team.former_desks())

    async def become_desk(self, desk: "DeskIdentity", *, after: int | None = None) -> None:
        """Be this desk from now on, durably. Of what lies before, the team gets to know what is open.

        :param after: this desk's are the rows past this one: 0 shares all. Of a copied folder it is the last
            row that both have in common.
        """
        filled = await self._all_filled()
        await self._of_team(lambda team: team.become_desk(desk, after, filled))

    async def has_written(self, rows: "Sequence[TravellingRow]") -> bool:
        """Whether any of these rows of a board is one that this folder wrote, as whatever desk."""
        return await self._of_team(lambda team: team.has_written(tuple(rows)))

    async def become_desk_again(self, desk: "DeskIdentity", *, sent: int, known: Collection[int]) -> None:
        """Be the desk that this folder was before it left the team, durably.

        The team gets to know what is open that it does not know, and what was done since to what it knows.

        :param sent: the last row of the desk that the board has; its rows up to this one are fetched next.
        :param known: the numbers of the sessions of this desk that the team knows.
        """
        filled = await self._all_filled()
        await self._of_team(lambda team: team.become_desk_again(desk, sent, known, filled))

    async def _all_filled(self) -> int:
        filled = 0
        while (further := await self._filled_asked(filled)) is not None:
            filled = further
        return filled

    async def _filled_asked(self, after: int) -> int | None:
        return await self._of_team(lambda team: team.fill_asked(after))

    async def last_own_row(self) -> int:
        """The highest row that this desk wrote; 0 for none."""
        return await self._of_team(lambda team: team.last_own_row())

    async def session_id_of(self, name: "SessionName") -> str | None:
        """The id here of a session that the team calls so; None where it is not here."""
        return await self._of_team(lambda team: team.session_id_of(name))

    async def session_names(self, session_ids: Sequence[str]) -> "dict[str, SessionName]":
        """What the team calls these sessions; nothing where this folder is in none."""
        return await self._of_team(lambda team: team.session_names(tuple(session_ids)))

    async def batch_attempts(self, batch: str, run: int, after: int) -> tuple[BatchAttempt, ...]:
        """What the ledger holds of a batch's run: every intent past row ``after``, in order."""
        return await self._on_thread(self._file.batch_attempts, batch, run, after)

    async def batch_rows_sent(self, batch: str, run: int, after: int) -> int:
        """How many rows of a batch's run have an intent."""
        return await self._on_thread(self._file.read, batch_queries.rows_sent, batch, run, after)

    async def file_names_used(self, profile: str, names: Iterable[str]) -> dict[str, Session]:
        """Of these file names the ones that a recording of the profile has, with the newest such session."""
        return await self._on_thread(self._file.read, file_name_queries.used, profile, tuple(names))

    async def free_file_name(self, profile: str, name: str) -> str:
        """The name counted up (``lesson-2``) until no recording of the profile has it."""
        return await self._on_thread(self._file.read, file_name_queries.free, profile, name)

    async def _write(self, work: Callable[[], T]) -> T:
        if self._thread is None:
            raise closed()
        return await self._commits.write(work)

    def _commit(self, writes: Sequence[Write]) -> list[WriteResult]:
        """On the ledger's thread; an error of the file fails them all, and each caller gets it."""
        try:
            done = self._file.together(writes)
        except (Problem, sqlite3.Error, OSError) as err:
            done = [(None, err)] * len(writes)
        return [(result, self._as_problem(err)) for result, err in done]

    def _as_problem(self, err: Exception | None) -> Exception | None:
        if not isinstance(err, sqlite3.Error | OSError):
            return err
        problem = as_problem(err, self._file.path)
        problem.__cause__ = err
        return problem

    async def _of_team(self, work: "Callable[[TeamSide], T]") -> T:
        return await self._on_thread(lambda: work(self._file.team_side()))

    async def _on_thread(self, work: Callable[Concatenate[P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        def run() -> T:
            try:
                return work(*args, **kwargs)
            except (sqlite3.Error, OSError) as err:
                raise as_problem(err, self._file.path) from err

        if self._thread is None:
            raise closed()
        return await asyncio.get_running_loop().run_in_executor(self._thread, run)
