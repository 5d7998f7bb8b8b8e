"""The licences of the panel and of all parts that are shipped with it; read from resources when asked for."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from gui.core.foundation.paths import RESOURCES

FOLDER: Final = RESOURCES / "licences"


@dataclass(frozen=True, slots=True)
class LicensedPart:
    """One part.

    :param licence: its SPDX name.
    :param note: where its source is, and what else has to be said; may be empty.
    """

    name: str
    licence: str
    note: str
    file: str

    @property
    def text(self) -> str:
        """The note and the whole licence; reads a file."""
        whole = (FOLDER / self.file).read_text(encoding="utf-8")
        return f"{self.note}\n\n{whole}" if self.note else whole


def licensed_parts() -> list[LicensedPart]:
    """All parts, the panel itself first."""
    rows: list[dict[str, str]] = json.loads((FOLDER / "parts.json").read_text(encoding="utf-8"))
    return [LicensedPart(row["name"], row["licence"], row["note"], row["text"]) for row in rows]


def parts_with_texts() -> dict[LicensedPart, str]:
    """All parts with their texts; the first time it reads all files.

    :raises OSError: a file is not there; ValueError or KeyError: it is not what it should be.
    """
    return _read_all(FOLDER)


@cache
def _read_all(_folder: Path) -> dict[LicensedPart, str]:
    return {part: part.text for part in licensed_parts()}


def part_named(name: str) -> LicensedPart | None:
    """The part of that name, in small or capital letters."""
    wanted = name.casefold()
    return next((part for part in licensed_parts() if part.name.casefold() == wanted), None)
