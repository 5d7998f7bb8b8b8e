"""A backup put in the place of the ledger; the ledger that was there is kept beside it.

A backup knows nothing of what came after it. What is live is therefore taken as the replaced ledger has it
where that can be read, and is unknown else: nothing live leaves the list, and nothing is sent again by
itself. Everything here blocks.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.enums import State
from gui.core.foundation.file_places import read_plain_file
from gui.core.ledger import counters, replacement, schema
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.keeping.contents import (
    LedgerContents,
    check_head,
    check_ledger,
    first_fault,
    unusable,
)
from gui.core.ledger.keeping.rebuild import NONE_GONE, rebuilt
from gui.core.ledger.keeping.workplace import ledger_alone, like, workplace
from gui.core.ledger.place import LEDGER_NAME
from gui.core.ledger.queries import batch_queries, session_queries
from gui.core.ledger.reading import connected
from gui.core.ledger.rows import Note
from gui.core.sessions.session import Session

_NO_ROOM_HERE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Errors of the copy, whichever of the two files the system names."""
_AT_ONCE: Final = 500
"""Sessions that one query looks for."""

_Known = dict[tuple[str, str], Session]
"""Sessions by id and target: in another ledger the same number may be another recording."""
_Carried = tuple[Session, int]
"""A session that is written anew, with its number in the present ledger where the backup has it not."""


@dataclass(frozen=True, slots=True)
class BatchMark:
    """A batch's run whose rows must not be lost: the same file again would send them once more.

    :param after: the ledger's newest row when it began; ``source`` is where its file was, for people.
    :param given_up: a person ended it, and it is not offered again.
    """

    batch: str
    run: int
    after: int
    source: str
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What a restore will do.

    :param contents: of the backup.
    :param there: whether there is a ledger to be replaced; ``readable`` whether it can be read.
    :param missing: recordings of the present ledger that the backup has not.
    :param carried: recordings that stay as the present ledger has them, because they are live.
    :param unknown: recordings that were live at the backup, and of which nothing later is known.
    :param cut_short: batches that were given up, and of which the backup lacks rows: their logs have to go
        first, so that the same file is a new batch.
    """

    contents: LedgerContents
    there: bool
    readable: bool
    missing: int
    carried: int
    unknown: int
    cut_short: tuple[BatchMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it.

    :param kept: the ledger that was replaced; None where there was none.
    """

    plan: RestorePlan
    kept: Path | None


def look_before_restore(folder: Path, file: Path, batches: Sequence[BatchMark] = ()) -> RestorePlan:
    """Check a backup, and tell what would become of the ledger. Changes nothing but what a kill had left.

    :raises Problem: as :func:`restore` does.
    """
    _check_given(file)
    with ledger_alone(folder) as real, workplace(real) as made:
        return _prepared(folder, real, file, made, batches, Note("restored", "", datetime.now().astimezone()))


def restore(
    folder: Path, file: Path, operator: str, now: datetime, batches: Sequence[BatchMark] = ()
) -> Restored:
    """Put a backup in the place of a data folder's ledger, durably; what was there is kept beside it.

    Whoever opens the ledger next finishes what a kill broke off: there is the old one or the new one then.

    :param batches: runs that may go on; their rows must be in the backup.
    :raises Problem: ``file`` where it can't be read, is no whole ledger or lacks rows of a batch;
        ``ledger_newer``; ``ledger_locked`` while another process has the ledger open; ``ledger`` where
        nothing can be written.
    """
    _check_given(file)
    with ledger_alone(folder) as real, workplace(real) as made:
        plan = _prepared(folder, real, file, made, batches, Note("restored", operator, now))
        aside = replacement.free_name(real, now, replacement.REPLACED)
        replacement.put_in_place(made / "new" / LEDGER_NAME, aside, real)
        return Restored(plan, aside if plan.there else None)


def _prepared(
    folder: Path, real: Path, file: Path, made: Path, batches: Sequence[BatchMark], note: Note
) -> RestorePlan:
    """Make the new ledger in a folder, ready to be put in place."""
    copy = _copied(file, made, real)
    (made / "new").mkdir()
    with closing(sqlite3.connect(copy, isolation_level=None)) as backup, ExitStack() as stack:
        contents = check_ledger(backup, file)
        schema.seen_as_of_today(backup)
        present = _readable(folder, real, stack)
        cut_short = () if present is None else _cut_short(backup, present, batches, file)
        known, carried = _known_of_the_live(backup, present, note)
        missing = 0 if present is None else len(_whose(present) - _whose(backup))
        backup.execute(NONE_GONE)
        try:
            new = rebuilt(backup, made / "new")
        except sqlite3.IntegrityError as err:
            raise unusable("backup.damaged", file, why=str(err)) from err
        last = (0, 0)
        if present is not None:
            last = counters.last_row(present.execute), counters.last_number(present.execute)
        _put_back(new, known, note, last)
    like(new, real)
    unknown = sum(1 for one, _ in known if _is_lost(one))
    return RestorePlan(contents, real.exists(), present is not None, missing, carried, unknown, cut_short)


