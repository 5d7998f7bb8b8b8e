"""Which team a data folder is in, and how it gets in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from gui.core.team.board_login import BoardLogin


@dataclass(frozen=True, slots=True)
class Membership:
    """A data folder's place in its team.

    :param code: as it was invited; its ledger has the code that it really bears.
    :param login: asked for at each connect; raises Problem where there is none.
    """

    code: str
    login: Callable[[], Awaitable[BoardLogin]]


async def membership_of(_folder: Path) -> Membership | None:
    """The team that a data folder is in; None for none."""
    return None
