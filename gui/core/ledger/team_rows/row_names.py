"""How the ledger writes down which rows a row follows, and of which target it is.

A row of this folder is its number, one of another desk is ``DESK.NUMBER``; a space stands between two.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple


class RowName(NamedTuple):
    """A row as this ledger calls it.

    :ivar desk: the id of the desk that wrote it; empty for this folder.
    :ivar row: its number there; for this folder's own the number in the ledger.
    """

    desk: str
    row: int

    @property
    def text(self) -> str:
        """As the ledger keeps it."""
        return f"{self.desk}.{self.row}" if self.desk else str(self.row)


def names_in(text: str) -> tuple[RowName, ...]:
    """The rows that a text names."""
    return tuple(name_of(word) for word in text.split())


def name_of(word: str) -> RowName:
    """The row that one word names."""
    desk, _, row = word.rpartition(".")
    return RowName(desk, int(row))


def text_of(names: Iterable[RowName]) -> str:
    """The rows as one text; the same for the same rows in any order."""
    return " ".join([name.text for name in sorted(names)])


def target_mark(key: str) -> str:
    """Stands for a target where months may be removed: room and person are not to be read from it."""
    return blake2b(key.encode(), digest_size=12).hexdigest()
