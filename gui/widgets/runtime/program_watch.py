"""Notices that the program was replaced or removed under its open window."""

import asyncio
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

LOOK_EVERY_S: Final = 10.0
LOOK_AGAIN_S: Final = 2.0
"""Where there is none: in the middle of an upgrade there may be none for a moment."""

_Mark = tuple[int, int, int, int]


class ProgramWatch(QObject):
    """Looks at the program's file now and then, on a thread: a home folder on a network may be slow.

    :param program: the file that every upgrade replaces.
    """

    replaced = Signal()
    """Another file lies there now; emitted once for each."""
    removed = Signal()
    """No file lies there any more."""

    def __init__(self, program: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program

    async def run(self) -> None:
        """Look until it is cancelled."""
        known, was_there = await self._look(), False
        while True:
            was_there = was_there or known is not None
            await asyncio.sleep(LOOK_EVERY_S)
            found = await self._look()
            if found is None and known is not None:
                await asyncio.sleep(LOOK_AGAIN_S)
                found = await self._look()
            if found == known:
                continue
            if found is None:
                self.removed.emit()
            elif was_there:
                self.replaced.emit()
            known = found

    async def _look(self) -> _Mark | None:
        return await asyncio.to_thread(_mark, self._program)


def _mark(program: Path) -> _Mark | None:
    """What tells a file from the one that replaces it; None where there is none."""
    try:
        found = program.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
