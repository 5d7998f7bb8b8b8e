"""Keeps recordings across a restart, in one JSON file that is replaced in one step."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from gui.simulator.service import Ended, Recording

DAMAGED_SUFFIX: Final = ".damaged"


class State(BaseModel):
    """What is kept."""

    model_config = ConfigDict(extra="forbid")

    version: Literal[1] = 1
    running: tuple[Recording, ...] = ()
    ended: tuple[Ended, ...] = ()


def load(path: Path) -> tuple[State, Path | None]:
    """The kept state, and where a damaged file was put aside (None for a good or missing one).

    :raises OSError: where the file is there and can't be read.
    """
    try:
        return State.model_validate_json(path.read_bytes()), None
    except FileNotFoundError:
        return State(), None
    except ValidationError:
        aside = path.with_name(path.name + DAMAGED_SUFFIX)
        path.replace(aside)
        return State(), aside


def save(path: Path, running: Iterable[Recording], ended: Iterable[Ended]) -> None:
    """Replace the kept state in one step.

    :raises OSError: where the file can't be written.
    """
    text = State(running=tuple(running), ended=tuple(ended)).model_dump_json()
    write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never a part.

    :raises OSError: where it can't be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
