"""Sees, by a connection of its own, whether the ledger knew of a request before it arrived."""

import json
import sqlite3
from collections import Counter
from pathlib import Path

Request = tuple[str, int, str]
"""Operation, room and account."""


class Witness:
    """Counts what arrives against what is written: only what the panel has committed can be seen here."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None, timeout=10)
        self._read_to = 0
        self._written: Counter[Request] = Counter()
        self._arrived: Counter[Request] = Counter()

    def knows_of(self, request: Request) -> bool:
        """Whether this request, which has just arrived, was written as about to leave."""
        self._arrived[request] += 1
        query = "SELECT row, session FROM entry WHERE row > ? AND kind IN ('intent', 'try') ORDER BY row"
        for row, text in self._database.execute(query, (self._read_to,)):
            session = json.loads(text)
            operation = "start" if session["operation"] == 1 else "stop"
            self._written[operation, session["target"]["room"], session["target"]["account"]] += 1
            self._read_to = row
        return self._arrived[request] <= self._written[request]

    def close(self) -> None:
        self._database.close()
