"""Writes of the ledger: what each decides on, and which rows it leaves. durable_writes.py writes them.

Runs on the ledger's thread, over the connection that database.py holds.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from gui.core.foundation.enums import State
from gui.core.ledger import counters, schema
from gui.core.ledger.durable_writes import DurableWrites, Guard
from gui.core.ledger.no_forerunners import Followed
from gui.core.ledger.queries import session_queries
from gui.core.ledger.rows import Along, Busy, Note, Untouched
from gui.core.ledger.session_json import json_of, json_of_options
from gui.core.sessions.failure_groups import failure_key
from gui.core.sessions.session import DecisionRefused, Session
from gui.core.sessions.session import replace as changed
from gui.core.sessions.state_table import Opening, Plan

_DETAIL: Final = json.JSONEncoder(ensure_ascii=False)
"""Made once: json.dumps makes one for each row."""


class LedgerWriter(DurableWrites):
    """Writes rows. Its methods but :meth:`together` and :meth:`take_over` only work within the former.

    :param process: names the process in its rows.
    :param owner: whose operations it begins.
    """

    def __init__(self, database: sqlite3.Connection, process: str, owner: str, guard: Guard) -> None:
        super().__init__(database, guard)
        self._db = database
        self._process = process
        self._owner = owner

    def begin(self, target_key: str, plan: Plan, note: Note, live_first: bool) -> Opening:
        """See Ledger.begin."""
        self.look_at(target_key)
        taken, known = self.forerunners.under_way(target_key)
        if taken is not None:
            raise Busy(taken)
        opening = plan(self._newest_of(target_key, live_first) if known else None)
        session = self.write(opening.session, note)
        successor = "" if opening.successor is None else json_of_options(opening.successor)
        self.own.begun.append((target_key, session.id, self._owner, opening.intent.value, successor))
        beside: tuple[str, ...] = ()
        if live_first and self.forerunners.of_a_team:
            beside = session_queries.live_beside(self._db.execute, target_key, session.id)
        return replace(opening, session=session, beside=beside)

    def add(self, session: Session, note: Note, answered: bool | None) -> Session:
        """See Ledger.add."""
        self.look_at(session.id, session.target.key)
        if answered is not None:
            self.own.answered.append((int(answered), session.id))
        # What waited for its turn is asked for only now, by whoever knows all that came meanwhile.
        return self.write(session, note, goes_on=None if note.kind == "intent" else session.row)

    def change(
        self,
        session_id: str,
        change: Callable[[Session], Session],
        note: Note,
        untouched: Untouched | None,
        along: Along | None = None,
    ) -> tuple[Session, ...]:
        """See Ledger.change_all."""
        self.look_at(session_id)
        under_way = "SELECT 1 FROM in_flight WHERE session_id = ?"
        if self._db.execute(under_way, (session_id,)).fetchone() is not None:
            raise Busy(session_id)
        session = session_queries.session(self._db.execute, session_id)
        if session is None:
            raise DecisionRefused(f"there is no session {session_id}")
        self.look_at(session.target.key)
        if untouched is not None:
            later = session_queries.rows_past(self._db.execute, session.target.key, untouched.row)
            if not later <= untouched.but:
                raise DecisionRefused(f"the target of session {session_id} has a later row")
        changed = change(session)
        written: list[Session] = []
        for other in self._told_along(session, changed, along):
            written.append(self.write(other, note, goes_on=written[-1].row if written else None))
        # The last one: it follows those of the others, and whoever undoes it sees nothing later.
        written.append(self.write(changed, note, goes_on=written[-1].row if written else None))
        return tuple(written)

    def _told_along(self, before: Session, changed: Session, along: Along | None) -> list[Session]:
        if along is None:
            return []
        of_target = session_queries.sessions(
            self._db.execute, session_queries.CHANGED_ON, (before.target.key, 0)
        )
        told = (along(before, changed, other) for other in of_target if other.id != before.id)
        return [other for other in told if other is not None]

    def end(self, sessions: tuple[Session, ...], note: Note) -> tuple[Session, ...]:
        """See Ledger.end."""
        self.look_at(sessions[0].id, sessions[0].target.key)
        self.own.ended.append((sessions[0].id,))
        written: list[Session] = []
        for session in sessions:
            # What follows from one answer follows its own request, and not what was learnt meanwhile.
            before = written[-1].row if written else session.row
            written.append(self.write(session, note, goes_on=before))
        return tuple(written)

    def take_over(
        self,
        rows: Iterable[tuple[object, ...]],
        newest: Mapping[str, Session],
        note: Note,
        team: Mapping[str, Sequence[tuple[object, ...]]],
    ) -> None:
        """Fill an empty ledger with rows of another one, and with the newest session of each id.

        Sessions that are live become unknown by a row of their own: newer ones may be lost.

        :param team: rows of the tables that tell of the team, by table.
        :raises sqlite3.Error: where the file can't be written.
        """

        from gui.core.ledger.team_rows.own_desks import OwnDesks

        def fill() -> None:
            for table, found in {"entry": rows, **team}.items():
                columns = schema.COLUMNS[table]
                marks = ", ".join("?" * len(columns.split(", ")))
                # A damaged index may give a row of it twice.
                self._db.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", found)
            self.row = self.last_row()
            own = OwnDesks(self._db.execute)
            if own.ever:
                self.go_on_in_a_team()
            for session in newest.values():
                self.index(session, still_open=session.live or session.needs_attention(session.changed_at))
            self.leave()
            self.write_pending()
            if own.ever:
                self._find_its_team()
            for session in newest.values():
                # What became of another desk's is told by the team.
                if session.live and not session.desk:
                    self.write(session_queries.with_unreadable_row(session, session.row), note)
            self.leave()

        self.alone(fill)

    def _find_its_team(self) -> None:
        """Of a ledger that was taken over: which rows follow which, and that others may be missing."""
        from gui.core.ledger.team_rows.own_desks import forget_own_id

        forget_own_id(self._db.execute)
        ((number,),) = self._db.execute("SELECT COALESCE(MAX(CAST(session_id AS INTEGER)), 0) FROM alias")
        counters.keep_at_least(self._db.execute, row=0, number=number)
        of_the_team = (
            "SELECT DISTINCT target FROM newest JOIN entry ON entry.session_id = newest.session_id"
            " WHERE parents IS NOT NULL"
        )
        self.merge([str(target) for (target,) in self._db.execute(of_the_team).fetchall()])
        self.leave()
        self.write_pending()

    def put_back(self, known: Iterable[tuple[Session, int]], note: Note, *, row: int, number: int) -> None:
        """Make a backup the ledger that work goes on with: nothing is under way in it any more.

        :param known: what is to be its newest row of some sessions; one without an id gets the next number.
            With each its number in the ledger that is replaced, where the backup does not have it.
        :param row: at least, of the last row that was ever given; ``number`` likewise.
        :raises sqlite3.Error: where the file can't be written.
        """

        from gui.core.ledger.team_rows.own_desks import OwnDesks, forget_own_id

        def change() -> None:
            counters.keep_at_least(self._db.execute, row=row, number=number)
            self.row = self.last_row()
            self._db.execute("DELETE FROM in_flight")
            was = OwnDesks(self._db.execute).ids[-1:]
            forget_own_id(self._db.execute)
            for session, begun in known:
                written = self.write(session, note)
                if was and begun:
                    # The team calls it by the number that it had.
                    self._db.execute(
                        "INSERT OR IGNORE INTO alias VALUES (?, ?, ?)", (written.id, *was, begun)
                    )
            self.leave()

        self.alone(change)

    def merge(self, targets: Sequence[str]) -> tuple[Session, ...]:
        """Leave rows for what follows from rows on these targets that lie beside each other."""
        from gui.core.ledger.team_rows.merging import merged_target
        from gui.core.ledger.team_rows.own_desks import OwnDesks

        own, changed = OwnDesks(self._db.execute), []
        for target in targets:
            for shown in merged_target(self._db.execute, own, target):
                session = shown.session if shown.stands else self._derived(shown.session)
                self.index(session, still_open=shown.still_open)
                changed.append(session)
        return tuple(changed)

    def _derived(self, session: Session) -> Session:
        """A row that no desk sends: what follows from rows that contradict each other."""
        from gui.core.ledger.team_rows.merging import DERIVED

        self.row += 1
        now, written = datetime.now(UTC).isoformat(), replace(session, row=self.row)
        values = (
            self.row,
            written.id,
            now,
            DERIVED,
            "",
            self._process,
            "",
            "{}",
            json_of(written),
            None,
        )
        self.own.entries.append(values)
        return written

    def _newest_of(self, target_key: str, live_first: bool) -> Session | None:
        execute = self._db.execute
        if self.forerunners.of_a_team:
            from gui.core.sessions.apart import left_open

            found = session_queries.to_act_on(execute, target_key, live_first=live_first)
            return None if found is None else left_open(found)
        live = session_queries.newest_of(execute, target_key, live=True) if live_first else None
        return live or session_queries.newest_of(execute, target_key)

    def write(self, session: Session, note: Note, *, goes_on: int | None = None) -> Session:
        """Add one row and point the index at it; a session without an id gets the next number.

        :param goes_on: the row of this desk that it alone follows; else it follows all that is known here.
        """
        self.row += 1
        key, follows = session.target.key, self.forerunners
        parents = follows.only(goes_on) if goes_on else follows.all_of(key)
        number = int(session.id) if session.id else self.next_number()
        # Whoever writes it here has seen what came late.
        first_row = session.first_row or self.row
        written = changed(session, id=str(number), row=self.row, first_row=first_row, came_at=None)
        self.own.touched.add(written.id)
        self.own.entries.append(
            (
                self.row,
                written.id,
                note.at.isoformat(),
                note.kind,
                note.operator,
                self._process,
                note.reason,
                _DETAIL.encode(note.detail or {}),
                json_of(written),
                parents,
            )
        )
        if parents is not None:
            self.own.followed.append(Followed(key, self.row, parents))
        self.index(written, still_open=written.live or written.needs_attention(note.at))
        if written.state is State.RECORDING:
            self.own.accepted.append((written.id,))
        elif (came := failure_key(written)) is not None:
            self.own.failed_again.append((key, number, came))
        return written

    def index(self, session: Session, *, still_open: bool) -> None:
        """Let a row be its session's newest."""
        key, state, asked = session.target.key, session.state.value, self.forerunners.asked(session)
        values = (session.id, int(session.id), session.row, key, state, int(still_open), asked)
        self.own.newest.append(values)
