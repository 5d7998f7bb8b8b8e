"""``profile remove``: not while live recordings hang on the profile, unless another one carries them on."""

import asyncio
from argparse import Namespace
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse, operator
from gui.commands.parsing import Commands, Once
from gui.commands.profiles.profile_choice import chosen, profiles
from gui.commands.profiles.profile_secrets import kept_before
from gui.commands.sessions import Nobody, readable_ledger
from gui.core.catalogue.errors import Problem
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import one_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.core.sessions.session import Session


def add_to(group: Commands) -> None:
    """Add the sub-command."""
    remove = group.add("remove", _remove)
    remove.add_argument("name", metavar="NAME", help=group.help("profile_name"))
    remove.add_argument("--kept-secrets", action="store_true", help=group.help("kept_secrets"))
    remove.add_argument("--move-to", action=Once, metavar="NAME", help=group.help("move_to"))


def _remove(context: Context, arguments: Namespace) -> int:
    from gui.core.foundation.enums import PRACTICE_NAME
    from gui.core.security import keychain

    if _is_left_behind(context, arguments.name):
        return _forget_left(context, arguments.name, wanted=arguments.kept_secrets)
    name = chosen(context, arguments.name)
    if name == PRACTICE_NAME:
        raise WrongUse(context.text("cli.complaint.practice_stays"))
    if live := asyncio.run(_live(context, name)):
        _make_free(context, name, live, arguments.move_to)
    profiles(context).remove(name)
    output.print_line(context.text("cli.profile.removed", name=visible(name)))
    try:
        asyncio.run(keychain.forget(name))
    except Problem:
        # Where there is no keychain, nothing was kept.
        return Exit.ACCEPTED
    return Exit.ACCEPTED


def _is_left_behind(context: Context, given: str) -> bool:
    """Whether no profile has the name and the keychain has: the data folder was removed before it."""
    known = one_named(given, [profile.name for profile in profiles(context).all()])
    return known is None and bool(kept_before(given))


def _forget_left(context: Context, name: str, *, wanted: bool) -> int:
    """Remove what a profile has left in the keychain.

    :raises WrongUse: where that was not asked for: another data folder may have a profile of that name.
    """
    from gui.core.security import keychain

    if not wanted:
        raise WrongUse(context.text("cli.complaint.kept_secrets", name=visible(name)))
    asyncio.run(keychain.forget(name))
    output.print_line(context.text("cli.profile.secrets_removed", name=visible(name)))
    return Exit.ACCEPTED


async def _live(context: Context, name: str) -> "Sequence[Session]":
    """The live recordings that hang on a profile; without a ledger there are none.

    :raises Problem: where the ledger is there and can't be read: nobody knows.
    """
    from gui.core.connection.ways_to_target import live_of
    from gui.core.ledger.place import LEDGER_NAME

    if not (context.data_dir / LEDGER_NAME).exists():
        return ()
    async with AsyncExitStack() as stack:
        ledger = await readable_ledger(context, stack)
        return live_of(await ledger.open_sessions(), name)


def _make_free(context: Context, name: str, live: "Sequence[Session]", move_to: str | None) -> None:
    """Move the recordings where that was asked for.

    :raises WrongUse: where it was not, or the other profile leads elsewhere.
    """
    from gui.core.connection.ways_to_target import leading_to

    found = profiles(context)
    others = [other for other in leading_to(found, (one.target for one in live)) if other != name]
    listed = ", ".join(visible(other) for other in others)
    if move_to is None:
        ids = ", ".join(f"{one.id} ({one.target.room}, {visible(one.target.account, 40)})" for one in live)
        values, said = {"name": visible(name), "sessions": ids}, context.messages
        words = said.count("cli.complaint.profile_in_use_alone", len(live), **values)
        if others:
            words = said.count("cli.complaint.profile_in_use", len(live), **values, others=listed)
        raise WrongUse(words)
    meant = one_named(move_to, others)
    if meant is None:
        words = context.text("cli.complaint.move_to", name=visible(move_to, 80), others=listed or "–")
        raise WrongUse(words)
    asyncio.run(_move(context, live, meant))
    output.print_line(context.text("cli.profile.moved", name=visible(meant), count=len(live)))


async def _move(context: Context, live: "Sequence[Session]", move_to: str) -> None:
    from gui.core.services import open_services

    async with open_services(context.usable_data_dir(), Nobody(), operator=operator()) as services:
        for session in live:
            await services.recorder.move_to_profile(session.id, move_to)
