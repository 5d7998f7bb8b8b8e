"""``team init|invite|remove|upgrade|prune``: what the administrator of a team's database does.

The password comes from standard input each time and is kept nowhere; where the database is, and the
administrator's name, are kept in the data folder.
"""

import asyncio
from argparse import Namespace
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.ledger import month_of
from gui.commands.places import output_place
from gui.commands.team.board_url import managed_by
from gui.core.catalogue.details import words_of
from gui.core.foundation.paths import exists
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.team.board_login import BoardLogin
    from gui.core.team.settings import ManagedTeam

_OF_VALUES: Final = frozenset({"team.no_code", "team.no_month", "team.no_such_desk"})
"""What is wrong with what was typed, and not with the database."""
T = TypeVar("T")


def init(context: Context, arguments: Namespace) -> int:
    """Make the board, and say what a team shares."""
    from gui.core.team import administration
    from gui.core.team.settings import keep_managed

    missing = [name for name in ("url", "admin") if getattr(arguments, name) is None]
    if missing:
        raise WrongUse(*(f"--{name}: {context.text('cli.team.missing')}" for name in missing))
    board = managed_by(context, arguments.url, arguments.admin, arguments.ca_file)
    folder = context.data_dir
    _ran(context, board, lambda login: administration.init(login, board.database))
    keep_managed(folder, board)
    output.print_line(context.text("cli.team.made", place=visible(board.address.place)))
    output.print_line(context.text("cli.team.shared"))
    output.print_line(context.text("cli.team.next_invite"))
    return Exit.ACCEPTED


def invite(context: Context, arguments: Namespace) -> int:
    """Let a desk in, and write its invitation."""
    from gui.core.catalogue.system_errors import of_file
    from gui.core.foundation.files import replace_file
    from gui.core.team import administration
    from gui.core.team.invitation import invitation_for

    board, code = _managed(context, arguments), arguments.code.strip().upper()
    path = output_place(context, arguments.output, "--output")
    if exists(path):
        raise WrongUse(f"--output: {context.text('cli.team.file_exists', path=visible(str(path)))}")
    desk = _ran(context, board, lambda login: administration.invite(login, code))
    try:
        replace_file(path, invitation_for(desk, board).text.encode())
    except OSError as err:
        raise of_file(err, path) from err
    output.print_line(context.text("cli.team.invited", code=code, path=visible(str(path))))
    if desk.other_code:
        key = "cli.team.code_was_in_use" if desk.in_use is None else "cli.team.code_in_use"
        operator = visible(desk.in_use or "", 40)
        output.print_line(context.text(key, code=code, operator=operator, next=desk.other_code))
    output.print_line(context.text("cli.team.next_join", file=visible(path.name)))
    return Exit.ACCEPTED


def remove(context: Context, arguments: Namespace) -> int:
    """Lock a desk out."""
    from gui.core.team import administration

    board, code = _managed(context, arguments), arguments.code.strip().upper()
    _ran(context, board, lambda login: administration.remove(login, code))
    output.print_line(context.text("cli.team.removed", code=visible(code, 20)))
    return Exit.ACCEPTED


def upgrade(context: Context, arguments: Namespace) -> int:
    """Bring the board up to this panel."""
    from gui.core.team import administration

    form = _ran(context, _managed(context, arguments), administration.upgrade)
    output.print_line(context.text("cli.team.upgraded", form=form))
    return Exit.ACCEPTED


def prune(context: Context, arguments: Namespace) -> int:
    """Remove whole months from the board."""
    from gui.core.team import administration

    before = month_of(context, arguments.before).date()
    board = _managed(context, arguments)
    done = _ran(context, board, lambda login: administration.prune(login, before))
    output.print_line(
        context.messages.count("cli.team.pruned", done.rows, day=before.isoformat(), desks=done.desks)
    )
    output.print_line(context.text("cli.team.pruned_here"))
    return Exit.ACCEPTED


def _managed(context: Context, arguments: Namespace) -> "ManagedTeam":
    """The board as it is named, or as ``team init`` kept it."""
    from gui.core.team.settings import joined_team, managed_team

    folder: Path = context.usable_data_dir()
    kept = managed_team(folder)
    if arguments.url is not None:
        name = arguments.admin or (kept.role if kept else None)
        if name is None:
            raise WrongUse(f"--admin: {context.text('cli.team.missing')}")
        return managed_by(context, arguments.url, name, arguments.ca_file)
    if kept is not None:
        return kept if arguments.admin is None else kept.model_copy(update={"role": arguments.admin})
    joined = joined_team(folder)
    if joined is None or arguments.admin is None:
        raise WrongUse(context.text("cli.team.which_team"))
    from gui.core.team.settings import ManagedTeam

    return ManagedTeam(
        host=joined.host,
        port=joined.port,
        database=joined.database,
        role=arguments.admin,
        authority=joined.authority,
    )


def _ran(
    context: Context, board: "ManagedTeam", work: "Callable[[BoardLogin], Coroutine[None, None, T]]"
) -> T:
    """Do one thing with the administrator's login; the password is asked for first.

    :raises WrongUse: for a value that can't be right; TeamProblem for all that the database says.
    """
    from gui.core.security.redaction import register
    from gui.core.team.board_failures import TeamProblem
    from gui.core.team.team_login import login_with

    password = administrator_password(context)
    register(password)

    async def run() -> T:
        return await work(await login_with(board, password))

    try:
        return asyncio.run(run())
    except TeamProblem as problem:
        if problem.key in _OF_VALUES:
            raise WrongUse(visible(words_of(problem, context.messages), 400)) from problem
        raise


def administrator_password(context: Context) -> str:
    """The line of standard input, or what is typed.

    :raises WrongUse: where there is none.
    """
    from gui.commands.profiles.profile_secrets import typed

    given = typed(context, "cli.team.type_password", whole=True)
    if not given:
        raise WrongUse(context.text("cli.team.no_password"))
    return given
