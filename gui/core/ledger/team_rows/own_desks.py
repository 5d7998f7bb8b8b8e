"""As which desk of its team a folder wrote its rows. It is another one after it was copied or restored.

Runs on the ledger's thread, over the connection that database.py holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.team_rows.row_names import RowName
from gui.core.ledger.travelling_row import RowId, SessionName

Rows = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one query."""

_ALL: Final = "SELECT after, number, id, code FROM own_desk ORDER BY after"
_LAST: Final = (
    "SELECT (SELECT COALESCE(MAX(row), 0) FROM entry), (SELECT COALESCE(MAX(number), 0) FROM newest)"
)
_LAST_NUMBER: Final = (
    "SELECT COALESCE(MAX(CAST(session_id AS INTEGER)), 0) FROM entry WHERE row <= ? AND desk IS NULL"
)
NOBODY: Final = ""
"""The id in the time before a team, and of a ledger that was restored until it has a new one."""


@dataclass(frozen=True, slots=True)
class _Era:
    after: int
    number: int
    id: str
    code: str


class OwnDesks:
    """The desks that this folder was, each from one of its rows on.

    :ivar ids: every desk that it was.
    """

    def __init__(self, rows: Rows) -> None:
        found = rows(_ALL, ())
        self._eras = tuple(_Era(int(str(a)), int(str(n)), str(i), str(c)) for a, n, i, c in found)
        self.ids = tuple(era.id for era in self._eras if era.id)

    @property
    def current(self) -> DeskIdentity | None:
        """Who this folder is now."""
        if not self._eras or not self._eras[-1].id:
            return None
        return DeskIdentity(self._eras[-1].id, self._eras[-1].code)

    @property
    def former(self) -> tuple[str, ...]:
        """The desks that it is no more."""
        return tuple(one for one in self.ids if self.current is None or one != self.current.id)

    @property
    def since(self) -> int:
        """Rows past this one are the present desk's."""
        return self._eras[-1].after if self._eras else 0

    @property
    def ever(self) -> bool:
        """Whether it ever was in a team."""
        return bool(self._eras)

    def id_of(self, name: RowName) -> RowId:
        """What everyone calls a row."""
        return RowId(name.desk or self._desk_at(name.row), name.row)

    def name_of(self, row: RowId) -> RowName:
        """What this ledger calls a row; a row of another desk of that id is called as everyone does."""
        own = row.desk in self.ids and self._desk_at(row.row) == row.desk
        return RowName("" if own else row.desk, row.row)

    def session_name(self, number: int) -> SessionName:
        """What everyone calls a session that this folder began; before a team it is the first desk's."""
        begun = [at for at, era in enumerate(self._eras) if era.number < number]
        known = (era.id for era in self._eras[begun[-1] if begun else 0 :] if era.id)
        return SessionName(next(known, NOBODY), number)

    def own_number(self, name: SessionName) -> int | None:
        """The number of a session that this folder began; None for one of another desk."""
        return name.number if name.desk in self.ids and self.session_name(name.number) == name else None

    def _desk_at(self, row: int) -> str:
        found = [era.id for era in self._eras if era.after < row]
        return found[-1] if found else NOBODY


def become(execute: Rows, desk: DeskIdentity, after: int | None, last: tuple[int, int]) -> None:
    """Be this desk from now on. What a restored ledger wrote without an id is this desk's, too.

    :param after: the last row that is none of this desk's; ``last`` are the highest row and number by now.
    """
    own = OwnDesks(execute)
    current = own.current
    if own.ever and current is None:
        execute("UPDATE own_desk SET id = ?, code = ? WHERE after = ?", (desk.id, desk.code, own.since))
        return
    if current is not None and current.id == desk.id:
        execute("UPDATE own_desk SET code = ? WHERE after = ?", (desk.code, own.since))
        return
    row, number = last
    if after is not None and after < row:
        found = execute(_LAST_NUMBER, (after,))
        row, number = after, max((int(str(last_number)) for (last_number,) in found), default=0)
    execute("INSERT OR REPLACE INTO own_desk VALUES (?, ?, ?, ?)", (row, number, desk.id, desk.code))


def forget_own_id(execute: Rows) -> None:
    """Of a ledger that rows are missing from: what it writes now is another desk's, which has no id yet."""
    if OwnDesks(execute).ever:
        ((row, number),) = execute(_LAST, ())
        execute("INSERT OR REPLACE INTO own_desk VALUES (?, ?, ?, '')", (row, number, NOBODY))
