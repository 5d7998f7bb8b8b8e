"""A row of a ledger on its way between the desks of a team: over the board, and into other ledgers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

FORM: Final = 1
"""The form of the rows that this panel writes, and the newest that it reads whole."""


class RowId(NamedTuple):
    """What a row is called by everyone: never two rows, whoever copies what.

    :ivar desk: the id of the desk that wrote it.
    :ivar row: that desk's own number of it; grows, with gaps.
    """

    desk: str
    row: int


class SessionName(NamedTuple):
    """What a session is called by everyone: the desk that began it, and its number there."""

    desk: str
    number: int


@dataclass(frozen=True, slots=True)
class TravellingRow:
    """One row as every desk has it.

    :param form: which panel's form it has; one above :data:`FORM` is kept as it came.
    :param target: the target's key (``Target.key``).
    :param parents: the rows of its target that its writer knew, and that no other of them follows.
    :param kind: as in :class:`Note`.
    :param state: of the session after the row, a value of :class:`State`; ``still_open`` as the index has it.
    :param at: when it was written, ISO 8601, by its desk's clock; for people only.
    :param body: JSON object: ``session``, ``process``, ``reason``, ``detail``.
    :param ahead_s: how many seconds the clock of its desk is ahead of this one's, as it came here; it does
        not travel.
    :param came: when the board got it, by this computer's clock; None where it came otherwise.
    :param invited: when its desk was invited, likewise: what it wrote before that is its past.
    """

    id: RowId
    session: SessionName
    form: int
    target: str
    parents: tuple[RowId, ...]
    kind: str
    state: str
    still_open: bool
    at: str
    operator: str
    body: str
    ahead_s: float = field(default=0.0, compare=False)
    came: datetime | None = field(default=None, compare=False)
    invited: datetime | None = field(default=None, compare=False)
