"""Brings a ledger's file to the present schema; an older one is kept as a copy first."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from gui.core import schema
from gui.core.errors import Delivery, LocalFailure, Problem


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring them up to date; all of it or nothing.

    :raises Problem: ``ledger_newer`` where a newer panel wrote the file.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        message = f"{path}: written by a newer version of the panel (schema {version})"
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_NEWER, message=message)
    if version == schema.VERSION:
        return
    if version > 0:
        _back_up(database, path.with_name(f"{path.name}.schema-{version}"))
    database.execute("BEGIN IMMEDIATE")
    # Another process may have migrated while this one waited for the lock.
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    for step in range(version + 1, schema.VERSION + 1):
        for statement in statements(schema.MIGRATIONS[step]):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {schema.VERSION}")
    database.execute("COMMIT")


def statements(script: str) -> list[str]:
    """The script's statements one by one: executescript would commit the transaction first."""
    found, text = [], ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            found.append(text)
            text = ""
    return found


def _back_up(database: sqlite3.Connection, copy: Path) -> None:
    partial = copy.with_suffix(".partial")
    with closing(sqlite3.connect(partial)) as target:
        database.backup(target)
    shutil.move(partial, copy)
