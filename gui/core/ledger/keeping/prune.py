"""The removal of whole months from a ledger, with everything personal in them.

A new file is made with the rows that stay, and takes the old one's place in one step: no page, log or free
list holds what went. That needs the ledger alone. Beside an open window a page could stay behind in a log
that the window still reads, and its list would show rows that are gone. Everything here blocks.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.files import sync_folder
from gui.core.foundation.system import SYSTEM
from gui.core.ledger import schema
from gui.core.ledger.keeping.contents import contents_of, first_fault
from gui.core.ledger.keeping.kept_copies import (
    KeptCopies,
    kept_copies,
    remove_copies,
    remove_unfinished_copies,
)
from gui.core.ledger.keeping.rebuild import GONE, rebuilt
from gui.core.ledger.keeping.selection import KeptSession, select
from gui.core.ledger.keeping.workplace import ledger_alone, like, workplace

Batches = Collection[tuple[str, int]]
"""Ids and runs of batches that may go on."""


@dataclass(frozen=True, slots=True)
class PrunePlan:
    """What a removal takes, or took.

    :param before: the begin of the first month that stays.
    :param sessions: recordings that go, with ``rows`` of the ledger.
    :param left: recordings that stay; ``kept`` are those of them that are older than the date.
    :param copies: files that still hold what goes.
    """

    before: datetime
    sessions: int
    rows: int
    left: int
    kept: tuple[KeptSession, ...]
    copies: KeptCopies


def look_before_prune(folder: Path, before: datetime, batches: Batches = ()) -> PrunePlan:
    """What would go, and what would stay. Changes nothing.

    :raises Problem: as :func:`prune` does.
    """
    with ledger_alone(folder) as real, _opened(real) as database:
        return _planned(database, real, before, batches)


def prune(folder: Path, before: datetime, batches: Batches = (), *, with_copies: bool = False) -> PrunePlan:
    """Remove what is over and older, durably. After a kill it is all there or all gone: do it again then.

    :param before: the begin of a month.
    :param with_copies: remove the panel's own copies of the ledger, too, as a whole.
    :return: what went, and what stays; without the copies that were removed.
    :raises Problem: ``ledger_locked`` while another process has the ledger open, ``ledger_newer``,
        ``ledger_damaged``; ``ledger`` where there is none, or nothing can be written.
    """
    with ledger_alone(folder) as real:
        with workplace(real) as made:
            with _opened(real) as database:
                plan = _planned(database, real, before, batches)
                new = _made_without(database, real, made, plan) if plan.sessions else None
            if new is not None:
                like(new, real)
                SYSTEM.sync_file(new)
                new.replace(real)
                sync_folder(real.parent)
        remove_unfinished_copies(real.parent)
        if not with_copies:
            return plan
        remove_copies(plan.copies)
        return PrunePlan(
            plan.before, plan.sessions, plan.rows, plan.left, plan.kept, KeptCopies((), plan.copies.others)
        )


@contextmanager
def _opened(real: Path) -> Iterator[sqlite3.Connection]:
    if not real.is_file():
        detail = Detail("ledger.not_there", where=str(real))
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail)
    with closing(sqlite3.connect(real, isolation_level=None)) as database:
        version = schema.version_of(database)
        if version > schema.VERSION:
            raise schema.newer(real, version)
        if not version:
            # A file that was made and never filled.
            schema.migrate(database, real)
        schema.seen_as_of_today(database)
        yield database


def _planned(database: sqlite3.Connection, real: Path, before: datetime, batches: Batches) -> PrunePlan:
    kept = select(database, before, batches)
    (sessions, rows) = database.execute(
        f"SELECT (SELECT COUNT(*) FROM temp.{GONE}),"
        f" (SELECT COUNT(*) FROM entry WHERE session_id IN (SELECT session_id FROM temp.{GONE}))"
    ).fetchone()
    left = contents_of(database.execute).sessions - int(sessions)
    return PrunePlan(before, int(sessions), int(rows), left, kept, kept_copies(real))


def _made_without(database: sqlite3.Connection, real: Path, made: Path, plan: PrunePlan) -> Path:
    """The new file, proven: nothing that stays is missing from it."""
    before = contents_of(database.execute)
    new = rebuilt(database, made)
    # The log goes into the file, and away: the new one must not find it.
    _close_the_log(database, real)
    with closing(sqlite3.connect(new, isolation_level=None)) as opened:
        fault = first_fault(opened)
        found = contents_of(opened.execute)
    if fault or (found.sessions, found.rows) != (plan.left, before.rows - plan.rows):
        detail = Detail("system", {"why": fault or "rows are missing"}, str(real))
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_DAMAGED, detail=detail)
    return new


def _close_the_log(database: sqlite3.Connection, real: Path) -> None:
    """Fails where a foreign program has the file open.

    :raises sqlite3.OperationalError: *locked*.
    """
    (mode,) = database.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete" or real.with_name(f"{real.name}-wal").exists():
        raise sqlite3.OperationalError("database is locked")
