"""Pages of a catch-up wait for the disk once; whatever a request relies on waits for it as ever."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from gui.core.ledger.schema import migrate
from gui.core.ledger.writer import LedgerWriter

NORMAL: Final = 1
FULL: Final = 2


class InPlace:
    """A guard that finds the file at its place."""

    def in_place(self) -> None:
        """It is."""

    def before_intent(self) -> None:
        """It may be sent."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "ledger.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        migrate(made, path)
        made.execute("PRAGMA synchronous = FULL")
        yield made


def waits(database: sqlite3.Connection) -> int:
    """How a commit waits for the disk."""
    return int(database.execute("PRAGMA synchronous").fetchone()[0])


def test_only_what_can_be_fetched_again_does_not_wait_for_the_disk(database: sqlite3.Connection) -> None:
    writer = LedgerWriter(database, "process", "process.1", InPlace())
    assert writer.alone(lambda: waits(database)) == FULL
    assert writer.alone(lambda: waits(database), durable=False) == NORMAL
    assert writer.together([lambda: waits(database)]) == [(FULL, None)]


def test_after_a_page_that_can_t_be_written_the_next_row_waits_for_the_disk(
    database: sqlite3.Connection,
) -> None:
    writer = LedgerWriter(database, "process", "process.1", InPlace())
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        writer.alone(lambda: database.execute("INSERT INTO nowhere VALUES (1)"), durable=False)
    assert writer.together([lambda: waits(database)]) == [(FULL, None)]
