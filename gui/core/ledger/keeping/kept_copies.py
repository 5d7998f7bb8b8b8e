"""Copies of the ledger in its folder: what a removal takes out of the ledger is still in them."""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.foundation.files import sync_folder
from gui.core.ledger.keeping.contents import check_head
from gui.core.ledger.replacement import DAMAGED, REPLACED

_OF_THE_PANEL: Final = (DAMAGED, REPLACED, ".schema-")
"""Moved aside because it was damaged or replaced, or copied before the schema changed."""
_LOGS: Final = ("-wal", "-shm", "-journal")
_PARTIAL: Final = re.compile(r"\.[0-9a-f]{16}\.partial(-wal|-shm|-journal)?")
"""A copy that is being written, or its log."""


@dataclass(frozen=True, slots=True)
class KeptCopies:
    """What lies beside a ledger.

    :param own: the panel made them, and may remove them.
    :param others: SQLite files that somebody put there; they are only named.
    """

    own: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def kept_copies(real: Path) -> KeptCopies:
    """The copies in a ledger's folder.

    :raises OSError: where the folder can't be read.
    """
    names = tuple(f"{real.name}{kind}" for kind in _OF_THE_PANEL)
    there = sorted(path for path in real.parent.iterdir() if path.is_file())
    own = tuple(path for path in there if path.name.startswith(names))
    mine = {real, *own}
    others = tuple(
        path for path in there if path not in mine and not _PARTIAL.fullmatch(path.name) and _may_be_one(path)
    )
    return KeptCopies(tuple(path for path in own if not path.name.endswith(_LOGS)), others)


def remove_copies(copies: KeptCopies) -> None:
    """Remove the panel's own, with their logs.

    :raises OSError: where one can't be removed.
    """
    for path in copies.own:
        for end in ("", *_LOGS):
            path.with_name(path.name + end).unlink(missing_ok=True)
        sync_folder(path.parent)


def remove_unfinished_copies(folder: Path) -> None:
    """Remove copies of a ledger whose process was killed while it wrote them. Nobody writes one now."""
    for path in folder.glob(".*.partial*"):
        found = _PARTIAL.fullmatch(path.name)
        if found and (found[1] or _may_be_one(path)):
            with suppress(OSError):
                path.unlink()


def _may_be_one(path: Path) -> bool:
    try:
        check_head(path, path)
    except (Problem, OSError):
        return False
    return True