def _check_given(file: Path) -> None:
    """A look at the file alone, before anything of the panel's is touched."""
    try:
        # Neither a pipe nor a device is waited for.
        read_plain_file(file, 0)
        check_head(file, file)
    except OSError as err:
        raise of_file(err, file) from err


def _copied(file: Path, made: Path, real: Path) -> Path:
    """The backup beside the ledger, with a log that somebody copied along: only this copy is opened."""
    try:
        if real.exists() and file.samefile(real):
            raise unusable("backup.in_use", file)
        copy = made / "backup"
        shutil.copyfile(file, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{file}-wal", f"{copy}-wal")
    except OSError as err:
        if err.errno in _NO_ROOM_HERE:
            raise of_file(err, real, LocalFailure.LEDGER) from err
        raise of_file(err, file) from err
    return copy


def _readable(folder: Path, real: Path, stack: ExitStack) -> sqlite3.Connection | None:
    """The present ledger, where it is whole; None where there is none, or nobody can rely on it.

    :raises Problem: ``ledger_newer``: a newer panel's is not replaced by this one.
    """
    log = real.with_name(f"{real.name}-wal")
    if not log.exists():
        # A reader makes one, and leaves it.
        stack.callback(_remove_empty_log, log)
    try:
        present = connected(folder, stack)
        return None if first_fault(present) else present
    except Problem as problem:
        if problem.word is LocalFailure.LEDGER_NEWER:
            raise
        return None
    except sqlite3.Error:
        return None


def _remove_empty_log(log: Path) -> None:
    with suppress(OSError):
        if not log.stat().st_size:
            log.with_name(log.name.removesuffix("-wal") + "-shm").unlink(missing_ok=True)
            log.unlink()


def _cut_short(
    backup: sqlite3.Connection, present: sqlite3.Connection, batches: Sequence[BatchMark], file: Path
) -> tuple[BatchMark, ...]:
    """Given up batches that lose rows.

    :raises Problem: ``file`` where one that may go on does.
    """
    found = []
    for one in batches:
        sent, known = (
            batch_queries.rows_sent(database.execute, one.batch, one.run, one.after)
            for database in (present, backup)
        )
        if sent > known and not one.given_up:
            raise unusable("backup.batch_goes_on", file, batch=one.source, count=sent - known)
        found += [one] if sent > known else []
    return tuple(found)


def _known_of_the_live(
    backup: sqlite3.Connection, present: sqlite3.Connection | None, note: Note
) -> tuple[list[_Carried], int]:
    """The rows to be added, and how many of them are as the present ledger has them."""
    live = _by_identity(session_queries.sessions(backup.execute, session_queries.WHERE_LIVE, ()))
    if present is None:
        return list(_lost(live, note)), 0
    now_live = _by_identity(session_queries.sessions(present.execute, session_queries.WHERE_LIVE, ()))
    newest = _newest(present, [session for session, _ in live]) | now_live
    of_the_backup = _whose(backup)
    taken = {number for number, _ in of_the_backup}
    known, carried = [], 0
    for identity, session in newest.items():
        if identity not in live and identity not in now_live:
            continue
        # A number that the backup gave to another recording is that one's.
        number = "" if identity[0] in taken and identity not in of_the_backup else session.id
        under_way = session.state in (State.STARTING, State.STOPPING)
        stands = session_queries.with_lost_rows(session, note.at) if under_way else session
        carried += 1
        if stands != live.get(identity):
            begun = 0 if identity in of_the_backup else int(session.id)
            known.append((replace(stands, id=number), begun))
    rest = {identity: session for identity, session in live.items() if identity not in newest}
    return [*known, *_lost(rest, note)], carried


def _newest(present: sqlite3.Connection, ids: Sequence[str]) -> _Known:
    found: _Known = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        found |= _by_identity(session_queries.sessions_of(present.execute, some))
    return found


def _lost(live: _Known, note: Note) -> Iterator[_Carried]:
    """Unknown from now on; what was unknown at the backup is so already."""
    for session in live.values():
        if session.state is not State.UNKNOWN:
            yield session_queries.with_lost_rows(session, note.at), 0


def _is_lost(session: Session) -> bool:
    return session.failure is not None and session.failure.word is LocalFailure.LEDGER_RESTORED


def _put_back(new: Path, known: Sequence[_Carried], note: Note, last: tuple[int, int]) -> None:
    ledger = LedgerDatabase(new.parent)
    ledger.open()
    try:
        ledger.writer.put_back(known, note, row=last[0], number=last[1])
    finally:
        ledger.close()


def _whose(database: sqlite3.Connection) -> set[tuple[str, str]]:
    query = "SELECT session_id, target FROM newest"
    return {(str(session), str(target)) for session, target in database.execute(query)}


def _by_identity(sessions: Sequence[Session]) -> _Known:
    """Without those of other desks: what became of them is told by the team."""
    return {(session.id, session.target.key): session for session in sessions if not session.desk}
