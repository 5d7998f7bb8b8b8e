"""A connection that only reads a ledger's file, in whichever way that can be done where it lies.

Everything here blocks.
"""

import shutil
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.ledger import schema
from gui.core.ledger.place import LEDGER_NAME, real_path

WAIT_S: Final = 1.0
"""How long a program that holds the file for a moment is waited for."""


def connected(folder: Path, stack: ExitStack, how: str = "mode=ro") -> sqlite3.Connection:
    """A connection that reads a data folder's ledger; no row of it is changed.

    :param stack: closes it, and removes a copy that had to be made.
    :param how: ``mode=rw`` tidies up a log that nobody uses any more; ``mode=ro`` changes nothing at all.
    :raises Problem: ``ledger`` where there is none, ``ledger_newer`` where a newer panel wrote it.
    :raises sqlite3.Error: where it can't be read; OSError likewise.
    """
    path = folder / LEDGER_NAME
    if not path.is_file():
        detail = Detail("ledger.not_there", where=str(path))
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail)
    try:
        database = _opened(path, how, stack)
    except sqlite3.OperationalError:
        # The files beside it that a reader needs can't be made here.
        database = _opened_aside(folder, stack)
    version = schema.version_of(database)
    if version > schema.VERSION:
        raise schema.newer(path, version)
    schema.seen_as_of_today(database)
    return database


def _opened(path: Path, how: str, stack: ExitStack) -> sqlite3.Connection:
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=WAIT_S,
        isolation_level=None,
        # Used by one thread after the other, never by two at once.
        check_same_thread=False,
    )
    try:
        database.execute("SELECT row FROM newest LIMIT 1").fetchone()
    except BaseException:
        database.close()
        raise
    stack.enter_context(closing(database))
    return database


def _opened_aside(folder: Path, stack: ExitStack) -> sqlite3.Connection:
    real = real_path(folder)
    log = real.with_name(f"{real.name}-wal")
    if not (log.exists() and log.stat().st_size):
        # No log: the file is whole, and nobody can write to it.
        return _opened(folder / LEDGER_NAME, "immutable=1", stack)
    made = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="recording-panel-")))
    for source, end in ((real, ""), (log, "-wal")):
        shutil.copyfile(source, made / f"{LEDGER_NAME}{end}")
    return _opened(made / LEDGER_NAME, "mode=rw", stack)
