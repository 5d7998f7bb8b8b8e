"""Checks of ``doctor`` that look at the team; nothing of it is imported where there is none."""

import asyncio
from pathlib import Path
from typing import Final

from gui.commands.checks.found import Found
from gui.commands.context import Context
from gui.core.catalogue.errors import Problem
from gui.core.foundation.paths import exists

_FILE: Final = "team.json"
"""As settings.py calls it."""


def is_joined(folder: Path) -> bool:
    """Whether a data folder is in a team."""
    return exists(folder / _FILE)


def team(context: Context, folder: Path) -> Found:
    """Whether the team is reached; amber where not, since starts and stops go on."""
    from gui.commands.team.status import looked, reached_text, remarks, role_text
    from gui.core.team.settings import joined_team

    try:
        joined = joined_team(folder)
        if joined is None:
            return Found("team", "–")
        found = asyncio.run(looked(folder, joined))
    except Problem as problem:
        return Found("team", "", problem)
    said = [reached_text(context, found), *remarks(context, found)]
    if found.unsent:
        said.append(context.messages.count("cli.team.unsent", found.unsent))
    amber = len(said) > 1 or not found.reached or found.refuses is not None
    if not found.reached:
        # Whoever can help knows the desk by that.
        said.append(role_text(context, found))
    return Found("team", " ".join(said), amber=amber)
