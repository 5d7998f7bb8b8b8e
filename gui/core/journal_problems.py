"""Trouble with the ledger's file, as one Problem that says which kind of trouble it is."""

import sqlite3
from pathlib import Path

from gui.core.errors import Delivery, LocalFailure, Problem


def closed() -> Problem:
    """The ledger is not open (yet, or any more)."""
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, message="the ledger is not open")


def as_problem(err: sqlite3.Error | OSError, path: Path) -> Problem:
    """Trouble with the file, as a problem that names it and says which kind of trouble it is."""
    word = LocalFailure.LEDGER
    if isinstance(err, OSError):
        message = f"{err.filename or path}: {err.strerror or err}"
    else:
        message = f"{path}: {err}"
        if "locked" in str(err):
            word = LocalFailure.LEDGER_LOCKED
        elif _is_damage(err):
            word = LocalFailure.LEDGER_DAMAGED
    return Problem(Delivery.NEVER_SENT, word=word, message=message)


def _is_damage(err: sqlite3.Error) -> bool:
    # The low byte is the kind; a row whose text is no text at all has none.
    kind = getattr(err, "sqlite_errorcode", 0) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "malformed" in str(err)
