"""``team join`` and ``team leave``: this data folder in a team, and out of it again."""

import asyncio
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse, operator
from gui.commands.team.status import print_remarks
from gui.core.catalogue.details import words_of
from gui.core.foundation.paths import given_path
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.team.board_status import TeamStatus
    from gui.core.team.invitation import Invitation
    from gui.core.team.joining import Joined

_OF_THE_FILE: Final = frozenset({"team.no_invitation", "team.invitation_cut"})
"""What was given is none, or not whole."""


def join(context: Context, arguments: Namespace) -> int:
    """Join the team of an invitation."""
    invitation = _invitation(context, arguments.file)
    folder = context.data_dir
    in_use = _is_open(folder)
    joined, now = asyncio.run(_join(folder, invitation, everything=arguments.all))
    output.print_line(
        context.text("cli.team.joined", code=visible(joined.code, 20), place=visible(joined.place))
    )
    output.print_line(context.text("cli.team.kept" if joined.kept else "cli.team.not_kept"))
    if not joined.complete:
        output.print_line(context.text("cli.team.goes_on"))
    if in_use:
        output.print_line(context.text("cli.team.open_window"))
    print_remarks(context, now)
    return Exit.ACCEPTED


async def _join(folder: Path, invitation: "Invitation", *, everything: bool) -> "tuple[Joined, TeamStatus]":
    from functools import partial

    from gui.core.connection.ways_to_target import names_by_place
    from gui.core.ledger.ledger import Ledger
    from gui.core.profiles.profiles import Profiles
    from gui.core.team import joining
    from gui.core.team.board_status import team_status

    ledger, profiles = Ledger(folder), Profiles(folder)
    profiles.load_if_possible()
    ledger.accounts = partial(names_by_place, profiles)
    try:
        await ledger.open()
        who = operator()
        joined = await joining.join(folder, ledger, invitation, everything=everything, operator=who)
        return joined, await team_status(folder, invitation.settings, ledger)
    finally:
        await ledger.close()


def _is_open(folder: Path) -> bool:
    """Whether a window, or another command, is at work with the folder."""
    from gui.core.catalogue.errors import LocalFailure, Problem
    from gui.core.ledger.keeping.own_part import refuse_unless_alone

    try:
        refuse_unless_alone(folder)
    except Problem as problem:
        if problem.word is not LocalFailure.LEDGER_LOCKED:
            raise
        return True
    return False


def leave(context: Context, _arguments: Namespace) -> int:
    """Keep own rows only, and be in no team; goes on where it was broken off."""
    from gui.core.ledger.keeping.own_part import keep_own_part, refuse_unless_alone
    from gui.core.team.settings import joined_team

    folder = context.usable_data_dir()
    refuse_unless_alone(folder)
    joined = joined_team(folder)
    if joined is None and not _has_rows_of_a_team(folder):
        raise WrongUse(context.text("cli.team.in_none"))
    asyncio.run(_forget(context, folder))
    done = keep_own_part(folder, operator(), datetime.now(UTC))
    output.print_line(context.messages.count("cli.team.left", done.sessions, gone=done.gone))
    if done.kept is not None:
        output.print_line(context.text("cli.team.left_kept", path=visible(str(done.kept))))
    return Exit.ACCEPTED


async def _forget(context: Context, folder: Path) -> None:
    """Conclude what dead processes left; then password, settings and names, in an order that can go on."""
    from gui.commands.sessions import Nobody
    from gui.core.catalogue.errors import Problem
    from gui.core.security import keychain
    from gui.core.services import open_services
    from gui.core.team import team_memory
    from gui.core.team.own_desk import tell_that_it_leaves
    from gui.core.team.settings import forget_joined, joined_team
    from gui.core.team.team_login import keychain_name

    async with open_services(folder, Nobody(), operator=operator()) as services:
        joined, desk = joined_team(folder), await services.ledger.desk()
    if joined is not None:
        if desk is not None:
            # As long as the password is known, and after what this desk wrote last.
            await tell_that_it_leaves(joined, desk.id)
        try:
            await keychain.forget_team_password(keychain_name(joined))
        except Problem as problem:
            output.print_error(context.catalogue.of(problem).description)
    forget_joined(folder)
    team_memory.forget(folder)


def _has_rows_of_a_team(folder: Path) -> bool:
    from gui.core.ledger.keeping.own_part import was_in_a_team

    return was_in_a_team(folder)


def _invitation(context: Context, given: str) -> "Invitation":
    """What the file, or standard input, holds.

    :raises WrongUse: where that is no invitation; Problem where it can't be read.
    """
    from gui.core.team.board_failures import TeamProblem
    from gui.core.team.invitation import LONGEST, decoded, read_invitation, read_invitation_file

    try:
        if given == "-":
            return read_invitation(decoded(sys.stdin.buffer.read(LONGEST + 1)))
        return read_invitation_file(given_path(given))
    except TeamProblem as problem:
        if problem.key in _OF_THE_FILE:
            raise WrongUse(visible(words_of(problem, context.messages), 400)) from problem
        raise
