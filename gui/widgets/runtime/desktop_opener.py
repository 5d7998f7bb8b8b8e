"""Has the desktop show a folder or an address. The window's thread waits for no other program."""

import asyncio
import subprocess
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gui.core.foundation.own_program import START_FOLDER
from gui.core.foundation.system import SYSTEM

_PATIENCE_S: Final = 2.0
"""A program may stay in the foreground; what fails, fails at once."""
_shown: Final[list["subprocess.Popen[bytes]"]] = []
"""Programs that may still be open: each is asked for its end now and then."""


async def show_folder(folder: Path) -> bool:
    """Whether something could show it; where the desktop does not tell, whether it was asked."""
    if not await asyncio.to_thread(folder.is_dir):
        return False
    return await _shown_by_desktop(QUrl.fromLocalFile(str(folder)), str(folder))


async def show_address(address: str) -> bool:
    """The same for an address, in the browser."""
    return await _shown_by_desktop(QUrl(address), address)


async def _shown_by_desktop(url: QUrl, words: str) -> bool:
    told = await asyncio.to_thread(_by_program, words)
    return QDesktopServices.openUrl(url) if told is None else told


def _by_program(words: str) -> bool | None:
    """None where the system has no program for it, or lacks it.

    Qt's own call says yes as soon as that program was begun, and may wait for a portal that does not answer.
    """
    _shown[:] = [one for one in _shown if one.poll() is None]
    if not SYSTEM.FOLDER_OPENER:
        return None
    try:
        process = subprocess.Popen(
            [SYSTEM.FOLDER_OPENER, words],
            cwd=START_FOLDER,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # It outlives the panel.
            start_new_session=True,
        )
    except OSError:
        return None
    try:
        return process.wait(_PATIENCE_S) == 0
    except subprocess.TimeoutExpired:
        _shown.append(process)
        return True
