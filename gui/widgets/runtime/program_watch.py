"""Notices that an upgrade has replaced the program under its open window."""

import asyncio
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

LOOK_EVERY_S: Final = 30.0

_Mark = tuple[int, int, int, int]


class ProgramWatch(QObject):
    """Looks at the program's file now and then, on a thread: a home folder on a network may be slow.

    :param program: the file that every upgrade replaces.
    """

    replaced = Signal()
    """Another file lies there now; emitted once for each."""

    def __init__(self, program: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program

    async def run(self) -> None:
        """Look until it is cancelled."""
        known = await asyncio.to_thread(_mark, self._program)
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            found = await asyncio.to_thread(_mark, self._program)
            # In the middle of an upgrade there may be none; a program that was removed needs no restart.
            if found is not None and found != known:
                if known is not None:
                    self.replaced.emit()
                known = found


def _mark(program: Path) -> _Mark | None:
    """What tells a file from the one that replaces it; None where there is none."""
    try:
        found = program.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
