"""A ledger as an earlier version of the panel left it."""

import sqlite3
from contextlib import closing
from pathlib import Path

OF_VERSION = {
    4: """
        DROP INDEX entry_of_desk; DROP INDEX entry_to_send; DROP INDEX newest_by_asked;
        ALTER TABLE entry DROP COLUMN desk; ALTER TABLE entry DROP COLUMN desk_row;
        ALTER TABLE entry DROP COLUMN parents; ALTER TABLE newest DROP COLUMN asked;
        DROP TABLE own_desk; DROP TABLE desk; DROP TABLE alias; DROP TABLE head; DROP TABLE late;
    """,
    3: "DROP INDEX entry_of_file_name;",
    2: "DROP INDEX entry_that_came;",
}
"""What each version brought, taken away again."""


def take_back(file: Path, version: int) -> None:
    """Make a ledger's file one of an earlier version; its rows stay."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for brought, script in OF_VERSION.items():
            if brought > version:
                database.executescript(script)
        database.execute(f"PRAGMA user_version = {version}")
