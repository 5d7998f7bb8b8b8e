"""Keeps recordings across a restart, in one JSON file that is replaced in one step."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from gui.core.foundation.files import replace_file
from gui.simulator.service import Ended, Recording

DAMAGED_SUFFIX: Final = ".damaged"


class SavedState(BaseModel):
    """What is kept."""

    model_config = ConfigDict(extra="forbid")

    version: Literal[1] = 1
    running: tuple[Recording, ...] = ()
    ended: tuple[Ended, ...] = ()


def load(path: Path) -> tuple[SavedState, Path | None]:
    """The kept state, and where a damaged file was put aside (None for a good or missing one).

    :raises OSError: where the file is there and can't be read.
    """
    try:
        return SavedState.model_validate_json(path.read_bytes()), None
    except FileNotFoundError:
        return SavedState(), None
    except ValidationError:
        aside = path.with_name(path.name + DAMAGED_SUFFIX)
        path.replace(aside)
        return SavedState(), aside


def save(path: Path, running: Iterable[Recording], ended: Iterable[Ended]) -> None:
    """Replace the kept state in one step.

    :raises OSError: where the file can't be written.
    """
    text = SavedState(running=tuple(running), ended=tuple(ended)).model_dump_json()
    replace_file(path, text.encode("utf-8", "replace"))
