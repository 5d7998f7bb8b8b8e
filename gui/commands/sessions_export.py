"""``sessions --export FILE``: the sessions as a table for spreadsheets or as JSON Lines for scripts."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.context import Context, WrongUse
from gui.commands.places import output_place
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.reports.team_fields import TeamFields
    from gui.core.sessions.session import Session


def checked_path(context: Context, given: str) -> Path:
    """The file that is meant.

    :raises WrongUse: for a place that takes no file, or an ending that names no form.
    :raises Problem: where the system lets nothing be written there.
    """
    from gui.core.reports.session_export import export_form

    path = output_place(context, given, "--export")
    if export_form(path) is None:
        raise WrongUse(context.text("cli.export.ending", path=visible(str(path))))
    return path


async def save(
    context: Context,
    slices: "AsyncIterator[Sequence[Session]]",
    path: Path,
    team: "TeamFields | None" = None,
) -> str:
    """Write them; returns a line with how many and where.

    :param team: what is told of each one besides, in a team.
    :raises Problem: where the file can't be written.
    """
    from gui.core.profiles.credentials import SECRETS_OF_ENVIRONMENT
    from gui.core.reports.session_export import export
    from gui.core.security.redaction import register

    # What the service repeated of them in its texts is masked.
    for name in SECRETS_OF_ENVIRONMENT:
        register(os.environ.get(name, "").strip())
    count = await export(slices, path, context.catalogue, own_folder=context.data_dir, team=team)
    return context.text("cli.export.written", count=count or 0, path=visible(str(path)))


async def in_slices(sessions: "Sequence[Session]") -> "AsyncIterator[Sequence[Session]]":
    """Sessions that are in memory already."""
    from gui.core.reports.session_export import SLICE

    for start in range(0, len(sessions), SLICE):
        yield sessions[start : start + SLICE]
        await asyncio.sleep(0)
