"""What this folder last knew of its team's desks: their names are known while the board is away.

A small file that may be lost: whoever reaches the board writes it anew. Every function here blocks.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from gui.core.foundation.files import replace_file
from gui.core.foundation.json_file import UnusableFile, read_json

FILE_NAME: Final = "team-desks.json"
_HERE: Final = timedelta(seconds=15)


class DeskName(BaseModel):
    """What people call a desk, who was there last, and how many seconds its clock was ahead of this one.

    :ivar heard_at: when the board last heard of it; None for a moment before the board was reached last.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    operator: str = ""
    ahead_s: float = 0.0
    heard_at: datetime | None = None
    left: bool = False


class TeamMemory(BaseModel):
    """The desks by their ids, and when the board was last reached.

    :ivar sent_row: this desk's highest row that was there.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    reached_at: datetime | None = None
    sent_row: int = 0
    desks: Mapping[str, DeskName] = {}

    def id_of(self, code: str) -> str | None:
        """The desk that is called so, in letters of any case."""
        wanted = code.casefold()
        return next((desk for desk, name in self.desks.items() if name.code.casefold() == wanted), None)

    def was_here(self, desk: str) -> bool:
        """Whether somebody was at a desk as the board was reached last."""
        name = self.desks.get(desk)
        if name is None or self.reached_at is None:
            return False
        return name.heard_at is None or self.reached_at - name.heard_at < _HERE

    def code_of(self, desk: str) -> str:
        """What a desk is called; the beginning of its id where nobody has told."""
        name = self.desks.get(desk)
        return desk[:8].upper() if name is None else name.code


def remembered(folder: Path) -> TeamMemory:
    """What was last known; nothing where the file is missing or damaged."""
    with suppress(OSError, UnusableFile, ValidationError):
        return TeamMemory.model_validate(read_json(folder / FILE_NAME))
    return TeamMemory()


def remember(folder: Path, memory: TeamMemory) -> None:
    """Keep it. A full disk is no reason to fail: it is only a memory."""
    with suppress(OSError):
        replace_file(folder / FILE_NAME, (memory.model_dump_json(indent=2) + "\n").encode())


def forget(folder: Path) -> None:
    """Remove it, with what it says of others."""
    with suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)
