"""``team join`` and ``team leave``: this data folder in a team, and out of it again."""

import asyncio
import sys
from argparse import Namespace
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
    from gui.core.team.membership import Left

_OF_THE_FILE: Final = frozenset({"team.no_invitation", "team.invitation_cut"})
"""What was given is none, or not whole."""


def join(context: Context, arguments: Namespace) -> int:
    """Join the team of an invitation."""
    from gui.core.presentation.team_texts import other_code_text

    invitation = _invitation(context, arguments.file)
    folder = context.data_dir
    in_use = _is_open(folder)
    joined, now = asyncio.run(_join(folder, invitation, everything=arguments.all))
    output.print_line(
        context.text("cli.team.joined", code=visible(joined.code, 20), place=visible(joined.place))
    )
    if why := other_code_text(joined.code, invitation.code, context.messages):
        output.print_line(why)
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
    from gui.core.ledger.keeping.own_part import refuse_unless_alone, was_in_a_team
    from gui.core.presentation.team_texts import left_sentences
    from gui.core.team.settings import joined_team

    folder = context.usable_data_dir()
    refuse_unless_alone(folder)
    if joined_team(folder) is None and not was_in_a_team(folder):
        raise WrongUse(context.text("cli.team.in_none"))
    left = asyncio.run(_leave(folder))
    part, stays = left.part, left.password_stays
    for said in left_sentences(part.sessions, part.gone, part.kept, context.messages, password_stays=stays):
        output.print_line(said)
    return Exit.ACCEPTED


async def _leave(folder: Path) -> "Left":
    """What dead processes left is concluded while there is a team to tell it to."""
    from gui.commands.sessions import Nobody
    from gui.core.services import open_services
    from gui.core.team import membership

    async with open_services(folder, Nobody(), operator=operator()):
        pass
    return await membership.leave(folder, operator())


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
