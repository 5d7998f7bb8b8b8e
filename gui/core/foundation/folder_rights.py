"""Who besides its owner can write to the data folder. A mode is shown, never changed: it may be meant so."""

import stat
from pathlib import Path
from typing import Final

from gui.core.foundation.system import SYSTEM

_FILES: Final = ("", "ledger.sqlite3", "profiles.json", "processes", "practice", "batches", "presets.json")
"""What an outsider's change would mislead; the empty one is the folder itself."""


def open_to_others(folder: Path) -> tuple[str, ...]:
    """Names in the data folder that any user of this computer can write to; the folder's own name for itself.

    Another user who owns the folder counts as well. Blocks for some look-ups of files. Empty on a system
    whose files have no modes: they take their rights from the folder of the user's own.
    """
    if SYSTEM.user_number() is None:
        return ()
    return tuple(name or str(folder) for name in _FILES if _is_open(folder / name, is_folder=not name))


def open_to_group(folder: Path) -> bool:
    """Whether the folder's group can write to it, as on a desk that shares it."""
    if SYSTEM.user_number() is None:
        return False
    try:
        return bool(folder.stat().st_mode & stat.S_IWGRP)
    except OSError:
        return False


def _is_open(path: Path, *, is_folder: bool) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    if found.st_mode & stat.S_IWOTH:
        return True
    if not is_folder or found.st_uid in (SYSTEM.user_number(), 0):
        return False
    # A group shares a folder on purpose; else it is another user's alone.
    return not found.st_mode & stat.S_IWGRP
