"""``sessions --export FILE``: the sessions as a table for spreadsheets or as JSON Lines for scripts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.context import Context, WrongUse
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.sessions.session import Session


def checked_path(context: Context, given: str) -> Path:
    """The file that is meant.

    :raises WrongUse: for a folder, a file in a folder that is not there, or an ending that names no form.
    """
    from gui.core.reports.session_export import form_of

    path = Path(given).expanduser().absolute()
    shown = visible(str(path))
    if path.is_dir():
        raise WrongUse(context.text("cli.export.is_folder", path=shown))
    if not path.parent.is_dir():
        raise WrongUse(context.text("cli.export.no_folder", folder=visible(str(path.parent))))
    if form_of(path) is None:
        raise WrongUse(context.text("cli.export.ending", path=shown))
    return path


async def save(context: Context, slices: "AsyncIterator[Sequence[Session]]", path: Path) -> str:
    """Write them; returns a line with how many and where.

    :raises Problem: where the file can't be written.
    """
    from gui.core.reports.session_export import export

    count = await export(slices, path, context.catalogue)
    return context.text("cli.export.written", count=count or 0, path=visible(str(path)))


async def in_slices(sessions: "Sequence[Session]") -> "AsyncIterator[Sequence[Session]]":
    """Sessions that are in memory already."""
    from gui.core.reports.session_export import SLICE

    for start in range(0, len(sessions), SLICE):
        yield sessions[start : start + SLICE]
        await asyncio.sleep(0)
