"""What the team calls sessions, such as ``LI-17``: where a command takes one, and where one is shown."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, WrongUse, operator
from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Problem
from gui.core.foundation.plain_text import is_broken, visible
from gui.core.foundation.text_cleaning import plain_digits

if TYPE_CHECKING:
    from gui.core.ledger.ledger import Ledger
    from gui.core.ledger.read_only import ReadOnlyLedger
    from gui.core.reports.team_fields import TeamNames
    from gui.core.sessions.session import Session

PATIENCE_S: Final = 2.0
"""How long a command that only shows waits for rows of others."""


async def team_names(ledger: "Ledger | ReadOnlyLedger", sessions: "Sequence[Session]") -> "TeamNames | None":
    """The names of some sessions; None for a folder that is in no team."""
    from gui.core.ledger.ledger import Ledger

    if not isinstance(ledger, Ledger) or await ledger.desk() is None:
        return None
    # A folder without a team loads nothing of it.
    from gui.core.reports.team_fields import names_of

    return await names_of(ledger, sessions)


async def caught_up(context: Context, ledger: "Ledger | ReadOnlyLedger") -> None:
    """Fetch what others did meanwhile; where the team is not reached, say as of when their rows are."""
    from gui.core.ledger.ledger import Ledger

    own = await ledger.desk() if isinstance(ledger, Ledger) else None
    if own is None or not isinstance(ledger, Ledger):
        return
    from gui.commands.team.status import moment
    from gui.core.team.catching_up import catch_up
    from gui.core.team.settings import joined_team
    from gui.core.team.team_login import login_of
    from gui.core.team.team_memory import remembered

    folder = context.data_dir
    joined = joined_team(folder)
    if joined is None:
        return
    before = remembered(folder)
    try:
        login = await login_of(joined)
        done = await catch_up(ledger, login, own, operator(), PATIENCE_S, joined_s=joined.joined_s)
        why = done.why
    except Problem as problem:
        why = problem
    if why is not None:
        since = moment(context, before.reached_at)
        words = visible(words_of(why, context.messages), 400)
        output.print_error(context.text("cli.team.as_of", since=since, why=words))


async def session_id(context: Context, ledger: "Ledger", arguments: Namespace) -> str:
    """The id here of the session that a command names, by its number or as the team calls it.

    :raises WrongUse: where that is no session of this ledger.
    """
    given = plain_digits(arguments.session).strip()
    found = "" if is_broken(given) else await _local_id(context.data_dir, ledger, given)
    if not found and not is_broken(given):
        # Of the team, and perhaps not here yet.
        await caught_up(context, ledger)
        found = await _local_id(context.data_dir, ledger, given)
    if not found or await ledger.session(found) is None:
        raise WrongUse(context.text("cli.settle.no_session", session=visible(given, 40)))
    return found


async def _local_id(folder: Path, ledger: "Ledger", given: str) -> str:
    code, _, number = given.rpartition("-")
    own = await ledger.desk() if code else None
    if own is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        return given
    from gui.core.ledger.travelling_row import SessionName
    from gui.core.team.team_memory import remembered

    desk = own.id if code.casefold() == own.code.casefold() else remembered(folder).id_of(code)
    found = None if desk is None else await ledger.session_id_of(SessionName(desk, int(number)))
    return found or ""
