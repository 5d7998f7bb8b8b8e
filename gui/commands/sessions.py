"""``sessions`` lists what this computer knows, ``settle`` writes a decision. Neither sends anything."""

import contextlib
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse, operator
from gui.commands.parsing import Commands, Once
from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.foundation.plain_text import is_broken, visible
from gui.core.foundation.text_cleaning import comparable

if TYPE_CHECKING:
    from contextlib import AsyncExitStack
    from datetime import datetime

    from gui.core.ledger.ledger import Ledger
    from gui.core.ledger.read_only import ReadOnlyLedger
    from gui.core.reports.team_fields import TeamNames
    from gui.core.sessions.session import Session

_DECISIONS: Final = {"ended": State.STOPPED, "recording": State.RECORDING}


def add_to(commands: Commands) -> None:
    """Add both sub-commands."""
    listing = commands.add("sessions", _list, reads=True, brief=True)
    listing.add_argument("--all", action="store_true", help=commands.help("all"))
    whose = listing.add_mutually_exclusive_group()
    whose.add_argument("--mine", action="store_true", help=commands.help("mine"))
    whose.add_argument("--team", action="store_true", help=commands.help("team"))
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=commands.help("json"))
    form.add_argument("--export", action=Once, metavar="FILE", help=commands.help("export"))
    settle = commands.add("settle", _settle, brief=True)
    settle.add_argument("session", metavar="SESSION", help=commands.help("session"))
    settle.add_argument(
        "decision", type=comparable, choices=tuple(_DECISIONS), help=commands.help("decision")
    )
    settle.add_argument("--reason", default="", metavar="TEXT", help=commands.help("reason"))
    settle.add_argument("--json", action="store_true", help=commands.help("json"))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which sessions to list.

    :param mine: of a team those that this desk began; ``team`` asks for there being one.
    """

    everything: bool
    mine: bool = False
    team: bool = False


class Nobody:
    """Listens to nothing: the list is read once."""

    def session_changed(self, session: object) -> None:
        """Not of interest."""

    def progress_changed(self, session_id: str, progress: object) -> None:
        """Not of interest."""


def _list(context: Context, arguments: Namespace) -> int:
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    wanted = _Wanted(arguments.all, mine=arguments.mine, team=arguments.team)
    if arguments.export is not None:
        return _export(context, arguments.export, now, wanted)
    found, names = _read(context, now, wanted)
    if arguments.json:
        from gui.core.reports.json_fields import session_fields

        for session in found:
            more = {} if names is None else names.fields(session)
            output.print_object({**session_fields(session, context.catalogue), **more})
    elif found:
        for line in _table(context, found, names, now):
            output.print_line(line)
    else:
        output.print_line(
            context.text("cli.sessions.none_at_all" if wanted.everything else "cli.sessions.none")
        )
    return Exit.ACCEPTED


def _export(context: Context, given: str, now: "datetime", wanted: _Wanted) -> int:
    import asyncio
    from contextlib import AsyncExitStack

    from gui.commands.sessions_export import checked_path, in_slices, save
    from gui.core.ledger.ledger import Ledger
    from gui.core.reports.session_export import fields_of_team, of_all

    path = checked_path(context, given)

    async def run() -> str:
        if wanted.everything and not (wanted.mine or wanted.team):
            async with AsyncExitStack() as stack:
                ledger = await readable_ledger(context, stack)
                if not isinstance(ledger, Ledger):
                    return await save(context, in_slices(await ledger.sessions()), path)
                return await save(context, of_all(ledger), path, await fields_of_team(ledger))
        found, names = await _concluded(context, now, wanted)

        async def fields(sessions: "Sequence[Session]") -> "Sequence[Mapping[str, object]]":
            return [] if names is None else [names.fields(one) for one in sessions]

        return await save(context, in_slices(found), path, None if names is None else fields)

    output.print_line(asyncio.run(run()))
    return Exit.ACCEPTED


def _read(context: Context, now: "datetime", wanted: _Wanted) -> "tuple[list[Session], TeamNames | None]":
    """The sessions to list, in their order, and what the team calls them; None for a folder in no team."""
    from contextlib import ExitStack

    from gui.core.ledger.at_rest import opened_at_rest
    from gui.core.ledger.queries.session_queries import CHANGED_ON, WHERE_ALL, WHERE_OPEN
    from gui.core.sessions.failure_groups import failed_targets

    folder = context.usable_data_dir()
    find, trouble = None, None
    with ExitStack() as stack:
        try:
            find = stack.enter_context(opened_at_rest(folder))
        except Problem as problem:
            trouble = problem
        if find is not None:
            _refuse_without_team(context, wanted, None)
            found = find(WHERE_ALL if wanted.everything else WHERE_OPEN, ())
            later = {target: find(CHANGED_ON, (target, row)) for target, row in failed_targets(found).items()}
            return _chosen(found, later, now, wanted), None
    import asyncio

    return asyncio.run(_concluded(context, now, wanted, trouble))


async def _concluded(
    context: Context, now: "datetime", wanted: _Wanted, trouble: Problem | None = None
) -> "tuple[list[Session], TeamNames | None]":
    """The same in a team, once what dead processes left is concluded, or of a ledger that can't be written.

    :param trouble: what kept it from being opened a moment ago.
    """
    from contextlib import AsyncExitStack

    from gui.commands.team.team_names import caught_up, team_names
    from gui.core.sessions.failure_groups import failed_targets

    async with AsyncExitStack() as stack:
        ledger = await readable_ledger(context, stack, trouble)
        if not wanted.mine:
            await caught_up(context, ledger)
        found = await (ledger.sessions() if wanted.everything else ledger.open_sessions())
        later = {
            target: await ledger.changed_on(target, row) for target, row in failed_targets(found).items()
        }
        names = await team_names(ledger, found)
    _refuse_without_team(context, wanted, names)
    return _chosen(found, later, now, wanted, names), names


def _refuse_without_team(context: Context, wanted: _Wanted, names: "TeamNames | None") -> None:
    if wanted.team and names is None:
        raise WrongUse(f"--team: {context.text('cli.team.in_none')}")


def _chosen(
    found: "Sequence[Session]",
    later: "Mapping[str, Sequence[Session]]",
    now: "datetime",
    wanted: _Wanted,
    names: "TeamNames | None" = None,
) -> "list[Session]":
    """Those that need attention first, then live ones, then the rest; the newest first in each.

    :param later: for each target of :func:`failed_targets` its sessions that changed after the first failure.
    """
    from gui.core.foundation.system import boot_moment
    from gui.core.sessions.boot_time import moment_of
    from gui.core.sessions.failure_groups import cleared_failures

    cleared, boot = cleared_failures(found, later), boot_moment()

    def needs_attention(session: "Session") -> bool:
        return session.needs_attention(moment_of(session, now, boot)) and session.id not in cleared

    needing = {session.id for session in found if needs_attention(session)}
    shown = [
        session
        for session in found
        if (wanted.everything or session.live or session.id in needing)
        and (not wanted.mine or (not session.keeper.desk if names is None else names.is_mine(session)))
    ]
    return sorted(shown, key=lambda s: (s.id not in needing, not s.live, -int(s.id)))


async def readable_ledger(
    context: Context, stack: "AsyncExitStack", trouble: Problem | None = None
) -> "Ledger | ReadOnlyLedger":
    """The ledger; where it can't be written, what can be read of it, with a note on stderr.

    :param trouble: what kept it from being opened a moment ago: it is not waited for again.
    """
    from gui.core.ledger.read_only import READABLE, opened_read_only

    folder = context.usable_data_dir()
    try:
        if trouble is not None:
            raise trouble
        from gui.core.services import open_services

        services = await stack.enter_async_context(open_services(folder, Nobody(), operator=operator()))
    except Problem as problem:
        if problem.word not in READABLE:
            raise
        with contextlib.suppress(Problem):
            ledger = await stack.enter_async_context(opened_read_only(folder))
            told = visible(words_of(problem, context.messages))
            output.print_error(context.text("cli.sessions.read_only", message=told))
            return ledger
        raise
    return services.ledger


def _table(
    context: Context, sessions: "Sequence[Session]", names: "TeamNames | None", now: "datetime"
) -> list[str]:
    from gui.commands.text_table import table
    from gui.commands.texts import profile_text, state_text, who_text
    from gui.core.foundation.times import local_time
    from gui.core.presentation.state_texts import user_text

    columns = ["session", "state", "room", "user", "started", "files", "file_name", "profile"]
    if names is not None:
        # The session's name tells the desk; who was there is told last.
        columns.append("operator")
    titles = [context.text(f"cli.sessions.{name}") for name in columns]
    rows = [
        [
            session.id if names is None else visible(names.shown(session), 40),
            state_text(context, session),
            str(session.target.room),
            user_text(session, context.messages),
            local_time(session.accepted_at or session.asked_at, now, context.messages),
            str(len(session.file_ids) or "–"),
            visible(session.settings.file_name, 40),
            profile_text(context, session.profile),
            *(() if names is None else (who_text(session),)),
        ]
        for session in sessions
    ]
    return table(titles, rows)


def _settle(context: Context, arguments: Namespace) -> int:
    import asyncio

    from gui.commands.texts import session_line
    from gui.core.reports.json_fields import session_fields

    reason: str = arguments.reason
    if is_broken(reason):
        raise WrongUse(f"--reason: {context.text('cli.complaint.not_text')}")
    session, names = asyncio.run(_decide(context, arguments, _DECISIONS[arguments.decision], reason))
    if arguments.json:
        more = {} if names is None else names.fields(session)
        output.print_object({**session_fields(session, context.catalogue), **more})
    else:
        output.print_line(session_line(context, session, "" if names is None else names.shown(session)))
    return Exit.ACCEPTED


async def _decide(
    context: Context, arguments: Namespace, state: State, reason: str
) -> "tuple[Session, TeamNames | None]":
    from gui.commands.team.team_names import session_id, team_names
    from gui.commands.texts import state_text
    from gui.core.services import open_services
    from gui.core.sessions.settle import may_settle

    folder = context.usable_data_dir()
    async with open_services(folder, Nobody(), operator=operator(), brief=True) as services:
        found = await session_id(context, services.ledger, arguments)
        session = await services.ledger.session(found)
        assert session is not None
        if not may_settle(session, state):
            names, words = await team_names(services.ledger, [session]), state_text(context, session)
            name = session.id if names is None else visible(names.shown(session), 40)
            raise WrongUse(context.text("cli.settle.not_now", session=name, state=words))
        settled = await services.recorder.settle(session.id, state, reason)
        return settled, await team_names(services.ledger, [settled])
