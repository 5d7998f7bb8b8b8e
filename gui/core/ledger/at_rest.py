"""The ledger for a command that lists it once: on its own thread, without an event loop and what sends.

It is opened as a whole, with every check and lock of :class:`LedgerDatabase`: whoever may not write to it is
told so in the same way.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gui.core.ledger.database import LedgerDatabase, as_problem
from gui.core.ledger.queries import session_queries
from gui.core.ledger.session_json import session_in_plain_text
from gui.core.sessions.session import Session

Find = Callable[[str, tuple[object, ...]], tuple[Session, ...]]
"""The newest state of the sessions that an SQL condition selects."""


@contextmanager
def opened_at_rest(folder: Path) -> Iterator[Find | None]:
    """For the length of a block, what reads a data folder's ledger; it blocks.

    None while an operation is under way: what a dead process left has to be concluded before it is shown.
    None for a desk of a team, too: it asks the others first, and tells their rows apart from its own.

    :raises Problem: where the ledger can't be used, as :meth:`Ledger.open`.
    """
    database = LedgerDatabase(folder)

    def find(where: str, values: tuple[object, ...]) -> tuple[Session, ...]:
        return database.read(session_queries.sessions, where, values, session_in_plain_text)

    try:
        database.open()
        left = database.read(session_queries.any_in_flight)
        yield None if left or database.read(session_queries.ever_in_a_team) else find
    except (sqlite3.Error, OSError) as err:
        raise as_problem(err, database.path) from err
    finally:
        database.close()
