"""Logs of data folders that nobody uses any more: a new one takes the place of the oldest."""

import contextlib
import re
from pathlib import Path
from typing import Final

from gui.core.foundation.system import is_held

FOLDERS_KEPT: Final = 20
"""Beside that of the usual data folder; nobody has so many, but tests and trials leave some behind."""
_OF_A_DATA_FOLDER: Final = re.compile(r".+-[0-9a-f]{8}")
_OURS: Final = ("recording-panel*.log", "crash-*.txt", "run-*.txt", "log.lock")


def forget_oldest(new: Path) -> None:
    """Make room for a new log folder beside others like it. Whatever else lies there stays.

    :param new: as :func:`gui.core.traces.places.log_folder` gives it, before it is made.
    """
    if not _OF_A_DATA_FOLDER.fullmatch(new.name):
        return
    with contextlib.suppress(OSError):
        others = [one for one in new.parent.iterdir() if _OF_A_DATA_FOLDER.fullmatch(one.name)]
        for folder in sorted(others, key=_last_used, reverse=True)[FOLDERS_KEPT - 1 :]:
            _forget(folder)


def _last_used(folder: Path) -> float:
    return max((path.stat().st_mtime for path in folder.glob(_OURS[0])), default=0.0)


def _forget(folder: Path) -> None:
    if any(is_held(run) for run in folder.glob("run-*.txt")):
        return
    for pattern in _OURS:
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    # Something of somebody else's may be in it.
    with contextlib.suppress(OSError):
        folder.rmdir()
